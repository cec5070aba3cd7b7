using RiskMap.City.Query;
using RiskMap.Server.Texts;

namespace RiskMap.Server.Http;

/// <summary>The parameter <c>datetime</c> (OGC 17-069r4, 7.15.4): an instant or an interval, open with <c>..</c> or nothing.</summary>
public static class TimeParameter
{
    /// <summary>Name of the parameter.</summary>
    public const string Name = "datetime";

    const string Open = "..";

    /// <summary>The interval of a request, or null when it has none.</summary>
    /// <exception cref="ProblemException">400: not an instant or interval of RFC 3339.</exception>
    public static TimeInterval? Of(HttpRequest request)
    {
        if (Parameters.Text(request, Name) is not { } text) return null;
        var ends = text.Split('/');
        var interval = ends.Length switch
        {
            1 when Instant(text) is { } instant => new TimeInterval(instant.First, instant.Last),
            2 when End(ends[0], long.MinValue) is { } from && End(ends[1], long.MaxValue) is { } to && from.First <= to.Last && (IsClosed(ends[0]) || IsClosed(ends[1])) =>
                new TimeInterval(from.First, to.Last),
            _ => null,
        };
        return interval ?? throw Problem.Invalid(Name, text, MessageTexts.Both("expected.datetime"));
    }

    static bool IsClosed(string end) => end is not ("" or Open);

    static (long First, long Last)? End(string text, long open) => IsClosed(text) ? Instant(text) : (open, open);

    static (long First, long Last)? Instant(string text)
    {
        if (QueryTime.TryDay(text, out var day))
        {
            var midnight = new DateTimeOffset(day, TimeOnly.MinValue, TimeSpan.Zero);
            return (midnight.ToUnixTimeMilliseconds(), midnight.AddDays(1).ToUnixTimeMilliseconds() - 1);
        }

        return QueryTime.TryInstant(text, out var instant) ? (instant.ToUnixTimeMilliseconds(), instant.ToUnixTimeMilliseconds()) : null;
    }
}
