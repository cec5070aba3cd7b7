using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using RiskMap.City.Model;
using RiskMap.City.Snapshot;
using RiskMap.Server.Texts;

namespace RiskMap.Server.Features;

/// <summary>What stands at the foot of a printed map: whose data it shows, the city, the day and the data version.</summary>
static class MapFoot
{
    /// <summary>The lines.</summary>
    internal static ImmutableArray<string> Of(CitySnapshot city, HashSet<string> shown, string language, DateOnly today)
    {
        var attribution = WebUtility.HtmlDecode(LayerAttribution.Of(city.Layers.Where(layer => shown.Contains(layer.Schema.Name))));
        var line = MessageTexts.In(language, "map.foot", city.City?.Name ?? new LocalizedText("RiskMap", "RiskMap"), today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), city.Version.Text);
        return attribution.Length == 0 ? [line] : [MessageTexts.In(language, "map.attribution", attribution), line];
    }

    /// <summary>The day in the city.</summary>
    internal static DateOnly Today(CitySnapshot city) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(TimeProvider.System.GetUtcNow(), CityMetadata.ZoneOf(city.City)).DateTime);
}
