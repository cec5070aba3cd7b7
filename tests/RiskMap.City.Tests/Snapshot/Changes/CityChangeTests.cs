using RiskMap.City.Model;
using RiskMap.City.Snapshot;
using RiskMap.City.Snapshot.Changes;
using RiskMap.City.Store;
using static RiskMap.City.Tests.TestFeatures;

namespace RiskMap.City.Tests.Snapshot.Changes;

/// <summary>What a live city says that changed, over a GeoPackage that it and others write.</summary>
public sealed class CityChangeTests : IAsyncLifetime
{
    static readonly LayerSchema Enterprises = CityLayers.Get("enterprises");
    static readonly LayerSchema Roads = CityLayers.Get("roads");
    static readonly ChangeNote Note = new("test", "edit");

    readonly string _folder = Directory.CreateTempSubdirectory("riskmap-change-").FullName;
    LiveCity _live = null!;

    public async Task InitializeAsync()
    {
        var store = await CityStores.OpenAsync(Path.Combine(_folder, "city.gpkg"), CancellationToken.None);
        await store.WriteAsync(Note, async writer =>
        {
            await writer.SetCityAsync(Metadata, CancellationToken.None);
            await writer.UpsertAsync(Enterprises, Enumerable.Range(1, 400).Select(id => At("enterprises", id, id * 10, id * 10)).ToAsyncEnumerable(), CancellationToken.None);
            await writer.UpsertAsync(Roads, new[] { Feature("roads", 1, "LINESTRING (118.2 24.6, 118.3 24.6)") }.ToAsyncEnumerable(), CancellationToken.None);
        }, CancellationToken.None);
        _live = await LiveCity.OpenAsync(store, CancellationToken.None);
    }

