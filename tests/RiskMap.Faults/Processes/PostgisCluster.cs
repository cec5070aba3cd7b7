using System.Diagnostics;
using System.Globalization;
using Npgsql;
using RiskMap.Testing;

namespace RiskMap.Faults.Processes;

/// <summary>A private PostgreSQL cluster with its durability on, which cases may stop, crash and start again.</summary>
sealed class PostgisCluster : IAsyncDisposable
{
    readonly string _folder;
    readonly int? _connections;
    NpgsqlConnectionStringBuilder _settings = new();
    int _databases;

    PostgisCluster(string folder, int? connections) => (_folder, _connections) = (folder, connections);

    /// <summary>Where the server listens.</summary>
    public int Port => _settings.Port;

    /// <summary>Starts a new cluster, or skips the case where there is no PostGIS.</summary>
    public static async Task<PostgisCluster> StartAsync(string name, int? connections = null)
    {
        var cluster = new PostgisCluster(Path.Combine(Path.GetTempPath(), $"riskmap-faults-{Environment.ProcessId}-{name}"), connections);
        var (exitCode, output) = await cluster.ScriptAsync("start");
        if (exitCode != 0) throw new SkippedException("no PostGIS could be started (tests/postgis says why)");
        cluster._settings = new NpgsqlConnectionStringBuilder(output.Split('\'')[1]) { Pooling = false };
        return cluster;
    }

    /// <summary>Makes a new database with PostGIS and returns its <c>--store</c>.</summary>
    public async Task<string> NewDatabaseAsync(string further = "")
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"city{Interlocked.Increment(ref _databases)}");
        await RunAsync("postgres", $"CREATE DATABASE {name} {further}");
        await RunAsync(name, "CREATE EXTENSION postgis");
        return Store(name);
    }

    /// <summary>Connection string of a database, as <c>--store</c> takes it.</summary>
    public string Store(string database, string? user = null) =>
        string.Create(CultureInfo.InvariantCulture, $"Host=127.0.0.1;Port={Port};Username={user ?? _settings.Username};Database={database}");

    /// <summary>The same database by way of another port.</summary>
    public string Through(string store, int port) => new NpgsqlConnectionStringBuilder(store) { Port = port }.ConnectionString;

    /// <summary>Runs SQL as the cluster's owner.</summary>
    public async Task RunAsync(string database, string sql)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(_settings.ConnectionString) { Database = database }.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Stops it: <c>fast</c> as an administrator does, <c>immediate</c> as a crash does.</summary>
    public async Task HaltAsync(string mode) => Promise.Same((await ScriptAsync("halt", mode)).ExitCode, 0, $"pg_ctl stop -m {mode}");

    /// <summary>Starts it again on the same port.</summary>
    public async Task ResumeAsync() => Promise.Same((await ScriptAsync("resume")).ExitCode, 0, "pg_ctl start");

    public async ValueTask DisposeAsync() => await ScriptAsync("stop");

    async Task<(int ExitCode, string Output)> ScriptAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("bash", [Repository.PathOf("tests", "postgis"), .. arguments]) { RedirectStandardOutput = true, UseShellExecute = false };
        start.Environment["RISKMAP_TEST_POSTGIS_DIR"] = _folder;
        start.Environment["RISKMAP_TEST_POSTGIS_DURABLE"] = "1";
        if (_connections is { } most) start.Environment["RISKMAP_TEST_POSTGIS_CONNECTIONS"] = most.ToString(CultureInfo.InvariantCulture);
        using var script = Process.Start(start)!;
        var output = await script.StandardOutput.ReadToEndAsync();
        await script.WaitForExitAsync();
        return (script.ExitCode, output);
    }
}
