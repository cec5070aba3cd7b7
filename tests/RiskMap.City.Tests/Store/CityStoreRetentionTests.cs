using RiskMap.City.Store;
using static RiskMap.City.Tests.Store.TestLayers;

namespace RiskMap.City.Tests.Store;

public abstract partial class CityStoreTests
{
    [StoreFact]
    public async Task A_diff_names_what_was_added_changed_and_removed_between_two_versions()
    {
        await _store.Upsert(Things, Thing("a", text: "old"), Thing("b"), Thing("c"), Thing("same"));
        await _store.Upsert(Things, Thing("a", x: 118.2, text: "middle"), Thing("d"), Thing("same", text: "for a while"));
        await _store.Upsert(Things, Thing("a", x: 118.2, text: "new"), Thing("passing"), Thing("same"));
        await _store.Write(async writer =>
        {
            await writer.DeleteAsync(Things, 2, null, Never);
            await writer.DeleteAsync(Things, 6, null, Never);
        });
        await _store.Upsert(Things, Thing("c", text: "too late"));
        var diff = await _store.DiffAsync(Things, 1, 4, Never);
        diff.Select(difference => (difference.Id, difference.Kind)).ShouldBe([(1, ChangeKind.Update), (2, ChangeKind.Delete), (5, ChangeKind.Insert)]);
        diff[0].Changes.ShouldBe([new("geometry", "POINT (118.1 24.6)", "POINT (118.2 24.6)"), new("someText", "old", "new")]);
        diff[1].Changes.Select(change => change.Field).ShouldBe(["key", "geometry", "name"]);
        (await _store.DiffAsync(Things, 1, 1, Never)).ShouldBeEmpty();
        (await _store.DiffAsync(Lines, 0, 5, Never)).ShouldBeEmpty();
        await Should.ThrowAsync<StoreException>(() => _store.DiffAsync(Things, 1, 9, Never));
    }

    [StoreFact]
    public async Task The_steps_of_a_feature_tell_its_whole_life()
    {
        await _store.Insert(Things, Thing("a", text: "one"));
        await _store.Write(async writer =>
        {
            await writer.UpdateAsync(Things, Thing("a", text: "two") with { Id = 1 }, null, Never);
            await writer.UpdateAsync(Things, Thing("a", text: "three") with { Id = 1 }, null, Never);
        });
        await _store.Delete(Things, 1);
        await _store.UndoAsync(3, Note, Never);
        var steps = FeatureStep.Of(Things, await _store.HistoryAsync(Things, 1, Never), historyFrom: 0);
        steps.Select(step => (step.Kind, step.ChangeSet)).ShouldBe(
            [(ChangeKind.Insert, 4), (ChangeKind.Delete, 3), (ChangeKind.Update, 2), (ChangeKind.Update, 2), (ChangeKind.Insert, 1)]);
        steps[2].Difference.Changes.ShouldBe([new FieldChange("someText", "two", "three")]);
    }

    [StoreFact]
    public async Task Retention_drops_old_images_says_so_and_keeps_what_is_within_it()
    {
        await FillAsync();
        await Outside("UPDATE riskmap_change_sets SET at = '2026-01-01T00:00:00.000Z' WHERE id <= 3", "UPDATE riskmap_change_sets SET at = '2026-02-01T00:00:00.000Z' WHERE id > 3");
        var (newest, kept) = (await _store.Dump(All), await RowsAsOfAsync(3));
        var cut = new DateTimeOffset(2026, 1, 15, 0, 0, 0, TimeSpan.Zero);
        var plan = await _store.PruneAsync(cut, dryRun: true, Never);
        (await _store.Dump(All)).ShouldBe(newest);
        var done = await _store.PruneAsync(cut, dryRun: false, Never);
        done.HistoryFrom.ShouldBe(3);
        done.Layers.ShouldBe([new PrunedLayer("test-things", 2, new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero))]);
        plan.Layers.ShouldBe(done.Layers);

        (await RowsAsOfAsync(3)).ShouldBe(kept);
        (await Should.ThrowAsync<HistoryGoneException>(() => _store.ReadAsOfAsync(2, Never))).Message.ShouldContain("version 3");
        await Should.ThrowAsync<HistoryGoneException>(() => _store.DiffAsync(Things, 1, 5, Never));
        await Should.ThrowAsync<UndoRefusedException>(() => _store.UndoAsync(2, Note, Never));
        (await _store.ChangesSinceAsync(2, Never)).ShouldBeNull();
        (await _store.ChangeSetsAsync(Never)).Count(set => set.Pruned).ShouldBe(3);
        FeatureStep.Of(Things, await _store.HistoryAsync(Things, 3, Never), 3).Single().Kind.ShouldBeNull();
        await _store.UndoAsync(4, Note, Never);
        (await _store.PruneAsync(cut, dryRun: false, Never)).Layers.ShouldBeEmpty();
        (await _store.PruneAsync(cut.AddYears(-1), dryRun: false, Never)).HistoryFrom.ShouldBe(3);
    }

    [StoreFact]
    public async Task The_retention_is_kept_in_the_store()
    {
        (await _store.KeepDaysAsync(Never)).ShouldBeNull();
        await _store.SetKeepDaysAsync(365, Never);
        (await _store.KeepDaysAsync(Never)).ShouldBe(365);
        await _store.SetKeepDaysAsync(null, Never);
        (await _store.KeepDaysAsync(Never)).ShouldBeNull();
        (await _store.Version()).ShouldBe(0);
    }

    async Task<string> RowsAsOfAsync(long version)
    {
        await using var reading = await _store.ReadAsOfAsync(version, Never);
        return string.Join('\n', All.SelectMany(reading.Features).Select(StoreVerbs.Line));
    }
}
