using RiskMap.City.Dispatch;
using RiskMap.City.Model;
using RiskMap.City.Risk;
using RiskMap.City.Snapshot;
using RiskMap.City.Travel;
using RiskMap.Routing.Search;
using static RiskMap.City.Tests.TestFeatures;
using static RiskMap.City.Tests.Travel.RoadGraphsTests;

namespace RiskMap.City.Tests.Travel;

/// <summary>The first of many sources at many places: the least of the single times, made with one search.</summary>
public class NearestSourcesTests
{
    const int Columns = 6, Rows = 5;

    static readonly DateTimeOffset Night = new(2026, 7, 1, 3, 0, 0, TimeSpan.FromHours(8));
    static readonly StandingRoads Standing = RiskModel.Default.Response.Roads;

    [Fact]
    public void The_first_source_is_the_one_with_the_least_time_of_all() => Seeded.ForEach(60, random =>
    {
        var city = RandomCity(random);
        var (conditions, times) = (CityRoads.Conditions(city, "fire-engine", Night), TravelTimes.Of(city, Night));
        // Up to a kilometre beside the roads: some are too far from them.
        var sources = Enumerable.Range(0, random.Next(1, 7)).Select(_ => Anywhere(city, random, 1000)).ToList();
        var places = Enumerable.Range(0, 60).Select(_ => Anywhere(city, random, 1000)).Concat(sources).ToList();

        var first = NearestSources.Of(conditions, [.. sources.Select(source => new TravelSource(source))]);

        var single = times.Between(sources, places, double.PositiveInfinity);
        for (var place = 0; place < places.Count; place++)
        {
            var (source, seconds, isByRoad) = first.To(places[place]);
            seconds.ShouldBe(single.Min(row => row[place]), $"place {place} of {places[place]}");
            if (source < 0)
                seconds.ShouldBe(double.PositiveInfinity);
            else
                single[source][place].ShouldBe(seconds, $"source {source} at place {place}");
            isByRoad.ShouldBe(source >= 0 && IsNear(conditions, places[place]) && IsNear(conditions, sources[source]));
        }
    });

    [Theory]
    [InlineData("car")]
    [InlineData("hazmat-truck")]
    [InlineData("foot")]
    public void Any_profile_may_travel_with_the_closures_of_any_time(string profile) => Seeded.ForEach(30, random =>
    {
        var (city, time) = (RandomCity(random), Night.AddHours(random.Next(-24, 24)));
        var conditions = CityRoads.Conditions(city, profile, time);
        var sources = Near(city, conditions, random, 4);
        var places = Near(city, conditions, random, 40);
        if (sources.Count == 0 || places.Count == 0)
            return;
        var matrix = MatrixAnalysis.Of(city, new([.. sources.Select(OnEarth)], [.. places.Select(OnEarth)], profile, time), Night).TravelSeconds;

        var first = NearestSources.Of(conditions, [.. sources.Select(source => new TravelSource(source))]);

        for (var place = 0; place < places.Count; place++)
            ShouldBeSeconds(first.To(places[place]).Seconds, matrix.Min(row => row[place]) ?? double.PositiveInfinity, $"place {place}");

        // A place and back through degrees moves by less than a micrometre, which may turn a millisecond.
        double[] OnEarth((double X, double Y) place) => city.Plane.Unproject(place.X, place.Y) is var (longitude, latitude) ? [longitude, latitude] : [];
    });

    [Fact]
    public void Who_sets_out_later_is_there_later() => Seeded.ForEach(30, random =>
    {
        var city = RandomCity(random);
        var times = TravelTimes.Of(city, Night);
        var sources = Enumerable.Range(0, 5).Select(_ => new TravelSource(Anywhere(city, random, 800), random.Next(0, 400))).ToList();
        var places = Enumerable.Range(0, 40).Select(_ => Anywhere(city, random, 800)).ToList();

        var first = NearestSources.Of(CityRoads.Conditions(city, "fire-engine", Night), sources);

        var single = times.Between([.. sources.Select(source => source.At)], places, double.PositiveInfinity);
        for (var place = 0; place < places.Count; place++)
            ShouldBeSeconds(first.To(places[place]).Seconds, Enumerable.Range(0, 5).Min(source => sources[source].StartSeconds + single[source][place]), $"place {place}");
    });

    [Fact]
    public void Places_that_are_kept_are_found_as_single_ones()
    {
        var random = new Random(7);
        var city = RandomCity(random);
        var places = Enumerable.Range(0, 50).Select(_ => Anywhere(city, random, 1000)).ToList();
        var first = Response.Nearest(city, [new(Anywhere(city, random, 0)), new(Anywhere(city, random, 0))], Standing);
        var kept = new PlacesOnRoads(first.Conditions.Costs, places.Count, place => places[place]);

        for (var turn = 0; turn < 2; turn++)
            Enumerable.Range(0, places.Count).Select(place => first.To(kept, place)).ShouldBe(places.Select(first.To));
        Should.Throw<ArgumentException>(() => NearestSources.Of(CityRoads.Conditions(city, "car", Night), []).To(kept, 0));
    }

    [Fact]
    public void Without_roads_times_are_straight_and_say_so()
    {
        var city = SmallCity();
        var first = Response.Nearest(city, [new((0, 0)), new((1000, 0), 10)], Standing);

        (first.To((400, 0)).Source, first.To((400, 0)).IsByRoad).ShouldBe((0, false));
        first.To((400, 0)).Seconds.ShouldBe(400 * 1.4 / (35 / 3.6), 1e-9);
        first.To((900, 0)).Source.ShouldBe(1);
        first.To((900, 0)).Seconds.ShouldBe(10 + (100 * 1.4 / (35 / 3.6)), 1e-9);
        Response.Nearest(city, [], Standing).To((0, 0)).ShouldBe(new FirstSource(-1, double.PositiveInfinity, false));
    }

