using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using RiskMap.City.Model;
using RiskMap.City.Store;
using RiskMap.Server.Tests.Support;

namespace RiskMap.Server.Tests.Hosting;

/// <summary>Several servers on one PostGIS city, alone and behind nginx with the configuration of deploy/nginx.conf.</summary>
public sealed class SeveralServersTests : IAsyncLifetime
{
    const int Plants = 120;
    const int Versions = 40;

    TestDatabase _database = null!;
    TestCity _one = null!, _two = null!;

    public async Task InitializeAsync()
    {
        if (Postgis.SkipReason is not null) return;
        _database = await TestDatabase.CreateAsync();
        await using (var store = await CityStores.OpenAsync(_database.ConnectionString, CancellationToken.None)) await TestCity.FillAsync(store, city => city.Town().Enterprises(Plants));
        (_one, _two) = (await TestCity.Over(_database.ConnectionString), await TestCity.Over(_database.ConnectionString));
    }

    public async Task DisposeAsync()
    {
        if (_database is null) return;
        await _one.DisposeAsync();
        await _two.DisposeAsync();
        await _database.DisposeAsync();
    }

    [PostgisFact]
    public async Task Two_servers_and_an_importer_agree_on_every_version()
    {
        await using var importer = await CityStores.OpenAsync(_database.ConnectionString, CancellationToken.None);
        for (var round = 0; round < 30; round++)
        {
            var name = $"round {round}";
            var version = (round % 3) switch
            {
                0 => await RenameAsync(_one.Live.WriteAsync, name),
                1 => await RenameAsync(_two.Live.WriteAsync, name),
                _ => await RenameAsync(importer.WriteAsync, name),
            };
            foreach (var city in new[] { _one, _two })
            {
                using var response = await city.SendAsync(HttpMethod.Get, "/collections/enterprises/items/1", ("RiskMap-Min-Version", version.ToString(CultureInfo.InvariantCulture)));
                response.StatusCode.ShouldBe(HttpStatusCode.OK);
                (await response.Content.ReadAsStringAsync()).ShouldContain(name);
            }
        }
    }

    [PostgisFact]
    public async Task A_reader_who_alternates_between_servers_never_sees_an_older_version()
    {
        using var stop = new CancellationTokenSource();
        var writing = WriteAllTheTimeAsync(stop.Token);
        var seen = _one.Version;
        for (var (read, first) = (0, Number(seen)); Number(seen) < first + Versions; read++)
        {
            using var response = await (read % 2 == 0 ? _one : _two).SendAsync(HttpMethod.Get, "/collections", ("RiskMap-Min-Version", seen));
            var version = response.Headers.GetValues("RiskMap-Version").Single();
            Number(version).ShouldBeGreaterThanOrEqualTo(Number(seen));
            seen = version;
        }

        await stop.CancelAsync();
        await writing;
    }

    [NginxFact]
    public async Task Behind_nginx_a_reader_pages_through_one_version_while_others_write()
    {
        await using var nginx = await Nginx.StartAsync(_one.Client.BaseAddress!.Port, _two.Client.BaseAddress!.Port);
        await using var importer = await CityStores.OpenAsync(_database.ConnectionString, CancellationToken.None);
        var ids = new List<int>();
        for (var next = "/collections/enterprises/items?limit=7"; next is not null;)
        {
            var page = JsonNode.Parse(await nginx.Client.GetStringAsync(new Uri(next, UriKind.RelativeOrAbsolute)))!;
            ids.AddRange(page["features"]!.AsArray().Select(feature => feature!["id"]!.GetValue<int>()));
            next = page["links"]!.AsArray().FirstOrDefault(link => link!["rel"]!.GetValue<string>() == "next")?["href"]!.GetValue<string>();
            var gone = Plants - ids.Count;
            await importer.WriteAsync(new("test", "delete"), writer => gone > ids.Count
                ? writer.DeleteAsync(CityLayers.Get("enterprises"), gone, null, CancellationToken.None)
                : Task.CompletedTask, CancellationToken.None);
        }

        ids.ShouldBe(Enumerable.Range(1, Plants));
        _one.Live.Current.Version.Version.ShouldBeGreaterThan(5);
    }

    [NginxFact]
    public async Task Behind_nginx_a_reader_whose_server_fails_goes_on_with_the_other_and_not_back_in_time()
    {
        await using var nginx = await Nginx.StartAsync(_one.Client.BaseAddress!.Port, _two.Client.BaseAddress!.Port);
        using var stop = new CancellationTokenSource();
        var writing = WriteAllTheTimeAsync(stop.Token);
        var versions = new List<long>();
        var (near, far) = await nginx.IsServedByAsync(_one) ? (_one, _two) : (_two, _one);
        // The other one lags behind: without the cookie its first answers would be older.
        far.Live.Published += _ => Thread.Sleep(300);
        for (var stopped = false; versions.Distinct().Count() < Versions;)
        {
            if (!stopped && versions.Distinct().Count() > Versions / 2)
            {
                await near.StopAsync();
                stopped = true;
            }

            using var response = await nginx.Client.GetAsync(new Uri("/collections", UriKind.Relative));
            response.StatusCode.ShouldBe(HttpStatusCode.OK);
            versions.Add(Number(response.Headers.GetValues("RiskMap-Version").Single()));
        }

        await stop.CancelAsync();
        await writing;
        var steps = versions.Where((version, i) => i == 0 || version != versions[i - 1]).ToList();
        steps.ShouldBe(steps.Order());
    }

    delegate Task<WriteOutcome> Write(ChangeNote note, Func<ICityWriter, Task> write, CancellationToken cancellation);

    async Task<long> WriteAllTheTimeAsync(CancellationToken stop)
    {
        await using var importer = await CityStores.OpenAsync(_database.ConnectionString, CancellationToken.None);
        var count = 0L;
        for (; !stop.IsCancellationRequested; count++) await RenameAsync(importer.WriteAsync, $"write {count}");
        return count;
    }

    static async Task<long> RenameAsync(Write write, string name)
    {
        var layer = CityLayers.Get("enterprises");
        var outcome = await write(new("test", name), async writer =>
        {
            var feature = (await writer.FindAsync(layer, 1, CancellationToken.None))!;
            await writer.UpdateAsync(layer, feature with { Values = feature.Values.SetItem(0, name) }, null, CancellationToken.None);
        }, CancellationToken.None);
        return outcome.State.Version;
    }

    static long Number(string token) => long.Parse(token.Split('.')[2].Split('-')[0], CultureInfo.InvariantCulture);
}
