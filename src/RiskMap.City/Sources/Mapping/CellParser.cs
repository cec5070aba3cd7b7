using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using RiskMap.City.Model;

namespace RiskMap.City.Sources.Mapping;

/// <summary>What parsing a cell depends on beside its field.</summary>
/// <param name="Zone">The city's time zone for times without an offset; null while the city has none.</param>
sealed record CellContext(TimeZoneInfo? Zone)
{
    /// <summary>True for cells of tables, where "-" and the like mean no value; false where a sender writes null for that.</summary>
    public bool HasSpellingsOfMissing { get; init; } = true;

    /// <summary>The context of a city.</summary>
    public static CellContext Of(CityMetadata? city) =>
        new(city is not null && TimeZoneInfo.TryFindSystemTimeZoneById(city.TimeZone, out var zone) ? zone : null);
}

/// <summary>
/// Brings the text of a cell to the value of a field: type, code list, rule and range. Empty cells, and in optional fields the spellings of
/// "no value" in data/import-rules.json, are missing (null). Pure, thread-safe.
/// </summary>
static class CellParser
{
    /// <summary>The value (null when missing), or what is wrong.</summary>
    public static bool TryParse(
        Field field, ReadOnlySpan<char> cell, CellContext context, out object? value, [NotNullWhen(false)] out RowProblem? problem)
    {
        (value, problem) = (null, null);
        var text = cell.Trim();
        if (IsMissing(text, field.Required || !context.HasSpellingsOfMissing) || (context.HasSpellingsOfMissing && IsOneOf(field.MissingSpellings, text)))
        {
            if (field.Required)
                problem = new RowProblem(field.Name, null, ("必填项为空", "a required value is missing"), ("填写该值，或用 --set 给出", "fill it in, or give it with --set"));
            return problem is null;
        }
        switch (field.Type)
        {
            case FieldType.Text: return TryText(field, text, out value, out problem);
            case FieldType.Integer: return TryInteger(field, text, out value, out problem);
            case FieldType.Number: return TryNumber(field, text, out value, out problem);
            case FieldType.Boolean: return TryBoolean(field, text, out value, out problem);
            case FieldType.Date: return DateCells.TryDate(field, text, out value, out problem);
            case FieldType.DateTime: return DateCells.TryTime(field, text, context, out value, out problem);
            default: return ListCells.TryParse(field, text, context, out value, out problem);
        }
    }

    /// <summary>True for a cell that means "no value".</summary>
    public static bool IsMissing(ReadOnlySpan<char> text, bool required = false)
    {
        if (text.IsEmpty)
            return true;
        var rules = ImportRules.Current;
        return !required && text.Length <= rules.LongestMissing
            && rules.Missing.GetAlternateLookup<ReadOnlySpan<char>>().Contains(text);
    }

    static bool IsOneOf(ImmutableArray<string> spellings, ReadOnlySpan<char> text)
    {
        foreach (var spelling in spellings)
        {
            if (text.Equals(spelling, StringComparison.OrdinalIgnoreCase))
                return true;
        }
        return false;
    }

    /// <summary>The problem of a cell.</summary>
    public static RowProblem Wrong(Field field, ReadOnlySpan<char> text, LocalizedText reason, LocalizedText remedy) =>
        new(field.Name, text.ToString(), reason, remedy);

    static bool TryText(Field field, ReadOnlySpan<char> text, out object? value, [NotNullWhen(false)] out RowProblem? problem)
    {
        (value, problem) = (null, null);
        if (text.Contains('\0') || (text.ContainsAnyInRange('\uD800', '\uDFFF') && !IsWellFormed(text)))
        {
            problem = Wrong(field, text, ("含有空字符或残缺字符", "it holds a NUL or half a character"), ("删除这些字符，或核对文件编码", "remove them, or check the encoding of the file"));
            return false;
        }
        var given = text.ToString();
        if (field.Codes is { } codes)
        {
            value = codes.Find(given)?.Value;
            if (value is null)
                problem = Wrong(field, text, ("不在代码表内", "it is not one of the codes"), ($"改为以下之一：{codes.Tokens}", $"use one of {codes.Tokens}"));
        }
        else if (field.Rule is { } rule)
        {
            var (normal, wrong) = rule.Normalize(given);
            value = normal;
            if (wrong is not null)
                problem = Wrong(field, text, wrong, ($"依据 {rule.Source} 更正，或留空", $"correct it after {rule.Source}, or leave it empty"));
        }
        else
        {
            value = given;
        }
        return problem is null;
    }

