using System.Collections.Immutable;
using System.Data.Common;
using NetTopologySuite.IO;
using RiskMap.City.Model;

namespace RiskMap.City.Store.Sql;

/// <summary>One connection with one open transaction; disposing without <see cref="CommitAsync"/> rolls back. Not thread-safe.</summary>
abstract class SqlSession(DbConnection connection, DbTransaction transaction) : IAsyncDisposable
{
    readonly WKBReader _wkb = new();
    bool _ended;

    internal DbConnection Connection { get; } = connection;

    /// <summary>State at the beginning of the transaction, in a writing session before its own version.</summary>
    internal required StoreState State { get; init; }

    /// <summary>Version that a writing session will leave behind.</summary>
    internal long Version => State.Version + 1;

    /// <summary>A cursor over id, revision, key, geom and then columns of the given types; numbers only as literals in the text.</summary>
    internal abstract RowCursor Query(string sql, ImmutableArray<FieldType> types);

    /// <summary>Columns of a table with their declared type.</summary>
    internal abstract IReadOnlyDictionary<string, string> ColumnsOf(string table);

    /// <summary>The type as which a column of a declared type can be carried, or null.</summary>
    internal abstract FieldType? CarriedAs(string type);

    /// <summary>An expression that gives a column, or nothing where there is none, in the form that cursors read.</summary>
    internal abstract string Cast(string? column, FieldType type);

    /// <summary>SQL that counts values of a column that cannot be carried under a type.</summary>
    internal abstract string CountUnfit(LayerTable layer, string column, FieldType type);

    /// <summary>SQL that lists tables and views that are not the city's.</summary>
    internal abstract string SelectOwnTables { get; }

    internal RowCursor Rows(LayerTable layer, string where = "") => Query(layer.SelectRows(where), layer.Types);

    /// <summary>A cursor over one row, or none.</summary>
    internal virtual RowCursor Row(LayerTable layer, long id) => Rows(layer, $"WHERE id = {id}");

    internal Feature? Find(LayerTable layer, long id)
    {
        using var cursor = Row(layer, id);
        return cursor.Read() ? cursor.ToFeature(layer.Schema, _wkb) : null;
    }

    internal List<Feature> Features(LayerTable layer, string where) => Select(layer, layer.SelectRows(where));

    internal List<Feature> Select(LayerTable layer, string sql)
    {
        var features = new List<Feature>();
        using var cursor = Query(sql, layer.Types);
        while (cursor.Read()) features.Add(cursor.ToFeature(layer.Schema, _wkb));
        return features;
    }

    internal IEnumerable<HistoryImage> History(LayerTable layer, string where = "", string order = LayerTable.OldestFirst)
    {
        using var cursor = Query(layer.SelectHistory(where, order), layer.HistoryTypes);
        var fields = layer.Types.Length;
        while (cursor.Read())
            yield return new(layer.Schema.Name, cursor.ToFeature(layer.Schema, _wkb), (ChangeKind)cursor.Integer(fields + 1), cursor.Integer(fields));
    }

    /// <summary>Runs statements one after the other, in one round trip where the store can.</summary>
    internal virtual async Task RunAsync(IReadOnlyList<Statement> statements, CancellationToken cancellation)
    {
        foreach (var (sql, parameters) in statements) await ExecuteAsync(sql, cancellation, parameters);
    }

    internal async Task<int> ExecuteAsync(string sql, CancellationToken cancellation, params (string Name, object? Value)[] parameters)
    {
        await using var command = Command(sql, parameters);
        return await command.ExecuteNonQueryAsync(cancellation);
    }

    internal async Task<long?> NumberAsync(string sql, CancellationToken cancellation, params (string Name, object? Value)[] parameters)
    {
        await using var command = Command(sql, parameters);
        return await command.ExecuteScalarAsync(cancellation) is { } value and not DBNull
            ? Convert.ToInt64(value, System.Globalization.CultureInfo.InvariantCulture)
            : null;
    }

    internal DbCommand Command(string sql, params ReadOnlySpan<(string Name, object? Value)> parameters) => Connection.Command(sql, parameters);

    internal async Task CommitAsync(CancellationToken cancellation)
    {
        await transaction.CommitAsync(cancellation);
        _ended = true;
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (!_ended) await transaction.RollbackAsync();
        }
        catch (Exception e) when (e is DbException or InvalidOperationException or ObjectDisposedException or IOException)
        {
            // The connection is lost, and the transaction with it.
        }
        finally
        {
            await transaction.DisposeAsync();
            await ReleaseAsync();
        }
    }

    /// <summary>Gives the connection and any lock back.</summary>
    protected abstract ValueTask ReleaseAsync();
}

/// <summary>A statement with its parameters.</summary>
sealed record Statement(string Sql, params (string Name, object? Value)[] Parameters);

/// <summary>Small helpers over ADO.NET that both stores share.</summary>
static class Database
{
    internal static DbCommand Command(this DbConnection connection, string sql, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in parameters)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = name;
            parameter.Value = value ?? DBNull.Value;
            command.Parameters.Add(parameter);
        }

        return command;
    }

    internal static void Run(this DbConnection connection, string sql, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        using var command = connection.Command(sql, parameters);
        command.ExecuteNonQuery();
    }

    internal static List<T> List<T>(this DbConnection connection, string sql, Func<DbDataReader, T> row, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        using var command = connection.Command(sql, parameters);
        using var reader = command.ExecuteReader();
        var list = new List<T>();
        while (reader.Read()) list.Add(row(reader));
        return list;
    }

    internal static string? Text(this DbDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);
}
