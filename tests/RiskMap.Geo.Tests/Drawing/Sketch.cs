using System.Text;
using NetTopologySuite.Geometries;
using RiskMap.Geo.Drawing;
using RiskMap.Geo.Drawing.Icons;
using RiskMap.Geo.Drawing.Scene;
using RiskMap.Geo.Geometries;
using RiskMap.Geo.Mvt;
using RiskMap.Geo.Style;
using RiskMap.Geo.Tiles;

namespace RiskMap.Geo.Tests.Drawing;

/// <summary>A small map: shapes in pixels of one tile (y downwards), a style in a few words, and its pictures.</summary>
sealed class Sketch
{
    /// <summary>The tile in whose pixels shapes are given.</summary>
    public static readonly TileId Tile = TileId.Create(15, 27142, 13911);

    static readonly MapView View = MapView.Of(Tile);

    readonly List<(string Layer, string Name, Geometry Shape)> _shapes = [];

    public string Layers { get; init; } = """{"id": "back", "type": "background", "paint": {"background-color": "#ffffff"}}""";

    public StyleValue Colour { get; init; }

    public static IconSet Icons { get; } = new(
    [
        IconReader.Read("square", new MemoryStream("""<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20" viewBox="0 0 20 20"><path d="M2 2h16v16H2z" fill="#0000ff"/></svg>"""u8.ToArray())),
        IconReader.Read("hatch", new MemoryStream("""<svg xmlns="http://www.w3.org/2000/svg" width="12" height="12" viewBox="0 0 12 12"><path d="M-3 3l6-6M-3 15L15-3M9 15l6-6" stroke="#ff0000" stroke-width="2" fill="none"/></svg>"""u8.ToArray())),
    ]);

    public Sketch Add(string layer, string wkt, string name = "")
    {
        _shapes.Add((layer, name, new NetTopologySuite.IO.WKTReader().Read(wkt)));
        return this;
    }

    public MapScene Scene(double? zoom = null)
    {
        var style = StyleReader.Read(Encoding.UTF8.GetBytes("""{"version": 8, "sources": {"s": {"type": "vector"}}, "layers": [""" + Layers + "]}"));
        var sources = _shapes.GroupBy(shape => shape.Layer, StringComparer.Ordinal).Select(SourceOf);
        return new MapScene(style, Icons, new MapContent([.. sources], (_, _, _) => Colour), zoom ?? View.Zoom);
    }

    /// <summary>The picture of the tile, or of one beside it.</summary>
    public Picture Draw(int right = 0, int down = 0, double ratio = 1) => Picture.Of(Scene().Tile(TileId.Create(Tile.Z, Tile.X + right, Tile.Y + down), ratio));

    /// <summary>One picture of several tiles.</summary>
    public static Picture DrawWide(MapScene scene, int columns, int rows, double ratio = 1)
    {
        using var canvas = Canvas.Image((int)(256 * columns * ratio), (int)(256 * rows * ratio));
        scene.Draw(canvas, View with { Width = 256 * columns, Height = 256 * rows, PixelRatio = ratio });
        return Picture.Of(canvas.ToPng());
    }

    static MapSource SourceOf(IGrouping<string, (string Layer, string Name, Geometry Shape)> shapes)
    {
        var (column, names, codes, ids) = (new GeometryColumnBuilder(), new MvtValuesBuilder(), new List<int>(), new List<long>());
        foreach (var (_, name, shape) in shapes)
        {
            column.Add(shape);
            codes.Add(names.Add(name));
            ids.Add(ids.Count + 1);
        }

        return new MapSource(shapes.Key, new TileSource(column.Build().Transform(ToMercator), [.. ids], [new("name", names.Build(), [.. codes])]));
    }

    static void ToMercator(Span<double> x, Span<double> y)
    {
        var box = View.Mercator();
        for (var i = 0; i < x.Length; i++) (x[i], y[i]) = (box.MinX + (x[i] / View.PixelsPerMetre), box.MaxY - (y[i] / View.PixelsPerMetre));
    }
}
