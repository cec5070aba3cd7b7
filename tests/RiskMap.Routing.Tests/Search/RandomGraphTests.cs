using RiskMap.Routing.Costing;
using RiskMap.Routing.Search;
using RiskMap.Routing.Tests.Support;
using static RiskMap.Routing.Tests.Support.TestProfiles;

namespace RiskMap.Routing.Tests.Search;

/// <summary>All searches over random streets say the same as a textbook's search, to the millisecond.</summary>
public class RandomGraphTests
{
    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public void Routes_and_matrices_equal_the_textbook(bool hasTurns, bool hasClosures) => Seeded.ForEach(40, random =>
    {
        var city = new RandomCity(random, random.Next(2, 9), hasTurns);
        var profile = random.OneOf(Car, FireEngine);
        var closed = hasClosures ? Enumerable.Range(0, city.Streets.Count).Where(_ => random.Next(6) == 0).ToHashSet() : [];
        var local = new DateTime(2026, 7, random.Next(1, 8), random.Next(24), 0, 0);
        var conditions = Conditions(city, profile, closed, local);
        var textbook = new Textbook(city, profile, closed, local);
        var places = Enumerable.Range(0, 6).Select(_ => city.AnyPlace(random)).ToArray();
        var positions = places.Select(place => (RoadPosition?)place.Position).ToArray();
        var wide = Matrices.Seconds(conditions, positions[..4], positions);
        var tall = Matrices.Seconds(conditions, positions, positions[..4]);

        for (var from = 0; from < 4; from++)
        {
            for (var to = 0; to < places.Length; to++)
            {
                var expected = Seconds(textbook.Cost((places[from].Street, places[from].Metres), (places[to].Street, places[to].Metres)));
                var route = Routes.Between(conditions, places[from].Position, places[to].Position);
                route.TravelSeconds.ShouldBeSeconds(expected, $"{from} to {to}");
                wide[from, to].ShouldBeSeconds(expected);
                if (route.Outcome == RouteOutcome.Found)
                    ShouldAddUp(route);
                if (to < 4)
                    tall[from, to].ShouldBeSeconds(expected);
            }
        }
    });

    [Fact]
    public void Coverage_is_the_least_over_all_sources_and_isochrones_end_where_it_says() => Seeded.ForEach(40, random =>
    {
        var city = new RandomCity(random, random.Next(3, 9), hasTurns: true);
        var closed = Enumerable.Range(0, city.Streets.Count).Where(_ => random.Next(8) == 0).ToHashSet();
        var conditions = Conditions(city, random.OneOf(Car, FireEngine), closed);
        var sources = Enumerable.Range(0, 3).Select(_ => (RoadPosition?)city.AnyPlace(random).Position).ToArray();
        var coverage = Coverage.From(conditions, sources);
        var alone = Coverage.From(conditions, sources[..1]);
        double[] starts = [random.Next(600), random.Next(60), 86_400];
        var later = Coverage.From(conditions, sources, startSeconds: starts);
        var seconds = random.Next(5, 120);
        var reached = Isochrones.Reached(conditions, sources[0]!.Value, seconds);

        for (var i = 0; i < 20; i++)
        {
            var place = city.AnyPlace(random).Position;
            var matrix = Matrices.Seconds(conditions, sources, [place]);
            var nearest = Enumerable.Range(0, 3).MinBy(source => matrix[source, 0]);
            coverage.At(place).Seconds.ShouldBeSeconds(matrix[nearest, 0]);
            if (coverage.At(place).Source is >= 0 and var source)
                matrix[source, 0].ShouldBeSeconds(matrix[nearest, 0]);
            alone.At(place).Seconds.ShouldBeSeconds(matrix[0, 0]);
            later.At(place).Seconds.ShouldBeSeconds(Enumerable.Range(0, 3).Min(source => starts[source] + matrix[source, 0]));
            // Whole milliseconds on both sides: at the very border one may round up and the other down.
            if (Math.Abs(matrix[0, 0] - seconds) > 0.002)
                reached.Roads.Any(road => Holds(road, place)).ShouldBe(matrix[0, 0] < seconds, $"{matrix[0, 0]} of {seconds} s");
        }
    });

