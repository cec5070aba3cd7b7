using System.Globalization;
using System.Text.RegularExpressions;

namespace RiskMap.Routing.Graph;

/// <summary>
/// Hours of the week in which something holds, to the minute, on the local clock: read from days of the week and clock hours as
/// wiki.openstreetmap.org, Conditional restrictions, writes them (<c>Mo-Fr 07:00-09:00,16:30-18:30; Sa 22:00-06:00</c>). A range belongs to the day
/// on which it begins; hours of rules that name a day twice add up, since a route must not rely on a turn that may be forbidden. Immutable.
/// </summary>
public sealed partial class WeekHours : IEquatable<WeekHours>
{
    const int Day = 24 * 60;
    const int Week = 7 * Day;

    static readonly string[] Days = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

    readonly ulong[] _minutes = new ulong[(Week + 63) / 64];

    WeekHours()
    {
    }

    /// <summary>True when holidays were named: which days these are is not known, so they count as the day of the week that they fall on.</summary>
    public bool NamesHolidays { get; private set; }

    /// <summary>True when it holds at a time on the local clock; the end of a range is not part of it.</summary>
    public bool Holds(DateTime local)
    {
        var minute = (((int)local.DayOfWeek + 6) % 7 * Day) + (local.Hour * 60) + local.Minute;
        return (_minutes[minute >> 6] >> minute & 1) != 0;
    }

    /// <summary>Reads hours; null where they say anything else than days of the week and clock hours (months, weather, weights), or leave no hour.</summary>
    /// <param name="text">With or without brackets.</param>
    public static WeekHours? Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var hours = new WeekHours();
        var areRead = RuleEnds().Split(text).All(rule => hours.Read(rule.Trim(' ', '(', ')')));
        return areRead && hours._minutes.AsSpan().ContainsAnyExcept(0UL) ? hours : null;
    }

    /// <inheritdoc />
    public bool Equals(WeekHours? other) => other is not null && _minutes.AsSpan().SequenceEqual(other._minutes);

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as WeekHours);

    /// <inheritdoc />
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        foreach (var word in _minutes)
            hash.Add(word);
        return hash.ToHashCode();
    }

    bool Read(string rule)
    {
        if (rule == "24/7")
            return Mark(Enumerable.Range(0, 7), [(0, Day)], holds: true);
        if (rule.Length == 0 || Rule().Match(rule) is not { Success: true } match || DaysOf(match.Groups["days"].Value) is not { } days)
            return false;
        var isOff = match.Groups["off"].Success;
        if (!match.Groups["hours"].Success)
            return Mark(days, [(0, Day)], !isOff);
        var ranges = match.Groups["hours"].Value.Split(',').Select(RangeOf).ToList();
        return !isOff && ranges.TrueForAll(range => range is not null) && Mark(days, ranges.Select(range => range!.Value), holds: true);
    }

    bool Mark(IEnumerable<int> days, IEnumerable<(int From, int To)> ranges, bool holds)
    {
        foreach (var (day, (from, to)) in days.SelectMany(_ => ranges, (day, range) => (day, range)))
        {
            for (var minute = (day * Day) + from; minute < (day * Day) + to; minute++)
            {
                var bit = 1UL << (minute % Week);
                ref var word = ref _minutes[minute % Week >> 6];
                word = holds ? word | bit : word & ~bit;
            }
        }
        return true;
    }

    /// <summary>The days named, Monday 0; all without a name; null where a name is none. Holidays are noted and left out.</summary>
    List<int>? DaysOf(string text)
    {
        if (text.Length == 0)
            return [.. Enumerable.Range(0, 7)];
        var days = new List<int>();
        foreach (var part in text.Split(','))
        {
            var ends = part.Split('-').Select(name => name.Trim()).ToArray();
            if (ends is [var holiday] && holiday.ToUpperInvariant() is "PH" or "SH")
            {
                NamesHolidays = true;
                continue;
            }
            var (first, last) = (DayOf(ends[0]), DayOf(ends[^1]));
            if (first < 0 || last < 0 || ends.Length > 2)
                return null;
            days.AddRange(Enumerable.Range(0, ((last - first + 7) % 7) + 1).Select(step => (first + step) % 7));
        }
        return days;
    }

    /// <summary>Number of a day by its first two or three letters or its whole name, or -1.</summary>
    static int DayOf(string name) =>
        Array.FindIndex(Days, day => name.Length is 2 or 3 ? day.StartsWith(name, StringComparison.OrdinalIgnoreCase) : day.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>Minutes of the day from and to; the end may lie on the next day.</summary>
    static (int From, int To)? RangeOf(string text)
    {
        var ends = text.Split('-').Select(MinutesOf).ToArray();
        if (ends is not [{ } from and < Day, { } to and <= 2 * Day])
            return null;
        return (from, to > from ? to : to + Day);
    }

    static int? MinutesOf(string clock)
    {
        var parts = clock.Trim().Split(':');
        var (hours, minutes) = (int.Parse(parts[0], CultureInfo.InvariantCulture), int.Parse(parts[1], CultureInfo.InvariantCulture));
        return minutes < 60 ? (hours * 60) + minutes : null;
    }

    // A semicolon, or a comma behind hours before the name of a day.
    [GeneratedRegex(@";|(?<=\d)\s*,\s*(?=[A-Za-z])", RegexOptions.CultureInvariant)]
    private static partial Regex RuleEnds();

    [GeneratedRegex(@"^(?<days>[A-Za-z]+(?:\s*[-,]\s*[A-Za-z]+)*)?\s*(?<hours>\d{1,2}:\d\d\s*-\s*\d{1,2}:\d\d(?:\s*,\s*\d{1,2}:\d\d\s*-\s*\d{1,2}:\d\d)*)?\s*(?<off>off)?$", RegexOptions.CultureInvariant)]
    private static partial Regex Rule();
}
