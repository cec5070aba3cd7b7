using System.Text.Encodings.Web;
using System.Text.Json;
using RiskMap.City.Model;
using RiskMap.Server.Texts;
using Spectre.Console;

namespace RiskMap.Server.Commands;

/// <summary>
/// Where a command speaks: results on standard output, everything else (progress, warnings, errors) on standard error.
/// Tables and progress are drawn only on a real terminal; redirected they are plain lines.
/// </summary>
/// <param name="output">Results.</param>
/// <param name="error">Messages.</param>
/// <param name="language"><c>zh</c> or <c>en</c>.</param>
/// <param name="debug">Whether unexpected failures show their details.</param>
public sealed class Terminal(TextWriter output, TextWriter error, string language, bool debug)
{
    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Results.</summary>
    public TextWriter Output { get; } = output;

    /// <summary>Messages.</summary>
    public TextWriter Error { get; } = error;

    /// <summary><c>zh</c> or <c>en</c>.</summary>
    public string Language { get; } = language;

    /// <summary>The text of a key in the terminal's language.</summary>
    public string Text(string key, params object?[] values) => MessageTexts.In(Language, key, values);

    /// <summary>Says something on standard error.</summary>
    public void Say(string key, params object?[] values) => Error.WriteLine(Text(key, values));

    /// <summary>Says something on standard error.</summary>
    public void Say(LocalizedText text) => Error.WriteLine(text.In(Language));

    /// <summary>Writes a document as JSON on standard output.</summary>
    public void WriteJson<T>(T document) => Output.WriteLine(JsonSerializer.Serialize(document, Json));

    /// <summary>Writes a table on standard output: drawn on a terminal, tab-separated where redirected.</summary>
    public void WriteTable(IReadOnlyList<string> head, IEnumerable<IReadOnlyList<string>> rows)
    {
        if (Console.IsOutputRedirected || Output != Console.Out)
        {
            Output.WriteLine(string.Join('\t', head));
            foreach (var row in rows) Output.WriteLine(string.Join('\t', row));
            return;
        }

        var table = new Table().Border(TableBorder.Rounded);
        foreach (var title in head) table.AddColumn(Markup.Escape(title));
        foreach (var row in rows) table.AddRow([.. row.Select(Markup.Escape)]);
        AnsiConsole.Write(table);
    }

    /// <summary>Writes CSV on standard output (RFC 4180).</summary>
    public void WriteCsv(IReadOnlyList<string> head, IEnumerable<IReadOnlyList<string>> rows)
    {
        foreach (var row in rows.Prepend(head)) Output.Write(string.Join(',', row.Select(Quote)) + "\r\n");

        static string Quote(string cell) =>
            cell.AsSpan().IndexOfAny(",\"\r\n") < 0 ? cell : $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }

    /// <summary>One message for what went wrong; details only with <c>--debug</c>.</summary>
    /// <returns>The exit code.</returns>
    public int Fail(Exception exception)
    {
        var (text, exitCode) = Failures.Explain(exception);
        Say("failure.prefix", text);
        if (debug) Error.WriteLine(exception);
        return exitCode;
    }
}
