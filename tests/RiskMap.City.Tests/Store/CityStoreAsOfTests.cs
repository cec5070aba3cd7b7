using RiskMap.City.Model;
using RiskMap.City.Store;
using static RiskMap.City.Tests.Store.TestLayers;

namespace RiskMap.City.Tests.Store;

public abstract partial class CityStoreTests
{
    [StoreTheory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Every_version_of_a_random_sequence_reads_back_as_it_stood(int seed)
    {
        var random = new Random(seed);
        var recorded = new SortedDictionary<long, string> { [0] = "" };
        for (var step = 0; step < 60; step++)
        {
            await RandomStepAsync(random, step);
            var state = await _store.StateAsync(Never);
            recorded[state.Version] = Text(await _store.Rows(Things));
        }

        recorded.Count.ShouldBeGreaterThan(30, $"seed {seed}");
        foreach (var (version, rows) in recorded)
        {
            await using var reading = await _store.ReadAsOfAsync(version, Never);
            Text(reading.Features(Things)).ShouldBe(rows, $"seed {seed}, version {version}");
            reading.State.Version.ShouldBe(version);
            reading.ChangeSets().Count().ShouldBe((int)version);
            reading.Incomplete.ShouldBeFalse();
            foreach (var earlier in recorded.Where(earlier => earlier.Key < version && earlier.Value != rows))
                reading.IsTouchedAfter(Things, earlier.Key).ShouldBeTrue($"seed {seed}, version {earlier.Key} to {version}");
        }
    }

    [StoreFact]
    public async Task A_layer_is_touched_between_two_versions_only_where_its_own_rows_were_written_between_them()
    {
        var first = await _store.Insert(Things, Thing("a"));
        await _store.Upsert(Lines, Of(Lines, "l", "LINESTRING (0 0, 1 1)"));
        await _store.Update(Things, Thing("a", x: 5) with { Id = first.Id });
        await _store.Delete(Things, first.Id);
        foreach (var (layer, from, to, touched) in new[] { (Things, 0, 1, true), (Things, 1, 2, false), (Things, 2, 3, true), (Things, 3, 4, true), (Lines, 0, 4, true), (Lines, 2, 4, false), (Areas, 0, 4, false) })
        {
            await using var reading = await _store.ReadAsOfAsync(to, Never);
            reading.IsTouchedAfter(layer, from).ShouldBe(touched, $"{layer.Name}, version {from} to {to}");
        }
        await using var newest = await _store.ReadAsync(Never);
        (newest.IsTouchedAfter(Things, 3), newest.IsTouchedAfter(Things, 4), newest.IsTouchedAfter(Lines, 2)).ShouldBe((true, false, false));
    }

    static string Text(IEnumerable<Feature> features) => string.Join('\n', features.Select(StoreVerbs.Line));

    /// <summary>One transaction: several edits of few rows, an undo, or a write of another program.</summary>
    async Task RandomStepAsync(Random random, int step)
    {
        var rows = await _store.Rows(Things);
        switch (random.Next(5))
        {
            case 0:
                var set = random.NextInt64(1, await _store.Version() + 2);
                await Should.NotThrowAsync(async () =>
                {
                    try
                    {
                        await _store.UndoAsync(set, Note, Never);
                    }
                    catch (UndoRefusedException)
                    {
                        // Later edits touch it; so do most undos of a random sequence.
                    }
                });
                break;
            case 1 when rows.Count > 0:
                await Outside($"UPDATE test_things SET some_integer = {step} WHERE id % 2 = {step % 2}", $"DELETE FROM test_things WHERE id = {rows[random.Next(rows.Count)].Id}");
                break;
            default:
                await _store.Write(writer => RandomEditsAsync(random, writer, rows, step));
                break;
        }
    }

    static async Task RandomEditsAsync(Random random, ICityWriter writer, List<Feature> rows, int step)
    {
        for (var i = 0; i < 4; i++)
        {
            var row = rows.Count == 0 ? null : rows[random.Next(rows.Count)];
            var now = row is null ? null : await writer.FindAsync(Things, row.Id, Never);
            if (now is null || random.Next(3) == 0)
            {
                var inserted = await writer.InsertAsync(Things, Thing($"k{step}.{i}", x: random.Next(100)), Never);
                if (random.Next(3) == 0) await writer.DeleteAsync(Things, inserted.Id, null, Never);
            }
            else if (random.Next(3) == 0)
            {
                await writer.DeleteAsync(Things, now.Id, null, Never);
                if (random.Next(2) == 0) await writer.InsertAsync(Things, now, Never);
            }
            else
            {
                await writer.UpdateAsync(Things, Thing(now.Key, x: random.Next(100), text: $"{step}") with { Id = now.Id }, now.Revision, Never);
            }
        }
    }

    [StoreFact]
    public async Task As_of_reads_every_kind_of_layer_and_the_metadata_that_stood_then()
    {
        await FillAsync();
        await _store.Write(writer => writer.SetCityAsync(Xiangan with { TimeZone = "Asia/Urumqi" }, Never));
        await _store.UndoAsync(5, Note, Never);
        await using (var now = await _store.ReadAsOfAsync(10, Never))
        {
            now.State.City!.TimeZone.ShouldBe("Asia/Urumqi");
            now.Features(Lines).ShouldBeEmpty();
        }

        await using (var then = await _store.ReadAsOfAsync(7, Never))
        {
            then.State.City!.TimeZone.ShouldBe("Asia/Shanghai");
            then.Features(Lines).Select(row => row.Key).ShouldBe(["l", "m", "none"]);
            then.Features(Areas).Single().Geometry!.GeometryType.ShouldBe("Polygon");
            then.Features(Mixed).Count.ShouldBe(2);
        }

        await using var empty = await _store.ReadAsOfAsync(0, Never);
        empty.State.City.ShouldBeNull();
        empty.Features(Things).ShouldBeEmpty();
    }

    [StoreFact]
    public async Task A_time_names_the_version_that_stood_then()
    {
        var before = DateTimeOffset.UtcNow.AddSeconds(-1);
        await _store.Insert(Things, Thing("a"));
        await _store.Insert(Things, Thing("b"));
        var sets = await _store.ChangeSetsAsync(Never);
        (await _store.VersionAtAsync(before, Never)).ShouldBe(0);
        (await _store.VersionAtAsync(sets[0].When, Never)).ShouldBe(2);
        (await _store.VersionAtAsync(sets[0].When.AddDays(1), Never)).ShouldBe(2);
    }

    [StoreFact]
    public async Task A_version_that_is_gone_or_not_there_yet_is_refused()
    {
        await _store.Insert(Things, Thing("a"));
        await _store.Insert(Things, Thing("b"));
        await Outside("UPDATE riskmap_state SET log_from = 1");
        (await Should.ThrowAsync<HistoryGoneException>(() => _store.ReadAsOfAsync(0, Never))).From.ShouldBe(1);
        (await Should.ThrowAsync<StoreException>(() => _store.ReadAsOfAsync(3, Never))).Message.ShouldContain("at version 2");
        await using var reading = await _store.ReadAsOfAsync(1, Never);
        reading.Features(Things).Single().Key.ShouldBe("a");
        (await _store.ChangeSetsAsync(Never)).Select(set => set.Pruned).ShouldBe([false, true]);
        (await Should.ThrowAsync<UndoRefusedException>(() => _store.UndoAsync(1, Note, Never))).Message.ShouldContain("retention");
    }

    [StoreFact]
    public async Task An_incomplete_change_set_is_told_and_clouds_what_was_before_it()
    {
        await _store.Insert(Things, Thing("a"));
        await _store.Insert(Things, Thing("b"));
        await Outside("UPDATE riskmap_change_sets SET incomplete = true WHERE id = 2");
        (await _store.ChangeSetsAsync(Never)).Select(set => set.Incomplete).ShouldBe([true, false]);
        await using (var before = await _store.ReadAsOfAsync(1, Never)) before.Incomplete.ShouldBeTrue();
        await using var after = await _store.ReadAsOfAsync(2, Never);
        after.Incomplete.ShouldBeFalse();
    }
}