    [Fact]
    public void Isochrones_grow_with_time_and_their_outlines_hold_each_other() => Seeded.ForEach(15, random =>
    {
        var city = new RandomCity(random, 8, hasTurns: true);
        var conditions = Conditions(city, Car, []);
        var start = city.AnyPlace(random).Position;
        var (less, more) = (Isochrones.Reached(conditions, start, 30), Isochrones.Reached(conditions, start, 60));
        var rules = new OutlineRules(CellMetres: 10, ReachMetres: 25);
        var (inner, outer) = (Outline.Of(city.Graph, less.Roads, rules), Outline.Of(city.Graph, more.Roads, rules));

        less.DistanceMetres.ShouldBeLessThanOrEqualTo(more.DistanceMetres + 1e-6);
        foreach (var road in less.Roads)
            more.Roads.Any(other => other.Edge == road.Edge && other.From <= road.From + 1e-9 || Covered(more.Roads, road)).ShouldBeTrue();
        inner.IsValid.ShouldBeTrue();
        outer.IsValid.ShouldBeTrue();
        outer.Covers(inner).ShouldBeTrue();
        foreach (var road in more.Roads)
        {
            var (x, y) = Shapes.At(city.Graph, road.Edge, (road.From + road.To) / 2);
            outer.Covers(new NetTopologySuite.Geometries.Point(x, y)).ShouldBeTrue();
        }
    });

    [Fact]
    public void Closures_never_make_a_route_quicker() => Seeded.ForEach(40, random =>
    {
        var city = new RandomCity(random, 7, hasTurns: true);
        var costs = new RoadNetwork(city.Graph).Costs(FireEngine);
        var closed = new ClosedRoads(city.Graph, Enumerable.Range(0, city.Streets.Count).Where(_ => random.Next(6) == 0).SelectMany(city.Shut));
        for (var i = 0; i < 10; i++)
        {
            var (from, to) = (city.AnyPlace(random).Position, city.AnyPlace(random).Position);
            var open = Routes.Between(new TravelConditions(costs), from, to);
            var shut = Routes.Between(new TravelConditions(costs, closed), from, to);
            shut.TravelSeconds.ShouldBeGreaterThanOrEqualTo(open.TravelSeconds);
            if (shut.Outcome == RouteOutcome.Closed)
                shut.CuttingClosures.ShouldNotBeEmpty();
        }
    });

    [Fact]
    public void Alternatives_are_told_with_their_true_times_within_their_limits() => Seeded.ForEach(20, random =>
    {
        var city = new RandomCity(random, 8, hasTurns: true);
        var conditions = Conditions(city, Car, []);
        var (from, to) = (city.AnyPlace(random).Position, city.AnyPlace(random).Position);
        var routes = Alternatives.Find(conditions, from, to, new AlternativeRules(3, 1.5, 0.7, 1.4, 10));

        routes[0].TravelSeconds.ShouldBe(Routes.Between(conditions, from, to).TravelSeconds);
        foreach (var route in routes.Skip(1))
        {
            ShouldAddUp(route);
            route.TravelSeconds.ShouldBeGreaterThanOrEqualTo(routes[0].TravelSeconds);
            route.TravelSeconds.ShouldBeLessThanOrEqualTo(routes[0].TravelSeconds * 1.5);
        }
        routes.Select(route => string.Join(' ', route.DirectedEdges)).Distinct().Count().ShouldBe(routes.Count);
    });

