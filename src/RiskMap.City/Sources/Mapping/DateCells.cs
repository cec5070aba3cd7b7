using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;
using RiskMap.City.Model;

namespace RiskMap.City.Sources.Mapping;

/// <summary>
/// Dates and times in cells: <c>2026-05-03</c>, <c>2026/5/3</c>, <c>2026.5.3</c>, <c>2026年5月3日</c>, <c>20260503</c>, each with a time
/// <c>14:30[:15[.250]]</c> and an offset for times. Day and month in another order, and the day numbers of spreadsheets, are refused:
/// they cannot be told from each other. Pure, thread-safe.
/// </summary>
static partial class DateCells
{
    static readonly LocalizedText DateRemedy = ("写成 2026-05-03，或留空", "write it as 2026-05-03, or leave it empty");

    /// <summary>A date; a time behind it is allowed when it is midnight.</summary>
    public static bool TryDate(Field field, ReadOnlySpan<char> text, out object? value, [NotNullWhen(false)] out RowProblem? problem)
    {
        (value, problem) = (null, null);
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var plain))
        {
            value = plain;
            return true;
        }
        var match = Shape().Match(text.ToString());
        if (match.Success && DayOf(match) is { } day && (!match.Groups["hour"].Success || TimeOf(match) == TimeSpan.Zero))
            value = day;
        else
            problem = NoDate(field, text);
        return problem is null;
    }

    /// <summary>A time in UTC, whole milliseconds; without an offset it is taken in the city's time zone.</summary>
    public static bool TryTime(
        Field field, ReadOnlySpan<char> text, CellContext context, out object? value, [NotNullWhen(false)] out RowProblem? problem)
    {
        (value, problem) = (null, null);
        var match = Shape().Match(text.ToString());
        if (!match.Success || DayOf(match) is not { } day || (match.Groups["hour"].Success ? TimeOf(match) : TimeSpan.Zero) is not { } time)
        {
            problem = NoDate(field, text);
            return false;
        }
        var local = day.ToDateTime(TimeOnly.MinValue) + time;
        if (match.Groups["offset"].Success)
            value = new DateTimeOffset(local, Offset(match.Groups["offset"].Value)).ToUniversalTime();
        else if (context.Zone is { } zone && !zone.IsInvalidTime(local))
            value = new DateTimeOffset(local, zone.GetUtcOffset(local)).ToUniversalTime();
        else
            problem = CellParser.Wrong(field, text, ("时间没有时区，且城市尚无时区", "the time has no offset and the city has no time zone yet"),
                ("写成 2026-05-03T14:30:00+08:00，或先运行 riskmap init 设定时区", "write 2026-05-03T14:30:00+08:00, or set the zone with riskmap init first"));
        return problem is null;
    }

    static RowProblem NoDate(Field field, ReadOnlySpan<char> text) => SerialNumber().IsMatch(text)
        ? CellParser.Wrong(field, text, ("像是电子表格的日期序号", "it looks like a spreadsheet's day number"),
            ("在电子表格中把该列设为日期格式（如 2026-05-03）后重新导出", "format the column as a date (2026-05-03) in the spreadsheet and export again"))
        : CellParser.Wrong(field, text, ("不是日期", "it is not a date"), DateRemedy);

    static DateOnly? DayOf(Match match)
    {
        int year = Number(match, "year"), month = Number(match, "month"), day = Number(match, "day");
        return year is >= 1 and <= 9999 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month)
            ? new DateOnly(year, month, day)
            : null;
    }

    static TimeSpan? TimeOf(Match match)
    {
        int hour = Number(match, "hour"), minute = Number(match, "minute"), second = match.Groups["second"].Success ? Number(match, "second") : 0;
        var fraction = match.Groups["fraction"].Success
            ? double.Parse("0." + match.Groups["fraction"].Value, CultureInfo.InvariantCulture)
            : 0;
        return hour <= 23 && minute <= 59 && second <= 59 ? new TimeSpan(0, hour, minute, second, (int)(fraction * 1000)) : null;
    }

    static TimeSpan Offset(string text)
    {
        if (text is "Z" or "z")
            return TimeSpan.Zero;
        var digits = text[1..].Replace(":", "", StringComparison.Ordinal);
        var minutes = int.Parse(digits[..2], CultureInfo.InvariantCulture) * 60 + (digits.Length > 2 ? int.Parse(digits[2..], CultureInfo.InvariantCulture) : 0);
        return TimeSpan.FromMinutes(Math.Min(minutes, 14 * 60) * (text[0] == '-' ? -1 : 1));
    }

    static int Number(Match match, string group) => int.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(
        """
        ^(?:(?<year>\d{4})(?<mark>[-/.])(?<month>\d{1,2})\k<mark>(?<day>\d{1,2})
          |(?<year>\d{4})年(?<month>\d{1,2})月(?<day>\d{1,2})日?
          |(?<year>\d{4})(?<month>\d{2})(?<day>\d{2}))
        (?:[T\s]\s*(?<hour>\d{1,2}):(?<minute>\d{2})(?::(?<second>\d{2})(?:[.,](?<fraction>\d{1,9}))?)?
        \s*(?<offset>Z|z|[+-]\d{2}(?::?\d{2})?)?)?$
        """,
        RegexOptions.CultureInvariant | RegexOptions.IgnorePatternWhitespace | RegexOptions.ExplicitCapture)]
    private static partial Regex Shape();

    [GeneratedRegex(@"^\d{4,5}(\.\d+)?$", RegexOptions.CultureInvariant)]
    private static partial Regex SerialNumber();
}
