using NetTopologySuite.Geometries;
using RiskMap.Geo.Mvt;
using RiskMap.Geo.Tiles;

namespace RiskMap.Geo.Tests.Tiles;

/// <summary>
/// 8,000 spiky stars with a hole for each size: NTS (not the code under test) says whether what the tile holds is valid, and the decoded
/// bytes say whether it is wound rightly.
/// </summary>
public sealed class SpikyStarTests
{
    [Theory]
    [InlineData(200)]
    [InlineData(40)]
    [InlineData(8)]
    [InlineData(3)]
    public void No_ring_is_invalid_and_all_are_wound_rightly(double size)
    {
        const int Count = 8000;
        var random = new Random(42);
        var stars = Enumerable.Range(0, Count)
            .Select(_ => (Geometry)Stars.WithHole(random, random.Between(-50, 4146), random.Between(-50, 4146), size, 24)).ToArray();
        var source = new TileSource(Draw.Column(null, stars), [.. Enumerable.Range(0, Count).Select(i => (long)i)], []);
        var tile = new MvtTileWriter();
        source.Write(tile.BeginLayer("stars"), Draw.Tile).ShouldBe(Count);
        tile.EndLayer();
        var features = MvtReader.Read(tile.Written).Layers[0].Features;
        features.Count.ShouldBe(Count);
        foreach (var feature in features)
        {
            var polygons = ToNts(feature);
            polygons.IsValid.ShouldBeTrue($"seed 42, size {size}, star {feature.Id}: {stars[(int)feature.Id!.Value]} became {polygons}");
            polygons.Area.ShouldBeGreaterThan(0);
        }
    }

    static MultiPolygon ToNts(MvtFeature feature)
    {
        var polygons = new List<Polygon>();
        for (var i = 0; i < feature.Paths.Count;)
        {
            var shell = Ring(feature.Paths[i++], clockwiseOnScreen: true);
            var holes = new List<LinearRing>();
            while (i < feature.Paths.Count && !feature.Paths[i].IsShell) holes.Add(Ring(feature.Paths[i++], clockwiseOnScreen: false));
            polygons.Add(new Polygon(shell, [.. holes]));
        }

        return new MultiPolygon([.. polygons]);
    }

    static LinearRing Ring(MvtPath path, bool clockwiseOnScreen)
    {
        var ring = new LinearRing([.. path.Vertices.Append(path.Vertices[0]).Select(v => new Coordinate(v.X, v.Y))]);
        // NTS has y upwards, so clockwise on the screen is counter-clockwise there.
        ring.IsCCW.ShouldBe(clockwiseOnScreen);
        return ring;
    }
}
