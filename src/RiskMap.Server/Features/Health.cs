using System.Globalization;
using RiskMap.Server.Hosting;
using RiskMap.Server.Http;
using RiskMap.Server.Texts;

namespace RiskMap.Server.Features;

/// <summary><c>/healthz</c>: the process answers. <c>/readyz</c>: the city is read and can be served.</summary>
public static class Health
{
    /// <summary>Adds both.</summary>
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapRead("/healthz", (HttpContext context) => JsonAnswer.WriteAsync(context, () => new { status = "ok" }, etag: null));
        routes.MapRead("/readyz", (HttpContext context, ServedCity city) =>
        {
            if (city.Current is null) throw new ProblemException(ServedCity.NotReady);
            return JsonAnswer.WriteAsync(context, () => new { status = "ok", version = city.Current.Version.Text, warning = WarningOf(city, context.Request) }, etag: null);
        });
    }

    // While the store is away reads go on: ready, with a warning (decision 12).
    static string? WarningOf(ServedCity city, HttpRequest request) =>
        city.Live?.StaleSince is { } since ? MessageTexts.In(Language.OfRequest(request), "ready.stale", since.ToString("O", CultureInfo.InvariantCulture)) : null;
}
