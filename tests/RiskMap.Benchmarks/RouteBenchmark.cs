using System.Diagnostics;
using System.Globalization;
using Npgsql;
using RiskMap.City.Snapshot;
using RiskMap.City.Sources.Demo;
using RiskMap.City.Store;
using RiskMap.City.Travel;
using RiskMap.Routing.Costing;
using RiskMap.Routing.Graph;
using RiskMap.Routing.Search;

namespace RiskMap.Benchmarks;

/// <summary>
/// Routes, reach and matrices on the 100,000 road segments of the demo city at scale 60, against pgRouting over the same edges with the same costs, held in
/// an indexed table. One thread each, but for the matrix, which uses all cores.
/// </summary>
static class RouteBenchmark
{
    const double Scale = 60;
    const int Seed = 60;
    const int Routes = 400;
    const int Reaches = 60;
    const int RivalRuns = 15;
    const int Side = 50;
    const int FiveMinutes = 300;

    // A weekday at noon, so that costs are those of daytime traffic.
    static readonly DateTimeOffset Noon = new(2026, 7, 1, 12, 0, 0, TimeSpan.FromHours(8));

    public static async Task RunAsync(BenchSettings settings)
    {
        var city = DemoRoads("roads", "closures");
        RoadNetwork? network = null;
        var build = await Measure.SecondsAsync(() => Task.Run(() => network = RoadGraphs.Of(city)));
        var graph = network!.Graph;
        Measure.Note($"road graph from the snapshot: {Count(city.Layer("roads").Count)} segments, {Count(graph.NodeCount)} nodes, {Count(graph.EdgeCount)} edges", Measure.Time(build), "≤ 1 s");
        var rebuild = await Measure.MedianAsync(3, () => Task.Run(() => RoadGraphs.Of(city.Imagine("roads", [], [1]))));
        Measure.Note("the same after an edit of one road", Measure.Time(rebuild), "≤ 1 s");
        TravelConditions conditions = null!;
        var prepare = await Measure.SecondsAsync(() => Task.Run(() =>
        {
            conditions = CityRoads.Conditions(city, "fire-engine", Noon) with { Closed = null };
            var somewhere = new RoadPosition(0, 0, 0, 0, 0);
            return RiskMap.Routing.Search.Routes.Between(conditions, somewhere, somewhere);
        }));
        Measure.Note("costs, components and landmarks of one profile", Measure.Time(prepare), "–");
        await CompareAsync(await RivalAsync(settings, conditions.Costs), conditions, city);
    }

    static async Task CompareAsync(NpgsqlConnection rival, TravelConditions conditions, CitySnapshot city)
    {
        await using (rival)
        {
            var places = new Places(conditions.Costs, new Random(Seed));
            await RoutesAsync(rival, conditions, places);
            await ReachAsync(rival, conditions, places);
            await MatrixAsync(rival, conditions, places);
            ClosedRoutes(conditions, places, RoadClosures.Of(city).At(Noon)!);
        }
    }

    static async Task RoutesAsync(NpgsqlConnection rival, TravelConditions conditions, Places places)
    {
        var pairs = Enumerable.Range(0, Routes).Select(_ => (From: places.Any(), To: places.Any())).ToArray();
        var answers = new RouteAnswer[Routes];
        var ours = Times(Routes, i => answers[i] = RiskMap.Routing.Search.Routes.Between(conditions, pairs[i].From, pairs[i].To));
        var theirs = new List<double>();
        for (var i = 0; i < RivalRuns; i++)
        {
            var (cost, seconds) = await TimedAsync(rival, $"SELECT coalesce(sum(cost), -1) FROM pgr_dijkstra('{EdgeSql}', {places.Node(pairs[i].From)}, {places.Node(pairs[i].To)})");
            Same(answers[i].TravelSeconds, cost);
            theirs.Add(seconds);
        }
        Measure.Report($"route with legs and line, median of {Routes} ({Median(answers.Select(answer => (double)answer.Settled)):N0} states settled), against pgr_dijkstra", Median(ours), Median(theirs), "≤ 0.5 ms, ≥ 100×");
        Measure.Note("the same, 95th percentile", Measure.Time(Percentile(ours, 0.95)), "–");
        var alternatives = Times(40, i => Alternatives.Find(conditions, pairs[i].From, pairs[i].To, RoadCostRules.Current.Alternatives.Rules));
        Measure.Note("up to three alternative routes", Measure.Time(Median(alternatives)), "–");
    }