    [Fact]
    public void Roads_of_many_hours_are_measured_like_short_ones() => Seeded.ForEach(20, random =>
    {
        // Each takes longer than the whole ring of a queue is wide.
        var builder = new RiskMap.Routing.Graph.RoadGraphBuilder();
        for (var way = 1; way <= 24; way++)
        {
            var (from, to, length) = (random.Next(8), random.Next(8), random.Next(20, 100) * 1000.0);
            builder.Add(new RiskMap.Routing.Graph.RoadWay(way, new(random.OneOf("slow", "fast")) { Name = $"{way}" }), [0, length, 0], [from, way, to], [from, 100 + way, to]);
        }
        var conditions = new TravelConditions(new RoadNetwork(builder.Build()).Costs(Car));
        RoadPosition?[] places = [.. Enumerable.Range(0, 6).Select(_ => (RoadPosition?)new RoadPosition(random.Next(conditions.Costs.Graph.EdgeCount), random.NextDouble(), 0, 0, 0))];
        var (wide, tall) = (Matrices.Seconds(conditions, places[..3], places), Matrices.Seconds(conditions, places, places[..3]));

        for (var from = 0; from < 3; from++)
        {
            var coverage = Coverage.From(conditions, [places[from]]);
            for (var to = 0; to < places.Length; to++)
            {
                var seconds = Routes.Between(conditions, places[from]!.Value, places[to]!.Value).TravelSeconds;
                wide[from, to].ShouldBeSeconds(seconds);
                coverage.At(places[to]!.Value).Seconds.ShouldBeSeconds(seconds);
                if (to < 3)
                    tall[from, to].ShouldBeSeconds(seconds);
            }
        }
    });

    [Fact]
    public void The_same_questions_asked_in_parallel_get_the_same_answers()
    {
        var random = new Random(5);
        var city = new RandomCity(random, 12, hasTurns: true);
        var conditions = Conditions(city, FireEngine, []);
        var pairs = Enumerable.Range(0, 200).Select(_ => (From: city.AnyPlace(random).Position, To: city.AnyPlace(random).Position)).ToArray();
        string Answer((RoadPosition From, RoadPosition To) pair) => string.Join(' ', Routes.Between(conditions, pair.From, pair.To).DirectedEdges);
        var alone = pairs.Select(Answer).ToArray();

        pairs.AsParallel().AsOrdered().WithDegreeOfParallelism(4).Select(Answer).ShouldBe(alone);
    }

    [Fact]
    public void A_search_allocates_no_more_than_its_path()
    {
        var random = new Random(6);
        var city = new RandomCity(random, 40, hasTurns: true);
        var conditions = Conditions(city, FireEngine, []);
        var pairs = Enumerable.Range(0, 50).Select(_ => (From: city.AnyPlace(random).Position, To: city.AnyPlace(random).Position)).ToArray();
        void Search() => Array.ForEach(pairs, pair => PathSearch.Find(conditions, pair.From, pair.To));
        Search();

        var before = GC.GetAllocatedBytesForCurrentThread();
        Search();
        // A path of some hundred arcs, and the list that it grew in.
        ((GC.GetAllocatedBytesForCurrentThread() - before) / pairs.Length).ShouldBeLessThan(8_000);
    }

    static TravelConditions Conditions(RandomCity city, TravelProfile profile, IReadOnlyCollection<int> closed, DateTime local = default) =>
        new(new RoadNetwork(city.Graph).Costs(profile, local), closed.Count == 0 ? null : new ClosedRoads(city.Graph, closed.SelectMany(city.Shut)));

    static double Seconds(int milliseconds) => milliseconds >= Textbook.Never ? double.PositiveInfinity : milliseconds / 1000.0;

    static bool Holds(ReachedRoad road, RoadPosition place) => road.Edge == place.Edge && road.From <= place.Fraction && place.Fraction <= road.To;

    static bool Covered(IReadOnlyList<ReachedRoad> roads, ReachedRoad road) =>
        roads.Any(other => Holds(other, new RoadPosition(road.Edge, road.From, 0, 0, 0))) && roads.Any(other => Holds(other, new RoadPosition(road.Edge, road.To, 0, 0, 0)));

    static void ShouldAddUp(RouteAnswer route)
    {
        route.Legs.Sum(leg => leg.TravelSeconds).ShouldBe(route.TravelSeconds, 1e-6);
        route.Legs.Sum(leg => leg.DistanceMetres).ShouldBe(route.DistanceMetres, 1e-6);
        var drawn = 0.0;
        for (var i = 1; i < route.X.Count; i++)
            drawn += Math.Sqrt(Math.Pow(route.X[i] - route.X[i - 1], 2) + Math.Pow(route.Y[i] - route.Y[i - 1], 2));
        drawn.ShouldBe(route.DistanceMetres, 1e-6);
        route.Warnings.Where(warning => warning.Kind == RouteWarningKind.RuleBroken).Sum(warning => warning.PenaltySeconds).ShouldBe(route.PenaltySeconds, 1e-6);
    }
}
