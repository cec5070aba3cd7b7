using System.Collections.Immutable;
using System.Text;
using NetTopologySuite.IO;
using RiskMap.City.Model;

namespace RiskMap.City.Store;

/// <summary>
/// A forward cursor over stored rows that hands out raw values (UTF-8, WKB, numbers) without making objects, so that a snapshot of a million
/// features loads at the speed of the store. Spans are valid until the next <see cref="Read"/>. Not thread-safe.
/// </summary>
public abstract class RowCursor : IDisposable
{
    /// <summary>Moves to the next row; false after the last.</summary>
    public abstract bool Read();

    /// <summary>Id of the row.</summary>
    public abstract long Id { get; }

    /// <summary>Version in which the row was last written.</summary>
    public abstract long Revision { get; }

    /// <summary>Key, UTF-8.</summary>
    public abstract ReadOnlySpan<byte> Key { get; }

    /// <summary>Geometry in longitude and latitude as WKB or EWKB; empty when missing.</summary>
    public abstract ReadOnlySpan<byte> Wkb { get; }

    /// <summary>True when the field at that position of <see cref="LayerSchema.Fields"/> is missing.</summary>
    public abstract bool IsNull(int field);

    /// <summary>Text and lists (JSON) as UTF-8.</summary>
    public abstract ReadOnlySpan<byte> Text(int field);

    /// <summary>Integers as they are; booleans 0/1; dates as <see cref="DateOnly.DayNumber"/>; times as milliseconds since 1970 UTC.</summary>
    public abstract long Integer(int field);

    /// <summary>Numbers.</summary>
    public abstract double Number(int field);

    /// <summary>The current row as an object; for few rows, not for loading.</summary>
    public Feature ToFeature(LayerSchema layer, WKBReader reader)
    {
        var values = ImmutableArray.CreateBuilder<object?>(layer.Fields.Length);
        for (var field = 0; field < layer.Fields.Length; field++)
            values.Add(IsNull(field) ? null : Value(layer.Fields[field].Type, field));
        var geometry = Wkb.IsEmpty ? null : reader.Read(Wkb.ToArray());
        return new Feature(Id, Encoding.UTF8.GetString(Key), geometry, values.MoveToImmutable()) { Revision = Revision };
    }

    object Value(FieldType type, int field) => type switch
    {
        FieldType.Text or FieldType.List => Encoding.UTF8.GetString(Text(field)),
        FieldType.Integer => Integer(field),
        FieldType.Number => Number(field),
        FieldType.Boolean => Integer(field) != 0,
        FieldType.Date => DateOnly.FromDayNumber((int)Integer(field)),
        FieldType.DateTime => DateTimeOffset.FromUnixTimeMilliseconds(Integer(field)),
        _ => throw new NotSupportedException($"field type {type}"),
    };

    /// <inheritdoc />
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Frees what the cursor holds.</summary>
    protected virtual void Dispose(bool disposing)
    {
    }
}
