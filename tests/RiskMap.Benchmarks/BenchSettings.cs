using System.Globalization;
using Npgsql;

namespace RiskMap.Benchmarks;

/// <summary>Where the benchmarks run: a PostGIS server of their own, a working folder, and the size.</summary>
sealed record BenchSettings(string Postgis, string Folder, int Rows)
{
    public static BenchSettings FromEnvironment()
    {
        var postgis = Environment.GetEnvironmentVariable("RISKMAP_TEST_POSTGIS")
            ?? throw new InvalidOperationException("RISKMAP_TEST_POSTGIS is not set; start the benchmarks through tests/RiskMap.Benchmarks/run");
        var rows = Environment.GetEnvironmentVariable("RISKMAP_BENCH_ROWS") is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : 1_000_000;
        return new(postgis, Directory.CreateTempSubdirectory("riskmap-bench-").FullName, rows);
    }

    /// <summary>Makes an empty database with PostGIS and returns its connection string.</summary>
    public async Task<string> NewDatabaseAsync(string name)
    {
        await ExecuteAsync(Postgis, $"DROP DATABASE IF EXISTS {name} WITH (FORCE)");
        await ExecuteAsync(Postgis, $"CREATE DATABASE {name}");
        var connection = new NpgsqlConnectionStringBuilder(Postgis) { Database = name }.ConnectionString;
        await ExecuteAsync(connection, "CREATE EXTENSION IF NOT EXISTS postgis");
        return connection;
    }

    public static async Task ExecuteAsync(string connection, string sql)
    {
        await using var open = new NpgsqlConnection(connection);
        await open.OpenAsync();
        await using var command = new NpgsqlCommand(sql, open) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>The same database as GDAL's driver names it.</summary>
    public static string ForGdal(string connection)
    {
        var parts = new NpgsqlConnectionStringBuilder(connection);
        return $"PG:host={parts.Host} port={parts.Port} user={parts.Username} dbname={parts.Database}";
    }
}
