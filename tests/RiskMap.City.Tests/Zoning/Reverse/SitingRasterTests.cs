using NetTopologySuite.Geometries;
using RiskMap.City.Proximity;
using RiskMap.City.Zoning;
using RiskMap.City.Zoning.Reverse;

namespace RiskMap.City.Tests.Zoning.Reverse;

public sealed class SitingRasterTests
{
    [Fact]
    public void Every_cell_is_judged_as_brute_force_judges_its_centre() => Seeded.ForEach(25, random =>
    {
        var (grid, area, keepOuts) = Case(random);
        var raster = SitingRasteriser.Of(grid, area, keepOuts, keepOuts.Max(keepOut => keepOut.Hazard) + 1);

        for (var row = 0; row < grid.Rows; row++)
        {
            for (var column = 0; column < grid.Columns; column++)
            {
                var cell = raster.Cells[(row * grid.Columns) + column];
                cell.ShouldBe(Expected(new SiteOutline(grid.CentreX(column), grid.CentreY(row)), area, keepOuts), $"row {row} column {column}");
            }
        }
    });

    [Fact]
    public void Counts_are_those_of_brute_force() => Seeded.ForEach(15, random =>
    {
        var (grid, area, keepOuts) = Case(random);
        var hazards = keepOuts.Max(keepOut => keepOut.Hazard) + 1;
        var raster = SitingRasteriser.Of(grid, area, keepOuts, hazards);

        var (ofHazard, alone, inArea) = (new long[hazards], new long[hazards], 0L);
        foreach (var centre in Centres(grid).Where(centre => area.Any(part => IsInside(centre, part))))
        {
            inArea++;
            var broken = keepOuts.Where(keepOut => IsBroken(centre, keepOut)).Select(keepOut => keepOut.Hazard).Distinct().ToList();
            foreach (var hazard in broken) ofHazard[hazard]++;
            if (broken.Count == 1) alone[broken[0]]++;
        }
        raster.CellsOfHazard.ShouldBe(ofHazard);
        raster.AloneOfHazard.ShouldBe(alone);
        raster.AreaCells.ShouldBe(inArea);
        raster.FreeCells.ShouldBe(raster.Cells.Count(cell => cell == SitingRaster.Free));
        raster.CellsBound.Sum().ShouldBe(raster.AreaCells - raster.FreeCells);
        // More to keep away from never frees a cell.
        SitingRasteriser.Of(grid, area, [.. keepOuts.Skip(1)], hazards).FreeCells.ShouldBeGreaterThanOrEqualTo(raster.FreeCells);
    });

    [Fact]
    public void A_cell_at_exactly_the_required_distance_is_free()
    {
        var grid = new SitingGrid(0, 10, 10, 10, 1);
        var raster = SitingRasteriser.Of(grid, [Square(-100, -100, 300)], [new(new SiteOutline(5, 5), 30, Verdict.Fail, 0)], 1);
        raster.Cells.ShouldBe([0, 0, 0, -1, -1, -1, -1, -1, -1, -1]);
    }

    [Fact]
    public void The_gravest_verdict_binds_then_the_largest_shortfall()
    {
        var grid = new SitingGrid(0, 10, 10, 1, 1);
        KeepOut should = new(new SiteOutline(5, 5), 500, Verdict.Conditional, 0), near = new(new SiteOutline(25, 5), 100, Verdict.Fail, 1), far = new(new SiteOutline(55, 5), 100, Verdict.Fail, 2);
        var zone = new KeepOut(Square(-100, -100, 300), 0, Verdict.Prohibited, 3);

        SitingRasteriser.Of(grid, [Square(-100, -100, 300)], [should, far, near], 4).Cells.ShouldBe([2]);
        SitingRasteriser.Of(grid, [Square(-100, -100, 300)], [should, far, near, zone], 4).Cells.ShouldBe([3]);
    }

    [Fact]
    public void Work_that_nobody_wants_any_more_ends()
    {
        using var cancellation = new CancellationTokenSource();
        cancellation.Cancel();
        Should.Throw<OperationCanceledException>(() =>
            SitingRasteriser.Of(new SitingGrid(0, 1000, 10, 100, 100), [Square(0, 0, 1000)], [], 0, null, cancellation.Token));
    }

