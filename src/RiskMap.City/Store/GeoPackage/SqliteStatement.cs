using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Microsoft.Data.Sqlite;
using RiskMap.City.Model;
using RiskMap.City.Store.Sql;
using RiskMap.Geo.Geometries;
using SQLitePCL;

namespace RiskMap.City.Store.GeoPackage;

/// <summary>A prepared statement on SQLite's own interface: binds UTF-8 and blobs without objects. Not thread-safe.</summary>
sealed class SqliteStatement : IDisposable
{
    readonly sqlite3 _database;
    readonly sqlite3_stmt _statement;

    internal SqliteStatement(SqliteConnection connection, string sql)
    {
        _database = connection.Handle ?? throw new InvalidOperationException("the connection is closed");
        SqliteException.ThrowExceptionForRC(raw.sqlite3_prepare_v3(_database, sql, 0, out _statement), _database);
    }

    internal sqlite3_stmt Handle => _statement;

    /// <summary>True when there is a row; an error of SQLite as <see cref="SqliteException"/>.</summary>
    internal bool Step()
    {
        var result = raw.sqlite3_step(_statement);
        if (result == raw.SQLITE_ROW) return true;
        if (result != raw.SQLITE_DONE)
        {
            raw.sqlite3_reset(_statement);
            SqliteException.ThrowExceptionForRC(result, _database);
        }

        return false;
    }

    /// <summary>Runs a statement without rows and makes it ready for the next binding.</summary>
    internal void Run()
    {
        while (Step())
        {
        }

        Reset();
    }

    internal void Reset() => raw.sqlite3_reset(_statement);

    internal void Bind(int index, long value) => raw.sqlite3_bind_int64(_statement, index, value);

    internal void Bind(int index, double value) => raw.sqlite3_bind_double(_statement, index, value);

    internal void BindNull(int index) => raw.sqlite3_bind_null(_statement, index);

    internal void BindText(int index, ReadOnlySpan<byte> utf8) => raw.sqlite3_bind_text(_statement, index, utf8);

    internal void BindBlob(int index, ReadOnlySpan<byte> bytes) => raw.sqlite3_bind_blob(_statement, index, bytes);

    public void Dispose() => _statement.Dispose();
}

/// <summary>Binds rows to ?1 id, ?2 revision, ?3 key, ?4 geometry blob, ?5... fields. Not thread-safe.</summary>
sealed class SqliteRowBinder
{
    readonly ArrayBufferWriter<byte> _blob = new(256);

    /// <summary>The boxes of all rows bound through <see cref="Prepare"/>.</summary>
    internal Box Extent { get; private set; } = Box.Empty;

    /// <summary>The box of the row prepared last; empty without geometry.</summary>
    internal Box RowBox { get; private set; } = Box.Empty;

    /// <summary>Makes the geometry blob of a row; then bind it to one or more statements.</summary>
    internal void Prepare(RowBuffer row)
    {
        _blob.ResetWrittenCount();
        RowBox = row.Geometry.IsEmpty ? Box.Empty : GeoPackageBlob.Write(row.Geometry, _blob);
        Extent = Extent.Union(RowBox);
    }

    internal void Bind(SqliteStatement to, RowBuffer row)
    {
        if (row.Id == 0) to.BindNull(1);
        else to.Bind(1, row.Id);
        to.Bind(2, row.Revision);
        to.BindText(3, row.Key);
        if (_blob.WrittenCount == 0) to.BindNull(4);
        else to.BindBlob(4, _blob.WrittenSpan);
        var fields = row.Layer.Fields;
        for (var field = 0; field < fields.Length; field++) Bind(to, row, field, fields[field].Type);
    }

    static void Bind(SqliteStatement to, RowBuffer row, int field, FieldType type)
    {
        var index = field + 5;
        if (row.IsNull(field)) to.BindNull(index);
        else if (type is FieldType.Text or FieldType.List) to.BindText(index, row.Text(field));
        else if (type == FieldType.Number) to.Bind(index, row.Number(field));
        else if (type == FieldType.Date) BindDate(to, index, (int)row.Integer(field));
        else if (type == FieldType.DateTime) BindTime(to, index, row.Integer(field));
        else to.Bind(index, row.Integer(field));
    }

    static void BindDate(SqliteStatement to, int index, int day)
    {
        Span<byte> text = stackalloc byte[10];
        DateOnly.FromDayNumber(day).TryFormat(text, out _, "yyyy-MM-dd", CultureInfo.InvariantCulture);
        to.BindText(index, text);
    }

