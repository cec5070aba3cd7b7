using System.Text.Json;
using RiskMap.City.Dispatch;
using RiskMap.City.Travel;
using RiskMap.Routing.Search;
using RiskMap.Server.Processes;

namespace RiskMap.Benchmarks;

/// <summary>
/// Times of both on the roads of the demo city at scale 60, whole answers as JSON, in one process each without HTTP: Valhalla's are those of its actor with
/// tiles as it usually makes them, RiskMap's those of the analyses behind the processes. At night, so that traffic is free and no closure counts.
/// </summary>
static class ValhallaSpeed
{
    const int Pairs = 200;
    const int Seed = 60;
    const int Side = 50;
    const int FiveMinutes = 300;
    const int Reaches = 60;
    const int Matrices = 9;

    static readonly DateTimeOffset Night = new(2026, 7, 1, 3, 0, 0, TimeSpan.FromHours(8));

    public static async Task RunAsync(ValhallaPeer peer)
    {
        var city = RouteBenchmark.DemoRoads("roads");
        var drawn = Path.Combine(peer.Folder, "demo-drawn.osm");
        RoadsAsOsm.Write(city, drawn);
        var cold = await Measure.SecondsAsync(() => Task.Run(() => RoadGraphs.Of(city)));
        var warm = await Measure.MedianAsync(3, () => Task.Run(() => RoadGraphs.Of(city.Imagine("roads", [], [1]))));
        var tiles = await peer.BuildAsync(await peer.PrepareAsync(drawn, "demo"), "demo-tiles", exact: false);
        Measure.Report($"road graph from the snapshot, {city.Layer("roads").Count:N0} segments, against Valhalla's tiles from a PBF file", cold, tiles.Seconds, "≥ 10×");
        Measure.Report("the same once the program has run", warm, tiles.Seconds, "≥ 10×");

        var conditions = CityRoads.Conditions(city, "car", Night);
        var pairs = PlacePair.Random(city, conditions.Costs, Pairs, Seed);
        await RoutesAsync(peer, tiles, pairs, pair => Json(RouteAnalysis.Of(city, new(pair.FromLonLat, pair.ToLonLat, "car", Night), Night)), conditions);
        await ReachAsync(peer, tiles, pairs[..Reaches], pair => Json(IsochroneAnalysis.Of(city, new(pair.FromLonLat, FiveMinutes, "car", Night), Night)), conditions);
        double[][] from = [.. pairs[..Side].Select(pair => pair.FromLonLat)];
        double[][] to = [.. pairs[..Side].Select(pair => pair.ToLonLat)];
        var ours = RouteBenchmark.Times(Matrices, _ => Json(MatrixAnalysis.Of(city, new(from, to, "car", Night), Night)));
        var theirs = Times(await peer.AskAsync(tiles, Enumerable.Range(0, Matrices).Select(_ => peer.Matrix(from, to))));
        Measure.Report($"{Side}×{Side} matrix as JSON, against Valhalla", RouteBenchmark.Median(ours), RouteBenchmark.Median(theirs), "≥ 30×, ≤ 60 ms");
    }

    static async Task RoutesAsync(ValhallaPeer peer, ValhallaTiles tiles, PlacePair[] pairs, Func<PlacePair, byte[]> answer, TravelConditions conditions)
    {
        var answers = await peer.AskAsync(tiles, pairs.Select(pair => peer.Route(pair.FromLonLat, pair.ToLonLat, directions: true)), rounds: 2);
        var theirs = Times(answers);
        var ours = RouteBenchmark.Times(pairs.Length, i => answer(pairs[i]));
        var bare = RouteBenchmark.Times(pairs.Length, i => Routes.Between(conditions, pairs[i].From, pairs[i].To));
        var alike = pairs.Where((pair, i) => new RoutePair(i, pair, Routes.Between(conditions, pair.From, pair.To), ValhallaRoute.Of(answers[i], null)).Difference <= 0.02).Count();
        Measure.Report($"route, whole report as JSON, median of {pairs.Length}, against Valhalla ({alike} of the same length)", RouteBenchmark.Median(ours), RouteBenchmark.Median(theirs), "≥ 30×");
        Measure.Report("the same, 95th percentile", RouteBenchmark.Percentile(ours, 0.95), RouteBenchmark.Percentile(theirs, 0.95), "–");
        Measure.Report("the same, without report and JSON on RiskMap's side", RouteBenchmark.Median(bare), RouteBenchmark.Median(theirs), "≤ 0.5 ms");
    }

    static async Task ReachAsync(ValhallaPeer peer, ValhallaTiles tiles, PlacePair[] pairs, Func<PlacePair, byte[]> answer, TravelConditions conditions)
    {
        var theirs = Times(await peer.AskAsync(tiles, pairs.Select(pair => peer.Isochrone(pair.FromLonLat, FiveMinutes / 60.0)), rounds: 2));
        var ours = RouteBenchmark.Times(pairs.Length, i => answer(pairs[i]));
        var bare = RouteBenchmark.Times(pairs.Length, i => Isochrones.Reached(conditions, pairs[i].From, FiveMinutes));
        Measure.Report($"5-minute isochrone as polygons in JSON, median of {pairs.Length}, against Valhalla", RouteBenchmark.Median(ours), RouteBenchmark.Median(theirs), "≥ 30×");
        Measure.Report("the same, as reached roads on RiskMap's side, without polygons", RouteBenchmark.Median(bare), RouteBenchmark.Median(theirs), "≤ 1 ms");
    }

    static byte[] Json<T>(T answer) => JsonSerializer.SerializeToUtf8Bytes(answer, ProcessJson.Options);

    static List<double> Times(ValhallaAnswer[] answers) => [.. answers.Select(answer =>
        answer.Error is null ? answer.Milliseconds / 1000 : throw new InvalidOperationException($"Valhalla does not answer: {answer.Error}"))];
}
