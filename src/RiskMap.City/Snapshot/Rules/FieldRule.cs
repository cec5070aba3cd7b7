using System.Globalization;
using System.Text;
using System.Text.Unicode;
using RiskMap.City.Model;
using RiskMap.City.Store;

namespace RiskMap.City.Snapshot.Rules;

/// <summary>
/// What a stored value must be to count. Our own writers keep to it; rows of other programs need not, and whatever breaks it reads as missing
/// (docs/decisions/003 and 006). Cheap enough for every row of a first load. Immutable and safe to share.
/// </summary>
class FieldRule(Field field)
{
    protected Field Field { get; } = field;

    /// <summary>The rule of a field.</summary>
    public static FieldRule Of(Field field, bool required) => field.Type switch
    {
        FieldType.Text => new TextFieldRule(field, required),
        FieldType.List => new ListFieldRule(field),
        FieldType.Integer or FieldType.Number => new NumberFieldRule(field),
        _ => new FieldRule(field),
    };

    /// <summary>What is wrong with the value of the cursor's row, or null.</summary>
    public LocalizedText? Problem(RowCursor rows, int field) => rows.IsNull(field) ? rows.ProblemOf(field) ?? Missing : OfValue(rows, field);

    /// <summary>What is wrong when there is no value, or null.</summary>
    protected virtual LocalizedText? Missing => null;

    protected virtual LocalizedText? OfValue(RowCursor rows, int field) => null;

    protected static string Text(double number) => number.ToString("R", CultureInfo.InvariantCulture);
}

/// <summary>Text: valid Unicode, and one of the codes where the field has codes.</summary>
sealed class TextFieldRule(Field field, bool required) : FieldRule(field)
{
    readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>>? _codes = field.Codes is { } codes
        ? codes.Codes.Select(code => code.Value).ToHashSet(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>()
        : null;

    protected override LocalizedText? Missing => !required ? null : ($"缺少“{Field.Title.Zh}”", $"{Field.Name} is missing");

    protected override LocalizedText? OfValue(RowCursor rows, int field)
    {
        var text = rows.Text(field);
        if (!Utf8.IsValid(text)) return ("不是有效的 UTF-8 文字", "the text is not valid UTF-8");
        return _codes is { } codes && !IsCode(codes, text) ? NoCode(Encoding.UTF8.GetString(text)) : null;
    }

    static bool IsCode(HashSet<string>.AlternateLookup<ReadOnlySpan<char>> codes, ReadOnlySpan<byte> text)
    {
        const int Longest = 64; // tokens are short words
        Span<char> token = stackalloc char[Longest];
        return text.Length <= Longest && codes.Contains(token[..Encoding.UTF8.GetChars(text, token)]);
    }

    LocalizedText NoCode(string text) => Field.Codes!.Find(text) is { } meant
        ? ($"“{text}”应写成代码 {meant.Value}", $"'{text}' must be written as its code {meant.Value}")
        : ($"“{text}”不在代码表内：{Field.Codes.Tokens}", $"'{text}' is none of the codes {Field.Codes.Tokens}");
}

/// <summary>Numbers: finite and plausible.</summary>
sealed class NumberFieldRule(Field field) : FieldRule(field)
{
    readonly bool _isInteger = field.Type == FieldType.Integer;
    readonly double _least = field.Minimum ?? double.NegativeInfinity;
    readonly double _most = field.Maximum ?? double.PositiveInfinity;

    protected override LocalizedText? OfValue(RowCursor rows, int field)
    {
        var number = _isInteger ? rows.Integer(field) : rows.Number(field);
        if (!double.IsFinite(number)) return ("不是有限数", "the number is not finite");
        if (number >= _least && number <= _most) return null;
        var (least, most) = (Text(_least), Text(_most));
        return ($"{Text(number)} 超出合理范围 {least} 至 {most}", $"{Text(number)} is outside the plausible range {least} to {most}");
    }
}
