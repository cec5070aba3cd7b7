using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.CompilerServices;
using RiskMap.City.Cartography;
using RiskMap.City.Risk;
using RiskMap.City.Snapshot;
using RiskMap.Geo.Drawing.Icons;
using RiskMap.Geo.Drawing.Scene;
using RiskMap.Geo.Style;
using RiskMap.Server.Texts;

namespace RiskMap.Server.Features;

/// <summary>The one cartography as the server draws it: styles/riskmap.json with its icons, and the city's scenes, made once a version and zoom. Thread-safe.</summary>
static class MapScenes
{
    /// <summary>Scenes that are kept: one a zoom, and a few choices of collections.</summary>
    const int MostScenes = 64;

    // Scenes of zooms that are no tile's (printed maps) are not kept.
    static readonly ConditionalWeakTable<CitySnapshot, ConcurrentDictionary<(int Zoom, string Collections), Lazy<MapScene>>> Kept = [];

    static readonly Lazy<MapStyle> StyleFile = new(() => StyleReader.Read(File.ReadAllBytes(Path.Combine(StyleFiles.Folder, "riskmap.json"))));
    static readonly Lazy<IconSet> IconFiles = new(() => IconSet.Load(Path.Combine(StyleFiles.Folder, "icons")));

    /// <summary>The style as it stands in the file.</summary>
    internal static MapStyle Style => StyleFile.Value;

    /// <summary>The style's icons.</summary>
    internal static IconSet Icons => IconFiles.Value;

    /// <summary>The scene of raster tiles of a zoom.</summary>
    internal static MapScene OfTiles(CitySnapshot city, int tileZoom, string collections)
    {
        if (!Kept.TryGetValue(city, out var scenes))
        {
            // Page tokens hold on to older versions, but nobody asks for their pictures.
            Kept.Clear();
            scenes = Kept.GetOrCreateValue(city);
        }

        if (scenes.Count > MostScenes) scenes.Clear();
        return scenes.GetOrAdd((tileZoom, collections), key => new(() => Of(city, key.Zoom - 1, key.Collections, Language.Chinese))).Value;
    }

    /// <summary>A scene at any zoom.</summary>
    internal static MapScene Of(CitySnapshot city, double zoom, string collections, string language)
    {
        var report = AreaRisks.OfDistricts(city);
        var tileZoom = Math.Clamp((int)Math.Floor(zoom), CityTiles.MinZoom, CityTiles.MaxZoom);
        var content = CityMap.ContentOf(city, collections.Split(','), tileZoom, report, area => TextOf(area, language));
        return new MapScene(CityMap.OfLevel(Style, report), Icons, content, zoom);
    }

    static string TextOf(AreaRisk area, string language) => area.Colour is { } colour
        ? string.Create(CultureInfo.InvariantCulture, $"{MessageTexts.In(language, $"map.risk.{colour}")} {area.Index:0.0}")
        : MessageTexts.In(language, "map.risk.none");
}
