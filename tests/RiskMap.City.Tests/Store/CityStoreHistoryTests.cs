using RiskMap.City.Store;
using static RiskMap.City.Tests.Store.TestLayers;

namespace RiskMap.City.Tests.Store;

public abstract partial class CityStoreTests
{
    [StoreFact]
    public async Task History_keeps_the_image_before_each_update_and_delete()
    {
        var a = await _store.Insert(Things, Thing("a", text: "one"));
        await _store.Update(Things, Thing("a", x: 118.3, text: "two") with { Id = a.Id });
        await _store.Delete(Things, a.Id);
        var images = await _store.HistoryAsync(Things, a.Id, Never);
        images.Select(image => (image.Kind, image.ChangeSet, image.Feature.Revision, (string?)image.Feature.Get(Things, "someText")))
            .ShouldBe([(ChangeKind.Delete, 3, 2, "two"), (ChangeKind.Update, 2, 1, "one")]);
        images[1].Feature.Geometry!.AsText().ShouldBe("POINT (118.1 24.6)");
        var b = await _store.Insert(Things, Thing("b"));
        (await _store.HistoryAsync(Things, b.Id, Never)).Single().ShouldSatisfyAllConditions(
            now => now.Kind.ShouldBe(ChangeKind.Insert), now => now.ChangeSet.ShouldBe(4));
    }

    [StoreFact]
    public async Task A_change_set_says_who_when_with_what()
    {
        var note = new ChangeNote("王工", "import enterprises from plants.csv")
        {
            With = "riskmap 0.1.0",
            File = "plants.csv",
            FileSha256 = new string('a', 64),
            Crs = "gcj02",
        };
        var before = DateTimeOffset.UtcNow.AddSeconds(-1);
        await _store.WriteAsync(note, writer => writer.UpsertAsync(Things, Stream(Thing("a")), Never), Never);
        var set = (await _store.ChangeSetsAsync(Never)).Single();
        set.Note.ShouldBe(note);
        set.When.ShouldBeInRange(before, DateTimeOffset.UtcNow.AddSeconds(1));
        set.Counts["test-things"].ShouldBe(new ChangeCounts(1, 0, 0));
    }

    [StoreFact]
    public async Task Undo_takes_inserts_updates_and_deletes_back_whole()
    {
        await _store.Upsert(Things, Thing("kept"), Thing("updated", text: "old"), Thing("deleted", x: 118.4));
        var before = await _store.Rows(Things);
        var outcome = await _store.Write(async writer =>
        {
            await writer.UpsertAsync(Things, Stream(Thing("updated", x: 1, text: "new"), Thing("inserted")), Never);
            await writer.UpdateAsync(Things, Thing("updated", x: 2, text: "newer") with { Id = 2 }, null, Never);
            await writer.DeleteAsync(Things, 3, null, Never);
        });
        var undone = await _store.UndoAsync(outcome.ChangeSet!.Value, Note, Never);
        var after = await _store.Rows(Things);
        after.Select(row => (row.Id, row.Revision)).ShouldBe([(1, 1), (2, 3), (3, 3)]);
        for (var i = 0; i < 3; i++) after[i].SameContent(before[i]).ShouldBeTrue();
        var set = (await _store.ChangeSetsAsync(Never))[0];
        (set.Id, set.Note.Undoes).ShouldBe((undone.ChangeSet!.Value, 2));
        set.Counts["test-things"].ShouldBe(new ChangeCounts(1, 1, 1));
        await _store.UndoAsync(3, Note, Never);
        (await _store.Rows(Things)).Select(row => (row.Key, (string?)row.Get(Things, "someText"))).ShouldBe([("kept", null), ("updated", "newer"), ("inserted", null)], ignoreOrder: true);
    }