    static void BindTime(SqliteStatement to, int index, long milliseconds)
    {
        Span<byte> text = stackalloc byte[24];
        DateTimeOffset.FromUnixTimeMilliseconds(milliseconds).TryFormat(text, out _, "yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);
        to.BindText(index, text);
    }
}

/// <summary>Reads rows on SQLite's own interface; spans point into SQLite's memory until the next row.</summary>
sealed class SqliteRowCursor(SqliteConnection connection, string sql, IReadOnlyList<FieldType> types) : RowCursor
{
    readonly SqliteStatement _statement = new(connection, sql);

    public override bool Read() => _statement.Step();

    public override long Id => raw.sqlite3_column_int64(_statement.Handle, 0);

    public override long Revision => raw.sqlite3_column_int64(_statement.Handle, 1);

    public override ReadOnlySpan<byte> Key => raw.sqlite3_column_blob(_statement.Handle, 2);

    public override ReadOnlySpan<byte> Wkb => Sql.Wkb.Single(GeoPackageBlob.WkbOf(raw.sqlite3_column_blob(_statement.Handle, 3)));

    /// <summary>True also where another program left a value of another type (SQLite takes any); checks report those rows.</summary>
    public override bool IsNull(int field)
    {
        var stored = raw.sqlite3_column_type(_statement.Handle, field + 4);
        return types[field] switch
        {
            FieldType.Text or FieldType.List => stored != raw.SQLITE_TEXT || raw.sqlite3_column_bytes(_statement.Handle, field + 4) == 0,
            FieldType.Number => stored is not (raw.SQLITE_FLOAT or raw.SQLITE_INTEGER),
            FieldType.Date => stored != raw.SQLITE_TEXT || !TryDate(Text(field), out _),
            FieldType.DateTime => stored != raw.SQLITE_TEXT || !TryTime(Text(field), out _),
            _ => stored != raw.SQLITE_INTEGER,
        };
    }

    public override LocalizedText? ProblemOf(int field)
    {
        var stored = raw.sqlite3_column_type(_statement.Handle, field + 4);
        if (stored == raw.SQLITE_NULL || (stored == raw.SQLITE_TEXT && raw.sqlite3_column_bytes(_statement.Handle, field + 4) == 0)) return null;
        var text = stored == raw.SQLITE_BLOB ? "BLOB" : raw.sqlite3_column_text(_statement.Handle, field + 4).utf8_to_string();
        return ($"“{text}”不是 {types[field]} 类型的值", $"'{text}' is no value of type {types[field]}");
    }

    public override LocalizedText? GeometryProblem =>
        Wkb.IsEmpty && raw.sqlite3_column_type(_statement.Handle, 3) != raw.SQLITE_NULL && !GeoPackageBlob.IsEmptyGeometry(raw.sqlite3_column_blob(_statement.Handle, 3))
            ? ("几何不是 GeoPackage 的几何", "the geometry is no GeoPackage geometry")
            : null;

    public override ReadOnlySpan<byte> Text(int field) => raw.sqlite3_column_blob(_statement.Handle, field + 4);

    public override long Integer(int field)
    {
        if (types[field] == FieldType.Date) return TryDate(Text(field), out var day) ? day : 0;
        if (types[field] == FieldType.DateTime) return TryTime(Text(field), out var time) ? time : 0;
        return raw.sqlite3_column_int64(_statement.Handle, field + 4);
    }

    public override double Number(int field) => raw.sqlite3_column_double(_statement.Handle, field + 4);

    protected override void Dispose(bool disposing)
    {
        if (disposing) _statement.Dispose();
        base.Dispose(disposing);
    }

    static bool TryDate(ReadOnlySpan<byte> text, out long day)
    {
        day = 0;
        if (text.Length != 10 || !Utf8Parser.TryParse(text, out int year, out var used) || used != 4) return false;
        if (text[4] != '-' || text[7] != '-') return false;
        if (!Utf8Parser.TryParse(text[5..], out int month, out used) || used != 2 || !Utf8Parser.TryParse(text[8..], out int date, out used) || used != 2) return false;
        if (year is < 1 or > 9999 || month is < 1 or > 12 || date < 1 || date > DateTime.DaysInMonth(year, month)) return false;
        day = new DateOnly(year, month, date).DayNumber;
        return true;
    }

    static bool TryTime(ReadOnlySpan<byte> text, out long milliseconds)
    {
        var good = DateTimeOffset.TryParse(
            Encoding.UTF8.GetString(text), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time);
        milliseconds = good ? time.ToUnixTimeMilliseconds() : 0;
        return good;
    }
}
