using NetTopologySuite.Geometries;
using RiskMap.Geo.Geometries;
using RiskMap.Geo.Index;

namespace RiskMap.Geo.Tests.Index;

public sealed class AreaGridTests
{
    static readonly GeometryFactory Factory = new();

    [Theory]
    [InlineData("POLYGON ((0 0, 1000 0, 1000 1000, 0 1000, 0 0))")]
    [InlineData("POLYGON ((0 500, 500 0, 1000 500, 500 1000, 0 500), (300 500, 500 700, 700 500, 500 300, 300 500))")]
    [InlineData("POLYGON ((0 0, 1000 0, 1000 10, 20 10, 20 1000, 0 1000, 0 0))")]
    [InlineData("MULTIPOLYGON (((0 0, 400 0, 400 400, 0 400, 0 0)), ((600 600, 1000 600, 800 1000, 600 600)))")]
    public void What_it_tells_is_what_exact_geometry_says(string wkt)
    {
        var area = new NetTopologySuite.IO.WKTReader().Read(wkt);
        var (grid, random, told) = (new AreaGrid(area), new Random(7), 0);
        for (var i = 0; i < 4000; i++)
        {
            var (x, y, side) = ((random.NextDouble() * 1200) - 100, (random.NextDouble() * 1200) - 100, Math.Pow(random.NextDouble(), 4) * 300);
            var box = new Box(x, y, x + side, y + (side / 2));
            var rectangle = Factory.ToGeometry(new Envelope(box.MinX, box.MaxX, box.MinY, box.MaxY));
            var answer = grid.SideOf(box);
            if (answer == AreaSide.Inside)
                area.Contains(rectangle).ShouldBeTrue($"{wkt}: {box}, seed 7");
            else if (answer == AreaSide.Outside)
                area.Intersects(rectangle).ShouldBeFalse($"{wkt}: {box}, seed 7");
            told += answer == AreaSide.Border ? 0 : 1;
        }
        told.ShouldBeGreaterThan(2500, "most boxes are told without geometry");
    }

    [Fact]
    public void Nothing_lies_in_an_empty_area_and_a_box_beyond_is_outside()
    {
        new AreaGrid(Factory.CreatePolygon()).SideOf(Box.Of(0, 0)).ShouldBe(AreaSide.Outside);
        new AreaGrid(Factory.ToGeometry(new Envelope(0, 10, 0, 10))).SideOf(new(20, 20, 30, 30)).ShouldBe(AreaSide.Outside);
        new AreaGrid(Factory.ToGeometry(new Envelope(0, 10, 0, 10))).SideOf(Box.Empty).ShouldBe(AreaSide.Outside);
    }

    [Fact]
    public void A_position_on_the_border_is_never_told()
    {
        var grid = new AreaGrid(Factory.ToGeometry(new Envelope(0, 1000, 0, 1000)));
        foreach (var (x, y) in new[] { (0.0, 0.0), (1000.0, 1000.0), (0.0, 333.3), (500.0, 1000.0) })
            grid.SideOf(Box.Of(x, y)).ShouldBe(AreaSide.Border);
    }
}
