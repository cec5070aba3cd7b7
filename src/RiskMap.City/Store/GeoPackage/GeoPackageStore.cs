using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using RiskMap.City.Model;
using RiskMap.City.Store.Sql;
using SQLitePCL;

namespace RiskMap.City.Store.GeoPackage;

/// <summary>
/// A city in one GeoPackage file. While it is open the file is in WAL mode (readers never wait for the writer); closing the last connection
/// brings it back to one plain file. Writers of this process queue; those of other processes are waited for as long as
/// data/store.json says.
/// </summary>
sealed class GeoPackageStore : SqlCityStore
{
    const string AtMilliseconds = "CAST(ROUND((julianday(at) - 2440587.5) * 86400000.0) AS INTEGER)";
    static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(250);
    static readonly TimeSpan SignOfLife = TimeSpan.FromSeconds(5);

    readonly string _path;
    readonly GeoPackageConnections _connections;
    readonly SemaphoreSlim _turn = new(1, 1);
    long _soundSchema = -1;

    GeoPackageStore(string path, ImmutableArray<LayerTable> layers) : base(layers, AtMilliseconds) =>
        (_path, _connections) = (path, new(path));

    public override string Description => _path;

    internal static async Task<ICityStore> OpenAsync(string path, IReadOnlyList<LayerSchema> layers, CancellationToken cancellation)
    {
        Batteries_V2.Init();
        try
        {
            using var connection = GeoPackageConnections.Connect(path, SqliteOpenMode.ReadWriteCreate);
            await PrepareAsync(connection, path, layers, cancellation);
            return new GeoPackageStore(path, Apply(connection, path, layers)) { IsReadOnly = raw.sqlite3_db_readonly(connection.Handle, "main") == 1 };
        }
        catch (SqliteException e) when (GeoPackageErrors.Explain(path, e) is { } refusal)
        {
            throw refusal;
        }
    }

    public override bool IsReadOnly { get; init; }

    /// <summary>What opening would do.</summary>
    internal static IReadOnlyList<string> Plan(string path, IReadOnlyList<LayerSchema> layers)
    {
        Batteries_V2.Init();
        try
        {
            using var connection = GeoPackageConnections.Connect(path, SqliteOpenMode.ReadWrite);
            RequireCity(connection, path);
            using var transaction = connection.BeginTransaction(deferred: false);
            var schema = new GeoPackageSchema(connection, path);
            schema.Apply(layers);
            transaction.Rollback();
            return schema.Done;
        }
        catch (SqliteException e) when (GeoPackageErrors.Explain(path, e) is { } refusal)
        {
            throw refusal;
        }
    }

    /// <summary>Refuses a file of another purpose; the number of tables that stand.</summary>
    static int RequireCity(SqliteConnection connection, string path)
    {
        var tables = connection.List("SELECT name FROM sqlite_master WHERE type = 'table'", row => row.GetString(0));
        return tables.Count == 0 || tables.Contains("riskmap_state", StringComparer.Ordinal) ? tables.Count : throw new StoreException((
            $"{path} 是已有的数据文件，但不是本程序的城市库；请另用文件名，并用 riskmap import 导入它",
            $"{path} is a data file but not a RiskMap city; name another file and import this one into it"));
    }

    static async Task PrepareAsync(SqliteConnection connection, string path, IReadOnlyList<LayerSchema> layers, CancellationToken cancellation)
    {
        var tables = RequireCity(connection, path);
        if (tables == 0) connection.Run(GeoPackageTables.Pragmas);
        // A server that holds the rows mends the tables better than a command that has just begun: it goes first.
        while (tables > 0 && LayerTables.Look(connection, layers) is var looks && looks.Exists(look => look.IsLost) && !OtherWriters.AreDone(path, looks, remembered: false))
            await Task.Delay(PollInterval, cancellation);
        UseLog(connection);
    }

