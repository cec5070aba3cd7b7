using RiskMap.City.Model;
using RiskMap.City.Snapshot;
using RiskMap.City.Store;
using static RiskMap.City.Tests.TestFeatures;

namespace RiskMap.City.Tests.Snapshot;

public sealed class LiveCityTests : IAsyncLifetime
{
    static readonly LayerSchema Enterprises = CityLayers.Get("enterprises");
    static readonly ChangeNote Note = new("test", "edit");
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    readonly string _folder = Directory.CreateTempSubdirectory("riskmap-live-").FullName;
    LiveCity _live = null!;

    string Location => Path.Combine(_folder, "city.gpkg");

    public async Task InitializeAsync()
    {
        var store = await CityStores.OpenAsync(Location, CancellationToken.None);
        await store.WriteAsync(Note, async writer =>
        {
            await writer.SetCityAsync(Metadata, CancellationToken.None);
            await writer.UpsertAsync(Enterprises, Plants(2000).ToAsyncEnumerable(), CancellationToken.None);
        }, CancellationToken.None);
        _live = await LiveCity.OpenAsync(store, CancellationToken.None);
    }

    public async Task DisposeAsync()
    {
        await _live.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void A_city_opens_with_its_layers_version_and_plane()
    {
        _live.Current.Layer("enterprises").Count.ShouldBe(2000);
        _live.Current.Version.Version.ShouldBe(1);
        _live.Current.Plane.Code.ShouldBe("EPSG:4548");
        _live.StaleSince.ShouldBeNull();
    }

    [Fact]
    public async Task A_write_is_visible_when_it_returns_and_only_its_layer_is_new()
    {
        var before = _live.Current;

        await RenameAsync(_live, 5, "renamed");

        _live.Current.Version.Version.ShouldBe(2);
        _live.Current.Layer("enterprises").Find(5)!.Value.Name.ShouldBe("renamed");
        _live.Current.Layer("roads").ShouldBeSameAs(before.Layer("roads"));
        _live.Current.Layer("enterprises").Main.ShouldBeSameAs(before.Layer("enterprises").Main);
        before.Layer("enterprises").Find(5)!.Value.Name.ShouldBe("plant 5");
    }

    [Fact]
    public async Task A_refused_write_changes_nothing()
    {
        var before = _live.Current;
        var feature = before.Layer("enterprises").Find(5)!.Value.ToFeature();

        await Should.ThrowAsync<StoreConflictException>(() => _live.WriteAsync(
            Note, writer => writer.UpdateAsync(Enterprises, feature, expectedRevision: 99, CancellationToken.None), CancellationToken.None));

        _live.Current.ShouldBeSameAs(before);
    }

    [Fact]
    public async Task What_another_process_writes_is_followed()
    {
        await using var other = await CityStores.OpenAsync(Location, CancellationToken.None);
        var feature = _live.Current.Layer("enterprises").Find(7)!.Value.ToFeature();

        var outcome = await other.WriteAsync(Note, writer => writer.DeleteAsync(Enterprises, feature.Id, null, CancellationToken.None), CancellationToken.None);

        (await _live.WaitForAsync(outcome.State.Version, Patience, CancellationToken.None)).ShouldBeTrue();
        _live.Current.Layer("enterprises").Find(7).ShouldBeNull();
    }

    [Fact]
    public async Task The_follower_alone_sees_what_another_process_writes()
    {
        var seen = new TaskCompletionSource<CitySnapshot>(TaskCreationOptions.RunContinuationsAsynchronously);
        _live.Published += city => seen.TrySetResult(city);
        await using var other = await CityStores.OpenAsync(Location, CancellationToken.None);

        await other.WriteAsync(Note, writer => writer.DeleteAsync(Enterprises, 8, null, CancellationToken.None), CancellationToken.None);

        (await seen.Task.WaitAsync(Patience)).Layer("enterprises").Count.ShouldBe(1999);
    }

    [Fact]
    public async Task A_version_that_nobody_wrote_is_waited_for_in_vain()
    {
        (await _live.WaitForAsync(99, TimeSpan.FromMilliseconds(200), CancellationToken.None)).ShouldBeFalse();
    }

    [Fact]
    public async Task All_who_wait_for_a_version_see_it()
    {
        var waiting = Enumerable.Range(0, 50).Select(_ => _live.WaitForAsync(3, Patience, CancellationToken.None)).ToList();
        await RenameAsync(_live, 5, "once");
        await RenameAsync(_live, 5, "twice");
        (await Task.WhenAll(waiting)).ShouldAllBe(reached => reached);
    }

    [Fact]
    public async Task Another_extent_moves_the_city_to_another_plane_and_drops_what_was_measured_in_the_old_one()
    {
        var before = LayerPoints.Of(_live.Current, "enterprises");
        var moved = Metadata with { PlaneCode = null, PlaneWkt = Geo.Crs.MetricPlane.ForLocation(-76.6, 39.3).Wkt };

        await _live.WriteAsync(Note, writer => writer.SetCityAsync(moved, CancellationToken.None), CancellationToken.None);

        _live.Current.Plane.Code.ShouldBeNull();
        LayerPoints.Of(_live.Current, "enterprises").ShouldNotBeSameAs(before);
    }

    [Fact]
    public async Task Many_edits_are_merged_behind_the_back_of_readers_and_nothing_is_lost()
    {
        var main = _live.Current.Layer("enterprises").Main;
        for (var batch = 0; batch < 30; batch++)
        {
            var (from, name) = (1 + (batch * 60), $"batch {batch}");
            await _live.WriteAsync(Note, async writer =>
            {
                for (var id = from; id < from + 60; id++)
                    await RenameAsync(writer, _live.Current, id, name);
            }, CancellationToken.None);
        }
        for (var wait = 0; wait < 200 && ReferenceEquals(_live.Current.Layer("enterprises").Main, main); wait++)
            await Task.Delay(50);

        _live.Current.Layer("enterprises").Main.ShouldNotBeSameAs(main);
        _live.Current.Layer("enterprises").All.Select(plant => plant.Name).ShouldBe(
            Enumerable.Range(1, 2000).Select(id => id <= 1800 ? $"batch {(id - 1) / 60}" : $"plant {id}"));
    }

    static Task<WriteOutcome> RenameAsync(LiveCity live, long id, string name) =>
        live.WriteAsync(Note, writer => RenameAsync(writer, live.Current, id, name), CancellationToken.None);

    static Task RenameAsync(ICityWriter writer, CitySnapshot city, long id, string name)
    {
        var feature = city.Layer("enterprises").Find(id)!.Value.ToFeature();
        return writer.UpdateAsync(Enterprises, feature with { Values = feature.Values.SetItem(0, name) }, feature.Revision, CancellationToken.None);
    }

    static IEnumerable<Feature> Plants(int count) => Enumerable.Range(1, count).Select(id => At("enterprises", id, id, id, ("name", $"plant {id}")));
}
