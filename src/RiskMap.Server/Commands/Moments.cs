using System.CommandLine;
using System.Globalization;
using RiskMap.City.Store;
using RiskMap.Server.Texts;

namespace RiskMap.Server.Commands;

/// <summary>
/// Points in a city's life as a person names them: a version, a time of RFC 3339, or a time without offset in the city's time zone
/// (<c>2026-05-03</c>, <c>2026-05-03T14:05</c>).
/// </summary>
public static class Moments
{
    static readonly string[] LocalForms = ["yyyy-MM-dd", "yyyy-MM-ddTHH:mm", "yyyy-MM-ddTHH:mm:ss", "yyyy-MM-ddTHH:mm:ss.FFFFFFF", "yyyy-MM-dd HH:mm", "yyyy-MM-dd HH:mm:ss"];

    static readonly string[] InstantForms = ["yyyy-MM-ddTHH:mm:ss.FFFFFFFK", "yyyy-MM-ddTHH:mmK"];

    /// <summary>The option <c>--as-of</c>.</summary>
    public static Option<string> AsOfOption(GlobalOptions globals) => new("--as-of") { Description = globals.Text("option.as-of"), HelpName = "V|TIME" };

    /// <summary>The version that a text names in a store.</summary>
    /// <exception cref="WrongUsageException">The text is neither a version nor a time.</exception>
    public static async Task<long> VersionAsync(ICityStore store, string text, CancellationToken cancellation)
    {
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var version)) return version;
        var zone = (await store.StateAsync(cancellation)).City?.TimeZone;
        return await store.VersionAtAsync(TimeOf(text, zone is null ? TimeZoneInfo.Utc : TimeZoneInfo.FindSystemTimeZoneById(zone)), cancellation);
    }

    /// <summary>The time that a text names.</summary>
    /// <exception cref="WrongUsageException">The text is no time, or one that the zone's clocks never show.</exception>
    public static DateTimeOffset TimeOf(string text, TimeZoneInfo zone)
    {
        if (DateTime.TryParseExact(text, LocalForms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local))
            return zone.IsInvalidTime(local) ? throw new WrongUsageException(MessageTexts.Both("moment.unknown", text)) : new DateTimeOffset(local, zone.GetUtcOffset(local));
        return DateTimeOffset.TryParseExact(text, InstantForms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant)
            ? instant
            : throw new WrongUsageException(MessageTexts.Both("moment.unknown", text));
    }

    /// <summary>Opens the newest reading, or the one that a text names; says which, and when it may lack something.</summary>
    public static async Task<ICityReading> ReadAsync(ICityStore store, string? asOf, Terminal terminal, CancellationToken cancellation)
    {
        if (asOf is null) return await store.ReadAsync(cancellation);
        var reading = await store.ReadAsOfAsync(await VersionAsync(store, asOf, cancellation), cancellation);
        terminal.Say("moment.as-of", reading.State.Version, reading.ChangeSets().LastOrDefault() is { } set ? TimeText(set.When) : "-");
        if (reading.Incomplete) terminal.Say("moment.incomplete");
        return reading;
    }

    /// <summary>A time for people: UTC to the second.</summary>
    public static string TimeText(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