    [StoreFact]
    public async Task Undo_is_refused_where_later_edits_touch_the_same_features()
    {
        await _store.Upsert(Things, Thing("a"), Thing("b"));
        await _store.Upsert(Things, Thing("a", text: "x"), Thing("b", text: "x"));
        await _store.Update(Things, Thing("b", text: "y") with { Id = 2 });
        (await Should.ThrowAsync<UndoRefusedException>(() => _store.UndoAsync(2, Note, Never))).Message.ShouldContain("test-things/2");
        (await Should.ThrowAsync<UndoRefusedException>(() => _store.UndoAsync(1, Note, Never))).Message.ShouldContain("test-things/");
        (await Should.ThrowAsync<UndoRefusedException>(() => _store.UndoAsync(77, Note, Never))).Message.ShouldContain("77");
        (await _store.Version()).ShouldBe(3);
        (await _store.Rows(Things)).Select(row => row.Get(Things, "someText")).ShouldBe(["x", "y"]);
        await _store.Delete(Things, 1);
        await _store.Insert(Things, Thing("a"));
        (await Should.ThrowAsync<UndoRefusedException>(() => _store.UndoAsync(4, Note, Never))).Message.ShouldContain("key");
    }

    [StoreFact]
    public async Task Changes_since_a_version_name_what_is_new_and_what_is_gone()
    {
        await _store.Upsert(Things, Thing("a"), Thing("b"), Thing("c"));
        await _store.Upsert(Lines, Of(Lines, "l", "LINESTRING (0 0, 1 1)"));
        await _store.Upsert(Things, Thing("b", text: "new"), Thing("d"));
        await _store.Delete(Things, 1);
        var passing = await _store.Insert(Things, Thing("passing"));
        await _store.Delete(Things, passing.Id);
        await _store.Write(writer => writer.SetCityAsync(Xiangan, Never));
        var changes = (await _store.ChangesSinceAsync(2, Never))!;
        changes.State.Version.ShouldBe(7);
        changes.State.City.ShouldNotBeNull();
        var things = changes.Layers.Single();
        things.Layer.ShouldBe(Things);
        things.Whole.ShouldBeFalse();
        things.Upserts.Select(row => (row.Key, row.Revision)).ShouldBe([("b", 3), ("d", 3)]);
        things.Deletes.ShouldBe([1]);
        (await _store.ChangesSinceAsync(7, Never))!.Layers.ShouldBeEmpty();
        (await _store.ChangesSinceAsync(8, Never)).ShouldBeNull();
    }

    [StoreFact]
    public async Task A_small_write_tells_its_changes_as_the_store_would()
    {
        await _store.Upsert(Things, Thing("a"), Thing("b"), Thing("c"));
        var outcome = await _store.Write(async writer =>
        {
            await writer.SetCityAsync(Xiangan, Never);
            await writer.InsertAsync(Things, Of(Things, "全", "POINT (118.123456789 24.1)", ("someText", ""), ("someNumber", 0.1 + 0.2), ("someTruth", true), ("someInteger", 3),
                ("someDate", new DateOnly(2024, 2, 29)), ("someTime", new DateTimeOffset(2026, 5, 3, 14, 5, 4, 321, TimeSpan.FromHours(8)).AddTicks(77)), ("someList", "[1]")), Never);
            var b = await writer.FindAsync(Things, 2, Never);
            await writer.UpdateAsync(Things, Thing("b", text: "new") with { Id = 2 }, b!.Revision, Never);
            await writer.UpdateAsync(Things, Thing("b", text: "newer") with { Id = 2 }, writer.Version, Never);
            await writer.DeleteAsync(Things, 1, null, Never);
            var passing = await writer.InsertAsync(Things, Thing("passing"), Never);
            await writer.DeleteAsync(Things, passing.Id, null, Never);
            await writer.InsertAsync(Lines, Of(Lines, "m", "MULTILINESTRING ((118 24, 119 25))"), Never);
            await writer.UpdateAsync(Things, Thing("c") with { Id = 3 }, null, Never);
        });
        var told = (await _store.ChangesSinceAsync(1, Never))!;
        static string Text(ChangesSince changes) => string.Join('\n', changes.Layers.OrderBy(layer => layer.Layer.Name).Select(layer =>
            $"{layer.Layer.Name} {layer.Whole} {string.Join(',', layer.Deletes)}\n{string.Join('\n', layer.Upserts.Select(StoreVerbs.Line))}"));
        Text(outcome.Changes!).ShouldBe(Text(told));
        (outcome.State.Version, outcome.State.Epoch, outcome.State.City!.Name).ShouldBe((2, told.State.Epoch, Xiangan.Name));
        outcome.Changes!.State.ShouldBe(outcome.State);
        (await _store.Write(writer => writer.UpsertAsync(Things, Stream(Thing("z")), Never))).Changes.ShouldBeNull();
    }

