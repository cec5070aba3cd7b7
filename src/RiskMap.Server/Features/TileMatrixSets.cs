using System.Globalization;
using RiskMap.City.Snapshot;
using RiskMap.Geo.Geometries;
using RiskMap.Geo.Tiles;
using RiskMap.Server.Http;
using RiskMap.Server.Texts;

namespace RiskMap.Server.Features;

/// <summary><c>/tileMatrixSets</c> and <c>/tileMatrixSets/WebMercatorQuad</c> (OGC 17-083r4, annex D.1): the one grid that all tiles lie in.</summary>
public static class TileMatrixSets
{
    /// <summary>Id of the grid.</summary>
    public const string WebMercatorQuad = "WebMercatorQuad";

    /// <summary>Its URI in the register of OGC.</summary>
    public const string WebMercatorQuadUri = "http://www.opengis.net/def/tilematrixset/OGC/1.0/WebMercatorQuad";

    /// <summary>Its coordinate system.</summary>
    public const string Crs3857 = "http://www.opengis.net/def/crs/EPSG/0/3857";

    const int TilePixels = 256;

    // A scale denominator means pixels of 0.28 mm (17-083r4, 6.2).
    const double PixelMetres = 0.00028;

    /// <summary>Adds both.</summary>
    public static void MapTileMatrixSets(this IEndpointRouteBuilder routes)
    {
        routes.MapRead("/tileMatrixSets", (HttpContext context) =>
        {
            var address = Links.To(context, $"/tileMatrixSets/{WebMercatorQuad}");
            var set = new { id = WebMercatorQuad, uri = WebMercatorQuadUri, crs = Crs3857, links = new Link[] { new(address, "self", Title: TitleOf(context)) } };
            return WriteAsync(context, new { links = new Link[] { new(Links.To(context, "/tileMatrixSets"), "self") }, tileMatrixSets = new[] { set } });
        });
        routes.MapRead($"/tileMatrixSets/{WebMercatorQuad}", (HttpContext context) => WriteAsync(context, Describe()));
    }

    /// <summary>Title of the grid for people.</summary>
    public static string TitleOf(HttpContext context) => MessageTexts.In(Language.OfRequest(context.Request), "tiles.scheme");

    /// <summary>Rows and columns of each zoom that a box touches (17-083r4, TileMatrixLimits); none when the box is empty.</summary>
    public static IEnumerable<object> LimitsOf(Box lonLat, int minZoom, int maxZoom)
    {
        if (lonLat.IsEmpty) yield break;
        for (var zoom = minZoom; zoom <= maxZoom; zoom++)
        {
            var (northWest, southEast) = (TileId.At(lonLat.MinX, lonLat.MaxY, zoom), TileId.At(lonLat.MaxX, lonLat.MinY, zoom));
            yield return new
            {
                tileMatrix = Name(zoom),
                minTileRow = northWest.Y,
                maxTileRow = southEast.Y,
                minTileCol = northWest.X,
                maxTileCol = southEast.X,
            };
        }
    }

    /// <summary>Name of a zoom's matrix.</summary>
    public static string Name(int zoom) => zoom.ToString(CultureInfo.InvariantCulture);

    static object Describe() => new
    {
        id = WebMercatorQuad,
        title = "Google Maps Compatible for the World",
        uri = WebMercatorQuadUri,
        crs = Crs3857,
        orderedAxes = new[] { "X", "Y" },
        wellKnownScaleSet = "http://www.opengis.net/def/wkss/OGC/1.0/GoogleMapsCompatible",
        tileMatrices = Enumerable.Range(0, TileId.MaxZoom + 1).Select(Matrix),
    };

    static object Matrix(int zoom)
    {
        var cellSize = TileId.Create(zoom, 0, 0).SizeMetres / TilePixels;
        return new
        {
            id = Name(zoom),
            scaleDenominator = cellSize / PixelMetres,
            cellSize,
            cornerOfOrigin = "topLeft",
            pointOfOrigin = new[] { -WebMercator.HalfWorldMetres, WebMercator.HalfWorldMetres },
            tileWidth = TilePixels,
            tileHeight = TilePixels,
            matrixWidth = 1L << zoom,
            matrixHeight = 1L << zoom,
        };
    }

    static Task WriteAsync<T>(HttpContext context, T document)
    {
        Parameters.Allow(context.Request);
        var language = Language.OfRequest(context.Request);
        context.Response.Headers.Append("Vary", "Accept-Language");
        return JsonAnswer.WriteAsync(context, () => document, $"{VersionToken.Build}.{language}");
    }
}
