using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using RiskMap.City.Model;

namespace RiskMap.City.Sources.Mapping;

/// <summary>
/// Lists in cells, to their canonical JSON: compact, members in the order of <see cref="Field.Items"/>, missing members left out. A cell holds
/// JSON, or the short form <c>a;b</c> (also ； 、 | and line breaks), for objects with members by position <c>7664-41-7:12;7782-50-5:3</c>.
/// Pure, thread-safe.
/// </summary>
static class ListCells
{
    static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };
    static readonly char[] ItemMarks = [';', '；', '、', '|', '\n'];
    static readonly char[] ObjectMarks = [';', '；', '、', '\n'];
    static readonly char[] MemberMarks = [':', '：'];

    /// <summary>The canonical JSON of the list, null when it is empty, or what is wrong.</summary>
    public static bool TryParse(
        Field field, ReadOnlySpan<char> text, CellContext context, out object? value, [NotNullWhen(false)] out RowProblem? problem)
    {
        (value, problem) = (null, null);
        var buffer = new ArrayBufferWriter<byte>(text.Length + 16);
        using var writer = new Utf8JsonWriter(buffer, Compact);
        writer.WriteStartArray();
        int items;
        if (text[0] is '[' or '{')
            items = FromJson(field, text, context, writer, out problem);
        else
            items = FromShortForm(field, text.ToString(), context, writer, out problem);
        if (problem is not null)
        {
            problem = problem with { Field = field.Name, Value = text.ToString() };
            return false;
        }
        writer.WriteEndArray();
        writer.Flush();
        value = items == 0 ? null : Encoding.UTF8.GetString(buffer.WrittenSpan);
        return true;
    }

    static int FromJson(Field field, ReadOnlySpan<char> text, CellContext context, Utf8JsonWriter writer, out RowProblem? problem)
    {
        problem = null;
        try
        {
            using var document = JsonDocument.Parse(text.ToString());
            var root = document.RootElement;
            var items = root.ValueKind == JsonValueKind.Array ? [.. root.EnumerateArray()] : new[] { root };
            foreach (var item in items)
            {
                problem = field.Items.IsEmpty ? Scalar(field, item, writer) : Member(field, item, context, writer);
                if (problem is not null)
                    break;
            }
            return items.Length;
        }
        catch (JsonException)
        {
            problem = Wrong(field, ("不是完整的 JSON", "it is not whole JSON"));
            return 0;
        }
    }

    static RowProblem? Scalar(Field field, JsonElement item, Utf8JsonWriter writer)
    {
        switch (item.ValueKind)
        {
            case JsonValueKind.Number when field.EntryType == FieldType.Integer && item.TryGetInt64(out var number):
                writer.WriteNumberValue(number);
                return null;
            case JsonValueKind.String or JsonValueKind.Number:
                return Token(field, item.ToString(), writer);
            default:
                return Wrong(field, ("列表中应为文字或数字", "the list should hold texts or numbers"));
        }
    }

    static RowProblem? Token(Field field, string text, Utf8JsonWriter writer)
    {
        if (field.EntryType == FieldType.Integer)
        {
            if (!long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
                return new RowProblem(field.Name, text, ($"“{text}”不是整数", $"'{text}' is no whole number"), ("改为整数", "write whole numbers"));
            writer.WriteNumberValue(number);
            return null;
        }
        var token = field.Codes is { } codes ? codes.Find(text)?.Value : text.Trim();
        if (token is null)
        {
            return new RowProblem(field.Name, text, ($"“{text}”不在代码表内", $"'{text}' is not one of the codes"),
                ($"改为以下之一：{field.Codes!.Tokens}", $"use one of {field.Codes!.Tokens}"));
        }
        writer.WriteStringValue(token);
        return null;
    }

    static RowProblem? Member(Field field, JsonElement item, CellContext context, Utf8JsonWriter writer)
    {
        if (item.ValueKind != JsonValueKind.Object)
            return Wrong(field, ("列表中应为对象", "the list should hold objects"));
        var texts = new string?[field.Items.Length];
        foreach (var member in item.EnumerateObject())
        {
            var place = PlaceOf(field, member.Name);
            if (place < 0)
                return Wrong(field, ($"没有成员“{member.Name}”", $"there is no member '{member.Name}'"));
            texts[place] = member.Value.ValueKind == JsonValueKind.Null ? null : member.Value.ToString();
        }
        return Write(field, texts, context, writer);
    }

    static int PlaceOf(Field field, string member)
    {
        for (var i = 0; i < field.Items.Length; i++)
        {
            var item = field.Items[i];
            if (Header.Normal(item.Name) == Header.Normal(member) || item.Title.Zh == member || item.Title.En == member)
                return i;
        }
        return -1;
    }

    static int FromShortForm(Field field, string text, CellContext context, Utf8JsonWriter writer, out RowProblem? problem)
    {
        problem = null;
        var items = text.Split(field.Items.IsEmpty ? ItemMarks : ObjectMarks, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (field.Items.IsEmpty && items.Length == 1)
            items = text.Split([',', '，'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        foreach (var item in items)
        {
            problem = field.Items.IsEmpty ? Token(field, item, writer) : Positional(field, item, context, writer);
            if (problem is not null)
                break;
        }
        return items.Length;
    }

    static RowProblem? Positional(Field field, string item, CellContext context, Utf8JsonWriter writer)
    {
        var members = item.Split(MemberMarks, StringSplitOptions.TrimEntries);
        if (members.Length > field.Items.Length)
            return Wrong(field, ($"“{item}”的成员多于 {field.Items.Length} 个", $"'{item}' has more than {field.Items.Length} members"));
        var texts = new string?[field.Items.Length];
        members.CopyTo(texts, 0);
        return Write(field, texts, context, writer);
    }

    static RowProblem? Write(Field field, string?[] texts, CellContext context, Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        for (var i = 0; i < texts.Length; i++)
        {
            var member = field.Items[i];
            if (!CellParser.TryParse(member, texts[i], context, out var value, out var problem))
                return problem with { Reason = ($"{member.Title.Zh}：{problem.Reason.Zh}", $"{member.Name}: {problem.Reason.En}") };
            if (value is not null)
                WriteValue(member.Name, value, writer);
        }
        writer.WriteEndObject();
        return null;
    }

    static void WriteValue(string name, object value, Utf8JsonWriter writer)
    {
        switch (value)
        {
            case long number: writer.WriteNumber(name, number); break;
            case double number: writer.WriteNumber(name, number); break;
            case bool truth: writer.WriteBoolean(name, truth); break;
            case DateOnly day: writer.WriteString(name, day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)); break;
            case DateTimeOffset time: writer.WriteString(name, time.ToString("yyyy-MM-dd'T'HH:mm:ss.fffK", CultureInfo.InvariantCulture)); break;
            default: writer.WriteString(name, (string)value); break;
        }
    }

    static RowProblem Wrong(Field field, LocalizedText reason)
    {
        var members = string.Join(", ", field.Items.Select(item => item.Name));
        return new RowProblem(field.Name, null, reason, members.Length == 0
            ? ("写成 [\"a\",\"b\"] 或 a;b", "write [\"a\",\"b\"] or a;b")
            : ($"写成 JSON 数组，成员为 {members}；或用“:”分隔成员、“;”分隔各项", $"write a JSON array with the members {members}, or members parted by ':' and items by ';'"));
    }
}
