using NetTopologySuite.Geometries;
using NetTopologySuite.IO;
using RiskMap.Geo.Geometries;
using RiskMap.Geo.Mvt;
using RiskMap.Geo.Tiles;

namespace RiskMap.Geo.Tests.Tiles;

/// <summary>Draws WKT in the units of a tile into that tile, and shows the answer as WKT in the same units.</summary>
static class Draw
{
    /// <summary>The tile that the tests draw in; it is of no importance which.</summary>
    public static readonly TileId Tile = TileId.Create(14, 13573, 7035);

    public static string Wkt(string wkt, TileOptions? options = null, TileId? tile = null)
    {
        var made = Shape(Column(options, new WKTReader().Read(wkt)), options, tile);
        return made is null ? "nothing" : ToText(made);
    }

    /// <summary>The geometry of a row of the column, in NTS and in tile units; null when nothing is drawn.</summary>
    public static Geometry? Shape(GeometryColumn column, TileOptions? options = null, TileId? tile = null, int row = 0)
    {
        var shaper = new TileShaper();
        shaper.Begin(tile ?? Tile, options ?? TileOptions.Default);
        return shaper.Shape(column, VertexImportance.Of(column), row) ? ToNts(shaper.Geometry) : null;
    }

    /// <summary>Geometries in units of <see cref="Tile"/> (y downwards) as a column in EPSG:3857.</summary>
    public static GeometryColumn Column(TileOptions? options, params Geometry[] units)
    {
        var builder = new GeometryColumnBuilder();
        foreach (var geometry in units) builder.Add(geometry);
        var (envelope, unit) = (Tile.Envelope, Tile.SizeMetres / (options ?? TileOptions.Default).Extent);
        return builder.Build().Transform((x, y) =>
        {
            for (var i = 0; i < x.Length; i++) (x[i], y[i]) = (envelope.MinX + (x[i] * unit), envelope.MaxY - (y[i] * unit));
        });
    }

    /// <summary>What a tile holds, as NTS sees it: each shell with the holes that follow it.</summary>
    public static Geometry ToNts(MvtGeometry drawn)
    {
        var factory = GeometryFactory.Default;
        var parts = Enumerable.Range(0, drawn.PartCount)
            .Select(part => (Shell: drawn.IsShell(part), Vertices: Vertices(drawn, part, drawn.Type == MvtGeometryType.Polygon))).ToList();
        if (drawn.Type == MvtGeometryType.Point) return factory.CreateMultiPointFromCoords([.. parts.Select(p => p.Vertices[0])]);
        if (drawn.Type == MvtGeometryType.LineString)
            return factory.CreateMultiLineString([.. parts.Select(p => factory.CreateLineString(p.Vertices))]);
        var polygons = new List<Polygon>();
        for (var i = 0; i < parts.Count;)
        {
            parts[i].Shell.ShouldBeTrue();
            var shell = factory.CreateLinearRing(parts[i++].Vertices);
            var holes = new List<LinearRing>();
            while (i < parts.Count && !parts[i].Shell) holes.Add(factory.CreateLinearRing(parts[i++].Vertices));
            polygons.Add(factory.CreatePolygon(shell, [.. holes]));
        }

        return factory.CreateMultiPolygon([.. polygons]);
    }

    static string ToText(Geometry made) => (made.NumGeometries == 1 ? made.GetGeometryN(0) : made).ToText();

    static Coordinate[] Vertices(MvtGeometry drawn, int part, bool close)
    {
        var vertices = drawn.X(part).ToArray().Zip(drawn.Y(part).ToArray(), (x, y) => new Coordinate(x, y)).ToList();
        if (close) vertices.Add(vertices[0].Copy());
        return [.. vertices];
    }
}
