using RiskMap.City.Model;
using RiskMap.City.Store;
using static RiskMap.City.Tests.Store.TestLayers;

namespace RiskMap.City.Tests.Store;

public abstract partial class CityStoreTests
{
    static readonly LayerSchema MoreThings = Things with { OwnFields = [.. Things.OwnFields, new("extraHeadcount", ("人数", "Headcount"), FieldType.Integer)] };

    async Task<ICityStore> ReopenAsync(params IReadOnlyList<LayerSchema> layers) => await CityStores.OpenAsync(await LocationAsync(), layers, Never);

    [StoreFact]
    public async Task A_new_layer_and_a_new_column_are_added_and_old_rows_kept()
    {
        await _store.Upsert(Things, Thing("a"));
        await _store.Upsert(Things, Thing("a", text: "new"));
        var declared = new LayerSchema(Things.Name, Things.Title, Things.Description, Things.Geometry, MoreThings.OwnFields);
        var added = new LayerSchema("test-added", ("新", "Added"), ("新", "Added"), GeometryKind.Point, []);
        await using var store = await ReopenAsync([declared, Lines, Areas, Mixed, added]);
        var row = (await store.Rows(declared)).Single();
        row.Get(declared, "extraHeadcount").ShouldBeNull();
        row.Get(declared, "someText").ShouldBe("new");
        await store.Update(declared, Of(declared, "a", null, ("extraHeadcount", 5L)) with { Id = 1 });
        (await store.HistoryAsync(declared, 1, Never)).Count.ShouldBe(3);
        await store.UndoAsync(3, Note, Never);
        (await store.Rows(declared)).Single().SameContent(row).ShouldBeTrue();
        await store.Upsert(added, Of(added, "n", "POINT (1 1)"));
        await using var again = await ReopenAsync([declared, Lines, Areas, Mixed, added]);
        (await again.Rows(added)).Count.ShouldBe(1);
    }

    [StoreFact]
    public async Task A_column_may_bear_a_name_that_the_triggers_use_themselves()
    {
        Field Text(string name) => new(name, (name, name), FieldType.Text);
        var named = new LayerSchema("test-named", ("名", "Named"), ("名", "Named"), GeometryKind.Point, [Text("kind"), Text("changeKind"), Text("own"), Text("n")]);
        await using var store = await ReopenAsync([.. All, named]);
        await store.Upsert(named, Of(named, "a", "POINT (1 1)", ("kind", "fire"), ("n", "1")));
        await store.Update(named, Of(named, "a", "POINT (1 1)", ("kind", "flood"), ("own", "2")) with { Id = 1 });
        await store.Delete(named, 1);
        await store.UndoAsync(3, Note, Never);
        (await store.Rows(named)).Single().Get(named, "kind").ShouldBe("flood");
    }

    [StoreFact]
    public async Task A_column_removed_renamed_or_of_another_type_is_refused_by_name()
    {
        LayerSchema With(IEnumerable<Field> fields) => new(Things.Name, Things.Title, Things.Description, Things.Geometry, [.. fields]);
        var removed = With(Things.OwnFields.Skip(1));
        (await Should.ThrowAsync<StoreException>(() => ReopenAsync(removed, Lines, Areas, Mixed))).Message.ShouldContain("test-things.some_text");
        var retyped = With(Things.OwnFields.Select(field => field.Name == "someInteger" ? new Field("someInteger", field.Title, FieldType.Text) : field));
        (await Should.ThrowAsync<StoreException>(() => ReopenAsync(retyped, Lines, Areas, Mixed))).Message.ShouldContain("test-things.some_integer");
        (await Should.ThrowAsync<StoreException>(() => ReopenAsync(Things, Lines, Areas))).Message.ShouldContain("test-mixed");
        await Outside("ALTER TABLE test_lines RENAME COLUMN licence TO license");
        (await Should.ThrowAsync<StoreException>(() => ReopenAsync(Things, Lines, Areas, Mixed))).Message.ShouldContain("test-lines.licence");
    }

    [StoreFact]
    public async Task A_store_of_a_newer_program_is_refused()
    {
        await Outside("UPDATE riskmap_state SET format = 999");
        (await Should.ThrowAsync<StoreException>(() => ReopenAsync(All))).Message.ShouldContain("newer");
    }

