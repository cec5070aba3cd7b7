using RiskMap.City.Dispatch;
using RiskMap.City.Travel;
using RiskMap.City.Model;
using RiskMap.City.Snapshot;
using static RiskMap.City.Tests.Travel.RoadGraphsTests;
using static RiskMap.City.Tests.TestFeatures;

namespace RiskMap.City.Tests.Dispatch;

/// <summary>Times by road: those of routes, in a matrix, in an isochrone and in dispatch.</summary>
public class RoadTimesTests
{
    static readonly DateTimeOffset Night = new(2026, 7, 1, 3, 0, 0, TimeSpan.FromHours(8));

    // A ring of 1,000 by 500 m, and a yard that no road joins; a closure cuts the ring's south side from an hour after.
    static readonly CitySnapshot City = SmallCity(
        ("roads", Road(1, [(0, 0), (1000, 0)], ("name", "南街"))),
        ("roads", Road(2, [(0, 0), (0, 500), (1000, 500), (1000, 0)], ("name", "环路"))),
        ("roads", Road(3, [(400, 250), (500, 250)], ("name", "院内"))),
        ("closures", Line("closures", 1, [(300, 0), (400, 0)], ("from", Night.AddHours(1)))),
        ("teams", At("teams", 1, 1000, 20, ("turnoutSeconds", 60))),
        ("teams", At("teams", 2, 0, 480, ("turnoutSeconds", 60))),
        ("teams", At("teams", 3, 0, 3000, ("turnoutSeconds", 60))));

