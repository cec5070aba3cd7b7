using RiskMap.City.Snapshot;
using RiskMap.City.Sources;
using RiskMap.City.Store;
using RiskMap.City.Travel;
using RiskMap.Routing.Costing;
using RiskMap.Routing.Search;

namespace RiskMap.Benchmarks;

/// <summary>
/// RiskMap's routes beside Valhalla's: their lengths on two real cities when both are given the same speeds, and the times of both on the 100,000 road segments
/// of the demo city.
/// </summary>
static class ValhallaBenchmark
{
    const int Pairs = 200;
    const int Seed = 200;
    const double Allowed = 0.02;

    // Valhalla weighs turns by seconds that no option takes away; on a map drawn this much larger they hardly count.
    const double Larger = 40;

    public static async Task RunAsync()
    {
        var peer = new ValhallaPeer();
        await CompareAsync(peer, "Baltimore", "baltimore.osm.pbf");
        await CompareAsync(peer, "Shanghai", "shanghai_center.osm");
        await ValhallaSpeed.RunAsync(peer);
    }

    static async Task CompareAsync(ValhallaPeer peer, string name, string file)
    {
        var drawn = SharedData("roads", file);
        var source = await peer.PrepareAsync(drawn, name);
        var city = await ImportAsync(peer, name, source);
        var network = RoadGraphs.Of(city);
        var (car, even) = (Car(), Even());
        var conditions = new TravelConditions(network.Costs(car));
        var pairs = PlacePair.Random(city, conditions.Costs, Pairs, Seed);
        var tiles = await peer.BuildAsync(source, $"{name}-tiles", exact: true);
        await ReportAsync($"{name}, shortest", city, new(network.Costs(even)), pairs, peer, tiles, shortest: true, null);
        await ReportAsync($"{name}, quickest", city, conditions, pairs, peer, tiles, shortest: false, null);
        var extent = city.City!.Extent!.Value;
        var larger = new Enlargement(Larger, Math.Round(extent.CentreX, 4), Math.Round(extent.CentreY, 4));
        var wide = await peer.BuildAsync(await peer.PrepareAsync(drawn, $"{name}-larger", larger), $"{name}-larger-tiles", exact: true);
        await ReportAsync($"{name}, quickest, drawn {Larger:0} times larger", city, conditions, pairs, peer, wide, shortest: false, larger);
    }

    static async Task ReportAsync(
        string name, CitySnapshot city, TravelConditions conditions, PlacePair[] pairs, ValhallaPeer peer, ValhallaTiles tiles, bool shortest, Enlargement? larger)
    {
        double[] At(double[] place) => larger?.Of(place) ?? place;
        var answers = await peer.AskAsync(tiles, pairs.Select(pair => peer.Route(At(pair.FromLonLat), At(pair.ToLonLat), directions: false, shortest)));
        RoutePair[] routes = [.. pairs.Select((pair, i) => new RoutePair(i, pair, Routes.Between(conditions, pair.From, pair.To), ValhallaRoute.Of(answers[i], larger)))];
        var differences = routes.Select(route => route.Difference).Order().ToArray();
        RoutePair[] others = [.. routes.Where(route => route.Difference > Allowed)];
        Measure.Note(
            $"length of routes beside Valhalla {tiles.Version}, {name}",
            FormattableString.Invariant($"{pairs.Length - others.Length} of {pairs.Length} within 2 %, median {differences[differences.Length / 2]:P2}, worst {differences[^1]:P1}{Tell(others, city, conditions)}"),
            $"{pairs.Length} within 2 %");
        foreach (var route in others.Where(_ => shortest || larger is not null))
            Console.Error.WriteLine($"{name}: {Explain(route, city, conditions, answers[route.Number])}");
    }

    /// <summary>How much longer Valhalla's ways take by RiskMap's count, where the lengths differ.</summary>
    static string Tell(RoutePair[] others, CitySnapshot city, TravelConditions conditions)
    {
        if (others.Length == 0)
            return "";
        var more = others.Select(route => route.OnTheirLine(city, conditions) is { } along ? (along.TravelSeconds / route.Ours.TravelSeconds) - 1 : double.PositiveInfinity).Order().ToArray();
        return FormattableString.Invariant($"; by RiskMap's count Valhalla's way takes {more[0]:P2} to {more[^1]:P2} longer in the other {others.Length} (median {more[more.Length / 2]:P2})");
    }

    static string Explain(RoutePair route, CitySnapshot city, TravelConditions conditions, ValhallaAnswer answer)
    {
        string Place(double[] place) => FormattableString.Invariant($"{place[0]:F6},{place[1]:F6}");
        var head = FormattableString.Invariant($"pair {route.Number}, {Place(route.Pair.FromLonLat)} to {Place(route.Pair.ToLonLat)}: RiskMap {route.Ours.DistanceMetres:F0} m in {route.Ours.TravelSeconds:F1} s, ");
        if (route.Theirs is not { } theirs)
            return $"{head}Valhalla: {answer.Error}";
        var along = route.OnTheirLine(city, conditions)!;
        return head + (along.Outcome == RouteOutcome.Found
            ? FormattableString.Invariant($"Valhalla {theirs.Metres:F0} m, which RiskMap would drive in {along.TravelSeconds:F1} s")
            : FormattableString.Invariant($"Valhalla {theirs.Metres:F0} m, which RiskMap may not drive"));
    }

    // Both obey the limits that the prepared file bears; who may drive where is left to the rest of the tags.
    static TravelProfile Car()
    {
        var car = RoadCostRules.Current.Profile("car");
        return car with { Id = "car-as-posted", LimitShare = 1, Periods = [], Rules = Allowing(car) };
    }

    static TravelProfile Even()
    {
        var car = Car();
        return car with { Id = "car-at-one-speed", LimitShare = null, SpeedsKmh = car.SpeedsKmh.ToDictionary(pair => pair.Key, _ => 36.0, StringComparer.Ordinal) };
    }

    static Dictionary<RoadRules, RuleTreatment> Allowing(TravelProfile car)
    {
        var rules = car.Rules.ToDictionary(pair => pair.Key, pair => pair.Value);
        foreach (var rule in (RoadRules[])[RoadRules.PrivateRoad, RoadRules.DestinationOnly, RoadRules.UnmarkedGate])
            rules[rule] = new RuleTreatment(Obedience.Exempt);
        return rules;
    }

    static async Task<CitySnapshot> ImportAsync(ValhallaPeer peer, string name, string file)
    {
        await using var store = await CityStores.OpenAsync(Path.Combine(peer.Folder, $"{name}.gpkg"), CancellationToken.None);
        await Importer.ImportAsync(store, new ImportRequest("all", file) { Partial = true }, null, CancellationToken.None);
        return await SnapshotBenchmark.LoadAsync(store);
    }

    static string SharedData(params ReadOnlySpan<string> parts)
    {
        var above = new List<string>();
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
            above.Add(Path.Combine(at.FullName, "shared", "data"));
        if (Environment.GetEnvironmentVariable("RISKMAP_SHARED") is { Length: > 0 } named)
            above = [Path.Combine(named, "data"), named];
        if (above.Find(Directory.Exists) is { } data)
            return Path.Combine([data, .. parts]);
        throw new InvalidOperationException("shared/data was not found above the benchmark's folder, and RISKMAP_SHARED does not name it");
    }
}