    public async Task DisposeAsync()
    {
        await _live.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Every_edit_covers_where_its_features_stood_and_where_they_stand()
    {
        var seed = Random.Shared.Next();
        var random = new Random(seed);
        for (var round = 0; round < 25; round++)
        {
            var before = _live.Current;
            await _live.WriteAsync(Note, writer => EditAsync(writer, before, random), CancellationToken.None);
            var change = _live.Changes.Between(before.Version.Stamp).ShouldNotBeNull().ShouldHaveSingleItem();
            (change.From, change.To).ShouldBe((before.Version, _live.Current.Version), $"seed {seed}");
            foreach (var layer in change.Layers) Holds(layer, before.Layer(layer.Layer.Name), _live.Current.Layer(layer.Layer.Name), $"seed {seed}, round {round}");
            Ids(change).ShouldBe(Difference(before, _live.Current), $"seed {seed}, round {round}");
        }
    }

    [Fact]
    public async Task An_undo_tells_the_features_that_it_brings_back_and_takes_away()
    {
        await _live.WriteAsync(Note, async writer =>
        {
            await writer.DeleteAsync(Enterprises, 7, null, CancellationToken.None);
            await writer.InsertAsync(Enterprises, At("enterprises", 0, 900, 900, ("name", "new")) with { Key = "new" }, CancellationToken.None);
        }, CancellationToken.None);
        var edited = _live.Current;
        edited.Layer("enterprises").Find(7).ShouldBeNull();
        await _live.Store.UndoAsync(edited.Version.Version, Note, CancellationToken.None);
        await _live.CatchUpAsync(CancellationToken.None);
        var change = _live.Changes.Between(edited.Version.Stamp).ShouldNotBeNull().ShouldHaveSingleItem().Layers.ShouldHaveSingleItem();
        change.Inserted.ShouldBe([7]);
        change.Deleted.Length.ShouldBe(1);
        Holds(change, edited.Layer("enterprises"), _live.Current.Layer("enterprises"), "undo");
    }

    [Fact]
    public async Task Several_versions_that_are_followed_at_once_are_one_change()
    {
        var start = _live.Current;
        await using (var other = await CityStores.OpenAsync(Path.Combine(_folder, "city.gpkg"), CancellationToken.None))
        {
            foreach (var id in new[] { 3L, 4L })
                await other.WriteAsync(Note, writer => writer.DeleteAsync(Enterprises, id, null, CancellationToken.None), CancellationToken.None);
        }

        await _live.CatchUpAsync(CancellationToken.None);
        var changes = _live.Changes.Between(start.Version.Stamp).ShouldNotBeNull();
        (changes[0].From.Version, changes[^1].To.Version).ShouldBe((1, 3));
        changes.Aggregate((one, next) => one.Then(next)).Layers.ShouldHaveSingleItem().Deleted.ShouldBe([3, 4]);
    }

    [Fact]
    public async Task A_layer_of_which_much_changed_is_told_by_its_envelope_before_and_after()
    {
        var before = _live.Current;
        await _live.WriteAsync(Note, async writer =>
        {
            foreach (var plant in before.Layer("enterprises").All)
                await writer.UpdateAsync(Enterprises, plant.ToFeature() with { Geometry = At("enterprises", plant.Id, -5000, -5000).Geometry }, null, CancellationToken.None);
            for (var id = 1000; id < 2000; id++)
                await writer.InsertAsync(Enterprises, At("enterprises", 0, 9000, 9000) with { Key = $"new-{id}" }, CancellationToken.None);
        }, CancellationToken.None);
        var change = _live.Changes.Between(before.Version.Stamp).ShouldNotBeNull().ShouldHaveSingleItem().Layers.ShouldHaveSingleItem();
        (change.Many, change.Count).ShouldBe((true, 0));
        foreach (var plant in before.Layer("enterprises").All.Concat(_live.Current.Layer("enterprises").All)) change.Touches(plant.Box).ShouldBeTrue();
    }

    [Fact]
    public async Task A_restored_store_begins_a_new_life_and_nothing_before_it_is_told()
    {
        var before = _live.Current;
        await using (var other = await CityStores.OpenAsync(Path.Combine(_folder, "other.gpkg"), CancellationToken.None))
        await using (var reading = await _live.Store.ReadAsync(CancellationToken.None))
            await other.RestoreAsync(reading, replace: true, progress: null, CancellationToken.None);
        await using (var other = await CityStores.OpenAsync(Path.Combine(_folder, "other.gpkg"), CancellationToken.None))
        await using (var reading = await other.ReadAsync(CancellationToken.None))
            await _live.Store.RestoreAsync(reading, replace: true, progress: null, CancellationToken.None);
        await _live.CatchUpAsync(CancellationToken.None);
        _live.Current.Version.Life.ShouldNotBe(before.Version.Life);
        _live.Changes.Between(before.Version.Stamp).ShouldBeNull();
        _live.Changes.Between(_live.Current.Version.Stamp).ShouldNotBeNull().ShouldBeEmpty();
    }

    [Fact]
    public async Task Whoever_waits_for_news_is_woken_by_a_publication()
    {
        var news = _live.NextNews;
        news.IsCompleted.ShouldBeFalse();
        await _live.WriteAsync(Note, writer => writer.DeleteAsync(Enterprises, 9, null, CancellationToken.None), CancellationToken.None);
        await news.WaitAsync(TimeSpan.FromSeconds(20));
        _live.NextNews.IsCompleted.ShouldBeFalse();
    }

    static async Task EditAsync(ICityWriter writer, CitySnapshot city, Random random)
    {
        var plants = city.Layer("enterprises").All.Select(plant => plant.ToFeature()).ToArray();
        random.Shuffle(plants);
        foreach (var plant in plants.Take(random.Next(1, 4)))
            await writer.UpdateAsync(Enterprises, plant with { Geometry = At("enterprises", plant.Id, random.Next(20_000), random.Next(20_000)).Geometry }, null, CancellationToken.None);
        foreach (var plant in plants.Skip(4).Take(random.Next(3)))
            await writer.DeleteAsync(Enterprises, plant.Id, null, CancellationToken.None);
        for (var i = random.Next(3); i > 0; i--)
            await writer.InsertAsync(Enterprises, At("enterprises", 0, random.Next(20_000), random.Next(20_000)) with { Key = $"{writer.Version}-{i}" }, CancellationToken.None);
        if (random.Next(3) == 0)
            await writer.UpdateAsync(Roads, Feature("roads", 1, FormattableString.Invariant($"LINESTRING (118.2 24.6, {118.3 + (random.NextDouble() / 10)} 24.7)")), null, CancellationToken.None);
    }

    static void Holds(LayerChange change, LayerSnapshot before, LayerSnapshot after, string why)
    {
        foreach (var id in change.Inserted.Concat(change.Updated).Concat(change.Deleted))
        {
            foreach (var feature in new[] { before.Find(id), after.Find(id) })
            {
                if (feature is not { } found) continue;
                change.Envelope.Contains(found.Box).ShouldBeTrue(why);
                change.Boxes.ShouldContain(found.Box, why);
            }
        }
    }

    static List<string> Ids(CityChange change) =>
    [
        .. change.Layers.SelectMany(layer => layer.Inserted.Select(id => $"{layer.Layer.Name} i{id}")
            .Concat(layer.Updated.Select(id => $"{layer.Layer.Name} u{id}")).Concat(layer.Deleted.Select(id => $"{layer.Layer.Name} d{id}"))).Order(StringComparer.Ordinal),
    ];

    // What a reader who compares the two cities row by row finds.
    static List<string> Difference(CitySnapshot before, CitySnapshot after)
    {
        var found = new List<string>();
        foreach (var name in new[] { "enterprises", "roads" })
        {
            var (old, now) = (before.Layer(name).All.ToDictionary(row => row.Id), after.Layer(name).All.ToDictionary(row => row.Id));
            found.AddRange(now.Keys.Except(old.Keys).Select(id => $"{name} i{id}"));
            found.AddRange(old.Keys.Except(now.Keys).Select(id => $"{name} d{id}"));
            found.AddRange(old.Keys.Intersect(now.Keys).Where(id => old[id].Revision != now[id].Revision).Select(id => $"{name} u{id}"));
        }

        return [.. found.Order(StringComparer.Ordinal)];
    }
}
