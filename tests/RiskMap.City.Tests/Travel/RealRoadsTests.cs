using RiskMap.City.Travel;
using RiskMap.City.Snapshot;
using RiskMap.City.Sources;
using RiskMap.City.Store;
using RiskMap.Routing.Search;

namespace RiskMap.City.Tests.Travel;

/// <summary>Real cities from OpenStreetMap, imported unmodified, routed by every profile.</summary>
public sealed class RealRoadsTests : IDisposable
{
    static readonly DateTimeOffset Noon = new(2026, 7, 1, 12, 0, 0, TimeSpan.Zero);

    readonly string _folder = Directory.CreateTempSubdirectory("riskmap-roads-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [SharedDataTheory]
    [InlineData("shanghai_center.osm")]
    [InlineData("baltimore.osm.pbf")]
    public async Task Its_roads_hang_together_and_all_searches_agree(string file)
    {
        var city = await ImportAsync(file);
        var graph = RoadGraphs.Of(city).Graph;

        graph.UnplacedRestrictions.ShouldBe(0);
        foreach (var profile in (string[])["car", "fire-engine", "hazmat-truck", "foot"])
        {
            var conditions = CityRoads.Conditions(city, profile, Noon);
            var components = conditions.Costs.Components;
            components.Metres[components.Main].ShouldBeGreaterThan(0.8 * components.Metres.Sum(), profile);
            Agree(conditions, new Random(7));
        }
    }

    /// <summary>Single routes, one matrix from either side and coverage say the same.</summary>
    static void Agree(TravelConditions conditions, Random random)
    {
        var places = Enumerable.Range(0, 12).Select(_ => (RoadPosition?)AnyPlace(conditions, random)).ToArray();
        var (wide, tall) = (Matrices.Seconds(conditions, places[..5], places), Matrices.Seconds(conditions, places, places[..5]));
        for (var from = 0; from < 5; from++)
        {
            var coverage = Coverage.From(conditions, [places[from]]);
            for (var to = 0; to < places.Length; to++)
            {
                var seconds = Routes.Between(conditions, places[from]!.Value, places[to]!.Value).TravelSeconds;
                wide[from, to].ShouldBe(seconds);
                coverage.At(places[to]!.Value).Seconds.ShouldBe(seconds);
                if (to < 5)
                    tall[from, to].ShouldBe(seconds);
            }
        }
    }

    static RoadPosition AnyPlace(TravelConditions conditions, Random random)
    {
        while (true)
        {
            var edge = random.Next(conditions.Costs.Graph.EdgeCount);
            if (conditions.Costs.IsUsable(edge))
                return new RoadPosition(edge, random.NextDouble(), 0, 0, 0);
        }
    }

    async Task<CitySnapshot> ImportAsync(string file)
    {
        await using var store = await CityStores.OpenAsync(Path.Combine(_folder, "city.gpkg"), CancellationToken.None);
        await Importer.ImportAsync(store, new ImportRequest("roads", Requires.SharedData("roads", file)), null, CancellationToken.None);
        await using var reading = await store.ReadAsync(CancellationToken.None);
        return CitySnapshot.Load(reading);
    }
}
