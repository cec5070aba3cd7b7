using Npgsql;

namespace RiskMap.Server.Tests.Support;

/// <summary>An empty database in the test cluster; dropped at the end.</summary>
sealed class TestDatabase : IAsyncDisposable
{
    readonly string _name = $"server_{Guid.NewGuid():N}";

    TestDatabase() => ConnectionString = new NpgsqlConnectionStringBuilder(Postgis.Required) { Database = _name, Pooling = false }.ConnectionString;

    public string ConnectionString { get; }

    public static async Task<TestDatabase> CreateAsync()
    {
        var database = new TestDatabase();
        await RunAsync($"CREATE DATABASE {database._name}");
        return database;
    }

    public async ValueTask DisposeAsync() => await RunAsync($"DROP DATABASE {_name} WITH (FORCE)");

    static async Task RunAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(Postgis.Required);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
