using Npgsql;
using RiskMap.Faults.Cities;
using RiskMap.Faults.Processes;

namespace RiskMap.Faults.Cases;

/// <summary>PostGIS restarts while it is written to, has no connection left, or no room on its disk.</summary>
static class Scarcity
{
    const int Connections = 25;
    const int MostEdits = 20_000;
    const int TablespaceMegabytes = 64;
    const int LongestStormMilliseconds = 500;

    public static async Task RunAsync(FaultOptions options, Scoreboard board)
    {
        await board.RunAsync("restarts of PostgreSQL during writes", () => RestartsAsync(options, board));
        await board.RunAsync("PostgreSQL out of connections", () => ConnectionsAsync(options, board));
        await board.RunAsync("PostgreSQL out of disk", () => DiskAsync(options, board));
    }

    static async Task RestartsAsync(FaultOptions options, Scoreboard board)
    {
        await using var kind = await StoreKind.PostgisAsync("restarts");
        await using var city = await StormyCity.StartAsync(await kind.NewAsync(), 4, options.Seed);
        var (random, restarts) = (new Random(options.Seed), options.Extent.Restarts);
        for (var restart = 0; restart < restarts; restart++)
        {
            using var stop = new CancellationTokenSource();
            var writing = city.Storm.WriteAsync(city.Server, stop.Token);
            await Task.Delay(random.Next(LongestStormMilliseconds));
            await kind.Cluster!.HaltAsync(restart % 2 == 0 ? "fast" : "immediate");
            await kind.Cluster.ResumeAsync();
            await stop.CancelAsync();
            await writing;
            await city.JudgeAsync("after a restart");
        }

        board.Figure("restarts during writes", "restarts / acknowledged writes, all there", $"{restarts} / {city.Storm.Written}");
    }

    static async Task ConnectionsAsync(FaultOptions options, Scoreboard board)
    {
        await using var cluster = await PostgisCluster.StartAsync("connections", Connections);
        await cluster.RunAsync("postgres", "CREATE ROLE town LOGIN");
        var database = new NpgsqlConnectionStringBuilder(await cluster.NewDatabaseAsync("OWNER town")).Database!;
        await using var city = await StormyCity.StartAsync(cluster.Store(database, user: "town"), 1, options.Seed);
        await using var readers = new Readers(city.Server);
        var taken = new List<NpgsqlConnection>();
        try
        {
            Answer? answer = null;
            await Promise.BecomesTrueAsync(async () =>
            {
                await cluster.RunAsync("postgres", "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'riskmap'");
                await TakeAllAsync(cluster.Store(database, user: "town"), taken);
                answer = await city.Storm.TryOneAsync(city.Server);
                return answer is { MayBeRepeated: true };
            }, TimeSpan.FromMinutes(1), "a write is refused when there is no connection left");
            Promise.That(answer!.RetryAfter is not null, $"503 without Retry-After: {answer.Text}");
        }
        finally
        {
            foreach (var connection in taken) await connection.DisposeAsync();
        }

        await Promise.BecomesTrueAsync(async () => await city.Storm.TryOneAsync(city.Server) is { IsDone: true }, TimeSpan.FromMinutes(1), "a write is done when connections are free again");
        await readers.EndAsync("out of connections");
        await city.JudgeAsync("after the connections came back");
        board.Figure("out of connections", "connections taken / reads failed", $"{taken.Count} / 0 of {readers.Reads}");
    }

    static async Task TakeAllAsync(string store, List<NpgsqlConnection> taken)
    {
        while (true)
        {
            var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(store) { Pooling = false, ApplicationName = "others" }.ConnectionString);
            try
            {
                await connection.OpenAsync();
                taken.Add(connection);
            }
            catch (PostgresException)
            {
                await connection.DisposeAsync();
                return;
            }
        }
    }

    static async Task DiskAsync(FaultOptions options, Scoreboard board)
    {
        await using var disk = await SmallDisk.MountAsync("tablespace", TablespaceMegabytes, owner: "postgres");
        await using var cluster = await PostgisCluster.StartAsync("disk");
        await cluster.RunAsync("postgres", $"CREATE TABLESPACE small LOCATION '{disk.Path}'");
        await using var city = await StormyCity.StartAsync(await cluster.NewDatabaseAsync("TABLESPACE small"), 2, options.Seed);
        await using var readers = new Readers(city.Server);
        disk.Fill();
        await city.Storm.WriteAsync(city.Server, MostEdits, CancellationToken.None);
        var answer = await city.Storm.TryOneAsync(city.Server);
        Promise.That(answer is { MayBeRepeated: true, RetryAfter: not null }, $"{city.Storm.Written} writes fitted on a full disk; the last answer is {answer?.Text}");
        var written = city.Storm.Written;
        disk.Empty();
        await readers.EndAsync("out of disk");
        await city.JudgeAsync("after room was made");
        board.Figure("PostgreSQL out of disk", "writes before it was full / then", $"{written} / 503 {answer!.Code}; all there after room was made");
    }
}
