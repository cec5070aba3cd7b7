using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using RiskMap.City.Store;
using RiskMap.Server.Hosting;

namespace RiskMap.Benchmarks;

/// <summary>
/// What durable writes cost: single edits by HTTP against pgbench doing the same UPDATEs under the same triggers, history on bulk updates, and how soon
/// an edit of another program is seen. The database keeps its own durability (fsync).
/// </summary>
static class WriteBenchmark
{
    const int Features = 200_000;
    const int Edits = 1_000;
    const int Runs = 3;
    const int Looks = 50;

    public static async Task RunAsync(BenchSettings settings)
    {
        var file = PointFile.Write(settings.Folder, Features);
        var database = await settings.NewDatabaseAsync("bench_writes");
        await LoadBenchmark.ImportAsync(database, file, Features, Features);
        await EditsAsync(settings, database);
        await VisibleAsync("PostGIS", database, id => BenchSettings.ExecuteAsync(database, Rename(id)));
        await HistoryAsync(database);
        var package = Path.Combine(settings.Folder, "writes.gpkg");
        await LoadBenchmark.ImportAsync(package, file, Features, Features);
        await VisibleAsync("GeoPackage", package, id => Measure.RunAsync("ogrinfo", package, "-q", "-dialect", "SQLite", "-sql", Rename(id)));
    }

    static async Task EditsAsync(BenchSettings settings, string database)
    {
        var rival = new List<double>();
        var ours = new List<double>();
        var compare = new List<double>();
        for (var run = 0; run < Runs; run++)
        {
            rival.Add(await PgbenchAsync(settings, database));
            await using var server = await RunningServer.StartAsync(database);
            await EditByHttpAsync(server, 200);
            ours.Add(await Measure.SecondsAsync(() => EditByHttpAsync(server, Edits)));
            compare.Add(rival[^1] / ours[^1]);
        }

        Measure.Report($"{Edits:N0} single edits by HTTP on PostGIS among {Features:N0}, one after the other, against the same UPDATEs by pgbench under the same triggers (median of {Runs})",
            Middle(ours), Middle(rival), "≥ 0.5×");
        Measure.Note("the same, ratios of the runs", string.Join(", ", compare.Select(ratio => ratio.ToString("0.00", CultureInfo.InvariantCulture) + "×")), "–");
    }

    static async Task<double> PgbenchAsync(BenchSettings settings, string database)
    {
        var script = Path.Combine(settings.Folder, "edit.sql");
        await File.WriteAllTextAsync(script, $"\\set id random(1, {Features})\nUPDATE enterprises SET name = 'edited by pgbench' || :id WHERE id = :id;\n");
        var parts = new NpgsqlConnectionStringBuilder(database);
        return await Measure.SecondsAsync(() => Measure.RunAsync("pgbench", "-n", "-M", "prepared", "-c", "1", "-t", Edits.ToString(CultureInfo.InvariantCulture),
            "-f", script, "-h", parts.Host!, "-p", parts.Port.ToString(CultureInfo.InvariantCulture), "-U", parts.Username!, parts.Database!));
    }

    static async Task EditByHttpAsync(RunningServer server, int count)
    {
        var random = new Random(1);
        for (var edit = 0; edit < count; edit++)
        {
            var id = random.Next(1, Features + 1);
            using var request = new HttpRequestMessage(HttpMethod.Patch, $"/collections/enterprises/items/{id}");
            request.Headers.IfMatch.Add(EntityTagHeaderValue.Any);
            request.Content = new StringContent($$$"""{"properties":{"name":"edited by HTTP {{{edit}}} {{{id}}}"}}""", Encoding.UTF8, "application/merge-patch+json");
            using var response = await server.Client.SendAsync(request);
            if (response.StatusCode != HttpStatusCode.OK) throw new InvalidOperationException(await response.Content.ReadAsStringAsync());
        }
    }

    /// <summary>The same UPDATE of all rows by another program, with our triggers and without any; each on a table without dead rows.</summary>
    static async Task HistoryAsync(string database)
    {
        var (with, without) = (new List<double>(), new List<double>());
        for (var run = 0; run < Runs; run++)
        {
            without.Add(await BulkUpdateAsync(database, "DISABLE"));
            with.Add(await BulkUpdateAsync(database, "ENABLE"));
        }

        var cost = (Middle(with) / Middle(without)) - 1;
        Measure.Report($"UPDATE of {Features:N0} rows by psql with history, stamps and feed, against the same without our triggers (cost {cost.ToString("P0", CultureInfo.InvariantCulture)}, median of {Runs})",
            Middle(with), Middle(without), "cost ≤ 30 %");
    }

    static async Task<double> BulkUpdateAsync(string database, string triggers)
    {
        await BenchSettings.ExecuteAsync(database, "VACUUM FULL enterprises");
        await BenchSettings.ExecuteAsync(database, "ANALYZE enterprises; CHECKPOINT");
        await BenchSettings.ExecuteAsync(database, $"ALTER TABLE enterprises {triggers} TRIGGER USER");
        var seconds = await Measure.SecondsAsync(() => BenchSettings.ExecuteAsync(database, "UPDATE enterprises SET address = 'moved ' || id"));
        await BenchSettings.ExecuteAsync(database, "ALTER TABLE enterprises ENABLE TRIGGER USER");
        return seconds;
    }

    /// <summary>From the end of another program's write until an answer over HTTP bears it.</summary>
    static async Task VisibleAsync(string store, string location, Func<int, Task> write)
    {
        await using var server = await RunningServer.StartAsync(location);
        var seconds = new List<double>();
        for (var look = 1; look <= Looks; look++)
        {
            var id = look * 1000;
            await write(id);
            seconds.Add(await Measure.SecondsAsync(async () =>
            {
                while (!(await server.Client.GetStringAsync(new Uri($"/collections/enterprises/items/{id}", UriKind.Relative))).Contains($"foreign {id}", StringComparison.Ordinal)) await Task.Delay(2);
            }));
        }

        Measure.Note($"an edit of another program visible over HTTP ({store}, {Looks} edits)", $"median {Measure.Time(Middle(seconds))}, most {Measure.Time(seconds.Max())}", "≤ 1 s");
    }

    static string Rename(int id) => $"UPDATE enterprises SET name = 'foreign {id}' WHERE id = {id}";

    static double Middle(List<double> values) => values.Order().ElementAt(values.Count / 2);

    /// <summary>The server over a store, as <c>riskmap serve</c> runs it.</summary>
    sealed class RunningServer : IAsyncDisposable
    {
        readonly ServedCity _city = new();
        readonly WebApplication _app;

        RunningServer() => _app = CityServer.Build(ServerOptions.Create("http://127.0.0.1:0"), _city, logging => logging.ClearProviders());

        public HttpClient Client { get; } = new();

        public static async Task<RunningServer> StartAsync(string location)
        {
            var server = new RunningServer();
            await server._app.StartAsync();
            server.Client.BaseAddress = new Uri(server._app.Urls.First());
            await server._city.OpenAsync(stop => CityStores.OpenAsync(location, stop), NullLogger.Instance, CancellationToken.None);
            return server;
        }

        public async ValueTask DisposeAsync()
        {
            Client.Dispose();
            await _app.StopAsync();
            await _app.DisposeAsync();
            await _city.DisposeAsync();
        }
    }
}
