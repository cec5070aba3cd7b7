using System.Collections.Immutable;
using System.Data;
using System.Globalization;
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
    const int LookSeconds = 5;

    // One round trip, and each statement's text is always the same, so that the driver prepares it. The version row's lock orders all writers; the
    // next statement sees the version that stands when the lock is there.
    static readonly string WriteSettings = $"SELECT set_config('lock_timeout', '{LockSeconds}s', true), set_config('jit', 'off', true)";
    static readonly string LockState = $"{ChangeSets.SelectState} FOR UPDATE";
    const string MarkWriting = "SELECT set_config('riskmap.writing', (version + 1)::text, true) FROM riskmap_state";

    readonly NpgsqlDataSource _source;
    readonly string _schema;

    PostgisStore(NpgsqlDataSource source, string description, string schema, ImmutableArray<LayerTable> layers) : base(layers, AtMilliseconds) =>
        (_source, Description, _schema) = (source, description, schema);

    public override string Description { get; }

    public override bool IsReadOnly { get; init; }

    /// <summary>What opening would do. Readers of the tables that would change wait for a moment.</summary>
    internal static async Task<IReadOnlyList<string>> PlanAsync(NpgsqlConnectionStringBuilder settings, IReadOnlyList<LayerSchema> layers, CancellationToken cancellation)
    {
        var description = Describe(settings);
        await using var source = NpgsqlDataSource.Create(Completed(settings));
        try
        {
            await using var connection = await source.OpenConnectionAsync(cancellation);
            await using var transaction = await connection.BeginTransactionAsync(cancellation);
            var schema = new PostgisSchema(connection, await PrepareAsync(connection, description, cancellation), description);
            schema.Apply(layers);
            await transaction.RollbackAsync(cancellation);
            return schema.Done;
        }
        catch (Exception e) when (e is not StoreException && PostgisErrors.Explain(description, e) is { } refusal)
        {
            throw refusal;
        }
    }

    static string Describe(NpgsqlConnectionStringBuilder settings) => $"{settings.Host}:{settings.Port}/{settings.Database ?? settings.Username}";

    internal static async Task<ICityStore> OpenAsync(NpgsqlConnectionStringBuilder settings, IReadOnlyList<LayerSchema> layers, CancellationToken cancellation)
    {
        var description = Describe(settings);
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
        // ContainsKey would be true for every setting there is.
        if (!settings.ShouldSerialize("Application Name")) completed.ApplicationName = "riskmap";
        // Building an index on a large layer takes longer than the driver's 30 seconds.
        if (!settings.ShouldSerialize("Command Timeout")) completed.CommandTimeout = 600;
        // A dead line is noticed in about a minute, also in the middle of a long statement.
        if (!settings.ShouldSerialize("Tcp Keepalive")) (completed.TcpKeepAlive, completed.TcpKeepAliveTime, completed.TcpKeepAliveInterval) = (true, 20, 5);
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
        var connection = await _source.OpenConnectionAsync(cancellation);
        try
        {
            var transaction = await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellation);
            await using var batch = new NpgsqlBatch(connection) { BatchCommands = { new(WriteSettings), new(LockState), new(MarkWriting) } };
            await using var reader = await batch.ExecuteReaderAsync(cancellation);
            await reader.NextResultAsync(cancellation);
            await reader.ReadAsync(cancellation);
            var state = ChangeSets.StateOf(reader);
            while (await reader.NextResultAsync(cancellation))
            {
                // What is left has no rows that matter, but may fail.
            }

            return new PostgisSession(connection, transaction) { State = state };
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    private protected override async Task<SqlSession> BeginUpkeepAsync(CancellationToken cancellation)
    {
        var (connection, transaction) = await BeginAsync(IsolationLevel.ReadCommitted, $"SET LOCAL lock_timeout = '{LockSeconds}s'", cancellation);
        return await SessionAsync(connection, transaction);
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

    /// <summary>Makes sure in the same round trip that the triggers kept what was there before, takes the version and tells the others.</summary>
    private protected override async Task EndWriteAsync(
        SqlSession session, IEnumerable<Statement> statements, long version, IEnumerable<LayerTable> touched, CancellationToken cancellation)
    {
        var tables = touched.Select(layer => layer.Schema.Table).ToArray();
        var triggers = PostgisSql.Triggers(_schema, "").Select(trigger => trigger.Name).ToArray();
        var standing = await ((PostgisSession)session).ScalarAsync(
        [
            new("""
                SELECT count(*) FROM pg_trigger JOIN pg_class c ON c.oid = tgrelid WHERE relnamespace = current_schema()::regnamespace AND relname = ANY (@tables)
                  AND tgname = ANY (@triggers) AND tgenabled IN ('O', 'A')
                """, ("tables", tables), ("triggers", triggers)),
            .. statements,
            new("UPDATE riskmap_state SET version = @v", ("v", version)),
            new("SELECT pg_notify(@channel, @version)", ("channel", PostgisSql.Channel(_schema)), ("version", version.ToString(CultureInfo.InvariantCulture))),
        ], cancellation);
        if ((long)standing! < tables.Length * triggers.Length)
            throw new StoreUnavailableException(StoreTrouble.Busy, (
                $"{Description} 中的历史触发器被其他程序停用或删除，本次写入未保存；服务会在数秒内恢复触发器，请稍后重试",
                $"another program disabled or dropped the triggers that keep the history in {Description}; nothing was written, they come back within seconds, try again"));
    }

    /// <summary>Brings triggers back that another program disabled or dropped, with what changed meanwhile.</summary>
    async Task MendAsync(CancellationToken cancellation)
    {
        var schemas = Layers.Select(layer => layer.Schema).ToList();
        await using var connection = await _source.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await PrepareAsync(connection, Description, cancellation);
        connection.Run($"SET LOCAL lock_timeout = '{LockSeconds}s'; SELECT 1 FROM riskmap_state FOR UPDATE");
        if (LastReading is { } lastReading)
        {
            foreach (var layer in PostgisRepair.Look(connection, schemas)) await PostgisRepair.LoadKnownAsync(connection, layer, lastReading, cancellation);
            Take(new PostgisSchema(connection, _schema, Description, lastReading).Apply(schemas));
        }
        else
        {
            Take(new PostgisSchema(connection, _schema, Description).Apply(schemas));
        }

        await transaction.CommitAsync(cancellation);
    }

    private protected override SqlWriter Writer(SqlSession session) => new PostgisWriter((PostgisSession)session, TableOf, _schema);

    private protected override object ChangeSetTime(DateTimeOffset time) => time.UtcDateTime;

    private protected override StoreException? Explain(Exception exception) => PostgisErrors.Explain(Description, exception);

    private protected override bool IsOutcomeUnknown(Exception exception) => PostgisErrors.IsOutcomeUnknown(exception);

    public override async IAsyncEnumerable<long> WatchAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var listener = await Guarded(() => PostgisListener.OpenAsync(_source, PostgisSql.Channel(_schema), cancellation));
        long? mended = null;
        while (!cancellation.IsCancellationRequested)
        {
            // Asked on the listening connection: when that is dead, no notification will come. It is asked first, because it alone ends soon on a silent network.
            var version = await Guarded(() => listener.VersionAsync(LookSeconds, cancellation));
            if (mended is null || TimeProvider.System.GetElapsedTime(mended.Value) >= PollInterval)
            {
                await Guarded(async () =>
                {
                    var needed = await listener.IsRepairNeededAsync(LookSeconds, cancellation);
                    if (needed) await MendAsync(cancellation);
                    return needed;
                });
                mended = TimeProvider.System.GetTimestamp();
            }

            yield return version;
            await Guarded(() => listener.WaitAsync(PollInterval, cancellation));
        }
    }

    public override ValueTask DisposeAsync() => _source.DisposeAsync();
}

