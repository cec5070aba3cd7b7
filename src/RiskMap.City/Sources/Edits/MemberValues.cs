using System.Globalization;
using System.Text.Json;
using RiskMap.City.Model;
using RiskMap.City.Sources.Mapping;

namespace RiskMap.City.Sources.Edits;

/// <summary>Reads JSON values of fields: the JSON type must be the field's, then the importers' own checks decide. Pure.</summary>
static class MemberValues
{
    static readonly LocalizedText Number = ("数字", "a number");
    static readonly LocalizedText Truth = ("true 或 false", "true or false");
    static readonly LocalizedText List = ("数组", "an array");
    static readonly LocalizedText Characters = ("文字", "a string");

    /// <summary>The value (null when missing), or what is wrong with it.</summary>
    public static RowProblem? TryRead(Field field, JsonElement json, CellContext context, out object? value)
    {
        value = null;
        if (json.ValueKind == JsonValueKind.Null)
            return field.Required ? Missing(field) : null;
        if (!IsOfType(field.Type, json.ValueKind))
            return WrongType(field, json);
        var text = json.ValueKind == JsonValueKind.String ? json.GetString()! : json.GetRawText();
        if (field.Required && string.IsNullOrWhiteSpace(text))
            return Missing(field);
        return CellParser.TryParse(field, text, context, out value, out var problem) ? null : problem;
    }

    /// <summary>The refusal of a value that must be there.</summary>
    public static RowProblem Missing(Field field) => new(
        field.Name, null, ($"“{field.Title.Zh}”为必填项", "a required value is missing"), ("填写该值", "give it a value"));

    /// <summary>
    /// The first text that is none, or number that no double holds, below a value: half characters and NULs cannot be stored, 1e999 cannot be computed with.
    /// </summary>
    public static MemberFault? FindUnfit(JsonElement json, string pointer)
    {
        switch (json.ValueKind)
        {
            case JsonValueKind.String:
                return TryText(json) is { } text && !text.Contains('\0', StringComparison.Ordinal) ? null : NoText(pointer);
            case JsonValueKind.Number:
                return json.TryGetDouble(out var number) && double.IsFinite(number) ? null : TooLarge(pointer, json);
            case JsonValueKind.Array:
                return json.EnumerateArray().Select((item, i) => FindUnfit(item, string.Create(CultureInfo.InvariantCulture, $"{pointer}/{i}"))).FirstOrDefault(fault => fault is not null);
            case JsonValueKind.Object:
                return json.EnumerateObject().Select(member => FindUnfit(member.Value, $"{pointer}/{Escape(member.Name)}")).FirstOrDefault(fault => fault is not null);
            default:
                return null;
        }
    }

    /// <summary>A member name in a JSON pointer (RFC 6901, 3).</summary>
    public static string Escape(string name) => name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);

    static string? TryText(JsonElement json)
    {
        try
        {
            return json.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    static MemberFault NoText(string pointer) => new(
        pointer, null, ("含有空字符或残缺字符", "it holds a NUL or half a character"), ("删除这些字符", "remove them"));

    static MemberFault TooLarge(string pointer, JsonElement json) => new(
        pointer, RowProblem.Shown(json.GetRawText()), ("数值过大", "the number is too large"), ("核对数值与单位", "check the value and its unit"));

    static bool IsOfType(FieldType type, JsonValueKind kind) => type switch
    {
        FieldType.Integer or FieldType.Number => kind == JsonValueKind.Number,
        FieldType.Boolean => kind is JsonValueKind.True or JsonValueKind.False,
        FieldType.List => kind == JsonValueKind.Array,
        _ => kind == JsonValueKind.String,
    };

    static RowProblem WrongType(Field field, JsonElement json)
    {
        var expected = field.Type switch
        {
            FieldType.Integer or FieldType.Number => Number,
            FieldType.Boolean => Truth,
            FieldType.List => List,
            _ => Characters,
        };
        return new(field.Name, json.GetRawText(), ($"应为{expected.Zh}", $"{expected.En} is expected, this is {KindOf(json)}"), ($"写成{expected.Zh}，或 null", $"send {expected.En}, or null"));
    }

    static string KindOf(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "an array",
        JsonValueKind.String => "a string",
        JsonValueKind.Number => "a number",
        _ => "a boolean",
    };
}
