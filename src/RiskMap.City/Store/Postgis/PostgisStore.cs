using System.Collections.Immutable;
using System.Data;
using System.Runtime.CompilerServices;
using Npgsql;
using RiskMap.City.Model;
using RiskMap.City.Store.Sql;

namespace RiskMap.City.Store.Postgis;

/// <summary>A city in a PostGIS database. Every writer, ours or not, queues at the version row, so the order of commits is the order of versions.</summary>
sealed class PostgisStore : SqlCityStore
{
    const string AtMilliseconds = "(EXTRACT(EPOCH FROM at) * 1000)::bigint";

    /// <summary>How long a writer waits for its turn, and a follower between two looks when no notification comes (design, decision 1).</summary>
    const int LockSeconds = 30;
    static readonly TimeSpan PollInterval = TimeSpan.FromSeconds(5);
    static readonly TimeSpan ReconnectDelay = TimeSpan.FromSeconds(1);

    readonly NpgsqlDataSource _source;
    readonly string _schema;

    PostgisStore(NpgsqlDataSource source, string description, string schema, ImmutableArray<LayerTable> layers) : base(layers, AtMilliseconds) =>
        (_source, Description, _schema) = (source, description, schema);

    public override string Description { get; }

    internal static async Task<ICityStore> OpenAsync(NpgsqlConnectionStringBuilder settings, IReadOnlyList<LayerSchema> layers, CancellationToken cancellation)
    {
        var description = $"{settings.Host}:{settings.Port}/{settings.Database ?? settings.Username}";
        var source = NpgsqlDataSource.Create(Completed(settings));
        try
        {
            await using var connection = await source.OpenConnectionAsync(cancellation);
            await using var transaction = await connection.BeginTransactionAsync(cancellation);
            var schema = await PrepareAsync(connection, description, cancellation);
            var tables = new PostgisSchema(connection, schema, description).Apply(layers);
            await transaction.CommitAsync(cancellation);
            return new PostgisStore(source, description, schema, tables);
        }
        catch (Exception e)
        {
            await source.DisposeAsync();
            if (e is not StoreException && PostgisErrors.Explain(description, e) is { } refusal) throw refusal;
            throw;
        }
    }

    static NpgsqlConnectionStringBuilder Completed(NpgsqlConnectionStringBuilder settings)
    {
        var completed = new NpgsqlConnectionStringBuilder(settings.ConnectionString) { IncludeErrorDetail = false, MaxAutoPrepare = 64 };
        if (!settings.ContainsKey("Application Name")) completed.ApplicationName = "riskmap";
        // Building an index on a large layer takes longer than the driver's 30 seconds.
        if (!settings.ContainsKey("Command Timeout")) completed.CommandTimeout = 600;
        return completed;
    }

    /// <summary>Takes the migration lock of the schema until the transaction ends, and makes sure of PostGIS.</summary>
    static async Task<string> PrepareAsync(NpgsqlConnection connection, string description, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand("SELECT current_schema()::text", connection);
        if (await command.ExecuteScalarAsync(cancellation) is not string schema)
            throw new StoreException((
                $"{description}：搜索路径（Search Path）中的模式不存在；请先执行 CREATE SCHEMA", $"no schema of the search path exists in {description}; run CREATE SCHEMA first"));
        connection.Run("SELECT pg_advisory_xact_lock(hashtextextended('riskmap.' || current_schema(), 0))");
        command.CommandText = "SELECT to_regtype('geometry')::text";
        if (await command.ExecuteScalarAsync(cancellation) is DBNull) connection.Run("CREATE EXTENSION IF NOT EXISTS postgis");
        if (await command.ExecuteScalarAsync(cancellation) is DBNull)
            throw new StoreException((
                $"{description} 的 PostGIS 不在搜索路径中；请把其所在模式（通常为 public）加入 Search Path", $"PostGIS of {description} is not on the search path; add its schema (usually public) to Search Path"));
        return schema;
    }

    private protected override async Task<SqlSession> BeginReadAsync(CancellationToken cancellation)
    {
        var (connection, transaction) = await BeginAsync(IsolationLevel.RepeatableRead, "SET TRANSACTION READ ONLY; SET LOCAL jit = off; SET LOCAL work_mem = '128MB'", cancellation);
        return await SessionAsync(connection, transaction);
    }

