using System.Buffers;
using System.Buffers.Binary;
using Npgsql;
using RiskMap.City.Model;
using RiskMap.City.Store.Sql;

namespace RiskMap.City.Store.Postgis;

/// <summary>Rows into COPY's binary format, through one buffer. Not thread-safe.</summary>
sealed class PostgisCopy : IAsyncDisposable
{
    const int FlushBytes = 1 << 16;
    static readonly byte[] Header = [.. "PGCOPY\n"u8, 0xff, (byte)'\r', (byte)'\n', 0, 0, 0, 0, 0, 0, 0, 0, 0];

    readonly ArrayBufferWriter<byte> _buffer = new(FlushBytes + 4096);
    readonly NpgsqlRawCopyStream _stream;

    PostgisCopy(NpgsqlRawCopyStream stream) => _stream = stream;

    internal static async Task<PostgisCopy> BeginAsync(NpgsqlConnection connection, string target, CancellationToken cancellation)
    {
        var copy = new PostgisCopy(await connection.BeginRawBinaryCopyAsync($"COPY {target} FROM STDIN (FORMAT BINARY)", cancellation));
        copy._buffer.Write(Header);
        return copy;
    }

    /// <summary>Id, revision, key, geometry, fields, and whole numbers behind them.</summary>
    internal ValueTask AddAsync(RowBuffer row, ReadOnlySpan<long> behind, CancellationToken cancellation)
    {
        var fields = row.Layer.Fields;
        Int16(fields.Length + 4 + behind.Length);
        if (row.Id == 0) Int32(-1);
        else Int64(row.Id);
        Int64(row.Revision);
        Bytes(row.Key);
        Geometry(row.Geometry);
        for (var field = 0; field < fields.Length; field++)
        {
            if (row.IsNull(field)) Int32(-1);
            else Value(row, field, fields[field].Type);
        }

        foreach (var number in behind) Int64(number);
        return _buffer.WrittenCount < FlushBytes ? ValueTask.CompletedTask : FlushAsync(cancellation);
    }

    internal async Task CompleteAsync(CancellationToken cancellation)
    {
        Int16(-1);
        await FlushAsync(cancellation);
        await _stream.DisposeAsync();
        _completed = true;
    }

    bool _completed;

    public async ValueTask DisposeAsync()
    {
        if (_completed) return;
        _completed = true;
        try
        {
            await _stream.CancelAsync();
        }
        catch (Exception e) when (e is NpgsqlException or OperationCanceledException or InvalidOperationException or IOException)
        {
            // The transaction is rolled back in any case.
        }
    }

    async ValueTask FlushAsync(CancellationToken cancellation)
    {
        await _stream.WriteAsync(_buffer.WrittenMemory, cancellation);
        _buffer.ResetWrittenCount();
    }

    void Value(RowBuffer row, int field, FieldType type)
    {
        switch (type)
        {
            case FieldType.Text or FieldType.List:
                Bytes(row.Text(field));
                break;
            case FieldType.Number:
                Int64(BitConverter.DoubleToInt64Bits(row.Number(field)));
                break;
            case FieldType.Boolean:
                Int32(1);
                _buffer.Write([(byte)row.Integer(field)]);
                break;
            case FieldType.Date:
                Int32(4);
                Int32((int)(row.Integer(field) - PostgisRowCursor.EpochDay));
                break;
            case FieldType.DateTime:
                Int64((row.Integer(field) - PostgisRowCursor.EpochMilliseconds) * 1000);
                break;
            default:
                Int64(row.Integer(field));
                break;
        }
    }

    void Geometry(ReadOnlySpan<byte> wkb)
    {
        if (wkb.IsEmpty)
        {
            Int32(-1);
            return;
        }

        Int32(wkb.Length + 4);
        Ewkb.Write(wkb, _buffer.GetSpan(wkb.Length + 4));
        _buffer.Advance(wkb.Length + 4);
    }

    void Bytes(ReadOnlySpan<byte> bytes)
    {
        Int32(bytes.Length);
        _buffer.Write(bytes);
    }

    /// <summary>An eight-byte value with its length.</summary>
    void Int64(long value)
    {
        var span = _buffer.GetSpan(12);
        BinaryPrimitives.WriteInt32BigEndian(span, 8);
        BinaryPrimitives.WriteInt64BigEndian(span[4..], value);
        _buffer.Advance(12);
    }

    void Int32(int value)
    {
        BinaryPrimitives.WriteInt32BigEndian(_buffer.GetSpan(4), value);
        _buffer.Advance(4);
    }

