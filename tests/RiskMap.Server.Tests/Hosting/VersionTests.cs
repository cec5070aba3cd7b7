using System.Net;
using RiskMap.City.Snapshot;
using RiskMap.City.Store;
using RiskMap.Server.Hosting;
using RiskMap.Server.Tests.Support;

namespace RiskMap.Server.Tests.Hosting;

public sealed class VersionTests
{
    [Theory]
    [InlineData("/")]
    [InlineData("/healthz")]
    [InlineData("/collections")]
    [InlineData("/nowhere")]
    [InlineData("/tiles/3/0/0.mvt")]
    public async Task Every_answer_bears_the_version(string path)
    {
        await using var city = await TestCity.With(enterprises: 1);
        using var response = await city.SendAsync(HttpMethod.Get, path);
        response.Headers.GetValues("RiskMap-Version").ShouldBe([city.Version]);
    }

    [Fact]
    public async Task An_edit_is_visible_in_the_next_request()
    {
        await using var city = await TestCity.With(enterprises: 2);
        await city.AddAsync(draft => draft.Enterprise("新厂", 118.22, 24.62));
        (await city.GetJsonAsync("/collections/enterprises/items"))["numberMatched"]!.GetValue<int>().ShouldBe(3);
        (await city.GetJsonAsync("/collections/enterprises"))["riskmap:count"]!.GetValue<int>().ShouldBe(3);
    }

