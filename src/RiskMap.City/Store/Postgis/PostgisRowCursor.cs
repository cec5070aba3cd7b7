using System.Buffers;
using System.Buffers.Binary;
using Npgsql;
using RiskMap.City.Model;

namespace RiskMap.City.Store.Postgis;

/// <summary>
/// Rows straight from COPY's binary format (PostgreSQL documentation, COPY, "Binary Format"), parsed in place in one pooled buffer:
/// no object a row. Columns: id, revision, key, geom and then the given types.
/// </summary>
sealed class PostgisRowCursor(NpgsqlConnection connection, string sql, IReadOnlyList<FieldType> types) : RowCursor
{
    const int HeaderBytes = 19, Leading = 4;
    internal static readonly long EpochDay = new DateOnly(2000, 1, 1).DayNumber;
    internal const long EpochMilliseconds = 946_684_800_000;

    readonly NpgsqlRawCopyStream _copy = connection.BeginRawBinaryCopy($"COPY ({sql}) TO STDOUT (FORMAT BINARY)");
    readonly int[] _starts = new int[types.Count + Leading];
    readonly int[] _lengths = new int[types.Count + Leading];
    byte[] _buffer = ArrayPool<byte>.Shared.Rent(1 << 17);
    int _tuple, _at, _end;
    bool _begun, _finished;

    public override bool Read()
    {
        if (_finished) return false;
        _tuple = _at;
        if (!_begun)
        {
            Need(HeaderBytes);
            _at += HeaderBytes;
            _begun = true;
        }

        Need(2);
        var columns = BinaryPrimitives.ReadInt16BigEndian(_buffer.AsSpan(_at));
        _at += 2;
        if (columns < 0)
        {
            _finished = true;
            while (_copy.Read(_buffer) > 0)
            {
            }

            return false;
        }

        for (var column = 0; column < columns; column++) ReadColumn(column);
        return true;
    }

    public override long Id => ReadInt64(0);

    public override long Revision => _lengths[1] < 0 ? 0 : ReadInt64(1);

    public override ReadOnlySpan<byte> Key => Bytes(2);

    public override ReadOnlySpan<byte> Wkb => Sql.Wkb.Single(Bytes(3));

    /// <summary>True also for what no other column type can hold: infinite dates, numbers that are not finite, empty text.</summary>
    public override bool IsNull(int field)
    {
        var column = field + Leading;
        return _lengths[column] < 0 || types[field] switch
        {
            FieldType.Text or FieldType.List => _lengths[column] == 0,
            FieldType.Number => !double.IsFinite(Number(field)),
            FieldType.Date => BinaryPrimitives.ReadInt32BigEndian(Bytes(column)) is int.MaxValue or int.MinValue,
            FieldType.DateTime => ReadInt64(column) is long.MaxValue or long.MinValue,
            _ => false,
        };
    }

    internal static readonly LocalizedText NotFinite = ("数值不是有限数，或日期为无限", "the number is not finite, or the date is infinite");

    public override LocalizedText? ProblemOf(int field) => _lengths[field + Leading] > 0 ? NotFinite : null;

    public override ReadOnlySpan<byte> Text(int field) => Bytes(field + Leading);

    public override long Integer(int field) => types[field] switch
    {
        FieldType.Boolean => Bytes(field + Leading)[0],
        FieldType.Date => BinaryPrimitives.ReadInt32BigEndian(Bytes(field + Leading)) + EpochDay,
        FieldType.DateTime => FloorThousand(ReadInt64(field + Leading)) + EpochMilliseconds,
        _ => ReadInt64(field + Leading),
    };

    public override double Number(int field) => BinaryPrimitives.ReadDoubleBigEndian(Bytes(field + Leading));

    protected override void Dispose(bool disposing)
    {
        if (disposing && _buffer.Length > 0)
        {
            _copy.Dispose();
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = [];
        }

        base.Dispose(disposing);
    }

    void ReadColumn(int column)
    {
        Need(4);
        var length = BinaryPrimitives.ReadInt32BigEndian(_buffer.AsSpan(_at));
        _at += 4;
        (_starts[column], _lengths[column]) = (_at - _tuple, length);
        if (length <= 0) return;
        Need(length);
        _at += length;
    }

    /// <summary>Makes sure that so many bytes stand behind the position; the row being read moves to the buffer's start when room is needed.</summary>
    void Need(int bytes)
    {
        while (_end - _at < bytes)
        {
            if (_end == _buffer.Length) MakeRoom();
            var read = _copy.Read(_buffer, _end, _buffer.Length - _end);
            if (read == 0) throw new EndOfStreamException("the answer of PostgreSQL ended in the middle of a row");
            _end += read;
        }
    }

    void MakeRoom()
    {
        var kept = _end - _tuple;
        var target = kept > _buffer.Length / 2 ? ArrayPool<byte>.Shared.Rent(_buffer.Length * 2) : _buffer;
        _buffer.AsSpan(_tuple, kept).CopyTo(target);
        if (target != _buffer)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = target;
        }

        _at -= _tuple;
        _end = kept;
        _tuple = 0;
    }

    static long FloorThousand(long micro) => (micro >= 0 ? micro : micro - 999) / 1000;

    long ReadInt64(int column) => BinaryPrimitives.ReadInt64BigEndian(Bytes(column));

    ReadOnlySpan<byte> Bytes(int column) => _lengths[column] < 0 ? default : _buffer.AsSpan(_tuple + _starts[column], _lengths[column]);
}