    static async Task ReachAsync(NpgsqlConnection rival, TravelConditions conditions, Places places)
    {
        var starts = Enumerable.Range(0, Reaches).Select(_ => places.Any()).ToArray();
        var reached = new Isochrone[Reaches];
        var ours = Times(Reaches, i => reached[i] = Isochrones.Reached(conditions, starts[i], FiveMinutes));
        var theirs = new List<double>();
        for (var i = 0; i < RivalRuns; i++)
            theirs.Add((await TimedAsync(rival, $"SELECT count(*)::float8 FROM pgr_drivingDistance('{EdgeSql}', {places.Node(starts[i])}, {FiveMinutes * 1000})")).Seconds);
        Measure.Report($"5-minute isochrone as roads, median of {Reaches} ({Median(reached.Select(reach => (double)reach.Roads.Count)):N0} stretches), against pgr_drivingDistance", Median(ours), Median(theirs), "≤ 1 ms, ≥ 50×");
        var rules = RoadCostRules.Current.Outline.Rules;
        Measure.Note("its area as polygons", Measure.Time(Median(Times(Reaches, i => Outline.Of(conditions.Costs.Graph, reached[i].Roads, rules)))), "–");
        RoadPosition?[] sources = [.. starts.Cast<RoadPosition?>()];
        Measure.Note($"nearest of {Reaches} stations for the whole city", Measure.Time(Median(Times(9, _ => Coverage.From(conditions, sources)))), "–");
    }

    static async Task MatrixAsync(NpgsqlConnection rival, TravelConditions conditions, Places places)
    {
        RoadPosition?[] all = [.. places.Different(2 * Side).Cast<RoadPosition?>()];
        var (from, to) = (all[..Side], all[Side..]);
        double[,] seconds = null!;
        var ours = Times(9, _ => seconds = Matrices.Seconds(conditions, from, to));
        string Array(RoadPosition?[] positions) => $"ARRAY[{string.Join(',', positions.Select(position => places.Node(position!.Value)))}]";
        var (sum, theirs) = await TimedAsync(rival, $"SELECT sum(agg_cost) FROM pgr_dijkstraCost('{EdgeSql}', {Array(from)}, {Array(to)})");
        Same(seconds.Cast<double>().Where(double.IsFinite).Sum(), sum);
        Measure.Report($"{Side}×{Side} matrix, against pgr_dijkstraCost", Median(ours), theirs, "≤ 60 ms, ≥ 12×");
        var nearest = Times(9, i => Matrices.Seconds(conditions, [.. from, .. to, .. from, .. to], [from[i]]));
        Measure.Note("200 teams to one place", Measure.Time(Median(nearest)), "–");
    }

    static void ClosedRoutes(TravelConditions conditions, Places places, ClosedRoads closed)
    {
        var shut = conditions with { Closed = closed };
        var pairs = Enumerable.Range(0, Routes).Select(_ => (From: places.Any(), To: places.Any())).ToArray();
        Measure.Note($"route with {closed.Count} edges closed at query time", Measure.Time(Median(Times(Routes, i => RiskMap.Routing.Search.Routes.Between(shut, pairs[i].From, pairs[i].To)))), "≤ 0.5 ms");
    }

    internal static CitySnapshot DemoRoads(params string[] names)
    {
        var demo = DemoCity.Generate(new DemoOptions("xiangan", Scale, 1));
        var layers = demo.Layers.Where(layer => names.Contains(layer.Layer.Name, StringComparer.Ordinal))
            .Select(layer => LayerSnapshot.Of(layer.Layer, layer.Rows.Select((row, i) => row with { Id = i + 1 })));
        return CitySnapshot.Of(new StoreState("bench", "1", 1, demo.Metadata), layers);
    }