    [Fact]
    public async Task A_least_version_is_waited_for_even_when_another_process_writes_it()
    {
        await using var city = await TestCity.With(enterprises: 2);
        await using (var other = await CityStores.OpenAsync(city.StorePath, CancellationToken.None))
        {
            var draft = new CityDraft().Enterprise("他处登记的厂", 118.22, 24.62);
            await other.WriteAsync(new ChangeNote("other", "add"), async writer =>
                await writer.InsertAsync(draft.Features[0].Layer, draft.Features[0].Feature, CancellationToken.None), CancellationToken.None);
        }

        using var response = await city.SendAsync(HttpMethod.Get, "/collections/enterprises/items", ("RiskMap-Min-Version", "2"));
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await response.Content.ReadAsStringAsync()).ShouldContain("他处登记的厂");
    }

    [Fact]
    public async Task A_least_version_that_does_not_come_is_503_and_says_when_to_try_again()
    {
        await using var city = await TestCity.With(enterprises: 2);
        using var response = await city.SendAsync(HttpMethod.Get, "/collections", ("RiskMap-Min-Version", "99"));
        response.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        response.Headers.RetryAfter.ShouldNotBeNull();
    }

    [Theory]
    [InlineData("soon")]
    [InlineData("-3")]
    [InlineData("one.two.three-12345678")]
    public async Task A_least_version_that_is_none_is_named(string version)
    {
        await using var city = await TestCity.With(enterprises: 2);
        using var response = await city.SendAsync(HttpMethod.Get, "/collections", ("RiskMap-Min-Version", version));
        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await response.Content.ReadAsStringAsync()).ShouldContain("RiskMap-Min-Version");
    }

    [Fact]
    public async Task A_least_version_from_before_a_restore_makes_the_server_look_and_is_then_answered()
    {
        await using var city = await TestCity.With(enterprises: 2);
        await using (var other = await CityStores.OpenAsync(city.StorePath, CancellationToken.None))
        {
            await other.WriteAsync(new ChangeNote("other", "delete"), writer =>
                writer.DeleteAsync(City.Model.CityLayers.Get("enterprises"), 1, null, CancellationToken.None), CancellationToken.None);
        }

        using var response = await city.SendAsync(HttpMethod.Get, "/collections/enterprises/items", ("RiskMap-Min-Version", "0123abcd.4567cdef.99-12345678"));
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Headers.GetValues("RiskMap-Version").Single().ShouldContain(".2-");
    }

    [Fact]
    public async Task Until_the_city_is_read_the_server_lives_but_is_not_ready()
    {
        await using var city = await TestCity.NotReady();
        (await StatusOf("/healthz")).ShouldBe(HttpStatusCode.OK);
        (await StatusOf("/readyz")).ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await StatusOf("/collections")).ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await StatusOf("/?f=html")).ShouldBe(HttpStatusCode.OK);
        await city.OpenAsync();
        (await StatusOf("/readyz")).ShouldBe(HttpStatusCode.OK);
        (await StatusOf("/collections")).ShouldBe(HttpStatusCode.OK);

        async Task<HttpStatusCode> StatusOf(string path)
        {
            using var response = await city.SendAsync(HttpMethod.Get, path);
            return response.StatusCode;
        }
    }

    [Fact]
    public void A_version_is_kept_ten_minutes_after_its_last_use()
    {
        var clock = new SetClock();
        var registry = new VersionRegistry(clock);
        var old = Snapshot(1);
        registry.Keep(old);
        clock.Pass(TimeSpan.FromMinutes(9));
        registry.Find(old.Version.Text).ShouldBeSameAs(old);
        clock.Pass(TimeSpan.FromMinutes(9));
        registry.Find(old.Version.Text).ShouldBeSameAs(old);
        clock.Pass(TimeSpan.FromMinutes(11));
        registry.Find(old.Version.Text).ShouldBeNull();
    }

    [Fact]
    public void At_most_64_versions_are_kept_and_the_one_unused_longest_goes()
    {
        var clock = new SetClock();
        var registry = new VersionRegistry(clock);
        var snapshots = Enumerable.Range(1, 65).Select(version => Snapshot(version)).ToList();
        foreach (var snapshot in snapshots.Take(64)) Keep(snapshot);
        registry.Find(snapshots[0].Version.Text).ShouldNotBeNull();
        clock.Pass(TimeSpan.FromSeconds(1));
        Keep(snapshots[64]);
        registry.Find(snapshots[0].Version.Text).ShouldNotBeNull();
        registry.Find(snapshots[1].Version.Text).ShouldBeNull();
        registry.Find(snapshots[64].Version.Text).ShouldNotBeNull();

        void Keep(CitySnapshot snapshot)
        {
            registry.Keep(snapshot);
            clock.Pass(TimeSpan.FromSeconds(1));
        }
    }

    [Fact]
    public void Versions_beyond_the_memory_budget_go_but_the_newest_stays()
    {
        var registry = new VersionRegistry(new SetClock(), budgetBytes: 1);
        var (old, newer) = (Town(1), Town(2));
        registry.Keep(old);
        registry.Find(old.Version.Text).ShouldBeSameAs(old);
        registry.Keep(newer);
        registry.Find(newer.Version.Text).ShouldBeSameAs(newer);
        registry.Find(old.Version.Text).ShouldBeNull();

        static CitySnapshot Town(long version) => CitySnapshot.Of(
            new StoreState("store", "epoch", version, null), [LayerSnapshot.Of(City.Model.Layers.Districts.Schema, new CityDraft().Town().Features.Select(pair => pair.Feature))]);
    }

    [Fact]
    public async Task A_store_that_does_not_answer_yet_is_tried_again_and_one_that_refuses_is_not()
    {
        await using var city = await TestCity.With(enterprises: 1);
        await using var served = new ServedCity();
        var attempts = 0;
        await served.OpenAsync(stop => ++attempts < 3 ? throw Away() : CityStores.OpenAsync(city.StorePath, stop), city.Log.CreateLogger("open"), CancellationToken.None);
        attempts.ShouldBe(3);
        served.Current.ShouldNotBeNull();
        city.Log.Troubles.Count().ShouldBe(2);
        city.Log.Forget();

        await using var refused = new ServedCity();
        await Should.ThrowAsync<StoreException>(() => refused.OpenAsync(_ => throw new StoreException(("太新", "too new")), city.Log.CreateLogger("open"), CancellationToken.None));

        static StoreException Away() => new(("无法连接", "cannot be reached"), new System.Net.Sockets.SocketException(111));
    }

    static CitySnapshot Snapshot(long version) => CitySnapshot.Of(new StoreState("store", "epoch", version, null), []);

    sealed class SetClock : TimeProvider
    {
        long _ticks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _ticks;

        public void Pass(TimeSpan time) => _ticks += time.Ticks;
    }
}