/// <summary>A transaction on PostGIS.</summary>
sealed class PostgisSession(NpgsqlConnection connection, NpgsqlTransaction transaction) : SqlSession(connection, transaction)
{
    internal NpgsqlConnection Npgsql { get; } = connection;

    internal override RowCursor Query(string sql, ImmutableArray<FieldType> types) => new PostgisRowCursor(Npgsql, sql, types);

    /// <summary>By parameter, so that the statement is prepared once; COPY would be planned anew for each row.</summary>
    internal override RowCursor Row(LayerTable layer, long id)
    {
        using var command = new NpgsqlCommand(layer.SelectRow, Npgsql);
        command.Parameters.Add(new() { Value = id });
        return new PostgisRow(command.ExecuteReader(), layer.Types);
    }

    internal override Task RunAsync(IReadOnlyList<Statement> statements, CancellationToken cancellation) => statements.Count == 0 ? Task.CompletedTask : ScalarAsync(statements, cancellation);

    /// <summary>Runs statements in one round trip; the first value of the first rows.</summary>
    internal async Task<object?> ScalarAsync(IReadOnlyList<Statement> statements, CancellationToken cancellation)
    {
        await using var batch = new NpgsqlBatch(Npgsql);
        foreach (var (sql, parameters) in statements)
        {
            var command = new NpgsqlBatchCommand(sql);
            foreach (var (name, value) in parameters) command.Parameters.AddWithValue(name, value ?? DBNull.Value);
            batch.BatchCommands.Add(command);
        }

        return await batch.ExecuteScalarAsync(cancellation);
    }

