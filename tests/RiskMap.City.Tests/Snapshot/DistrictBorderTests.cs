using NetTopologySuite.Geometries;
using NetTopologySuite.Operation.Union;
using RiskMap.City.Model;
using RiskMap.City.Snapshot;
using RiskMap.City.Tests.Sources.Demo;
using RiskMap.Geo.GeoJson;
using RiskMap.Geo.Geometries;
using RiskMap.Geo.Mvt;
using RiskMap.Geo.Tiles;
using static RiskMap.City.Tests.TestFeatures;
using CityFeature = RiskMap.City.Model.Feature;

namespace RiskMap.City.Tests.Snapshot;

/// <summary>Neighbouring districts share the same simplified border at every zoom: no slivers between them, no overlaps.</summary>
public class DistrictBorderTests
{
    // Half the diagonal of a unit, and a little for vertices that both sides round.
    const double Rounding = 0.8;

    static readonly int[] Zooms = [5, 7, 8, 9, 10, 11, 12, 13];

    [Fact]
    public void Districts_of_the_demo_city_touch_at_every_zoom_as_they_do_in_truth() => CheckTiles(CityOf(Towns()));

    [Fact]
    public void They_go_on_to_touch_after_edits()
    {
        var towns = Towns();
        var renamed = towns.Where((_, i) => i % 3 == 0).Select(town => town with { Values = town.Values.SetItem(0, "改名") }).ToList();
        var edited = CityOf(towns).Imagine("districts", renamed, []);
        CheckTiles(edited);
        foreach (var tile in TileId.Covering(edited.Layer("districts").Extent, 11))
            Shapes(edited, tile).ShouldBe(Shapes(CityOf(towns), tile), ignoreOrder: true);

        static List<string> Shapes(CitySnapshot city, TileId tile) =>
            [.. Drawn(city, tile).Select(drawn => $"{drawn.Id} {string.Join(' ', drawn.Paths.Select(path => string.Join(',', path.Vertices)))}")];
    }

    [SharedDataFact]
    public void Districts_of_real_files_touch_at_every_zoom_as_they_do_in_truth()
    {
        var files = Directory.GetFiles(Requires.SharedData("admin"), "cnmaps_amap_3502*.geojson").Where(file => !file.EndsWith("350200.geojson", StringComparison.Ordinal)).Order(StringComparer.Ordinal);
        var features = files.SelectMany(ReadPolygons).Select((polygon, i) => Feature("districts", i + 1, null, ("level", "district")) with { Geometry = polygon }).ToList();
        features.Count.ShouldBeGreaterThan(4);
        // Their borders do not share every vertex with the neighbour's; what is left is thinner than rounding can tell.
        CheckTiles(CityOf(features), exactly: false);
    }

    static List<CityFeature> Towns()
    {
        var schema = CityLayers.Get("districts");
        return [.. DemoCities.Of(schema).Where(row => row.Value<string>(schema, "level") == "town").Select((row, i) => row with { Id = i + 1 })];
    }

    static CitySnapshot CityOf(IEnumerable<CityFeature> districts) => SmallCity(districts.Select(district => ("districts", district)));

    static void CheckTiles(CitySnapshot city, bool exactly = true)
    {
        var layer = city.Layer("districts");
        var truth = layer.All.Select(district => district.Block.Mercator.ToGeometry(district.Row)).ToList();
        foreach (var zoom in Zooms)
            foreach (var tile in TileId.Covering(layer.Extent, zoom)) Check(tile, [.. Drawn(city, tile).SelectMany(drawn => PolygonsOf(drawn.Paths))], truth, exactly);
    }

    static void Check(TileId tile, List<Geometry> drawn, List<Geometry> truth, bool exactly)
    {
        if (drawn.Count == 0) return;
        var whole = UnaryUnionOp.Union(drawn);
        if (exactly) (drawn.Sum(polygon => polygon.Area) - whole.Area).ShouldBe(0, 1e-6, $"{tile}: districts overlap");
        for (var i = 0; i < drawn.Count; i++)
            for (var j = 0; j < i; j++) drawn[i].Intersection(drawn[j]).Buffer(-Rounding).IsEmpty.ShouldBeTrue($"{tile}: districts overlap");
        var holes = Holes(whole).Where(hole => hole.Area > 1.5).ToList();
        if (holes.Count == 0) return;
        var exact = UnaryUnionOp.Union(truth.ConvertAll(polygon => InUnits(polygon, tile)).FindAll(polygon => polygon.EnvelopeInternal.Intersects(whole.EnvelopeInternal)));
        foreach (var hole in holes) hole.Intersection(exact).Buffer(-Rounding).IsEmpty.ShouldBeTrue($"{tile}: a gap at {hole.InteriorPoint} of {hole.Area} units");
    }

    static IEnumerable<Polygon> Holes(Geometry geometry) => Enumerable.Range(0, geometry.NumGeometries).Select(geometry.GetGeometryN).OfType<Polygon>()
        .SelectMany(polygon => polygon.InteriorRings).Select(ring => new Polygon(new LinearRing(ring.Coordinates)));

    static IReadOnlyList<MvtFeature> Drawn(CitySnapshot city, TileId tile) => MvtReader.Read(CityTiles.Encode(city, ["districts"], tile)).Layer("districts")?.Features ?? [];

    static IEnumerable<Geometry> PolygonsOf(IReadOnlyList<MvtPath> paths)
    {
        for (var i = 0; i < paths.Count;)
        {
            var (shell, holes) = (Ring(paths[i++]), new List<LinearRing>());
            while (i < paths.Count && !paths[i].IsShell) holes.Add(Ring(paths[i++]));
            yield return new Polygon(shell, [.. holes]);
        }

        static LinearRing Ring(MvtPath path) => new([.. path.Vertices.Append(path.Vertices[0]).Select(vertex => new Coordinate(vertex.X, vertex.Y))]);
    }

    static Geometry InUnits(Geometry mercator, TileId tile)
    {
        var (corner, unit, copy) = (tile.Envelope, tile.SizeMetres / 4096, mercator.Copy());
        copy.Apply(new Scaling(corner, unit));
        return copy;
    }

    static IEnumerable<Geometry> ReadPolygons(string file)
    {
        using var reader = new GeoJsonReader(File.OpenRead(file));
        return [.. reader.ReadFeatures().Select(feature => feature.Geometry ?? throw new InvalidDataException(feature.Error))];
    }

    sealed class Scaling(Box corner, double unit) : ICoordinateSequenceFilter
    {
        public bool Done => false;

        public bool GeometryChanged => true;

        public void Filter(CoordinateSequence seq, int i)
        {
            seq.SetX(i, (seq.GetX(i) - corner.MinX) / unit);
            seq.SetY(i, (corner.MaxY - seq.GetY(i)) / unit);
        }
    }
}
