using RiskMap.City.Model;
using RiskMap.City.Risk;
using RiskMap.City.Snapshot;
using RiskMap.City.Store;
using RiskMap.City.Tests.Travel;
using RiskMap.City.Travel;
using static RiskMap.City.Tests.TestFeatures;

namespace RiskMap.City.Tests.Snapshot;

public sealed class CityVersionsTests : IAsyncLifetime
{
    readonly string _folder = Directory.CreateTempSubdirectory("riskmap-versions-").FullName;
    ICityStore _store = null!;

    public async Task InitializeAsync()
    {
        _store = await CityStores.OpenAsync(Path.Combine(_folder, "city.gpkg"), CancellationToken.None);
        await WriteAsync(writer => writer.SetCityAsync(Metadata, CancellationToken.None));
        await WriteAsync("roads", RoadGraphsTests.Road(1, [(0, 0), (1000, 0)]));
        await WriteAsync("districts", Area("districts", 1, (0, 0, 1000, 1000), ("name", "西镇"), ("code", "1"), ("level", "town")));
        await WriteAsync("teams", At("teams", 1, 0, 0, ("kind", "fire")));
        await WriteAsync("population", Area("population", 1, (0, 0, 1000, 1000), ("residents", 20_000.0)));
        await WriteAsync("enterprises", At("enterprises", 1, 500, 500, ("grade", "yellow")));
        await WriteAsync("enterprises", At("enterprises", 1, 500, 500, ("grade", "red")));
        await WriteAsync("roads", RoadGraphsTests.Road(1, [(0, 0), (900, 0)]));
    }

    public async Task DisposeAsync()
    {
        await _store.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Versions_share_the_road_graph_until_a_road_changes()
    {
        var yellow = await LoadAsync(6, null);
        var red = await LoadAsync(7, yellow);
        var shortened = await LoadAsync(8, red);

        RoadGraphs.Of(red).ShouldBeSameAs(RoadGraphs.Of(yellow));
        red.Layer("enterprises").ShouldNotBeSameAs(yellow.Layer("enterprises"));
        RoadGraphs.Of(shortened).ShouldNotBeSameAs(RoadGraphs.Of(red));
        RoadGraphs.Of(shortened).Graph.EdgeCount.ShouldBe(RoadGraphs.Of(red).Graph.EdgeCount);
        shortened.Layer("enterprises").ShouldBeSameAs(red.Layer("enterprises"));
    }

    [Fact]
    public async Task A_trend_over_versions_that_share_says_what_it_says_of_each_read_alone()
    {
        var (alone, shared) = (new List<CitySnapshot>(), new List<CitySnapshot>());
        foreach (var version in new[] { 6, 7, 8 })
        {
            alone.Add(await LoadAsync(version, null));
            shared.Add(await LoadAsync(version, shared.LastOrDefault()));
        }
        System.Text.Json.JsonSerializer.Serialize(RiskTrend.Of(shared).Areas).ShouldBe(System.Text.Json.JsonSerializer.Serialize(RiskTrend.Of(alone).Areas));
        RiskTrend.Of(shared).Areas[0].Changes[0].Enterprises.Single().GradeTo.ShouldBe("red");
    }

    [Fact]
    public async Task In_another_plane_nothing_is_shared()
    {
        var before = await LoadAsync(8, null);
        await WriteAsync(writer => writer.SetCityAsync(Metadata with { PlaneCode = "EPSG:4547", PlaneWkt = RiskMap.Geo.Crs.MetricPlane.ForLocation(114, 24.6).Wkt }, CancellationToken.None));
        var after = await LoadAsync(9, before);

        after.Plane.ShouldNotBe(before.Plane);
        after.Layer("roads").ShouldNotBeSameAs(before.Layer("roads"));
    }

    async Task<CitySnapshot> LoadAsync(long version, CitySnapshot? earlier)
    {
        await using var reading = await _store.ReadAsOfAsync(version, CancellationToken.None);
        return CitySnapshot.Load(reading, earlier, CancellationToken.None);
    }

    Task WriteAsync(string layer, Feature row) => WriteAsync(writer => writer.UpsertAsync(CityLayers.Get(layer), new[] { row }.ToAsyncEnumerable(), CancellationToken.None));

    Task WriteAsync(Func<ICityWriter, Task> write) => _store.WriteAsync(new("test", "edit"), write, CancellationToken.None);
}