    static int Expected(SiteOutline centre, IReadOnlyList<SiteOutline> area, IReadOnlyList<KeepOut> keepOuts)
    {
        if (!area.Any(part => IsInside(centre, part)))
            return SitingRaster.Outside;
        var broken = Enumerable.Range(0, keepOuts.Count).Where(i => IsBroken(centre, keepOuts[i])).ToList();
        return broken.Count == 0 ? SitingRaster.Free : broken
            .OrderBy(i => keepOuts[i].Verdict).ThenByDescending(i => keepOuts[i].RequiredMetres - centre.DistanceTo(keepOuts[i].Outline).Metres).ThenBy(i => i).First();
    }

    static bool IsBroken(SiteOutline centre, KeepOut keepOut) => keepOut.RequiredMetres == 0
        ? IsInside(centre, keepOut.Outline)
        : centre.DistanceTo(keepOut.Outline).Metres < keepOut.RequiredMetres;

    static bool IsInside(SiteOutline centre, SiteOutline area) => area.Geometry.Area > 0 && area.Geometry.Contains(centre.Geometry);

    static IEnumerable<SiteOutline> Centres(SitingGrid grid) =>
        from row in Enumerable.Range(0, grid.Rows) from column in Enumerable.Range(0, grid.Columns) select new SiteOutline(grid.CentreX(column), grid.CentreY(row));

    static (SitingGrid Grid, SiteOutline[] Area, KeepOut[] KeepOuts) Case(Random random)
    {
        var area = Enumerable.Range(0, 2).Select(_ => Site(Polygon(random, random.Between(0, 600), random.Between(0, 600), 400))).ToArray();
        var box = area[0].Box.Union(area[1].Box);
        // Each hazard has one outline, and a must and a should around it.
        var keepOuts = Enumerable.Range(0, 12).SelectMany(hazard =>
        {
            var (outline, metres) = (Other(random), random.Between(1, 200));
            var zone = outline.Geometry.Area > 0 && random.Next(3) == 0;
            return zone
                ? [new KeepOut(outline, 0, Verdict.Prohibited, hazard)]
                : new[] { new KeepOut(outline, metres, Verdict.Fail, hazard), new KeepOut(outline, metres * random.Between(0.5, 2), Verdict.Conditional, hazard) };
        });
        return (SitingGrid.Over(box, random.OneOf(19.0, 25, 43)), area, [.. keepOuts]);
    }

    static SiteOutline Other(Random random)
    {
        var (x, y) = (random.Between(-100, 1000), random.Between(-100, 1000));
        return random.Next(4) switch
        {
            0 => new SiteOutline(620_000 + x, 2_720_000 + y),
            1 => Site(new LineString([.. Enumerable.Range(0, random.Next(2, 40)).Select(i => new Coordinate(x + (i * 20), y + random.Between(-60, 60)))])),
            2 => Site(new Polygon((LinearRing)Polygon(random, x, y, 150).ExteriorRing, [(LinearRing)Polygon(random, x, y, 60).ExteriorRing])),
            _ => Site(Polygon(random, x, y, 120)),
        };
    }

    static Polygon Polygon(Random random, double x, double y, double most)
    {
        var corners = random.Next(3, 50);
        var ring = Enumerable.Range(0, corners).Select(i => (Angle: i * 2 * Math.PI / corners, Radius: most * random.Between(0.6, 1)))
            .Select(corner => new Coordinate(x + (corner.Radius * Math.Cos(corner.Angle)), y + (corner.Radius * Math.Sin(corner.Angle)))).ToList();
        return new Polygon(new LinearRing([.. ring, ring[0].Copy()]));
    }

    static SiteOutline Site(Geometry shape)
    {
        var moved = NetTopologySuite.Geometries.Utilities.AffineTransformation.TranslationInstance(620_000, 2_720_000).Transform(shape);
        return new SiteOutline(moved);
    }

    static SiteOutline Square(double x, double y, double edge) =>
        new(new Polygon(new LinearRing([new(x, y), new(x + edge, y), new(x + edge, y + edge), new(x, y + edge), new(x, y)])));
}