    void Int16(int value)
    {
        BinaryPrimitives.WriteInt16BigEndian(_buffer.GetSpan(2), (short)value);
        _buffer.Advance(2);
    }
}

/// <summary>PostGIS's WKB with the SRID inside.</summary>
static class Ewkb
{
    const uint SridFlag = 0x20000000;
    const int Srid = 4326;

    /// <summary>Writes a plain little-endian WKB with SRID 4326: four bytes more.</summary>
    internal static void Write(ReadOnlySpan<byte> wkb, Span<byte> to)
    {
        to[0] = 1;
        BinaryPrimitives.WriteUInt32LittleEndian(to[1..], BinaryPrimitives.ReadUInt32LittleEndian(wkb[1..]) | SridFlag);
        BinaryPrimitives.WriteInt32LittleEndian(to[5..], Srid);
        wkb[5..].CopyTo(to[9..]);
    }
}

/// <summary>A first load into an empty table: triggers and indexes go, COPY brings the rows, indexes and triggers come back, all in one transaction.</summary>
sealed class PostgisRowLoad : BulkLoad
{
    const int IndexMemoryMegabytes = 256;

    readonly NpgsqlConnection _connection;
    readonly LayerTable _table;
    readonly string _schema;
    readonly PostgisCopy _copy;

    PostgisRowLoad(NpgsqlConnection connection, LayerTable table, string schema, PostgisCopy copy) =>
        (_connection, _table, _schema, _copy) = (connection, table, schema, copy);

    internal static async Task<BulkLoad> BeginAsync(NpgsqlConnection connection, LayerTable table, string schema, CancellationToken cancellation)
    {
        connection.Run($"LOCK TABLE {table.Name} IN ACCESS EXCLUSIVE MODE");
        PostgisSchema.DropTriggers(connection, schema, table.Schema.Table);
        foreach (var (name, _) in PostgisSql.Indexes(table.Schema.Table)) connection.Run($"DROP INDEX IF EXISTS \"{name}\"");
        return new PostgisRowLoad(connection, table, schema, await PostgisCopy.BeginAsync(connection, $"{table.Name} ({table.List()})", cancellation));
    }

    internal override ValueTask AddAsync(RowBuffer row, long changeSet, ChangeKind kind, CancellationToken cancellation) => _copy.AddAsync(row, [], cancellation);

    internal override async Task CompleteAsync(CancellationToken cancellation)
    {
        await _copy.CompleteAsync(cancellation);
        MakeIndexes();
        PostgisSchema.CreateTriggers(_connection, _schema, _table.Schema.Table);
        // Without statistics the planner would sort the whole layer by id instead of following the index.
        _connection.Run($"ANALYZE {_table.Name}");
    }

    public override ValueTask DisposeAsync() => _copy.DisposeAsync();

    /// <summary>The unique index finds a key that comes twice; the savepoint lets the transaction go on to name it.</summary>
    void MakeIndexes()
    {
        // Sorting a million keys in the server's default 64 MB goes to disk; the setting ends with the transaction.
        _connection.Run($"SET LOCAL maintenance_work_mem = '{IndexMemoryMegabytes}MB'");
        _connection.Run("SAVEPOINT riskmap_indexes");
        try
        {
            foreach (var (_, sql) in PostgisSql.Indexes(_table.Schema.Table)) _connection.Run(sql);
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            _connection.Run("ROLLBACK TO SAVEPOINT riskmap_indexes");
            var twice = _connection.List($"SELECT key FROM {_table.Name} GROUP BY key HAVING count(*) > 1 LIMIT 1", row => row.GetString(0));
            throw new DuplicateKeyException(_table.Schema.Name, twice.FirstOrDefault() ?? "?");
        }
    }
}

/// <summary>Copies before images into an empty history.</summary>
sealed class PostgisHistoryLoad : BulkLoad
{
    readonly PostgisCopy _copy;

    PostgisHistoryLoad(PostgisCopy copy) => _copy = copy;

    internal static async Task<BulkLoad> BeginAsync(NpgsqlConnection connection, LayerTable table, CancellationToken cancellation) => new PostgisHistoryLoad(
        await PostgisCopy.BeginAsync(connection, $"{table.HistoryTable} ({table.List()}, riskmap_change_set, riskmap_kind)", cancellation));

    internal override ValueTask AddAsync(RowBuffer row, long changeSet, ChangeKind kind, CancellationToken cancellation) =>
        _copy.AddAsync(row, [changeSet, (long)kind], cancellation);

    internal override Task CompleteAsync(CancellationToken cancellation) => _copy.CompleteAsync(cancellation);

    public override ValueTask DisposeAsync() => _copy.DisposeAsync();
}
