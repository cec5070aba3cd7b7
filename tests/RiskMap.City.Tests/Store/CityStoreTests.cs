using RiskMap.City.Model;
using RiskMap.City.Store;
using static RiskMap.City.Tests.Store.TestLayers;

namespace RiskMap.City.Tests.Store;

/// <summary>The contract of a store; both stores pass the same tests. Each test has its own fresh store.</summary>
public abstract partial class CityStoreTests : IAsyncLifetime
{
    static CancellationToken Never => CancellationToken.None;

    ICityStore _store = null!;

    /// <summary>Where the test's store is; always the same during a test.</summary>
    protected abstract Task<string> LocationAsync();

    /// <summary>Another fresh store of the same kind.</summary>
    protected abstract Task<string> OtherLocationAsync();

    /// <summary>Runs SQL as another program would, without our functions.</summary>
    protected abstract Task Outside(params string[] statements);

    /// <summary>False where the fixture cannot run and each test is skipped with its reason.</summary>
    protected virtual bool Available => true;

    public async Task InitializeAsync()
    {
        if (Available) _store = await CityStores.OpenAsync(await LocationAsync(), All, Never);
    }

    public virtual async Task DisposeAsync()
    {
        if (_store is not null) await _store.DisposeAsync();
        Directory.Delete(_backups, recursive: true);
    }

    [StoreFact]
    public async Task A_new_store_is_empty_at_version_0()
    {
        var state = await _store.StateAsync(Never);
        state.Version.ShouldBe(0);
        state.City.ShouldBeNull();
        state.StoreId.ShouldNotBeNullOrEmpty();
        (await _store.ChangeSetsAsync(Never)).ShouldBeEmpty();
        (await _store.Rows(Things)).ShouldBeEmpty();
    }

    [StoreFact]
    public async Task Every_field_type_reads_back_as_it_was_written()
    {
        var full = Of(Things, "全/key ✓ 𠮷", "POINT (118.123456789012345 24.1)",
            ("name", "厦门“翔安”\n𠮷野家"), ("someText", "O'Brien; DROP TABLE"), ("someInteger", (1L << 53) - 1), ("someNumber", 0.1 + 0.2), ("someTruth", true),
            ("someDate", new DateOnly(2024, 2, 29)), ("someTime", new DateTimeOffset(2026, 5, 3, 6, 5, 4, 321, TimeSpan.Zero)), ("someList", """[{"cas":"7664-41-7","tonnes":1.50}]"""));
        var least = Of(Things, "least", null, ("name", null));
        var extreme = Of(Things, "extreme", "POINT (-180 90)", ("someInteger", long.MinValue), ("someNumber", -double.Epsilon), ("someTruth", false),
            ("someDate", new DateOnly(1900, 1, 1)), ("someTime", new DateTimeOffset(1969, 12, 31, 23, 59, 59, 999, TimeSpan.Zero)), ("someList", "[]"));
        await _store.Upsert(Things, full, least, extreme);
        var rows = await _store.Rows(Things);
        rows.Select(row => row.Key).ShouldBe(["全/key ✓ 𠮷", "least", "extreme"]);
        for (var i = 0; i < 3; i++) rows[i].SameContent(new[] { full, least, extreme }[i]).ShouldBeTrue(StoreVerbs.Line(rows[i]));
    }

    [StoreFact]
    public async Task Rows_are_found_by_key_or_text_in_the_transaction_that_wrote_them()
    {
        await _store.Upsert(Things, Thing("a", text: "open"), Thing("O'b; --", text: "it's"), Thing("c", text: "closed"), Thing("d"));
        await _store.Write(async writer =>
        {
            await writer.InsertAsync(Things, Thing("e", text: "open"), Never);
            await writer.DeleteAsync(Things, 3, null, Never);
            (await FoundAsync(writer, "someText", "open", "closed", "no such")).ShouldBe(["a", "e"]);
            (await FoundAsync(writer, "someText", "it's")).ShouldBe(["O'b; --"]);
            (await FoundAsync(writer, "key", "d", "O'b; --", "c")).ShouldBe(["O'b; --", "d"]);
            (await FoundAsync(writer, "key")).ShouldBeEmpty();
        });

        static async Task<IEnumerable<string>> FoundAsync(ICityWriter writer, string field, params string[] values) =>
            (await writer.FindAllAsync(Things, field, values, Never)).Select(row => row.Key);
    }

