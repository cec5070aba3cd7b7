using System.Net;
using System.Text.Json.Nodes;
using RiskMap.City.Store;
using RiskMap.Geo.Geometries;
using RiskMap.Server.Features;
using RiskMap.Server.Tests.Support;

namespace RiskMap.Server.Tests.Features;

public sealed class LiveTests
{
    [Fact]
    public async Task A_reader_learns_where_it_stands_and_then_every_version_in_order()
    {
        await using var city = await TestCity.With(enterprises: 5);
        await using var live = await EventStream.OpenAsync(city.Client);
        live.Response.Content.Headers.ContentType!.ToString().ShouldBe("text/event-stream");
        live.Response.Headers.CacheControl!.ToString().ShouldBe("no-cache");
        live.Response.Headers.GetValues("X-Accel-Buffering").ShouldBe(["no"]);
        var last = await live.NextAsync("version");
        last.Id.ShouldBe(city.Version);
        for (var i = 0; i < 4; i++)
        {
            await city.AddAsync(draft => draft.Enterprise($"新厂{i}", 118.3 + (i * 0.01), 24.7));
            var next = await live.NextAsync("change");
            (next.Id, next.Data["version"]!.GetValue<string>(), next.Data["from"]!.GetValue<string>()).ShouldBe((city.Version, city.Version, last.Id!));
            var change = next.Of("enterprises");
            LiveEvent.Ids(change, "inserted").ShouldBe([6 + i]);
            BoxOf(change).ShouldBe(Box.Of(118.3 + (i * 0.01), 24.7));
            last = next;
        }
    }

    [Fact]
    public async Task An_edit_over_HTTP_tells_where_the_feature_stood_and_where_it_stands()
    {
        await using var city = await TestCity.With(enterprises: 5);
        await using var live = await EventStream.OpenAsync(city.Client);
        await live.NextAsync("version");
        (await city.WriteAsync(HttpMethod.Patch, "/collections/enterprises/items/3", """{"geometry":{"type":"Point","coordinates":[118.3,24.7]}}""", ("If-Match", "*"))).ShouldBe(HttpStatusCode.OK);
        var change = (await live.NextAsync("change")).Of("enterprises");
        LiveEvent.Ids(change, "updated").ShouldBe([3]);
        BoxOf(change).ShouldBe(new Box(118.202, 24.6, 118.3, 24.7));
        change["boxes"]!.AsArray().Count.ShouldBe(2);
        (await city.WriteAsync(HttpMethod.Delete, "/collections/enterprises/items/3", null, ("If-Match", "*"))).ShouldBe(HttpStatusCode.NoContent);
        change = (await live.NextAsync("change")).Of("enterprises");
        LiveEvent.Ids(change, "deleted").ShouldBe([3]);
        BoxOf(change).ShouldBe(Box.Of(118.3, 24.7));
    }

    [Fact]
    public async Task A_reader_that_comes_back_gets_what_it_missed()
    {
        await using var city = await TestCity.With(enterprises: 5);
        var seen = city.Version;
        for (var i = 0; i < 3; i++) await city.AddAsync(draft => draft.Enterprise($"新厂{i}", 118.3, 24.7));
        foreach (var (path, header) in new[] { ("/live", (string?)seen), ($"/live?since={seen}", null), ("/live?since=store.epoch.1", seen) })
        {
            await using var live = await EventStream.OpenAsync(city.Client, path, header);
            await live.NextAsync("fresh");
            for (var version = 2; version <= 4; version++) (await live.NextAsync("change")).Id!.ShouldContain($".{version}-");
        }
    }

    [Fact]
    public async Task A_reader_that_missed_many_versions_gets_them_as_one_event()
    {
        await using var city = await TestCity.With(enterprises: 5);
        var seen = city.Version;
        for (var i = 0; i <= Live.MostSteps; i++) await city.AddAsync(draft => draft.Enterprise($"新厂{i}", 118.3, 24.7));
        await city.DeleteAsync("enterprises", 6);
        await using var live = await EventStream.OpenAsync(city.Client, $"/live?since={seen}");
        await live.NextAsync("fresh");
        var change = await live.NextAsync("change");
        (change.Data["from"]!.GetValue<string>(), change.Id).ShouldBe((seen, city.Version));
        LiveEvent.Ids(change.Of("enterprises"), "inserted").ShouldBe(Enumerable.Range(7, Live.MostSteps).Select(id => (long)id));
        LiveEvent.Ids(change.Of("enterprises"), "deleted").ShouldBeEmpty();
    }