    static bool IsWellFormed(ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            if (Rune.DecodeFromUtf16(text, out _, out var used) != System.Buffers.OperationStatus.Done)
                return false;
            text = text[used..];
        }
        return true;
    }

    static bool TryInteger(Field field, ReadOnlySpan<char> text, out object? value, [NotNullWhen(false)] out RowProblem? problem)
    {
        (value, problem) = (null, null);
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole))
        {
            value = whole;
            return InRange(field, whole, text, out problem);
        }
        if (!Number(field, text, out var number, out problem))
            return false;
        if (number != Math.Floor(number) || Math.Abs(number) > long.MaxValue / 2)
        {
            problem = Wrong(field, text, ("应为整数", "a whole number is expected"), ("取整后重填", "round it"));
            return false;
        }
        value = (long)number;
        return InRange(field, number, text, out problem);
    }

    static bool TryNumber(Field field, ReadOnlySpan<char> text, out object? value, [NotNullWhen(false)] out RowProblem? problem)
    {
        value = null;
        if (!Number(field, text, out var number, out problem))
            return false;
        value = number;
        return InRange(field, number, text, out problem);
    }

    static bool Number(Field field, ReadOnlySpan<char> text, out double number, [NotNullWhen(false)] out RowProblem? problem)
    {
        problem = null;
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number) && double.IsFinite(number))
            return true;
        var folded = text.ToString().Normalize(NormalizationForm.FormKC);
        if (!folded.AsSpan().SequenceEqual(text) && double.TryParse(folded, NumberStyles.Float, CultureInfo.InvariantCulture, out number)
            && double.IsFinite(number))
            return true;
        var unit = field.Unit is null ? "" : $"（单位 {field.Unit}）";
        problem = folded.Contains(',', StringComparison.Ordinal)
            ? Wrong(field, text, ("数字中有逗号，无法断定是千分位还是小数点", "a comma in a number may be a thousands separator or a decimal comma"),
                ("去掉千分位，小数点用“.”", "leave out thousands separators and write the decimal point as '.'"))
            : Wrong(field, text, ("不是数字", "it is not a number"), ($"只填数字{unit}，不带单位和文字，或留空", $"give the number alone{(field.Unit is null ? "" : $" in {field.Unit}")}, or leave it empty"));
        return false;
    }

    static bool InRange(Field field, double number, ReadOnlySpan<char> text, [NotNullWhen(false)] out RowProblem? problem)
    {
        problem = null;
        if ((field.Minimum is not { } least || number >= least) && (field.Maximum is not { } most || number <= most))
            return true;
        var range = string.Create(CultureInfo.InvariantCulture, $"{field.Minimum}…{field.Maximum} {field.Unit}").Trim();
        problem = Wrong(field, text, ($"超出合理范围 {range}", $"it is outside the plausible range {range}"), ("核对数值与单位", "check the value and its unit"));
        return false;
    }

    static bool TryBoolean(Field field, ReadOnlySpan<char> text, out object? value, [NotNullWhen(false)] out RowProblem? problem)
    {
        problem = null;
        value = text.ToString().ToLowerInvariant() switch
        {
            "true" or "t" or "1" or "yes" or "y" or "是" or "有" or "真" => true,
            "false" or "f" or "0" or "no" or "n" or "否" or "假" => false,
            _ when IsOneOf(field.TrueSpellings, text) => true,
            _ => null,
        };
        if (value is null)
            problem = Wrong(field, text, ("不是“是/否”", "it is not yes or no"), ("填 是、否、true 或 false，或留空", "write true or false, or leave it empty"));
        return problem is null;
    }
}
