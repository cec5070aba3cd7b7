using RiskMap.City.Model;
using RiskMap.City.Model.Layers;
using RiskMap.City.Sources.Demo;
using RiskMap.City.Store;

namespace RiskMap.City.Tests.Sources.Demo;

public sealed class DemoFillTests : IDisposable
{
    static readonly DemoOptions Small = new(Scale: 0.1);
    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("riskmap-demo-");

    [Fact]
    public async Task A_store_holds_the_demo_city_as_one_change_set_row_by_row()
    {
        await using var store = await OpenAsync();
        var heard = new List<string>();
        var outcome = await DemoCity.FillAsync(store, Small, new Listener(heard), CancellationToken.None);
        heard.ShouldBe(CityLayers.All.Select(layer => layer.Name));
        var changes = (await store.ChangeSetsAsync(CancellationToken.None)).ShouldHaveSingleItem();
        changes.Id.ShouldBe(outcome.ChangeSet!.Value);
        changes.Note.What.ShouldBe("demo xiangan scale 0.1 seed 1");
        var city = DemoCity.Generate(Small);
        outcome.State.City!.Name.ShouldBe(city.Metadata.Name);
        outcome.State.City.PlaneCode.ShouldBe("EPSG:4548");
        await using var reading = await store.ReadAsync(CancellationToken.None);
        foreach (var (layer, rows) in city.Layers)
        {
            (changes.Counts.GetValueOrDefault(layer.Name)?.Inserted ?? 0).ShouldBe(rows.Count(), layer.Name);
            var stored = Stored(reading, layer);
            foreach (var row in rows)
                stored[row.Key].SameContent(row).ShouldBeTrue($"{layer.Name} {row.Key}");
        }
    }

    [Fact]
    public async Task Filling_again_changes_nothing_and_another_seed_updates_by_key()
    {
        await using var store = await OpenAsync();
        var first = await DemoCity.FillAsync(store, Small, null, CancellationToken.None);
        var again = await DemoCity.FillAsync(store, Small, null, CancellationToken.None);
        again.ChangeSet.ShouldBeNull();
        again.State.Version.ShouldBe(first.State.Version);
        await DemoCity.FillAsync(store, Small with { Seed = 2 }, null, CancellationToken.None);
        var counts = (await store.ChangeSetsAsync(CancellationToken.None))[0].Counts;
        counts[Enterprises.Schema.Name].Updated.ShouldBeGreaterThan(0);
        counts[Enterprises.Schema.Name].Inserted.ShouldBe(0);
        counts.ContainsKey(Districts.Schema.Name).ShouldBeFalse();
    }

    [Fact]
    public async Task An_unknown_city_leaves_the_store_empty()
    {
        await using var store = await OpenAsync();
        await Should.ThrowAsync<ArgumentException>(() => DemoCity.FillAsync(store, new DemoOptions("atlantis"), null, CancellationToken.None));
        (await store.StateAsync(CancellationToken.None)).Version.ShouldBe(0);
    }

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _folder.Delete(recursive: true);
    }

    Task<ICityStore> OpenAsync() => CityStores.OpenAsync(Path.Combine(_folder.FullName, "demo.gpkg"), CancellationToken.None);

    static Dictionary<string, Feature> Stored(ICityReading reading, LayerSchema layer)
    {
        var wkb = new NetTopologySuite.IO.WKBReader();
        var rows = new Dictionary<string, Feature>(StringComparer.Ordinal);
        using var cursor = reading.Rows(layer);
        while (cursor.Read())
        {
            var row = cursor.ToFeature(layer, wkb);
            rows.Add(row.Key, row);
        }
        return rows;
    }

    sealed class Listener(List<string> heard) : IProgress<string>
    {
        public void Report(string value) => heard.Add(value);
    }
}