    [Theory]
    [InlineData("other.life.1-{build}", "other-life")]
    [InlineData("{life}.1-00000000", "other-program")]
    [InlineData("nothing that we wrote", "unknown")]
    [InlineData("{life}.0-{build}", "gone")]
    public async Task A_reader_whose_version_leads_nowhere_is_told_to_read_anew_and_why(string last, string reason)
    {
        await using var city = await TestCity.With(enterprises: 2);
        var current = city.Live.Current.Version;
        last = last.Replace("{life}", current.Life, StringComparison.Ordinal).Replace("{build}", City.Snapshot.VersionToken.Build, StringComparison.Ordinal);
        await using var live = await EventStream.OpenAsync(city.Client, lastEventId: last);
        var reload = await live.NextAsync("reload");
        (reload.Id, reload.Data["reason"]!.GetValue<string>()).ShouldBe((city.Version, reason));
        await city.AddAsync(draft => draft.Enterprise("新厂", 118.3, 24.7));
        (await live.NextAsync("change")).Data["from"]!.GetValue<string>().ShouldBe(reload.Id);
    }

    [Fact]
    public async Task Only_the_layers_asked_for_are_told_but_every_version()
    {
        await using var city = await TestCity.With(enterprises: 2);
        await using var live = await EventStream.OpenAsync(city.Client, "/live?collections=roads,districts");
        await live.NextAsync("version");
        await city.AddAsync(draft => draft.Enterprise("新厂", 118.3, 24.7));
        var other = await live.NextAsync("change");
        (other.Id, other.Data["changed"]!.AsArray().Count).ShouldBe((city.Version, 0));
        await city.AddAsync(draft => draft.Enterprise("新厂二", 118.3, 24.7).Road("新路", "LINESTRING (118.2 24.6, 118.3 24.7)"));
        (await live.NextAsync("change")).Data["changed"]!.AsArray().Select(change => change!["layer"]!.GetValue<string>()).ShouldBe(["roads"]);
    }

    [Fact]
    public async Task An_import_and_its_undo_by_another_program_are_told()
    {
        await using var city = await TestCity.With(enterprises: 40);
        await using var live = await EventStream.OpenAsync(city.Client);
        var start = await live.NextAsync("version");
        await using var other = await CityStores.OpenAsync(city.StorePath, CancellationToken.None);
        await TestCity.FillAsync(other, draft => draft.Enterprise("他处登记的厂", 118.3, 24.7).Road("新路", "LINESTRING (118.2 24.6, 118.3 24.7)"));
        var import = await live.NextAsync("change");
        import.Data["from"]!.GetValue<string>().ShouldBe(start.Id);
        LiveEvent.Ids(import.Of("enterprises"), "inserted").ShouldBe([41]);
        LiveEvent.Ids(import.Of("roads"), "inserted").Length.ShouldBe(1);
        await other.UndoAsync((await other.StateAsync(CancellationToken.None)).Version, new ChangeNote("other", "undo"), CancellationToken.None);
        var undo = await live.NextAsync("change");
        LiveEvent.Ids(undo.Of("enterprises"), "deleted").ShouldBe([41]);
        BoxOf(undo.Of("enterprises")).ShouldBe(Box.Of(118.3, 24.7));
    }