    /// <summary>Where the file is read-only or another program holds it, its present mode must do.</summary>
    static void UseLog(SqliteConnection connection)
    {
        try
        {
            GeoPackageConnections.SetPatience(connection, StoreRules.Current.ReadWaitSeconds);
            connection.Run("PRAGMA journal_mode = WAL");
        }
        catch (SqliteException e) when (e.SqliteErrorCode is raw.SQLITE_BUSY or raw.SQLITE_LOCKED or raw.SQLITE_READONLY or raw.SQLITE_CANTOPEN)
        {
            // Reading goes on, and a write says for itself what is wrong.
        }
        finally
        {
            GeoPackageConnections.SetPatience(connection, StoreRules.Current.WriteWaitSeconds);
        }
    }

    /// <summary>Takes the writers' lock only where something is to be made: a command that reads need not wait for QGIS.</summary>
    static ImmutableArray<LayerTable> Apply(SqliteConnection connection, string path, IReadOnlyList<LayerSchema> layers)
    {
        try
        {
            GeoPackageConnections.SetPatience(connection, StoreRules.Current.ReadWaitSeconds);
            return Apply(connection, path, layers, deferred: true);
        }
        catch (SqliteException e) when (e.SqliteErrorCode == raw.SQLITE_BUSY)
        {
            GeoPackageConnections.SetPatience(connection, StoreRules.Current.WriteWaitSeconds);
            return Apply(connection, path, layers, deferred: false);
        }
    }

    static ImmutableArray<LayerTable> Apply(SqliteConnection connection, string path, IReadOnlyList<LayerSchema> layers, bool deferred)
    {
        using var transaction = connection.BeginTransaction(deferred);
        var tables = new GeoPackageSchema(connection, path).Apply(layers);
        transaction.Commit();
        return tables;
    }

    /// <summary>Copies the whole file at one version, also while others write, by SQLite's online backup; users' own tables go with it.</summary>
    internal Task<bool> BackupAsync(string file, CancellationToken cancellation) => Guarded(async () =>
    {
        await using var session = (GeoPackageSession)await BeginReadAsync(cancellation);
        GeoPackageFiles.Copy(session.Sqlite, file);
        GeoPackageFiles.BeginLife(file, storeId: null);
        return true;
    });