    internal override IReadOnlyDictionary<string, string> ColumnsOf(string table) => PostgisSchema.Columns(Npgsql, table);

    internal override FieldType? CarriedAs(string type) => PostgisSql.FieldTypeOf(type);

    internal override string Cast(string? column, FieldType type) => $"{column ?? "NULL"}::{PostgisSql.ColumnType(type)}";

    /// <summary>Only what goes from a decimal to a double can change.</summary>
    internal override string CountUnfit(LayerTable layer, string column, FieldType type) => type == FieldType.Number
        ? $"SELECT count(*) FROM {layer.Name} WHERE {column}::text <> 'NaN' AND {column}::numeric <> {column}::double precision::numeric"
        : "SELECT 0::bigint";

    internal override string SelectOwnTables => """
        SELECT c.relname::text FROM pg_class c WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'v', 'm', 'p', 'f')
          AND c.relname NOT IN (SELECT replace(layer, '-', '_') FROM riskmap_columns) AND NOT starts_with(c.relname, 'riskmap_')
          AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = c.oid AND d.classid = 'pg_class'::regclass AND d.deptype = 'e') ORDER BY 1
        """;

    protected override ValueTask ReleaseAsync() => Npgsql.DisposeAsync();
}

/// <summary>A connection that hears notifications. It fails when the connection is lost.</summary>
sealed class PostgisListener(NpgsqlConnection connection) : IAsyncDisposable
{
    internal static async Task<PostgisListener> OpenAsync(NpgsqlDataSource source, string channel, CancellationToken cancellation)
    {
        var connection = await source.OpenConnectionAsync(cancellation);
        try
        {
            await using var listen = new NpgsqlCommand($"LISTEN \"{channel}\"", connection);
            await listen.ExecuteNonQueryAsync(cancellation);
            return new(connection);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>The store's version; a silent network counts as a lost connection after the seconds.</summary>
    internal async Task<long> VersionAsync(int seconds, CancellationToken cancellation)
    {
        await using var look = new NpgsqlCommand("SELECT version FROM riskmap_state", connection) { CommandTimeout = seconds };
        return (long)(await look.ExecuteScalarAsync(cancellation))!;
    }

    /// <summary>Whether triggers of a layer were disabled or dropped.</summary>
    internal Task<bool> IsRepairNeededAsync(int seconds, CancellationToken cancellation) => PostgisRepair.IsNeededAsync(connection, seconds, cancellation);

    /// <summary>True at a notification, false after the time.</summary>
    internal Task<bool> WaitAsync(TimeSpan time, CancellationToken cancellation) => connection.WaitAsync(time, cancellation);

    public ValueTask DisposeAsync() => connection.DisposeAsync();
}