    [StoreTheory]
    [InlineData("test-things", "POINT (118.1 24.5)")]
    [InlineData("test-lines", "LINESTRING (118 24, 118.5 24.25, 119 25)")]
    [InlineData("test-lines", "MULTILINESTRING ((118 24, 119 25), (117 23, 116 22))")]
    [InlineData("test-areas", "POLYGON ((0 0, 4 0, 4 4, 0 4, 0 0), (1 1, 2 1, 2 2, 1 1))")]
    [InlineData("test-areas", "MULTIPOLYGON (((0 0, 1 0, 1 1, 0 0)), ((5 5, 6 5, 6 6, 5 5)))")]
    [InlineData("test-mixed", "POINT (1 2)")]
    [InlineData("test-mixed", "LINESTRING (0 0, 1 1)")]
    [InlineData("test-mixed", "POLYGON ((0 0, 4 0, 4 4, 0 0))")]
    [InlineData("test-mixed", "MULTIPOINT ((0 0), (1 1))")]
    public async Task Every_geometry_kind_reads_back_as_it_was_written(string name, string wkt)
    {
        var layer = All.Single(l => l.Name == name);
        await _store.Insert(layer, Of(layer, "a", wkt));
        (await _store.Rows(layer)).Single().Geometry!.AsText().ShouldBe(Geometry(wkt).AsText());
        (await _store.Upsert(layer, Of(layer, "a", wkt))).ShouldBe(new UpsertCounts(0, 0, 1));
    }

    [StoreFact]
    public async Task Ids_are_given_in_order_and_kept_when_given()
    {
        await _store.Upsert(Things, Thing("a"), Thing("b"));
        var big = (1L << 53) - 1;
        await _store.Insert(Things, Thing("big") with { Id = big });
        (await _store.Rows(Things)).Select(row => (row.Id, row.Key)).ShouldBe([(1, "a"), (2, "b"), (big, "big")]);
        (await Should.ThrowAsync<StoreException>(() => _store.Insert(Things, Thing("more") with { Id = big + 1 }))).Message.ShouldContain("id");
    }

    [StoreFact]
    public async Task An_id_is_never_given_twice()
    {
        await _store.Upsert(Things, Thing("a"), Thing("b"));
        await _store.Delete(Things, 2);
        (await _store.Insert(Things, Thing("c"))).Id.ShouldBe(3);
        await _store.Delete(Things, 3);
        await _store.Delete(Things, 1);
        await _store.Upsert(Things, Thing("d"));
        (await _store.Rows(Things)).Single().Id.ShouldBe(4);
    }

    [StoreFact]
    public async Task Upsert_counts_inserted_updated_and_unchanged()
    {
        (await _store.Upsert(Things, Thing("a"), Thing("b"), Thing("c"))).ShouldBe(new UpsertCounts(3, 0, 0));
        var first = await _store.Rows(Things);
        (await _store.Upsert(Things, Thing("a"), Thing("b", x: 118.2), Thing("c", text: "new"), Thing("d"))).ShouldBe(new UpsertCounts(1, 2, 1));
        var rows = await _store.Rows(Things);
        rows.Select(row => (row.Id, row.Key, row.Revision)).ShouldBe([(1, "a", 1), (2, "b", 2), (3, "c", 2), (rows[3].Id, "d", 2)]);
        rows[0].ShouldSatisfyAllConditions(row => row.SameContent(first[0]).ShouldBeTrue());
        var set = (await _store.ChangeSetsAsync(Never))[0];
        set.Counts["test-things"].ShouldBe(new ChangeCounts(1, 2, 0));
    }

    [StoreFact]
    public async Task Two_upserts_in_one_write_may_touch_the_same_row()
    {
        await _store.Write(async writer =>
        {
            await writer.UpsertAsync(Things, Stream(Thing("a", text: "first"), Thing("b")), Never);
            (await writer.UpsertAsync(Things, Stream(Thing("a", text: "second")), Never)).ShouldBe(new UpsertCounts(0, 1, 0));
        });
        (await _store.Rows(Things))[0].Get(Things, "someText").ShouldBe("second");
        await _store.UndoAsync(1, Note, Never);
        (await _store.Rows(Things)).ShouldBeEmpty();
    }

    [StoreFact]
    public async Task An_unchanged_reimport_leaves_no_change_set_and_takes_no_version()
    {
        await _store.Upsert(Areas, Of(Areas, "a", "POLYGON ((0 0, 4 0, 4 4, 0 0))"));
        var outcome = await _store.Write(writer => writer.UpsertAsync(Areas, Stream(Of(Areas, "a", "MULTIPOLYGON (((0 0, 4 0, 4 4, 0 0)))")), Never));
        outcome.ChangeSet.ShouldBeNull();
        outcome.State.Version.ShouldBe(1);
        (await _store.Version()).ShouldBe(1);
        (await _store.ChangeSetsAsync(Never)).Count.ShouldBe(1);
    }