    private protected override async Task<SqlSession> BeginReadAsync(CancellationToken cancellation)
    {
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            var session = Begin(_connections.Take(), deferred: true, turn: null);
            var isSound = IsSound(session);
            if (isSound && (IsReadOnly || await session.NumberAsync("SELECT outside FROM riskmap_state", cancellation) is null)) return session;
            await session.DisposeAsync();
            if (isSound) await SealAsync(cancellation);
            else await MendAsync(cancellation);
        }
    }

    /// <summary>
    /// Closes the open change set of other programs, so that their next write takes a new version and what is read now under this one stays true.
    /// </summary>
    async Task SealAsync(CancellationToken cancellation)
    {
        await using var session = await LockAsync(StoreRules.Current.ReadWaitSeconds, cancellation);
        await session.ExecuteAsync("UPDATE riskmap_state SET outside = NULL", cancellation);
        await session.CommitAsync(cancellation);
    }

    /// <summary>True when the layers' tables stand as they must; looked up anew only after some program changed the schema.</summary>
    bool IsSound(GeoPackageSession session)
    {
        var schema = LayerTables.SchemaVersion(session.Sqlite);
        if (schema == Interlocked.Read(ref _soundSchema)) return true;
        var looks = LayerTables.Look(session.Sqlite, Layers.Select(layer => layer.Schema));
        if (looks.Count != Layers.Count || looks.Zip(Layers).Any(pair => pair.First.State != LayerTableState.Sound || !pair.First.UserColumns.SequenceEqual(pair.Second.UserColumns))) return false;
        Interlocked.Exchange(ref _soundSchema, schema);
        return true;
    }

    /// <summary>Mends what other programs did to the tables, once they are done; until then nothing half written is handed out.</summary>
    async Task MendAsync(CancellationToken cancellation)
    {
        var (lastReading, schemas) = (LastReading, Layers.Select(layer => layer.Schema).ToList());
        using (var session = _connections.Lend())
            OtherWriters.RequireDone(_path, LayerTables.Look(session.Connection, schemas), lastReading is not null);
        await using var writing = await LockAsync(StoreRules.Current.ReadWaitSeconds, cancellation);
        var tables = new GeoPackageSchema(writing.Sqlite, _path, lastReading).Apply(schemas);
        await writing.CommitAsync(cancellation);
        Take(tables);
    }

    private protected override async Task<SqlSession> BeginWriteAsync(CancellationToken cancellation)
    {
        var session = await LockAsync(StoreRules.Current.WriteWaitSeconds, cancellation);
        while (!IsSound(session))
        {
            await session.DisposeAsync();
            await MendAsync(cancellation);
            session = await LockAsync(StoreRules.Current.WriteWaitSeconds, cancellation);
        }

        await session.ExecuteAsync("UPDATE riskmap_state SET version = version + 1, writing = version + 1, outside = NULL", cancellation);
        return session;
    }

    private protected override async Task<SqlSession> BeginUpkeepAsync(CancellationToken cancellation) =>
        await LockAsync(StoreRules.Current.WriteWaitSeconds, cancellation);

    async Task<GeoPackageSession> LockAsync(int patienceSeconds, CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation);
        try
        {
            var connection = _connections.Take();
            GeoPackageConnections.SetPatience(connection, patienceSeconds);
            return Begin(connection, deferred: false, _turn);
        }
        catch
        {
            _turn.Release();
            throw;
        }
    }

    GeoPackageSession Begin(SqliteConnection connection, bool deferred, SemaphoreSlim? turn)
    {
        try
        {
            return new(connection, connection.BeginTransaction(deferred), _connections, turn) { State = ChangeSets.ReadState(connection) };
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private protected override Task EndWriteAsync(
        SqlSession session, IEnumerable<Statement> statements, long version, IEnumerable<LayerTable> touched, CancellationToken cancellation) => session.RunAsync(
    [
        .. statements,
        // The triggers need the version while rows are written; a request that changed nothing gives it back.
        new("UPDATE riskmap_state SET writing = NULL, version = @v", ("v", version)),
        .. touched.Select(layer => new Statement(
            "UPDATE gpkg_contents SET last_change = strftime('%Y-%m-%dT%H:%M:%fZ','now') WHERE table_name = @table", ("table", layer.Schema.Table))),
    ], cancellation);

    private protected override SqlWriter Writer(SqlSession session) => new GeoPackageWriter((GeoPackageSession)session, TableOf);

    private protected override object ChangeSetTime(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);

    private protected override StoreException? Explain(Exception exception) => GeoPackageErrors.Explain(_path, exception);

    private protected override bool IsOutcomeUnknown(Exception exception) => GeoPackageErrors.IsOutcomeUnknown(exception);

    public override async IAsyncEnumerable<long> WatchAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        using var watcher = GeoPackageConnections.Connect(_path, SqliteOpenMode.ReadWrite);
        (long? seen, var yielded) = (null, TimeProvider.System.GetTimestamp());
        while (!cancellation.IsCancellationRequested)
        {
            var now = await Guarded(() => Task.FromResult(DataVersion(watcher)));
            if (now != seen || TimeProvider.System.GetElapsedTime(yielded) > SignOfLife)
            {
                yield return (await StateAsync(cancellation)).Version;
                (seen, yielded) = (now, TimeProvider.System.GetTimestamp());
            }

            await Task.Delay(PollInterval, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>SQLite's own number, which changes with each commit of another connection.</summary>
    static long DataVersion(SqliteConnection watcher)
    {
        using var pragma = watcher.Command("PRAGMA data_version");
        return (long)pragma.ExecuteScalar()!;
    }

    public override ValueTask DisposeAsync()
    {
        _connections.Dispose();
        try
        {
            using var connection = GeoPackageConnections.Connect(_path, SqliteOpenMode.ReadWrite);
            raw.sqlite3_busy_timeout(connection.Handle, 0);
            connection.DefaultTimeout = 1;
            connection.Run("PRAGMA journal_mode = DELETE");
        }
        catch (SqliteException)
        {
            // Another program has the file open: the last one to close it merges the log.
        }

        _turn.Dispose();
        return ValueTask.CompletedTask;
    }
}