    [StoreFact]
    public async Task A_store_of_format_1_is_brought_up_once_by_whoever_opens_it_first()
    {
        await FillAsync();
        var before = await _store.Dump(All);
        await ToFormat1Async();
        var stores = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => ReopenAsync(All))));
        foreach (var store in stores)
        {
            (await store.Dump(All)).ShouldBe(before);
            await store.DisposeAsync();
        }

        (await ScalarAsync("SELECT format FROM riskmap_state")).ShouldBe(2L);
        (await ScalarAsync("SELECT COUNT(*) FROM riskmap_migrations WHERE what LIKE 'format 2%'")).ShouldBe(1L);
        await using var asOf = await _store.ReadAsOfAsync(2, Never);
        asOf.Features(Things).Count.ShouldBe(3);
        await Outside("UPDATE test_things SET some_text = 'outside'");
        (await _store.ChangeSetsAsync(Never))[0].ShouldSatisfyAllConditions(set => set.Id.ShouldBe(9), set => set.Incomplete.ShouldBeFalse());
    }

    [StoreFact]
    public async Task A_plan_names_each_step_of_a_migration_and_changes_nothing()
    {
        await FillAsync();
        await ToFormat1Async();
        await Outside("ALTER TABLE test_things ADD COLUMN remark TEXT");
        var declared = new LayerSchema(Things.Name, Things.Title, Things.Description, Things.Geometry, MoreThings.OwnFields);
        var added = new LayerSchema("test-added", ("新", "Added"), ("新", "Added"), GeometryKind.Point, []);
        IReadOnlyList<LayerSchema> layers = [declared, Lines, Areas, Mixed, added];
        for (var i = 0; i < 2; i++)
        {
            var plan = await CityStores.PlanAsync(await LocationAsync(), layers, Never);
            plan.Count.ShouldBe(4);
            plan[0].ShouldStartWith("format 2");
            plan.Skip(1).ShouldBe(["add column test-things.extra_headcount", "keep the history of users' own column test-things.remark", "create layer test-added"]);
            (await ScalarAsync("SELECT format FROM riskmap_state")).ShouldBe(1L);
        }

        await using (var store = await ReopenAsync(layers)) (await store.Version()).ShouldBe(8);
        (await CityStores.PlanAsync(await LocationAsync(), layers, Never)).ShouldBeEmpty();
        await Outside("UPDATE riskmap_state SET format = 999");
        await Should.ThrowAsync<StoreException>(async () => await CityStores.PlanAsync(await LocationAsync(), layers, Never));
    }

    /// <summary>Makes the store what the first release left: the same tables without what format 2 added.</summary>
    Task ToFormat1Async() => Outside(
        "DROP TABLE riskmap_requests", "ALTER TABLE riskmap_state DROP COLUMN keep_days", "ALTER TABLE riskmap_change_sets DROP COLUMN incomplete",
        "DELETE FROM riskmap_migrations WHERE what LIKE 'format%'", "UPDATE riskmap_state SET format = 1, log_from = version");

    [StoreFact]
    public async Task A_users_own_column_is_kept_through_history_and_undo()
    {
        await _store.Upsert(Things, Thing("a"));
        await Outside("ALTER TABLE test_things ADD COLUMN remark TEXT", "UPDATE test_things SET remark = 'mine'");
        await using var store = await ReopenAsync(All);
        await store.Delete(Things, 1);
        await store.UndoAsync((await store.ChangeSetsAsync(Never))[0].Id, Note, Never);
        (await ScalarAsync("SELECT remark FROM test_things")).ShouldBe("mine");
    }

    [StoreFact]
    public async Task Every_layer_of_the_product_keeps_its_history()
    {
        await using var store = await CityStores.OpenAsync(await OtherLocationAsync(), Never);
        foreach (var layer in CityLayers.All)
        {
            var row = await store.Insert(layer, Of(layer, "a", null));
            await store.Update(layer, Of(layer, "b", null) with { Id = row.Id });
            await store.Delete(layer, row.Id);
            (await store.HistoryAsync(layer, row.Id, Never)).Select(image => image.Feature.Key).ShouldBe(["b", "a"], layer.Name);
        }
    }

    [StoreFact]
    public async Task Opening_twice_at_once_makes_the_tables_once()
    {
        var location = await OtherLocationAsync();
        var stores = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => CityStores.OpenAsync(location, All, Never))));
        var ids = await Task.WhenAll(stores.Select(store => store.StateAsync(Never)));
        ids.Select(state => state.StoreId).Distinct().Count().ShouldBe(1);
        foreach (var store in stores) await store.DisposeAsync();
    }

    /// <summary>One value as another program reads it.</summary>
    protected abstract Task<object?> ScalarAsync(string sql);
}
