using System.Net;
using System.Text.Json.Nodes;
using RiskMap.City.Store;
using RiskMap.Server.Hosting;
using RiskMap.Server.Tests.Support;
using static RiskMap.Server.Tests.Support.DispatchClient;

namespace RiskMap.Server.Tests.Features;

/// <summary>The dispatch record over HTTP: a force is sent in one request, its orders are followed, and no way of writing gets past the rules.</summary>
public sealed class DispatchTests
{
    [Fact]
    public async Task A_whole_force_is_sent_to_a_new_incident_in_one_change_set()
    {
        await using var city = await TestCity.With(Draw);
        var sent = (await city.DispatchAsync($$"""
            {"incident":{"name":"氨泄漏","location":[118.25,24.65],"unNumber":"1005","template":"ammonia-leak","size":"large","windFromDegrees":45,"windMetresPerSecond":2.5,"severity":"ordinary"},
             "units":[{{Team(1, ",\"expectedSeconds\":412.5")}},{{Suits(3)}}],"note":"演练"}
            """, ("RiskMap-Who", Uri.EscapeDataString("王值班")))).ShouldBe(HttpStatusCode.Created);

        var (id, orders) = (sent.Json.Number("incidentId"), sent.Json["orders"]!.AsArray());
        sent.Headers["Location"].ShouldEndWith($"/collections/incidents/items/{id}");
        sent.Headers["RiskMap-Change-Set"].ShouldBe("2");
        sent.Json.Text("dataVersion").ShouldBe(city.Version);
        orders.Select(order => (order!.Text("layer"), order!.Number("unitId"), order!.Text("unitKey"), order!.Text("name"), order!.Text("state"), order!.Number("revision"))).ShouldBe(
            [("teams", 1, "teams-一队", "一队", "ordered", 2), ("depots", 1, "depots-一库", "一库", "ordered", 2)]);
        orders[0]!["expectedSeconds"]!.GetValue<double>().ShouldBe(412.5);

        var incident = (await city.GetAsync(sent.Headers["Location"])).Json["properties"]!;
        (incident.Text("state"), incident.Text("template"), incident.Text("key")).ShouldBe(("open", "ammonia-leak", sent.Json.Text("incidentKey")));
        incident.Text("reportedAt").ShouldNotBeEmpty();
        var order = (await city.GetAsync($"{Orders}/{orders[1]!.Number("id")}")).ShouldBe(HttpStatusCode.OK).Json;
        order["geometry"]!["coordinates"]!.ToJsonString().ShouldBe("[118.24,24.62]");
        JsonNode.DeepEquals(order["properties"]!["materials"], JsonNode.Parse("""[{"code":"2010299","quantity":3,"unit":"套","name":"防化服"}]""")).ShouldBeTrue();
        order["properties"]!.Text("note").ShouldBe("演练");
        (await city.Live.Store.ChangeSetsAsync(CancellationToken.None))[0].Note.Who.ShouldBe("王值班");
    }