    [Theory]
    [InlineData(-1.0)]
    [InlineData(double.NaN)]
    public void A_start_that_is_no_time_is_refused(double start) =>
        Should.Throw<ArgumentException>(() => Response.Nearest(SmallCity(), [new((0, 0), start)], Standing));

    // A straight street of 1 km, and a way around of 2 km.
    static CitySnapshot Street(params (string, Feature)[] rows) => SmallCity([
        ("roads", Road(1, [(0, 0), (1000, 0)])), ("roads", Road(2, [(0, 0), (0, 500), (1000, 500), (1000, 0)])), .. rows]);

    [Fact]
    public void Response_takes_the_city_as_it_stands()
    {
        var speed = RoadCostRules.Current.Speeds.Single(row => row.RoadClass == "tertiary").Kmh["fire-engine"] / 3.6;
        var passing = Line("closures", 1, [(500, -20), (500, 20)], ("from", Night.AddYears(-1)));
        var standing = Line("closures", 1, [(500, -20), (500, 20)]);

        Seconds(Street()).ShouldBe(1000 / speed, 0.01);
        // Nobody says when it will be over, but it began: it is of this hour, not of the city.
        Seconds(Street(("closures", passing))).ShouldBe(1000 / speed, 0.01);
        Seconds(Street(("closures", standing))).ShouldBe(2000 / speed, 0.01);
        Seconds(Street().Imagine("closures", [standing], [])).ShouldBe(2000 / speed, 0.01);

        static double Seconds(CitySnapshot city) => Response.ResponseSeconds(city, Metric(city, 0, 0), Metric(city, 1000, 0), Standing);
    }

    [Fact]
    public void A_table_that_names_unknown_roads_is_refused()
    {
        Should.Throw<InvalidDataException>(() => CityRoads.Standing(Street(), Standing with { Profile = "rocket" })).Message.ShouldContain("rocket");
        Should.Throw<InvalidDataException>(() => CityRoads.Standing(Street(), Standing with { Traffic = "noon" })).Message.ShouldContain("noon");
        var peak = CityRoads.Standing(Street(), Standing with { Traffic = RoadCostRules.Current.Periods[0].Id });
        peak.Costs.Period!.Id.ShouldBe(RoadCostRules.Current.Periods[0].Id);
    }

    [Fact]
    public void Roads_after_edits_give_the_times_of_the_same_roads_read_anew() => Seeded.ForEach(20, random =>
    {
        var rows = Enumerable.Range(1, 25).ToDictionary(id => (long)id, id => RandomRoadCity.Street(random, id, Columns, Rows));
        var city = SmallCity(rows.Values.Select(road => ("roads", road)));
        for (var edit = 0; edit < 8; edit++)
        {
            var id = (long)random.Next(1, 30);
            if (random.Next(4) == 0)
                rows.Remove(id);
            else
                rows[id] = RandomRoadCity.Street(random, id, Columns, Rows);
            city = city.Imagine("roads", rows.TryGetValue(id, out var road) ? [road] : [], road is null ? [id] : []);
        }
        var anew = SmallCity(rows.Values.Select(road => ("roads", road)));
        List<TravelSource> sources = [new(Anywhere(city, random, 300)), new(Anywhere(city, random, 300))];
        var places = Enumerable.Range(0, 100).Select(_ => Anywhere(city, random, 600)).ToList();
        places.Select(Response.Nearest(city, sources, Standing).To).ShouldBe(places.Select(Response.Nearest(anew, sources, Standing).To));
    });

    // Within a millisecond; no way is no number that another could be near.
    static void ShouldBeSeconds(double seconds, double expected, string place)
    {
        if (double.IsInfinity(expected))
            seconds.ShouldBe(expected, place);
        else
            seconds.ShouldBe(expected, 0.0011, place);
    }

    static CitySnapshot RandomCity(Random random) => SmallCity([
        .. Enumerable.Range(1, random.Next(8, 40)).Select(id => ("roads", RandomRoadCity.Street(random, id, Columns, Rows))),
        .. Enumerable.Range(1, random.Next(0, 6)).Select(id => ("closures", RandomRoadCity.Closure(random, id, Columns, Rows, Night)))]);

    static (double X, double Y) Anywhere(CitySnapshot city, Random random, double beside) => Metric(
        city, random.Between(-beside, ((Columns - 1) * RandomRoadCity.Spacing) + beside), random.Between(-beside, ((Rows - 1) * RandomRoadCity.Spacing) + beside));

    static List<(double X, double Y)> Near(CitySnapshot city, TravelConditions conditions, Random random, int count) =>
        [.. Enumerable.Range(0, count).Select(_ => Anywhere(city, random, 100)).Where(place => IsNear(conditions, place))];

    static bool IsNear(TravelConditions conditions, (double X, double Y) place) =>
        Snapping.Snap(conditions.Costs, place.X, place.Y, RoadCostRules.Current.Snap.LimitMetres) is not null;

    static (double X, double Y) Metric(CitySnapshot city, double east, double north)
    {
        var at = At("teams", 1, east, north).Geometry!.Coordinate;
        return city.Plane.Project(at.X, at.Y);
    }
}
