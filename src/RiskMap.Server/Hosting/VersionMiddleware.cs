using System.Globalization;
using RiskMap.City.Snapshot;
using RiskMap.Server.Http;
using RiskMap.Server.Texts;

namespace RiskMap.Server.Hosting;

/// <summary>
/// Every answer carries <c>RiskMap-Version</c>; a request with <c>RiskMap-Min-Version</c> (a token or its number) waits for that version, else 503 (decision 5).
/// While the store cannot be followed answers carry <c>RiskMap-Stale-Since</c> (decision 12).
/// </summary>
/// <param name="next">The rest of the pipeline.</param>
/// <param name="city">The city that is served.</param>
public sealed class VersionMiddleware(RequestDelegate next, ServedCity city)
{
    /// <summary>Header with the version token of an answer.</summary>
    public const string VersionHeader = "RiskMap-Version";

    /// <summary>Header with the least version that a client accepts.</summary>
    public const string MinimumHeader = "RiskMap-Min-Version";

    /// <summary>Header with the time since which the store cannot be followed.</summary>
    public const string StaleHeader = "RiskMap-Stale-Since";

    /// <summary>Runs a request.</summary>
    /// <exception cref="ProblemException">The version is not reached, or is of another store.</exception>
    public async Task InvokeAsync(HttpContext context)
    {
        if (city.Live is { } live)
        {
            if (context.Request.Headers.TryGetValue(MinimumHeader, out var minimum)) await ReachAsync(live, minimum.ToString(), context.RequestAborted);
            context.Response.Headers[VersionHeader] = live.Current.Version.Text;
            if (live.StaleSince is { } since) context.Response.Headers[StaleHeader] = since.ToString("O", CultureInfo.InvariantCulture);
        }

        await next(context);
    }

    static async Task ReachAsync(LiveCity live, string minimum, CancellationToken cancellation)
    {
        var (number, life) = Parse(minimum, live.Current.Version);
        // A token of another life of the store (before or after a restore) has no place in the order of this one: what stands in the store now is not older.
        var reached = life is null || life == live.Current.Version.Life
            ? await live.WaitForAsync(number, ServedCity.Patience, cancellation)
            : await live.RefreshAsync(ServedCity.Patience, cancellation);
        if (reached) return;
        throw new ProblemException(new Problem(
            StatusCodes.Status503ServiceUnavailable, "version-not-reached", number, live.Current.Version.Version)
        {
            Member = MinimumHeader,
            Value = minimum,
            RetryAfterSeconds = 1,
        });
    }

    static (long Number, string? Life) Parse(string text, VersionToken current)
    {
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return (number, null);
        if (VersionStamp.Parse(text) is { } stamp) return (stamp.Version, stamp.Life);
        throw Problem.Invalid(MinimumHeader, text, MessageTexts.Both("expected.version", current.Text));
    }
}