    [StoreFact]
    public async Task Updating_a_row_to_what_it_is_changes_nothing()
    {
        var a = await _store.Insert(Things, Thing("a"));
        (await _store.Update(Things, a, a.Revision)).ChangeSet.ShouldBeNull();
    }

    [StoreFact]
    public async Task Duplicate_keys_are_refused_by_name_in_a_first_load_an_upsert_and_an_insert()
    {
        (await Should.ThrowAsync<DuplicateKeyException>(() => _store.Upsert(Things, Thing("a"), Thing("twice"), Thing("twice")))).Message.ShouldContain("twice");
        (await _store.Rows(Things)).ShouldBeEmpty();
        await _store.Upsert(Things, Thing("a"));
        (await Should.ThrowAsync<DuplicateKeyException>(() => _store.Upsert(Things, Thing("twice"), Thing("twice", x: 1)))).Message.ShouldContain("twice");
        (await Should.ThrowAsync<DuplicateKeyException>(() => _store.Insert(Things, Thing("a")))).Message.ShouldContain("'a'");
        await _store.Insert(Things, Thing("b"));
        var a = (await _store.Rows(Things))[0];
        (await Should.ThrowAsync<DuplicateKeyException>(() => _store.Update(Things, Thing("b") with { Id = a.Id }))).Message.ShouldContain("'b'");
        (await _store.Rows(Things)).Select(row => row.Key).ShouldBe(["a", "b"]);
    }

    [StoreFact]
    public async Task A_write_that_throws_changes_nothing()
    {
        await _store.Upsert(Things, Thing("a"));
        await Should.ThrowAsync<InvalidTimeZoneException>(() => _store.Write(async writer =>
        {
            await writer.InsertAsync(Things, Thing("b"), Never);
            await writer.DeleteAsync(Things, 1, null, Never);
            await writer.UpsertAsync(Lines, Stream(Of(Lines, "l", "LINESTRING (0 0, 1 1)")), Never);
            await writer.SetCityAsync(Xiangan, Never);
            throw new InvalidTimeZoneException();
        }));
        (await _store.Rows(Things)).Select(row => row.Key).ShouldBe(["a"]);
        (await _store.Rows(Lines)).ShouldBeEmpty();
        (await _store.StateAsync(Never)).ShouldSatisfyAllConditions(state => state.Version.ShouldBe(1), state => state.City.ShouldBeNull());
        await _store.Upsert(Lines, Of(Lines, "l", "LINESTRING (0 0, 1 1)"));
        (await Should.ThrowAsync<DuplicateKeyException>(() => _store.Insert(Lines, Of(Lines, "l", null)))).ShouldNotBeNull();
    }

    [StoreFact]
    public async Task Of_two_writers_on_one_feature_one_wins_and_the_other_gets_a_conflict()
    {
        var a = await _store.Insert(Things, Thing("a"));
        await _store.Update(Things, Thing("a", text: "first") with { Id = a.Id }, a.Revision);
        var late = await Should.ThrowAsync<StoreConflictException>(() => _store.Update(Things, Thing("a", text: "second") with { Id = a.Id }, a.Revision));
        late.Actual.ShouldBe(2);
        (await Should.ThrowAsync<StoreConflictException>(() => _store.Delete(Things, a.Id, a.Revision))).Actual.ShouldBe(2);
        (await Should.ThrowAsync<StoreConflictException>(() => _store.Delete(Things, 99))).Actual.ShouldBeNull();
        (await _store.Rows(Things)).Single().Get(Things, "someText").ShouldBe("first");
        (await _store.Version()).ShouldBe(2);
    }