    [Fact]
    public async Task The_record_tells_an_incident_with_its_orders()
    {
        await using var city = await TestCity.With(Draw);
        (await city.SendForceAsync(Team(1, ",\"expectedSeconds\":3600"), Team(2, ",\"expectedSeconds\":0"), Suits(3))).ShouldBe(HttpStatusCode.Created);
        await Task.Delay(5);
        (await city.PatchOrderAsync(1, """{"state":"turned-out"}""")).ShouldBe(HttpStatusCode.OK);

        var reply = (await city.GetAsync("/dispatch/1")).ShouldBe(HttpStatusCode.OK);
        var orders = reply.Json["orders"]!.AsArray();
        reply.Json["incident"]!["properties"]!.Text("name").ShouldBe("氨泄漏");
        orders.Select(order => (order!.Number("id"), order!.Text("state"), order!["late"]?.GetValue<bool>())).ShouldBe([(1, "turned-out", false), (2, "ordered", true), (3, "ordered", null)]);
        (orders[0]!.Number("revision"), orders[0]!.Number("orderedBy")).ShouldBe((3, 2));
        orders[0]!["location"]!.ToJsonString().ShouldBe("[118.22,24.62]");
        DateTimeOffset.Parse(orders[0]!.Text("expectedAt"), null).ShouldBe(DateTimeOffset.Parse(orders[0]!.Text("orderedAt"), null).AddHours(1));
        (orders[0]!["turnedOutAt"]!.GetValue<DateTimeOffset>() >= orders[0]!["orderedAt"]!.GetValue<DateTimeOffset>()).ShouldBeTrue();
        orders[0]!.AsObject().ContainsKey("arrivedAt").ShouldBeTrue();
        orders[2]!["materials"]![0]!.Number("quantity").ShouldBe(3);

        using var same = await city.SendAsync(HttpMethod.Get, "/dispatch/1", ("If-None-Match", reply.ETag));
        same.StatusCode.ShouldBe(HttpStatusCode.NotModified);
        (await city.GetProblemAsync("/dispatch/99", HttpStatusCode.NotFound)).Text("member").ShouldBe("incidentId");
        await city.GetProblemAsync("/dispatch/x", HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task All_or_nothing_and_every_unit_that_cannot_go_is_named()
    {
        await using var city = await TestCity.With(Draw);
        (await city.SendForceAsync(Team(1))).ShouldBe(HttpStatusCode.Created);
        var version = city.Version;

        var problem = (await city.DispatchAsync($$"""{"incident":{"name":"火情","location":[118.25,24.65]},"units":[{{Team(2)}},{{Team(1)}},{{Suits(9)}}]}""")).ShouldBeProblem(HttpStatusCode.Conflict, "dispatch-conflict");

        (problem.Text("member"), problem.Text("value")).ShouldBe(("units/1/id", "teams-一队"));
        problem.Text("detail").ShouldContain("一队 is at '氨泄漏' (ordered, order 1)");
        problem["errors"]!.AsArray().Select(error => error!.Text("pointer")).ShouldBe(["/units/1/id", "/units/2/materials/0"]);
        problem["errors"]![1]!.Text("detail").ShouldContain("can send 8 套");
        city.Version.ShouldBe(version);
        (await city.GetJsonAsync("/collections/incidents/items")).Number("numberMatched").ShouldBe(1);
    }

    [Theory]
    [InlineData("""{"units":[{"layer":"teams","id":1}]}""", 400, "incidentId")]
    [InlineData("""{"incidentId":1,"incident":{"name":"a","location":[118.25,24.65]},"units":[]}""", 400, "incidentId")]
    [InlineData("""{"incidentId":1}""", 400, "units")]
    [InlineData("""{"incidentId":1,"units":[]}""", 400, "units")]
    [InlineData("""{"incidentId":"1","units":[]}""", 400, "incidentId")]
    [InlineData("""{"incidentId":1,"units":[{"layer":"roads","id":1}]}""", 400, "units/0/layer")]
    [InlineData("""{"incidentId":1,"units":[{"layer":"teams"}]}""", 400, "units/0/id")]
    [InlineData("""{"incidentId":1,"units":[{"layer":"teams","id":1},{"layer":"teams","id":1}]}""", 400, "units/1/id")]
    [InlineData("""{"incidentId":1,"units":[{"layer":"teams","id":1,"colour":"red"}]}""", 400, "units/0/colour")]
    [InlineData("""{"incidentId":1,"units":[{"layer":"teams","id":1,"expectedSeconds":-1}]}""", 400, "units/0/expectedSeconds")]
    [InlineData("""{"incidentId":1,"units":[{"layer":"teams","id":1,"note":"\ud800"}]}""", 400, "")]
    [InlineData("""{"incidentId":1,"units":[{"layer":"teams","id":1,"note":"\u0000"}]}""", 400, "units/0/note")]
    [InlineData("""{"incidentId":1,"units":[{"layer":"depots","id":1,"materials":[{"code":"99","quantity":1}]}]}""", 400, "units/0/materials")]
    [InlineData("""{"incidentId":1,"units":[{"layer":"depots","id":1,"materials":[{"code":"2010299"}]}]}""", 400, "units/0/materials/0/quantity")]
    [InlineData("""{"incidentId":1,"units":[{"layer":"depots","id":1,"materials":[{"code":"2010299","quantity":0}]}]}""", 400, "units/0/materials/0/quantity")]
    [InlineData("""{"incidentId":1,"units":[{"layer":"depots","id":1,"materials":[{"code":"2010299","quantity":1e400}]}]}""", 400, "units/0/materials/0/quantity")]
    [InlineData("""{"incidentId":1,"units":[{"layer":"teams","id":1,"materials":[{"code":"2010299","quantity":1}]}]}""", 400, "units/0/materials")]
    [InlineData("""{"incidentId":9,"units":[{"layer":"teams","id":1}]}""", 404, "incidentId")]
    [InlineData("""{"incidentId":1,"units":[{"layer":"teams","id":1},{"layer":"teams","id":9}]}""", 404, "units/1/id")]
    [InlineData("""{"incident":{"location":[118.25,24.65]},"units":[]}""", 400, "incident/name")]
    [InlineData("""{"incident":{"name":"a"},"units":[]}""", 400, "incident/location")]
    [InlineData("""{"incident":{"name":"a","location":[24.65,118.25]},"units":[]}""", 400, "incident/location")]
    [InlineData("""{"incident":{"name":"a","location":[118.25,24.65],"size":"huge"},"units":[]}""", 400, "incident/size")]
    [InlineData("""{"incident":{"name":"a","location":[118.25,24.65],"closedAt":"2026-01-01T00:00:00Z"},"units":[]}""", 400, "incident/closedAt")]
    [InlineData("""{"incident":{"name":"a","location":[118.25,24.65],"state":"closed"},"units":[{"layer":"teams","id":1}]}""", 409, "incidentId")]
    [InlineData("""[]""", 400, "")]
    [InlineData("""{""", 400, "")]
    public async Task What_cannot_be_used_is_named_and_changes_nothing(string body, int status, string member)
    {
        await using var city = await TestCity.With(Draw);
        var reply = await city.DispatchAsync(body);
        ((int)reply.Status).ShouldBe(status, reply.Body);
        reply.Json.Text("member").ShouldBe(member, reply.Body);
        reply.Json.Text("remedy").ShouldNotBeEmpty();
        city.Live.Current.Version.Version.ShouldBe(1);
    }

    [Fact]
    public async Task A_repeated_request_is_done_once_and_answered_the_same()
    {
        await using var city = await TestCity.With(Draw);
        var body = $$"""{"incident":{"name":"火情","location":[118.25,24.65]},"units":[{{Team(1)}}]}""";
        var first = (await city.DispatchAsync(body, ("Idempotency-Key", "k1"))).ShouldBe(HttpStatusCode.Created);
        (await city.PatchOrderAsync(1, """{"state":"arrived"}""")).ShouldBe(HttpStatusCode.OK);
        var again = (await city.DispatchAsync(body, ("Idempotency-Key", "k1"))).ShouldBe(HttpStatusCode.Created);
        again.Body.ShouldBe(first.Body);
        (again.Headers["Location"], again.Headers["Idempotency-Replayed"], again.Headers["RiskMap-Change-Set"]).ShouldBe((first.Headers["Location"], "true", "2"));
        (await city.Live.Store.ChangeSetsAsync(CancellationToken.None)).Count.ShouldBe(3);
        (await city.DispatchAsync(body.Replace("火情", "水情", StringComparison.Ordinal), ("Idempotency-Key", "k1"))).ShouldBeProblem(HttpStatusCode.UnprocessableEntity, "request-reused");
    }

    [Fact]
    public async Task Orders_go_through_their_states_by_patches_and_free_the_unit_at_the_end()
    {
        await using var city = await TestCity.With(Draw);
        var sent = (await city.SendForceAsync(Team(1))).ShouldBe(HttpStatusCode.Created).Json["orders"]![0]!;
        var tag = $"W/\"{sent.Number("revision")}\"";
        var arrived = (await city.WriteAsync(HttpMethod.Patch, $"{Orders}/1", """{"properties":{"state":"arrived"}}""", ("If-Match", tag))).ShouldBe(HttpStatusCode.OK);
        arrived.Json["properties"]!.Text("arrivedAt").ShouldNotBeEmpty();
        arrived.Json["properties"]!["turnedOutAt"].ShouldBeNull();
        // Who has not seen it reads it anew.
        (await city.WriteAsync(HttpMethod.Patch, $"{Orders}/1", """{"properties":{"state":"released"}}""", ("If-Match", tag))).ShouldBeProblem(HttpStatusCode.PreconditionFailed, "stale");
        (await city.PatchOrderAsync(1, """{"state":"ordered"}""")).ShouldBeProblem(HttpStatusCode.Conflict, "dispatch-conflict").Text("member").ShouldBe("/properties/state");
        (await city.PatchOrderAsync(1, """{"releasedAt":"2026-01-01T00:00:00Z"}""")).ShouldBeProblem(HttpStatusCode.UnprocessableEntity, "invalid-feature").Text("member").ShouldBe("/properties/releasedAt");
        (await city.SendForceAsync(Team(1))).Status.ShouldBe(HttpStatusCode.Conflict);
        (await city.PatchOrderAsync(1, """{"state":"released"}""")).ShouldBe(HttpStatusCode.OK);
        (await city.SendForceAsync(Team(1))).ShouldBe(HttpStatusCode.Created);
        // What GET gave changes nothing when it is sent back.
        var version = city.Version;
        var standing = await city.GetAsync($"{Orders}/1");
        (await city.WriteAsync(HttpMethod.Put, $"{Orders}/1", standing.Body, ("If-Match", standing.ETag))).ShouldBe(HttpStatusCode.OK);
        city.Version.ShouldBe(version);
    }

    [Fact]
    public async Task What_was_used_comes_off_the_stock_in_the_change_set_of_the_release_and_comes_back_with_its_undo()
    {
        await using var city = await TestCity.With(Draw);
        (await city.SendForceAsync(Suits(5))).ShouldBe(HttpStatusCode.Created);
        var released = (await city.PatchOrderAsync(1, """{"state":"released","materials":[{"code":"2010299","quantity":5,"used":4}]}""")).ShouldBe(HttpStatusCode.OK);
        (await StockAsync(city)).ShouldBe(6);
        var set = long.Parse(released.Headers["RiskMap-Change-Set"], null);
        (await city.Live.Store.ChangeSetsAsync(CancellationToken.None))[0].Counts.Keys.ShouldBe(["dispatch-orders", "depots"], ignoreOrder: true);
        await city.Live.Store.UndoAsync(set, new ChangeNote("tester", "undo"), CancellationToken.None);
        await city.Live.CatchUpAsync(CancellationToken.None);
        (await StockAsync(city)).ShouldBe(10);
        (await city.RecordAsync())["orders"]![0]!.Text("state").ShouldBe("ordered");
    }

    [Fact]
    public async Task A_dispatch_is_taken_back_whole()
    {
        await using var city = await TestCity.With(Draw);
        var sent = (await city.DispatchAsync($$"""{"incident":{"name":"火情","location":[118.25,24.65]},"units":[{{Team(1)}},{{Suits(8)}}]}""")).ShouldBe(HttpStatusCode.Created);
        await city.Live.Store.UndoAsync(2, new ChangeNote("tester", "undo"), CancellationToken.None);
        await city.Live.CatchUpAsync(CancellationToken.None);
        await city.GetProblemAsync($"/dispatch/{sent.Json.Number("incidentId")}", HttpStatusCode.NotFound);
        (await city.SendForceAsync(Team(1), Suits(8))).ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task The_record_outlives_the_server()
    {
        await using var city = await TestCity.With(Draw);
        (await city.SendForceAsync(Team(1), Suits(3))).ShouldBe(HttpStatusCode.Created);
        (await city.PatchOrderAsync(1, """{"state":"arrived"}""")).ShouldBe(HttpStatusCode.OK);
        var before = await city.GetAsync("/dispatch/1");
        await using var next = await TestCity.Over(city.StorePath);
        var after = await next.GetAsync("/dispatch/1");
        after.Body.ShouldBe(before.Body);
        (await next.SendForceAsync(Team(1))).Status.ShouldBe(HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task No_way_of_writing_features_gets_past_the_rules()
    {
        await using var city = await TestCity.With(Draw);
        (await city.SendForceAsync(Team(1), Suits(8))).ShouldBe(HttpStatusCode.Created);
        var order = """{"name":"x","incidentKey":"incidents-氨泄漏","unitLayer":"teams","unitKey":"teams-一队"}""";

        await RefusedAsync(HttpMethod.Post, Orders, ItemClient.Feature(order), "/properties/unitKey");
        await RefusedAsync(HttpMethod.Delete, $"{Orders}/1", null, "fid");
        await RefusedAsync(HttpMethod.Delete, "/collections/teams/items/1", null, "fid");
        await RefusedAsync(HttpMethod.Delete, "/collections/depots/items/1", null, "fid");
        await RefusedAsync(HttpMethod.Delete, "/collections/incidents/items/1", null, "fid");
        await RefusedAsync(HttpMethod.Patch, "/collections/teams/items/1", """{"properties":{"key":"other"}}""", "/properties/key");
        await RefusedAsync(HttpMethod.Patch, "/collections/incidents/items/1", """{"properties":{"state":"closed"}}""", "/properties/state");
        await RefusedAsync(HttpMethod.Put, "/collections/incidents/items/1", ItemClient.Feature("""{"name":"氨泄漏","state":"closed"}"""), "/properties/state");

        // Other edits of the same features go on.
        (await city.WriteAsync(HttpMethod.Patch, "/collections/teams/items/1", """{"properties":{"onDuty":4}}""", ("If-Match", "*"))).ShouldBe(HttpStatusCode.OK);
        var added = (await city.WriteAsync(HttpMethod.Post, Orders, ItemClient.Feature(order.Replace("一队", "二队", StringComparison.Ordinal)))).ShouldBe(HttpStatusCode.Created);
        (added.Json["properties"]!.Text("name"), added.Json["properties"]!.Text("state"), added.Json["geometry"]!["coordinates"]!.ToJsonString()).ShouldBe(("二队", "ordered", "[118.22,24.62]"));
        foreach (var id in new[] { 1, 2, 3 }) (await city.PatchOrderAsync(id, """{"state":"cancelled"}""")).ShouldBe(HttpStatusCode.OK);
        (await city.WriteAsync(HttpMethod.Patch, "/collections/incidents/items/1", """{"properties":{"state":"closed"}}""", ("If-Match", "*"))).ShouldBe(HttpStatusCode.OK).Json["properties"]!.Text("closedAt").ShouldNotBeEmpty();
        (await city.SendForceAsync(Team(1))).ShouldBeProblem(HttpStatusCode.Conflict, "dispatch-conflict").Text("member").ShouldBe("incidentId");

        async Task RefusedAsync(HttpMethod method, string path, string? body, string member) =>
            (await city.WriteAsync(method, path, body, ("If-Match", "*"))).ShouldBeProblem(HttpStatusCode.Conflict, "dispatch-conflict").Text("member").ShouldBe(member);
    }

    [Fact]
    public async Task Every_open_map_hears_of_orders_with_their_ids()
    {
        await using var city = await TestCity.With(Draw);
        await using var live = await EventStream.OpenAsync(city.Client, "/live?collections=dispatch-orders,incidents");
        await live.NextAsync("version");
        (await city.DispatchAsync($$"""{"incident":{"name":"火情","location":[118.25,24.65]},"units":[{{Team(1)}},{{Team(2)}}]}""")).ShouldBe(HttpStatusCode.Created);
        var sent = await live.NextAsync("change");
        LiveEvent.Ids(sent.Of("dispatch-orders"), "inserted").ShouldBe([1, 2]);
        LiveEvent.Ids(sent.Of("incidents"), "inserted").ShouldBe([2]);
        (await city.PatchOrderAsync(2, """{"state":"arrived"}""")).ShouldBe(HttpStatusCode.OK);
        LiveEvent.Ids((await live.NextAsync("change")).Of("dispatch-orders"), "updated").ShouldBe([2]);
    }

    [Fact]
    public async Task A_force_leaves_out_who_is_out_and_counts_who_has_arrived()
    {
        await using var city = await TestCity.With(Draw);
        (await city.SendForceAsync(Team(1))).ShouldBe(HttpStatusCode.Created);
        (await city.PatchOrderAsync(1, """{"state":"arrived"}""")).ShouldBe(HttpStatusCode.OK);
        const string Needs = "\"needs\":[{\"capability\":\"fire-fighting\",\"amount\":2}]";
        var elsewhere = (await city.ExecuteAsync("sufficient-force", $$"""{"location":[118.23,24.63],{{Needs}}}""")).ShouldBe(HttpStatusCode.OK).Json;
        elsewhere["units"]!.AsArray().Select(unit => unit!.Number("id")).ShouldBe([2, 3], ignoreOrder: true);
        elsewhere["leftOut"]!.AsArray().Single(unit => unit!.Number("id") == 1)!["reason"]!.Text("zh").ShouldBe("出动中：氨泄漏");
        var here = (await city.ExecuteAsync("sufficient-force", $$"""{"incidentId":1,{{Needs}}}""")).ShouldBe(HttpStatusCode.OK).Json;
        var arrived = here["units"]!.AsArray().Single(unit => unit!.Number("id") == 1)!;
        (arrived["seconds"]!.GetValue<double>(), arrived.Number("orderId"), arrived.Text("orderState")).ShouldBe((0, 1, "arrived"));
        here["units"]!.AsArray().Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_server_that_takes_no_writes_sends_nobody()
    {
        await using var city = await TestCity.With(Draw, ServerOptions.Create("http://127.0.0.1:0", readOnly: true));
        (await city.SendForceAsync(Team(1))).ShouldBeProblem(HttpStatusCode.Forbidden, "read-only");
        (await city.RecordAsync())["orders"]!.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task Of_many_who_order_the_same_at_once_exactly_one_wins()
    {
        await using var city = await TestCity.With(Draw);
        for (var round = 0; round < 8; round++)
        {
            var replies = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => i % 2 == 0 ? city.SendForceAsync(Team(1)) : city.SendForceAsync(Suits(5), Team(1))));
            replies.Count(reply => reply.Status == HttpStatusCode.Created).ShouldBe(1);
            replies.Where(reply => reply.Status != HttpStatusCode.Created).ShouldAllBe(reply => reply.Status == HttpStatusCode.Conflict);
            await EndAllAsync(city);
        }
    }

    static async Task EndAllAsync(TestCity city)
    {
        foreach (var order in (await city.RecordAsync())["orders"]!.AsArray().Where(order => order!.Text("state") == "ordered"))
            (await city.PatchOrderAsync(order!.Number("id"), """{"state":"cancelled"}""")).ShouldBe(HttpStatusCode.OK);
    }

    static async Task<double> StockAsync(TestCity city) => (await city.GetAsync("/collections/depots/items/1")).Json["properties"]!["stock"]![0]!["quantity"]!.GetValue<double>();
}
