using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace RiskMap.Server.Commands;

/// <summary>An answer of a process for people: its working line by line, its tables, and what it says in one word.</summary>
static class ProcessText
{
    const string Explanation = "explanation";

    // What was asked and pictures are no news on a terminal.
    static readonly string[] Quiet = [Explanation, "inputs", "type"];

    /// <summary>Writes an answer on standard output.</summary>
    internal static void Write(JsonObject answer, Terminal terminal)
    {
        foreach (var step in Rows(answer[Explanation])) terminal.Output.WriteLine(StepText(step, terminal.Language));
        foreach (var (name, value) in answer.Where(member => !Quiet.Contains(member.Key, StringComparer.Ordinal)))
        {
            if (TextOf(value, terminal.Language) is { } text) terminal.Output.WriteLine($"{name}: {text}");
            else if (Rows(value) is { Count: > 0 } rows) WriteTable(name, rows, terminal);
        }
    }

    static void WriteTable(string name, IReadOnlyList<JsonObject> rows, Terminal terminal)
    {
        var columns = rows.SelectMany(row => row).Where(member => TextOf(member.Value, terminal.Language) is not null).Select(member => member.Key).Distinct(StringComparer.Ordinal).ToList();
        terminal.Output.WriteLine($"{name}:");
        terminal.WriteTable(columns, rows.Select(row => (IReadOnlyList<string>)[.. columns.Select(column => TextOf(row[column], terminal.Language) ?? "")]));
    }

    static string StepText(JsonObject step, string language)
    {
        var text = TextOf(step["text"], language);
        return step["source"] is JsonObject source ? $"{text} [{source["standard"]} {source["clause"]}, {source["status"]}]" : $"{text}";
    }

    static IReadOnlyList<JsonObject> Rows(JsonNode? value) => value is JsonArray list ? [.. list.OfType<JsonObject>()] : [];

    // Plain values, texts in two languages, sources and lists of plain values; null for what has parts of its own.
    static string? TextOf(JsonNode? value, string language) => value switch
    {
        JsonObject both when both["zh"] is { } zh && both["en"] is { } en => (language == Texts.Language.English ? en : zh).GetValue<string>(),
        JsonObject source when source["standard"] is { } standard && source["clause"] is { } clause => $"{standard} {clause}",
        JsonObject => null,
        JsonArray { Count: > 0 } list when list.All(entry => entry is JsonValue) => string.Join(", ", list.Select(entry => TextOf(entry, language))),
        JsonArray => null,
        JsonValue number when number.GetValueKind() == JsonValueKind.Number => number.GetValue<double>().ToString("0.######", CultureInfo.InvariantCulture),
        _ => value?.ToString(),
    };
}
