using NetTopologySuite.Algorithm.Locate;
using NetTopologySuite.Geometries;
using RiskMap.City.Model;
using RiskMap.City.Model.Layers;

namespace RiskMap.City.Tests.Sources.Demo;

public sealed class DemoAreasTests
{
    static readonly IReadOnlyList<Feature> Towns = [.. OfLevel("town")];
    static readonly Feature District = OfLevel("district").Single();

    [Fact]
    public void The_ten_towns_have_their_real_names_and_codes()
    {
        Towns.Select(town => $"{town.Key} {town.Name}").ShouldBe(
        [
            "350213001 大嶝街道", "350213002 马巷街道", "350213003 新店街道", "350213004 凤翔街道", "350213005 民安街道",
            "350213006 香山街道", "350213007 金海街道", "350213103 新圩镇", "350213111 内厝镇", "350213404 大帽山农场",
        ], ignoreOrder: true);
        Towns.ShouldAllBe(town => Equals(town.Get(Districts.Schema, "parentCode"), "350213"));
        District.Key.ShouldBe("350213");
    }

    [Fact]
    public void The_towns_cover_the_district_without_gaps_or_overlaps()
    {
        Towns.Sum(town => town.Geometry!.Area).ShouldBe(District.Geometry!.Area, District.Geometry.Area * 1e-9);
        foreach (var (one, other) in from i in Enumerable.Range(0, Towns.Count) from j in Enumerable.Range(0, i) select (Towns[i], Towns[j]))
            one.Geometry!.Intersection(other.Geometry).Area.ShouldBe(0, $"{one.Name} {other.Name}");
    }

    [Fact]
    public void The_district_is_the_mainland_and_three_islands() => District.Geometry!.NumGeometries.ShouldBe(4);

    [Fact]
    public void Neighbours_share_their_border_vertex_by_vertex()
    {
        var borders = new Dictionary<(Coordinate, Coordinate), int>();
        foreach (var ring in Towns.SelectMany(town => Parts(town.Geometry!)).Select(polygon => polygon.ExteriorRing.Coordinates))
            for (var i = 1; i < ring.Length; i++)
            {
                var side = ring[i - 1].CompareTo(ring[i]) < 0 ? (ring[i - 1], ring[i]) : (ring[i], ring[i - 1]);
                borders[side] = borders.GetValueOrDefault(side) + 1;
            }
        borders.Values.Max().ShouldBe(2);
        // What only one town has is the district's own outline.
        borders.Values.Count(uses => uses == 1).ShouldBe(Parts(District.Geometry!).Sum(polygon => polygon.ExteriorRing.NumPoints - 1));
    }

    public static TheoryData<string> PointLayers =>
        [.. CityLayers.All.Where(layer => layer.Geometry == GeometryKind.Point).Select(layer => layer.Name)];

    [Theory]
    [MemberData(nameof(PointLayers))]
    public void Every_point_stands_in_exactly_one_town(string name)
    {
        var locators = Towns.Select(town => new IndexedPointInAreaLocator(town.Geometry)).ToList();
        foreach (var row in DemoCities.Of(CityLayers.Get(name)))
            locators.Count(locator => locator.Locate(row.Geometry!.Coordinate) == Location.Interior).ShouldBe(1, row.Key);
    }

    [Fact]
    public void Parks_lie_each_within_one_town_and_apart_from_each_other()
    {
        var parks = DemoCities.Of(Parks.Schema);
        parks.ShouldAllBe(park => Towns.Count(town => town.Geometry!.Contains(park.Geometry)) == 1);
        foreach (var (one, other) in from i in Enumerable.Range(0, parks.Count) from j in Enumerable.Range(0, i) select (parks[i], parks[j]))
            one.Geometry!.Intersects(other.Geometry).ShouldBeFalse($"{one.Name} {other.Name}");
    }

    [Fact]
    public void Population_cells_lie_on_land_and_do_not_overlap()
    {
        var cells = DemoCities.Of(Population.Schema);
        // Cut cells end on the coast to the last bits of a floating-point intersection.
        var district = District.Geometry!.Buffer(1e-9);
        cells.ShouldAllBe(cell => district.Contains(cell.Geometry));
        cells.Sum(cell => cell.Geometry!.Area).ShouldBeLessThanOrEqualTo(District.Geometry!.Area * (1 + 1e-9));
    }

    static IEnumerable<Feature> OfLevel(string level) =>
        DemoCities.Of(Districts.Schema).Where(row => Equals(row.Get(Districts.Schema, "level"), level));

    static IEnumerable<Polygon> Parts(Geometry geometry) => Enumerable.Range(0, geometry.NumGeometries).Select(i => (Polygon)geometry.GetGeometryN(i));
}
