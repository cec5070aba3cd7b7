using NetTopologySuite.Geometries;
using RiskMap.Geo.Geometries;
using RiskMap.Geo.Mvt;
using RiskMap.Geo.Tiles;

namespace RiskMap.Geo.Tests.Tiles;

public sealed class SmallPolygonTests
{
    [Fact]
    public void A_polygon_is_there_at_every_zoom_however_small_and_always_near_the_same_place() => Seeded.ForEach(40, random =>
    {
        var (longitude, latitude, size) = (random.Between(-170, 170), random.Between(-70, 70), random.OneOf(1e-6, 1e-4, 1e-2, 0.3));
        var shape = new GeometryFactory().CreatePolygon([.. Corners(random, longitude, latitude, size)]);
        var builder = new GeometryColumnBuilder();
        builder.Add(shape);
        var source = new TileSource(builder.Build().Transform(WebMercator.Forward), [7], []);
        for (var zoom = 0; zoom <= 16; zoom++)
        {
            // Whole tiles that the shape touches would be too many for a large one at a high zoom: those at its first corner show it too.
            var tile = TileId.At(shape.Coordinates[0].X, shape.Coordinates[0].Y, zoom);
            var drawn = MvtReader.Read(Encode(source, tile)).Layer("a")?.Features.ShouldHaveSingleItem();
            drawn.ShouldNotBeNull($"zoom {zoom}");
            var box = BoxOf(shape.EnvelopeInternal, tile);
            drawn.Paths.SelectMany(path => path.Vertices).ShouldAllBe(vertex => box.Contains(vertex.X, vertex.Y), $"zoom {zoom}");
        }
    });

    [Fact]
    public void What_lies_across_the_antimeridian_is_seen_in_the_buffer_of_the_tiles_on_both_sides()
    {
        var builder = new GeometryColumnBuilder();
        builder.Add(new Point(179.9999, 10));
        builder.Add(new Point(-179.9999, -10));
        builder.Add(new LineString([new Coordinate(179.5, 1), new Coordinate(180.5, 1)]));
        var source = new TileSource(builder.Build().Transform(WebMercator.Forward), [1, 2, 3], []);
        Ids(10, 0, 10).ShouldBe([1UL]);
        Ids(10, (1 << 10) - 1, 10).ShouldBe([1UL]);
        Ids(10, 0, -10).ShouldBe([2UL]);
        Ids(10, (1 << 10) - 1, -10).ShouldBe([2UL]);
        Ids(10, 0, 1).ShouldBe([3UL]);
        Ids(10, 1, 1).ShouldBe([3UL]);
        Ids(10, (1 << 10) - 1, 1).ShouldBe([3UL]);
        Ids(10, 5, 1).ShouldBeEmpty();

        IEnumerable<ulong> Ids(int zoom, int column, double latitude) =>
            (MvtReader.Read(Encode(source, TileId.Create(zoom, column, TileId.At(0, latitude, zoom).Y))).Layer("a")?.Features ?? []).Select(feature => feature.Id!.Value);
    }

    static byte[] Encode(TileSource source, TileId tile)
    {
        var writer = new MvtTileWriter();
        source.Write(writer.BeginLayer("a"), tile);
        writer.EndLayer();
        return writer.ToArray();
    }

    static IEnumerable<Coordinate> Corners(Random random, double longitude, double latitude, double size)
    {
        var corners = Enumerable.Range(0, random.Next(3, 9)).Select(_ => random.Between(0, 2 * Math.PI)).Order()
            .Select(angle => new Coordinate(longitude + (size * Math.Cos(angle)), latitude + (size * Math.Sin(angle)))).ToList();
        return corners.Append(corners[0].Copy());
    }

    /// <summary>The shape's box in the units of a tile, with two units more for rounding and simplification.</summary>
    static Box BoxOf(Envelope lonLat, TileId tile)
    {
        var (corner, unit) = (tile.Envelope, tile.SizeMetres / 4096);
        return new Box(
            ((WebMercator.X(lonLat.MinX) - corner.MinX) / unit) - 2, ((corner.MaxY - WebMercator.Y(lonLat.MaxY)) / unit) - 2,
            ((WebMercator.X(lonLat.MaxX) - corner.MinX) / unit) + 2, ((corner.MaxY - WebMercator.Y(lonLat.MinY)) / unit) + 2);
    }
}
