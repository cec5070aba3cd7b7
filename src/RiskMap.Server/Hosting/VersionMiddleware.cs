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
        var version = Number(minimum, live.Current.Version);
        if (await live.WaitForAsync(version, ServedCity.Patience, cancellation)) return;
        throw new ProblemException(new Problem(
            StatusCodes.Status503ServiceUnavailable, "version-not-reached", version, live.Current.Version.Version)
        {
            Member = MinimumHeader,
            Value = minimum,
            RetryAfterSeconds = 1,
        });
    }

    static long Number(string text, VersionToken current)
    {
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return number;
        var life = $"{current.Store}.{current.Epoch}.";
        if (text.StartsWith(life, StringComparison.Ordinal)
            && long.TryParse(text[life.Length..].Split('-')[0], NumberStyles.None, CultureInfo.InvariantCulture, out number)) return number;
        throw Problem.Invalid(MinimumHeader, text, MessageTexts.Both("expected.version", current.Text));
    }
}
