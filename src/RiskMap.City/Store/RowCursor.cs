using System.Collections.Immutable;
using System.Text;
using NetTopologySuite.Geometries;
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

    /// <summary>What is wrong with a field that <see cref="IsNull"/> although something stands there (another program may write anything), or null.</summary>
    public virtual LocalizedText? ProblemOf(int field) => null;

    /// <summary>What is wrong with a geometry that is handed out as missing although something stands there, or null.</summary>
    public virtual LocalizedText? GeometryProblem => null;

    /// <summary>The current row as an object; for few rows, not for loading. What cannot be read is missing and named in <see cref="Feature.Unreadable"/>.</summary>
    public Feature ToFeature(LayerSchema layer, WKBReader reader)
    {
        var unreadable = ImmutableArray.CreateBuilder<(int? Field, LocalizedText Problem)>();
        var values = ImmutableArray.CreateBuilder<object?>(layer.Fields.Length);
        for (var field = 0; field < layer.Fields.Length; field++)
        {
            values.Add(IsNull(field) ? null : Value(layer.Fields[field].Type, field));
            if (values[field] is null && ProblemOf(field) is { } problem) unreadable.Add((field, problem));
        }

        var geometry = GeometryOf(reader, unreadable);
        return new Feature(Id, Encoding.UTF8.GetString(Key), geometry, values.MoveToImmutable()) { Revision = Revision, Unreadable = unreadable.ToImmutable() };
    }

    Geometry? GeometryOf(WKBReader reader, ImmutableArray<(int? Field, LocalizedText Problem)>.Builder unreadable)
    {
        if (GeometryProblem is { } problem) unreadable.Add((null, problem));
        if (Wkb.IsEmpty) return null;
        try
        {
            return reader.Read(Wkb.ToArray());
        }
        catch (Exception error) when (error is ParseException or FormatException or ArgumentException or IOException or IndexOutOfRangeException)
        {
            unreadable.Add((null, UnreadableGeometry(error)));
            return null;
        }
    }

    internal static LocalizedText UnreadableGeometry(Exception error) => ($"几何无法读取（{error.Message}）", $"the geometry cannot be read ({error.Message})");

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
