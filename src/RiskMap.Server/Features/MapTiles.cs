using RiskMap.City.Snapshot;
using RiskMap.Geo.Tiles;
using RiskMap.Server.Hosting;
using RiskMap.Server.Http;

namespace RiskMap.Server.Features;

/// <summary>
/// <c>/map/{z}/{x}/{y}.png</c> and <c>{y}@2x.png</c>: styles/riskmap.json drawn as raster tiles of 256 (512) pixels, for clients without vector tiles. Versions,
/// ETags and lifetimes as those of vector tiles. A tile in which nothing lies is a picture of the background, since a raster layer needs a picture everywhere.
/// </summary>
public static class MapTiles
{
    const string Dense = "@2x";

    /// <summary>Adds it.</summary>
    public static void MapMapTiles(this IEndpointRouteBuilder routes) =>
        routes.MapRead("/map/{z}/{x}/{y}.png", (HttpContext context, ServedCity city, string z, string x, string y) =>
        {
            Parameters.Allow(context.Request, "collections", "v");
            var ratio = y.EndsWith(Dense, StringComparison.Ordinal) ? 2 : 1;
            var tile = Tiles.TileOf(z, x, ratio == 2 ? y[..^Dense.Length] : y);
            return WriteAsync(context, city.Required, tile, ratio, Tiles.LayersOf(context.Request));
        });

    // District colours and labels depend on the whole city, so any change may touch any tile.
    static Task WriteAsync(HttpContext context, CitySnapshot snapshot, TileId tile, int ratio, string collections) =>
        new CachedAnswer(new($"png@{ratio} {collections}", tile), snapshot, "image/png", CachedAnswer.Always, () => MapScenes.OfTiles(snapshot, tile.Z, collections).Tile(tile, ratio))
        {
            Compress = false,
        }.WriteAsync(context);
}