    private protected override async Task<SqlSession> BeginWriteAsync(CancellationToken cancellation)
    {
        var (connection, transaction) = await BeginAsync(
            IsolationLevel.ReadCommitted, $"SET LOCAL lock_timeout = '{LockSeconds}s'; SET LOCAL jit = off; SELECT 1 FROM riskmap_state FOR UPDATE", cancellation);
        var session = await SessionAsync(connection, transaction);
        await session.ExecuteAsync("UPDATE riskmap_state SET version = @v; SELECT set_config('riskmap.writing', @v::text, true)", cancellation, ("v", session.Version));
        return session;
    }

    async Task<(NpgsqlConnection, NpgsqlTransaction)> BeginAsync(IsolationLevel level, string first, CancellationToken cancellation)
    {
        var connection = await _source.OpenConnectionAsync(cancellation);
        try
        {
            var transaction = await connection.BeginTransactionAsync(level, cancellation);
            await using var command = new NpgsqlCommand(first, connection);
            await command.ExecuteNonQueryAsync(cancellation);
            return (connection, transaction);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    static async Task<PostgisSession> SessionAsync(NpgsqlConnection connection, NpgsqlTransaction transaction)
    {
        try
        {
            return new(connection, transaction) { State = ChangeSets.ReadState(connection) };
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    private protected override async Task EndWriteAsync(SqlSession session, IEnumerable<LayerTable> touched, CancellationToken cancellation) =>
        await session.ExecuteAsync("SELECT pg_notify(@channel, version::text) FROM riskmap_state", cancellation, ("channel", PostgisSql.Channel(_schema)));

    private protected override SqlWriter Writer(SqlSession session) => new PostgisWriter((PostgisSession)session, TableOf, _schema);

    private protected override object ChangeSetTime(DateTimeOffset time) => time.UtcDateTime;

    private protected override StoreException? Explain(Exception exception) => PostgisErrors.Explain(Description, exception);

    private protected override bool IsOutcomeUnknown(Exception exception) => PostgisErrors.IsOutcomeUnknown(exception);

    public override async IAsyncEnumerable<long> WatchAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        long? seen = null;
        await using var listener = new PostgisListener(_source, PostgisSql.Channel(_schema));
        while (!cancellation.IsCancellationRequested)
        {
            var version = await listener.TryListenAsync(cancellation) ? await TryVersionAsync(cancellation) : null;
            if (version is not null && version != seen) yield return version.Value;
            seen = version ?? seen;
            if (version is null) await Task.Delay(ReconnectDelay, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            else await listener.WaitAsync(PollInterval, cancellation);
        }
    }

    public override ValueTask DisposeAsync() => _source.DisposeAsync();
}

/// <summary>A transaction on PostGIS.</summary>
sealed class PostgisSession(NpgsqlConnection connection, NpgsqlTransaction transaction) : SqlSession(connection, transaction)
{
    internal NpgsqlConnection Npgsql { get; } = connection;

    internal override RowCursor Query(string sql, ImmutableArray<FieldType> types) => new PostgisRowCursor(Npgsql, sql, types);

    protected override ValueTask ReleaseAsync() => Npgsql.DisposeAsync();
}

/// <summary>A connection that hears notifications and is made again when it is lost.</summary>
sealed class PostgisListener(NpgsqlDataSource source, string channel) : IAsyncDisposable
{
    NpgsqlConnection? _connection;

    /// <summary>Listens, connecting anew when needed; false while the database is away.</summary>
    internal async Task<bool> TryListenAsync(CancellationToken cancellation)
    {
        if (_connection is { State: ConnectionState.Open }) return true;
        try
        {
            await DisposeAsync();
            _connection = await source.OpenConnectionAsync(cancellation);
            await using var listen = new NpgsqlCommand($"LISTEN \"{channel}\"", _connection);
            await listen.ExecuteNonQueryAsync(cancellation);
            return true;
        }
        catch (Exception e) when (e is NpgsqlException or OperationCanceledException or System.Net.Sockets.SocketException or TimeoutException)
        {
            return false;
        }
    }

    /// <summary>Returns at a notification, after the time, when cancelled, or when the connection is lost.</summary>
    internal async Task WaitAsync(TimeSpan time, CancellationToken cancellation)
    {
        try
        {
            await _connection!.WaitAsync(time, cancellation);
        }
        catch (Exception e) when (e is NpgsqlException or OperationCanceledException or InvalidOperationException or IOException)
        {
            // The next look finds out.
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_connection is not null) await _connection.DisposeAsync();
        _connection = null;
    }
}
