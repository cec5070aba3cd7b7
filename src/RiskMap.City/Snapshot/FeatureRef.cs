using System.Collections.Immutable;
using System.Text;
using NetTopologySuite.Geometries;
using RiskMap.City.Model;
using RiskMap.Geo.Geometries;

namespace RiskMap.City.Snapshot;

/// <summary>One feature in a snapshot: a block and a row. Cheap to copy; valid as long as the snapshot.</summary>
/// <param name="Block">The block that holds the row.</param>
/// <param name="Row">Row in the block.</param>
public readonly record struct FeatureRef(LayerBlock Block, int Row)
{
    /// <summary>Id of the feature.</summary>
    public long Id => Block.Id(Row);

    /// <summary>Version of the city in which the feature was last written.</summary>
    public long Revision => Block.Revision(Row);

    /// <summary>Key of the feature.</summary>
    public string Key => Encoding.UTF8.GetString(Block.Key(Row));

    /// <summary>Name, or null when missing.</summary>
    public string? Name => Text(0);

    /// <summary>True when the field has no value.</summary>
    public bool IsNull(int field) => Block.Field(field).IsNull(Row);

    /// <summary>Text or list as UTF-8; empty when missing.</summary>
    public ReadOnlySpan<byte> Utf8(int field) => Block.Field(field).Utf8(Row);

    /// <summary>Text or list (JSON), or null when missing.</summary>
    public string? Text(int field) => IsNull(field) ? null : Encoding.UTF8.GetString(Utf8(field));

    /// <summary>Integer, truth, day number or milliseconds; 0 when missing.</summary>
    public long Integer(int field) => Block.Field(field).Integer(Row);

    /// <summary>Number; NaN when missing.</summary>
    public double Number(int field) => Block.Field(field).Number(Row);

    /// <summary>True when the feature has no geometry.</summary>
    public bool IsEmpty => Block.Geometry.IsEmpty(Row);

    /// <summary>Box in longitude and latitude.</summary>
    public Box Box => Block.Geometry.BoxOf(Row);

    /// <summary>Geometry in longitude and latitude; made anew at each call.</summary>
    public Geometry Geometry => Block.Geometry.ToGeometry(Row);

    /// <summary>Value as the CLR type of its field, or null.</summary>
    public object? Value(int field) => IsNull(field) ? null : Block.Schema.Fields[field].Type switch
    {
        FieldType.Text or FieldType.List => Text(field),
        FieldType.Number => Number(field),
        FieldType.Boolean => Integer(field) != 0,
        FieldType.Date => DateOnly.FromDayNumber((int)Integer(field)),
        FieldType.DateTime => DateTimeOffset.FromUnixTimeMilliseconds(Integer(field)),
        _ => Integer(field),
    };

    /// <summary>The feature as an object, for edits and exports.</summary>
    public Feature ToFeature()
    {
        var values = ImmutableArray.CreateBuilder<object?>(Block.Schema.Fields.Length);
        for (var field = 0; field < Block.Schema.Fields.Length; field++)
            values.Add(Value(field));
        return new Feature(Id, Key, IsEmpty ? null : Geometry, values.MoveToImmutable()) { Revision = Revision };
    }
}