    [StoreFact]
    public async Task Concurrent_writers_get_consecutive_versions_in_commit_order()
    {
        await using var other = await CityStores.OpenAsync(await LocationAsync(), All, Never);
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(() =>
            (i % 2 == 0 ? _store : other).Write(writer => writer.InsertAsync(Things, Thing($"k{i}"), Never)))));
        outcomes.Select(outcome => outcome.State.Version).Order().ShouldBe(Enumerable.Range(1, 20).Select(i => (long)i));
        outcomes.ShouldAllBe(outcome => outcome.ChangeSet == outcome.State.Version);
        var sets = await other.ChangeSetsAsync(Never);
        sets.Select(set => set.Id).ShouldBe(Enumerable.Range(1, 20).Select(i => 21L - i));
        (await _store.Rows(Things)).Select(row => row.Revision).Order().ShouldBe(Enumerable.Range(1, 20).Select(i => (long)i));
    }

    [StoreFact]
    public async Task A_reading_stays_at_its_version_while_others_write()
    {
        await _store.Upsert(Things, Thing("a"));
        await using var reading = await _store.ReadAsync(Never);
        await _store.Upsert(Things, Thing("a", text: "later"), Thing("b"));
        reading.State.Version.ShouldBe(1);
        reading.Features(Things).Single().Get(Things, "someText").ShouldBeNull();
        (await _store.Rows(Things)).Count.ShouldBe(2);
    }

    [StoreFact]
    public async Task A_writer_sees_its_own_rows()
    {
        await _store.Write(async writer =>
        {
            var a = await writer.InsertAsync(Things, Thing("a"), Never);
            (await writer.FindAsync(Things, a.Id, Never))!.Revision.ShouldBe(writer.Version);
            await writer.DeleteAsync(Things, a.Id, null, Never);
            (await writer.FindAsync(Things, a.Id, Never)).ShouldBeNull();
        });
    }

    [StoreFact]
    public async Task Delete_others_keeps_the_named_keys()
    {
        await _store.Upsert(Things, Thing("a"), Thing("b"), Thing("c"));
        var deleted = 0L;
        await _store.Write(async writer => deleted = await writer.DeleteOthersAsync(Things, new HashSet<string> { "b", "new" }, Never));
        deleted.ShouldBe(2);
        (await _store.Rows(Things)).Single().Key.ShouldBe("b");
        (await _store.ChangeSetsAsync(Never))[0].Counts["test-things"].ShouldBe(new ChangeCounts(0, 0, 2));
    }

    [StoreFact]
    public async Task The_citys_metadata_is_versioned()
    {
        (await _store.Write(writer => writer.SetCityAsync(Xiangan, Never))).State.Version.ShouldBe(1);
        (await _store.Write(writer => writer.SetCityAsync(Xiangan, Never))).ChangeSet.ShouldBeNull();
        var city = (await _store.StateAsync(Never)).City!;
        city.Name.ShouldBe(Xiangan.Name);
        city.Extent.ShouldBe(Xiangan.Extent);
        city.Languages.ShouldBe(Xiangan.Languages);
        (city.TimeZone, city.PlaneCode, city.PlaneWkt).ShouldBe((Xiangan.TimeZone, Xiangan.PlaneCode, Xiangan.PlaneWkt));
        await _store.UndoAsync(1, Note, Never);
        (await _store.StateAsync(Never)).City.ShouldBeNull();
    }

    [StoreTheory]
    [InlineData("someNumber", double.NaN)]
    [InlineData("someInteger", "12")]
    [InlineData("someList", "{\"not\":\"a list\"}")]
    [InlineData("someList", "[1,")]
    [InlineData("someText", "nul\0")]
    public async Task A_value_that_does_not_fit_is_refused_with_its_field_and_nothing_changes(string field, object value)
    {
        var refused = await Should.ThrowAsync<StoreException>(() => _store.Upsert(Things, Thing("good"), Of(Things, "bad", "POINT (1 1)", (field, value))));
        refused.Message.ShouldContain(field);
        refused.Message.ShouldContain("'bad'");
        (await _store.Rows(Things)).ShouldBeEmpty();
    }

    [StoreFact]
    public async Task A_geometry_of_another_kind_is_refused() =>
        (await Should.ThrowAsync<StoreException>(() => _store.Insert(Things, Of(Things, "a", "LINESTRING (0 0, 1 1)")))).Message.ShouldContain("geometry");

    [StoreFact]
    public async Task Every_layer_of_a_city_can_be_edited_whatever_its_fields_are_called()
    {
        await using var city = await CityStores.OpenAsync(await OtherLocationAsync(), CityLayers.All, Never);
        foreach (var layer in CityLayers.All)
        {
            var row = await city.Insert(layer, new Feature(0, "one", null, [.. layer.Fields.Select(_ => (object?)null)]));
            await city.WriteAsync(Note, async writer =>
            {
                await writer.UpdateAsync(layer, row with { Values = row.Values.SetItem(0, "renamed") }, row.Revision, Never);
                await writer.DeleteAsync(layer, row.Id, null, Never);
            }, Never);
            (await city.HistoryAsync(layer, row.Id, Never)).Select(image => image.Feature.Name).ShouldBe(["renamed", null], layer.Name);
        }
    }
}