    [Fact]
    public async Task More_than_a_thousand_features_are_told_by_their_envelope()
    {
        await using var city = await TestCity.With(enterprises: 2);
        await using var live = await EventStream.OpenAsync(city.Client);
        await live.NextAsync("version");
        await city.AddAsync(draft =>
        {
            for (var i = 0; i < 1100; i++) draft.Enterprise($"厂{i}", 118.3 + (i * 0.00001), 24.7);
        });
        var change = (await live.NextAsync("change")).Of("enterprises").AsObject();
        change["many"]!.GetValue<bool>().ShouldBeTrue();
        change.ShouldNotContainKey("inserted");
        BoxOf(change).Contains(new Box(118.3, 24.7, 118.3 + (1099 * 0.00001), 24.7)).ShouldBeTrue();
    }

    [Fact]
    public async Task A_reader_who_does_not_read_holds_no_memory_and_is_told_at_last()
    {
        await using var city = await TestCity.With(enterprises: 2);
        await using var slow = await EventStream.OpenAsync(city.Client);
        await slow.NextAsync("version");
        for (var round = 0; round < 120; round++)
        {
            // Some 20 kB an event: far more in all than sockets hold between the two.
            await city.AddAsync(draft =>
            {
                for (var i = 0; i < 900; i++) draft.Enterprise($"厂{i}", 118.2 + (i * 0.0001), 24.6 + (round * 0.001));
            });
        }

        for (var told = ""; told != city.Version;)
        {
            var next = (await slow.NextAsync()).ShouldNotBeNull();
            next.Name.ShouldBeOneOf("change", "reload");
            told = next.Id!;
        }
    }

    [Fact]
    public async Task Readers_are_counted_apart_and_their_going_leaves_no_trace_in_the_log()
    {
        await using var city = await TestCity.With(enterprises: 2);
        var readers = new List<EventStream>();
        for (var i = 0; i < 5; i++) readers.Add(await EventStream.OpenAsync(city.Client));
        foreach (var reader in readers) await reader.NextAsync("version");
        (await MetricAsync("riskmap_live_readers")).ShouldBe(5);
        (await MetricAsync("riskmap_http_requests_in_flight")).ShouldBe(1);
        foreach (var reader in readers) await reader.DisposeAsync();
        await city.AddAsync(draft => draft.Enterprise("新厂", 118.3, 24.7));
        for (var wait = 0; wait < 200 && await MetricAsync("riskmap_live_readers") > 0; wait++) await Task.Delay(25);
        (await MetricAsync("riskmap_live_readers")).ShouldBe(0);
        (await MetricAsync("""riskmap_http_request_duration_seconds_bucket{method="GET",route="/live",le="10"}""")).ShouldBe(5);

        async Task<double> MetricAsync(string name) => double.Parse(
            (await city.Client.GetStringAsync(new Uri("/metrics", UriKind.Relative))).Split('\n').Single(line => line.StartsWith(name + " ", StringComparison.Ordinal)).Split(' ')[^1],
            System.Globalization.CultureInfo.InvariantCulture);
    }

    [Fact]
    public async Task A_server_that_stops_ends_the_events_at_once()
    {
        await using var city = await TestCity.With(enterprises: 2);
        await using var live = await EventStream.OpenAsync(city.Client);
        await live.NextAsync("version");
        await city.StopAsync().WaitAsync(TimeSpan.FromSeconds(20));
        (await live.NextAsync()).ShouldBeNull();
    }

    [Theory]
    [InlineData("/live?collections=factories", "collections")]
    [InlineData("/live?since=yesterday", "since")]
    [InlineData("/live?layers=roads", "layers")]
    public async Task A_question_that_cannot_be_read_is_named(string path, string member)
    {
        await using var city = await TestCity.With(enterprises: 2);
        (await city.GetProblemAsync(path, HttpStatusCode.BadRequest))["member"]!.GetValue<string>().ShouldBe(member);
    }

    [Fact]
    public async Task Before_the_city_is_read_there_is_nothing_to_tell()
    {
        await using var city = await TestCity.NotReady();
        await city.GetProblemAsync("/live", HttpStatusCode.ServiceUnavailable);
    }

    static Box BoxOf(JsonNode change)
    {
        var corners = change["envelope"]!.AsArray().Select(corner => corner!.GetValue<double>()).ToArray();
        return new(corners[0], corners[1], corners[2], corners[3]);
    }
}
