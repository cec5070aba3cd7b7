using System.Globalization;
using RiskMap.City.Model;
using RiskMap.City.Snapshot;
using RiskMap.City.Snapshot.Changes;
using RiskMap.Geo.Tiles;
using RiskMap.Server.Hosting;
using RiskMap.Server.Http;
using RiskMap.Server.Texts;

namespace RiskMap.Server.Features;

/// <summary>
/// Vector tiles: <c>/tiles/{z}/{x}/{y}.mvt</c> and <c>/tiles/WebMercatorQuad/{z}/{y}/{x}</c> of the whole city,
/// <c>/collections/{id}/tiles/WebMercatorQuad/{z}/{y}/{x}</c> of one layer (OGC 20-057). A tile whose <c>?v=</c> is the current version never changes; any other is made of current data and asked for again (decision 4).
/// </summary>
public static class Tiles
{
    static readonly string AllLayers = string.Join(',', CityLayers.All.Select(layer => layer.Name));

    /// <summary>Adds all three.</summary>
    public static void MapTiles(this IEndpointRouteBuilder routes)
    {
        foreach (var pattern in new[] { "/tiles/{z}/{x}/{y}.mvt", "/tiles/WebMercatorQuad/{z}/{y}/{x}" })
        {
            routes.MapRead(pattern, (HttpContext context, ServedCity city, string z, string x, string y) =>
            {
                Parameters.Allow(context.Request, "collections", "v");
                return WriteAsync(context, city.Required, TileOf(z, x, y), LayersOf(context.Request));
            });
        }

        routes.MapRead("/collections/{id}/tiles/WebMercatorQuad/{z}/{y}/{x}", (HttpContext context, ServedCity city, string id, string z, string x, string y) =>
        {
            Parameters.Allow(context.Request, "v");
            return WriteAsync(context, city.Required, TileOf(z, x, y), Collections.Known(id).Name);
        });
    }

    static Task WriteAsync(HttpContext context, CitySnapshot snapshot, TileId tile, string layers)
    {
        var names = layers.Split(',');
        return new CachedAnswer(
            new($"mvt {layers}", tile), snapshot, Collections.TileType, change => TileReach.Touches(change, names, tile), () => CityTiles.Encode(snapshot, names, tile)).WriteAsync(context);
    }

    /// <summary>The tile of an address.</summary>
    /// <exception cref="ProblemException">404: out of range.</exception>
    internal static TileId TileOf(string z, string x, string y)
    {
        if (Number(z) is { } zoom && Number(x) is { } column && Number(y) is { } row && TileId.TryCreate(zoom, column, row, out var tile)) return tile;
        throw new ProblemException(new Problem(StatusCodes.Status404NotFound, "tile-out-of-range", z, x, y, TileId.MaxZoom)
        {
            Member = Number(z) is not (>= 0 and <= TileId.MaxZoom) ? "z" : Number(x) is { } place && place >> Number(z) == 0 ? "y" : "x",
            Value = $"{z}/{x}/{y}",
        });
    }

    static int? Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>Layers in the order of the city, each once, so that one tile has one place in the cache.</summary>
    internal static string LayersOf(HttpRequest request)
    {
        if (Parameters.Text(request, "collections") is not { } text) return AllLayers;
        var asked = text.Split(',', StringSplitOptions.TrimEntries).ToHashSet(StringComparer.Ordinal);
        if (asked.All(name => CityLayers.Find(name) is not null))
            return string.Join(',', CityLayers.All.Select(layer => layer.Name).Where(asked.Contains));
        throw Problem.Invalid("collections", text, MessageTexts.Both("expected.collections", AllLayers));
    }
}
