using System.Text;
using Npgsql;
using RiskMap.City.Model;

namespace RiskMap.City.Store.Postgis;

/// <summary>Few rows from a prepared statement: id, revision, key, EWKB and then fields of the given types. The same values as <see cref="PostgisRowCursor"/>.</summary>
sealed class PostgisRow(NpgsqlDataReader reader, IReadOnlyList<FieldType> types) : RowCursor
{
    const int Leading = 4;

    public override bool Read() => reader.Read();

    public override long Id => reader.GetInt64(0);

    public override long Revision => reader.IsDBNull(1) ? 0 : reader.GetInt64(1);

    public override ReadOnlySpan<byte> Key => reader.IsDBNull(2) ? default : Encoding.UTF8.GetBytes(reader.GetString(2));

    public override ReadOnlySpan<byte> Wkb => reader.IsDBNull(3) ? default : Sql.Wkb.Single(reader.GetFieldValue<byte[]>(3));

    public override bool IsNull(int field) => IsMissing(field) || IsUnreadable(field);

    public override LocalizedText? ProblemOf(int field) => !IsMissing(field) && IsUnreadable(field) ? PostgisRowCursor.NotFinite : null;

    public override ReadOnlySpan<byte> Text(int field) => Encoding.UTF8.GetBytes(reader.GetString(field + Leading));

    public override long Integer(int field) => types[field] switch
    {
        FieldType.Boolean => reader.GetBoolean(field + Leading) ? 1 : 0,
        FieldType.Date => reader.GetFieldValue<DateOnly>(field + Leading).DayNumber,
        FieldType.DateTime => new DateTimeOffset(reader.GetDateTime(field + Leading)).ToUnixTimeMilliseconds(),
        _ => reader.GetInt64(field + Leading),
    };

    public override double Number(int field) => reader.GetDouble(field + Leading);

    protected override void Dispose(bool disposing)
    {
        if (disposing) reader.Dispose();
        base.Dispose(disposing);
    }

    bool IsMissing(int field) => reader.IsDBNull(field + Leading) || (types[field] is FieldType.Text or FieldType.List && reader.GetString(field + Leading).Length == 0);

    /// <summary>The driver gives infinity as the greatest or least value.</summary>
    bool IsUnreadable(int field) => types[field] switch
    {
        FieldType.Number => !double.IsFinite(Number(field)),
        FieldType.Date => reader.GetFieldValue<DateOnly>(field + Leading) is var date && (date == DateOnly.MaxValue || date == DateOnly.MinValue),
        FieldType.DateTime => reader.GetDateTime(field + Leading) is var time && (time == DateTime.MaxValue || time == DateTime.MinValue),
        _ => false,
    };
}
