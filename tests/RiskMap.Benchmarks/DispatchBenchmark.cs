using NetTopologySuite.Geometries;
using RiskMap.City.Dispatch.Coverage;
using RiskMap.City.Dispatch.Force;
using RiskMap.City.Dispatch.Incident;
using RiskMap.City.Dispatch.Plan;
using RiskMap.City.Model;
using RiskMap.City.Model.Layers;
using RiskMap.City.Snapshot;
using RiskMap.City.Sources.Demo;
using RiskMap.City.Store;
using RiskMap.City.Travel;

namespace RiskMap.Benchmarks;

/// <summary>The commander's answers on the demo city at scale 60: the incident card with the widest zone of the book, and the fastest sufficient force of 200 teams and 50 depots.</summary>
static class DispatchBenchmark
{
    const double Scale = 60;
    const int TeamCount = 200;
    static readonly double[] ColdStore = [118.2806, 24.6312];
    static readonly DateTimeOffset Noon = new(2026, 6, 30, 12, 0, 0, TimeSpan.FromHours(8));

    public static async Task RunAsync()
    {
        var city = WithTeams(Load());
        var ammonia = new IncidentQuestion(ColdStore, UnNumber: "1005", Size: "large", Container: "highway-tank", WindFromDegrees: 90, WindMetresPerSecond: 3, Time: Noon);
        var widest = ammonia with { UnNumber = "1079", Container = "rail-tank-car" };
        await ReportAsync("incident card, ammonia, road tanker by day (first answer: planes and indexes made)", 1, () => IncidentCards.Of(city, ammonia), "–");
        await ReportAsync("the same again", 9, () => IncidentCards.Of(city, ammonia), "≤ 200 ms");
        await ReportAsync($"incident card of the widest zone (11 km; {IncidentCards.Of(city, widest).Exposed!.EnterpriseCount} enterprises inside)", 5, () => IncidentCards.Of(city, widest), "≤ 200 ms");
        var plan = new IncidentPlanQuestion(ColdStore, UnNumber: "1005", Size: "large", Container: "highway-tank", WindFromDegrees: 90, WindMetresPerSecond: 3, Time: Noon);
        await ReportAsync("incident plan whole, ammonia: card, force, routes", 5, () => IncidentPlans.Of(city, plan), "–");
        await ReportAsync("incident plan whole, the widest zone", 5, () => IncidentPlans.Of(city, plan with { UnNumber = "1079", Container = "rail-tank-car", Template = "ammonia-leak" }), "–");
        foreach (var template in IncidentTemplates.Default.Templates.Select(template => template.Template))
        {
            var answer = SufficientForces.Of(city, new(ColdStore, template, Time: Noon), TravelTimes.Of(city, Noon));
            await ReportAsync($"sufficient force, {template}: {answer.Units.Count} units, {(answer.IsProvenFewest ? "proven" : "cut off")}", 5,
                () => SufficientForces.Of(city, new(ColdStore, template, Time: Noon), TravelTimes.Of(city, Noon)), "≤ 300 ms");
        }
        await ReportCoverageAsync(city);
    }

    static async Task ReportCoverageAsync(CitySnapshot city)
    {
        var question = new CoverageQuestion(Time: Noon, NewStations: 3);
        var stations = 0;
        await ReportAsync("coverage of fire stations, first answer (places laid on the roads)", 1, () => stations = CoverageAnalysis.Of(city, question, Noon).Stations.Count, "≤ 2 s");
        await ReportAsync($"the same again ({stations} stations, 3 proposed)", 5, () => CoverageAnalysis.Of(city, question, Noon), "≤ 2 s");
        await ReportAsync("the same at another hour", 1, () => CoverageAnalysis.Of(city, question with { Time = Noon.AddHours(-5) }, Noon), "≤ 2 s");
        await ReportAsync("the same without a station", 5, () => CoverageAnalysis.Of(city, question with { Without = [new("teams", 1)] }, Noon), "≤ 2 s");
        await ReportAsync("rescue teams to confined spaces", 1, () => CoverageAnalysis.Of(city, question with { Purpose = "confined-space-rescue" }, Noon), "≤ 2 s");
        var all = question with { Kinds = [], NewStations = 1 };
        await ReportAsync("coverage of all 200 teams", 1, () => stations = CoverageAnalysis.Of(city, all, Noon).Stations.Count, "≤ 2 s");
        await ReportAsync($"the same again ({stations} teams)", 5, () => CoverageAnalysis.Of(city, all, Noon), "≤ 2 s");
        var bridge = city.Layer(Roads.Schema.Name).All.First(road => road.Integer(Roads.Schema.IndexOf("bridge")) != 0);
        await ReportAsync("fire stations without a bridge: both sides, its road graph included", 1, () => CoverageAnalysis.Of(city.Imagine(Roads.Schema.Name, [], [bridge.Id]), question, Noon), "–");
    }

    static async Task ReportAsync(string work, int runs, Func<object> answer, string target) =>
        Measure.Note(work, Measure.Time(await Measure.MedianAsync(runs, () => Task.Run(answer))), target);

    static CitySnapshot Load()
    {
        var demo = DemoCity.Generate(new DemoOptions("xiangan", Scale, 1));
        return CitySnapshot.Of(new StoreState("bench", "1", 1, demo.Metadata),
            demo.Layers.Select(layer => LayerSnapshot.Of(layer.Layer, layer.Rows.Select((row, i) => row with { Id = i + 1 }))));
    }

    // Further teams of the same kinds, each a little elsewhere.
    static CitySnapshot WithTeams(CitySnapshot city)
    {
        var (random, teams) = (new Random(1), city.Layer("teams").All.Select(team => team.ToFeature()).ToList());
        Feature Copy(int id) => teams[id % teams.Count] with
        {
            Id = id,
            Key = $"team-{id}",
            Geometry = new Point(118.12 + (random.NextDouble() * 0.26), 24.54 + (random.NextDouble() * 0.2)),
        };
        return city.Imagine(Teams.Schema.Name, [.. Enumerable.Range(teams.Count + 1, Math.Max(0, TeamCount - teams.Count)).Select(Copy)], []);
    }
}
