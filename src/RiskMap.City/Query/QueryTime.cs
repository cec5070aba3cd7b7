using System.Globalization;

namespace RiskMap.City.Query;

/// <summary>
/// Days and instants as addresses write them: RFC 3339, whose seconds and offset may be left out (UTC then). Nothing else is a time: a day and a month in
/// another order cannot be told from each other. CQL2 has a stricter form of its own. Pure, thread-safe.
/// </summary>
public static class QueryTime
{
    static readonly string[] InstantForms = ["yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mmK"];

    /// <summary>A day, <c>2026-05-03</c>.</summary>
    public static bool TryDay(string text, out DateOnly day) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day);

    /// <summary>An instant, <c>2026-05-03T14:05:00+08:00</c>.</summary>
    public static bool TryInstant(string text, out DateTimeOffset instant) =>
        DateTimeOffset.TryParseExact(text.ToUpperInvariant(), InstantForms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out instant);
}