    static double[] Place(double east, double north)
    {
        var at = At("teams", 1, east, north).Geometry!.Coordinate;
        return [at.X, at.Y];
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void A_matrix_holds_the_times_of_the_routes(int hours)
    {
        double[][] places = [Place(0, 10), Place(1000, 0), Place(600, 500), Place(450, 240), Place(350, 0)];
        var time = Night.AddHours(hours);

        var answer = MatrixAnalysis.Of(City, new(places, Profile: "fire-engine", Time: time), Night);

        (answer.Outcome, answer.DataVersion).ShouldBe(("found", City.Version.Text));
        for (var i = 0; i < places.Length; i++)
        {
            for (var j = 0; j < places.Length; j++)
                answer.TravelSeconds[i][j].ShouldBe(RouteAnalysis.Of(City, new(places[i], places[j], "fire-engine", time), Night).TravelSeconds, $"{hours} h, {i} to {j}");
        }
        answer.UnreachableCount.ShouldBe(answer.TravelSeconds.Sum(row => row.Count(seconds => seconds is null)));
        (answer.UnreachableCount > 0).ShouldBe(hours > 0, "the closure shuts in a place; the yard is left by the main roads");
        answer.Explanation.ShouldContain(step => step.Text.En.Contains("the nearest of the main roads is taken"));
    }

    [Fact]
    public void An_isochrone_tells_the_roads_and_the_area_around_them()
    {
        var near = IsochroneAnalysis.Of(City, new(Place(500, 10), 20, "fire-engine"), Night);
        var speed = RoadCostRules.Current.Speeds.Single(row => row.RoadClass == "tertiary").Kmh["fire-engine"] / 3.6;

        near.ReachedMetres!.Value.ShouldBe(2 * 20 * speed, 1);
        near.Start!.ShouldSatisfyAllConditions(start => start.SnapMetres.ShouldBe(10, 0.1), start => start.Road.ShouldBe("南街"));
        near.Geometry!.GeometryType.ShouldBe("Polygon");
        near.Geometry.Contains(new NetTopologySuite.Geometries.Point(Place(500 + (19 * speed), 0)[0], Place(500, 0)[1])).ShouldBeTrue();
        near.Geometry.Contains(new NetTopologySuite.Geometries.Point(Place(500, 250)[0], Place(500, 250)[1])).ShouldBeFalse();
        var all = IsochroneAnalysis.Of(City, new(Place(500, 10), 7200, "fire-engine"), Night);
        all.ReachedMetres!.Value.ShouldBe(3000, 1);
        // In the plane in which they were drawn: what is straight there is not quite so in degrees.
        City.Plane.Project(near.Geometry).Difference(City.Plane.Project(all.Geometry!)).Area.ShouldBeLessThan(0.01);
    }

    [Fact]
    public void Dispatch_drives_by_road_around_closures_and_names_who_is_estimated()
    {
        var before = Nearest(Night);
        var after = Nearest(Night.AddHours(2));

        // The south side is cut between the first team and the place; the second comes along the west.
        before.Features[0].Id.ShouldBe(2);
        after.Features[0].Id.ShouldBe(2);
        before.Features.Single(team => team.Id == 1).TravelSeconds.ShouldBe(Route(1000, 20, Night), 1e-6);
        after.Features.Single(team => team.Id == 1).TravelSeconds.ShouldBe(Route(1000, 20, Night.AddHours(2)), 1e-6);
        after.Features.Single(team => team.Id == 1).TravelSeconds.ShouldBeGreaterThan(2 * before.Features.Single(team => team.Id == 1).TravelSeconds, "750 m before, around the ring after");
        // The third stands 2.5 km from any road.
        before.Features.Single(team => team.Id == 3).TravelSeconds.ShouldBe(Math.Sqrt((250 * 250) + (3000 * 3000)) * 1.4 / (35 / 3.6), 0.1);
        before.Explanation[0].Text.En.ShouldBe("travel time by road: Fire engine, traffic and closures of 2026-07-01 03:00 +08:00 (to be verified); 1 places lie more than 500 m from usable roads: times from and to them are straight distance × 1.4 at 35 km/h");

        NearestAnswer Nearest(DateTimeOffset time) => NearestByTime.Of(City, new(Place(250, 0), "teams", 3), TravelTimes.Of(City, time));
        static double Route(double east, double north, DateTimeOffset time) => RouteAnalysis.Of(City, new(Place(east, north), Place(250, 0), "fire-engine", time), Night).TravelSeconds!.Value;
    }

    [Fact]
    public void The_quickest_by_road_are_found_among_many() => Seeded.ForEach(20, random =>
    {
        var places = Enumerable.Range(1, random.Next(1, 300)).Select(id => ("places", At("places", id, random.Between(-2000, 3000), random.Between(-2000, 3000)))).ToArray();
        var roads = Enumerable.Range(1, 12).Select(id => ("roads", Road(id, [(random.Between(-2000, 3000), random.Between(-2000, 3000)), (500, 500), (random.Between(-2000, 3000), random.Between(-2000, 3000))], ("nodes", $"[{2 * id}, 1, {(2 * id) + 1}]"))));
        var city = SmallCity([.. places, .. roads]);
        var (times, k) = (TravelTimes.Of(city, Night), random.Next(1, 10));

        var found = NearestByTime.Of(city, new(Place(100, 100), "places", k), times).Features;

        var all = LayerPoints.Of(city, "places");
        var at = city.Plane.Project(Place(100, 100)[0], Place(100, 100)[1]);
        double[] expected = [.. times.ToOne([.. Enumerable.Range(0, all.Count).Select(i => (all.X[i], all.Y[i]))], at).Where(double.IsFinite).Order().Take(k)];
        found.Select(place => Math.Round(place.Seconds, 3)).ShouldBe(expected.Select(seconds => Math.Round(seconds, 3)));
    });

    [Fact]
    public void Without_roads_there_is_no_data()
    {
        MatrixAnalysis.Of(SmallCity(), new([Place(0, 0)]), Night).Outcome.ShouldBe("no-data");
        var isochrone = IsochroneAnalysis.Of(SmallCity(), new(Place(0, 0), 300), Night);
        (isochrone.Outcome, isochrone.Geometry, isochrone.ReachedMetres).ShouldBe(("no-data", null, null));
    }

    [Fact]
    public void Wrong_inputs_are_named()
    {
        Member(() => MatrixAnalysis.Of(City, new(null), Night)).ShouldBe("from");
        Member(() => MatrixAnalysis.Of(City, new([Place(0, 0), Place(0, 2000)]), Night)).ShouldBe("from/1");
        Member(() => MatrixAnalysis.Of(City, new([Place(0, 0)], [[1]]), Night)).ShouldBe("to/0");
        Member(() => IsochroneAnalysis.Of(City, new(Place(0, 0), 7201), Night)).ShouldBe("seconds");
        Member(() => IsochroneAnalysis.Of(City, new(Place(0, 0), 60, "rocket"), Night)).ShouldBe("profile");

        static string Member(Func<object> ask) => Should.Throw<QuestionException>(ask).Member;
    }
}