    const string EdgeSql = "SELECT id, source, target, cost, reverse_cost FROM edge";

    static async Task<NpgsqlConnection> RivalAsync(BenchSettings settings, RoadCosts costs)
    {
        var connection = new NpgsqlConnection(await settings.NewDatabaseAsync("bench_routes"));
        await connection.OpenAsync();
        await ExecuteAsync(connection, "CREATE EXTENSION pgrouting; CREATE TABLE edge (id bigint PRIMARY KEY, source bigint, target bigint, cost float8, reverse_cost float8)");
        await using (var writer = await connection.BeginBinaryImportAsync("COPY edge FROM STDIN (FORMAT BINARY)"))
        {
            for (var edge = 0; edge < costs.Graph.EdgeCount; edge++)
            {
                var (a, b) = costs.Graph.EndsOf(edge);
                await writer.WriteRowAsync(CancellationToken.None, (long)edge, (long)a, (long)b, Cost(costs, edge, forward: true), Cost(costs, edge, forward: false));
            }
            await writer.CompleteAsync();
        }
        await ExecuteAsync(connection, "CREATE INDEX ON edge (source); CREATE INDEX ON edge (target); ANALYZE edge");
        return connection;
    }

    static double Cost(RoadCosts costs, int edge, bool forward) => costs.MillisecondsOf(edge, forward) ?? -1;

    static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync();
    }

    static async Task<(double Value, double Seconds)> TimedAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        var watch = Stopwatch.StartNew();
        var value = (double)(await command.ExecuteScalarAsync())!;
        return (value, watch.Elapsed.TotalSeconds);
    }

    // The comparison is worth nothing unless both give the same answer.
    static void Same(double seconds, double milliseconds)
    {
        if (double.IsFinite(seconds) ? Math.Abs((seconds * 1000) - milliseconds) > 0.5 : milliseconds > 0)
            throw new InvalidOperationException($"pgRouting says {milliseconds} ms, RiskMap says {seconds} s");
    }

    // What runs first is compiled in haste, and well only while it runs: a server that has answered for a while is what is timed here. First answers have rows of their own.
    const int WarmUps = 5;

    internal static List<double> Times(int count, Action<int> work)
    {
        for (var i = 0; i < WarmUps * count; i++)
            work(i % count);
        GC.Collect();
        var times = new List<double>(count);
        for (var i = 0; i < count; i++)
        {
            var start = Stopwatch.GetTimestamp();
            work(i);
            times.Add(Stopwatch.GetElapsedTime(start).TotalSeconds);
        }
        return times;
    }

    internal static double Median(IEnumerable<double> values) => Percentile(values, 0.5);

    internal static double Percentile(IEnumerable<double> values, double share) => values.Order().ToArray() is var ordered ? ordered[(int)(share * (ordered.Length - 1))] : 0;

    static string Count(int count) => count.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>Random nodes of the main component, as the ends of edges that can be driven both ways: there a position is its node.</summary>
    sealed class Places(RoadCosts costs, Random random)
    {
        readonly RoadGraph _graph = costs.Graph;

        internal RoadPosition Any()
        {
            while (true)
            {
                var edge = random.Next(_graph.EdgeCount);
                if (costs.Components.Of(edge) == costs.Components.Main && costs.MillisecondsOf(edge, forward: true) is not null && costs.MillisecondsOf(edge, forward: false) is not null)
                    return new RoadPosition(edge, 0, 0, 0, 0);
            }
        }

        /// <summary>Places at different nodes: pgRouting gives each node once.</summary>
        internal IEnumerable<RoadPosition> Different(int count) => Enumerable.Range(0, 10 * count).Select(_ => Any()).DistinctBy(Node).Take(count);

        internal int Node(RoadPosition position) => _graph.EndsOf(position.Edge).A;
    }
}