    [StoreFact]
    public async Task A_layer_that_changed_for_the_most_part_is_to_be_read_anew()
    {
        await _store.Upsert(Things, Enumerable.Range(0, 12_000).Select(i => Thing($"k{i}")));
        await _store.Upsert(Things, Enumerable.Range(0, 12_000).Select(i => Thing($"k{i}", text: "new")));
        var things = (await _store.ChangesSinceAsync(1, Never))!.Layers.Single();
        things.Whole.ShouldBeTrue();
        things.Upserts.ShouldBeEmpty();
    }

    [StoreFact]
    public async Task Watching_yields_the_version_after_a_write_of_another_process()
    {
        await using var other = await CityStores.OpenAsync(await LocationAsync(), All, Never);
        using var cancellation = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await using var versions = _store.WatchAsync(cancellation.Token).GetAsyncEnumerator(cancellation.Token);
        (await versions.MoveNextAsync()).ShouldBeTrue();
        versions.Current.ShouldBe(0);
        await other.Upsert(Things, Thing("a"));
        while (versions.Current < 1) (await versions.MoveNextAsync()).ShouldBeTrue();
        versions.Current.ShouldBe(1);
    }

    [StoreFact]
    public async Task A_city_restored_elsewhere_is_the_same_row_by_row_with_a_new_epoch()
    {
        await FillAsync();
        await using var copy = await CityStores.OpenAsync(await OtherLocationAsync(), All, Never);
        await CopyAsync(_store, copy);
        (await copy.Dump(All)).ShouldBe(await _store.Dump(All));
        var (original, restored) = (await _store.StateAsync(Never), await copy.StateAsync(Never));
        restored.Epoch.ShouldNotBe(original.Epoch);
        restored.StoreId.ShouldNotBe(original.StoreId);
        (await copy.ChangesSinceAsync(1, Never))!.State.Epoch.ShouldBe(restored.Epoch);
        await using (var asOf = await copy.ReadAsOfAsync(2, Never)) asOf.Features(Things).Count.ShouldBe(3);
        await copy.UndoAsync(4, Note, Never);
        (await copy.Insert(Things, Thing("next"))).Id.ShouldBeGreaterThan((await _store.Rows(Things)).Max(row => row.Id));
        await Should.ThrowAsync<InvalidOperationException>(() => CopyAsync(_store, copy));
    }

    /// <summary>A small city with each kind of change.</summary>
    protected async Task FillAsync()
    {
        await _store.Write(writer => writer.SetCityAsync(Xiangan, Never));
        await _store.Upsert(Things, Thing("a"), Thing("b"), Of(Things, "全", "POINT (118.123456789 24.1)", ("someNumber", 0.1 + 0.2), ("someTruth", true),
            ("someDate", new DateOnly(2024, 2, 29)), ("someTime", new DateTimeOffset(2026, 5, 3, 6, 5, 4, 321, TimeSpan.Zero)), ("someList", """[ 1 , {"b":1.0,"a":"二"}]""")));
        await _store.Upsert(Things, Thing("全", text: "later"), Thing("b", x: 118.5));
        await _store.Delete(Things, 1);
        await _store.Upsert(Lines, Of(Lines, "l", "LINESTRING (0 0, 1 1)"), Of(Lines, "m", "MULTILINESTRING ((118 24, 119 25), (117 23, 116 22))"), Of(Lines, "none", null));
        await _store.Upsert(Areas, Of(Areas, "p", "POLYGON ((0 0, 4 0, 4 4, 0 4, 0 0), (1 1, 2 1, 2 2, 1 1))"));
        await _store.Upsert(Mixed, Of(Mixed, "x", "POINT (1 2)"), Of(Mixed, "y", "POLYGON ((0 0, 4 0, 4 4, 0 0))"));
        await _store.Upsert(Areas, Of(Areas, "p", "MULTIPOLYGON (((0 0, 1 0, 1 1, 0 0)), ((5 5, 6 5, 6 6, 5 5)))"));
    }

    protected static async Task CopyAsync(ICityStore from, ICityStore to)
    {
        await using var reading = await from.ReadAsync(Never);
        await to.RestoreAsync(reading, replace: false, progress: null, Never);
    }

    protected ICityStore Store => _store;

    [StoreFact]
    public async Task Writes_of_other_programs_are_recorded_with_their_images()
    {
        await _store.Upsert(Things, Thing("a"), Thing("b"), Thing("c"));
        await Outside("BEGIN", "UPDATE test_things SET some_text = 'outside' WHERE key IN ('a', 'b')", "DELETE FROM test_things WHERE key = 'c'", "COMMIT");
        var state = await _store.StateAsync(Never);
        state.Version.ShouldBe(2);
        (await _store.Rows(Things)).Select(row => (row.Key, row.Revision, (string?)row.Get(Things, "someText"))).ShouldBe([("a", 2, "outside"), ("b", 2, "outside")]);
        var set = (await _store.ChangeSetsAsync(Never))[0];
        set.Id.ShouldBe(2);
        set.Note.What.ShouldContain("changed outside");
        set.Counts["test-things"].ShouldBe(new ChangeCounts(0, 2, 1));
        (await _store.HistoryAsync(Things, 3, Never)).Single().ShouldSatisfyAllConditions(
            image => image.Kind.ShouldBe(ChangeKind.Delete), image => image.Feature.Key.ShouldBe("c"), image => image.ChangeSet.ShouldBe(2));
        var changes = (await _store.ChangesSinceAsync(1, Never))!.Layers.Single();
        changes.Upserts.Select(row => row.Key).ShouldBe(["a", "b"]);
        changes.Deletes.ShouldBe([3]);
        await _store.UndoAsync(2, Note, Never);
        (await _store.Rows(Things)).Select(row => (row.Key, row.Get(Things, "someText"))).ShouldBe([("a", null), ("b", null), ("c", null)]);
    }

    [StoreFact]
    public async Task Each_write_of_another_program_that_was_seen_is_followed_by_a_new_version()
    {
        await _store.Upsert(Things, Thing("a"));
        await Outside("UPDATE test_things SET some_text = 'one'");
        (await _store.Version()).ShouldBe(2);
        await Outside("UPDATE test_things SET some_text = 'two'");
        (await _store.Version()).ShouldBe(3);
        (await _store.ChangesSinceAsync(2, Never))!.Layers.Single().Upserts.Single().Get(Things, "someText").ShouldBe("two");
        (await _store.HistoryAsync(Things, 1, Never)).Select(image => (string?)image.Feature.Get(Things, "someText")).ShouldBe(["two", "one", null]);
    }

    [StoreFact]
    public async Task A_row_that_another_program_inserts_gets_id_key_and_revision()
    {
        await _store.Upsert(Things, Thing("a"));
        await Outside("INSERT INTO test_things (name, some_text) VALUES ('drawn in QGIS', 'x')");
        await _store.Version();
        var drawn = (await _store.Rows(Things))[1];
        (drawn.Id, drawn.Key, drawn.Revision, drawn.Name).ShouldBe((2, "id:2", 2, "drawn in QGIS"));
        (await _store.ChangeSetsAsync(Never))[0].Counts["test-things"].ShouldBe(new ChangeCounts(1, 0, 0));
        await _store.UndoAsync(2, Note, Never);
        (await _store.Rows(Things)).Count.ShouldBe(1);
    }
}
