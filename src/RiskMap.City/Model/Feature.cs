using System.Collections.Immutable;
using NetTopologySuite.Geometries;

namespace RiskMap.City.Model;

/// <summary>
/// One feature as importers, stores and editors pass it on; the snapshot holds features in columns instead.
/// Immutable; do not change the geometry after handing it over.
/// </summary>
/// <param name="Id">Integer below 2^53 given by the store; 0 before the store has given one. Kept on copy.</param>
/// <param name="Key">Text that identifies the feature across imports.</param>
/// <param name="Geometry">Longitude and latitude (CRS84), valid, of the layer's kind; null only where the geometry is missing (shown as missing).</param>
/// <param name="Values">One value a field of the layer, in the order of <see cref="LayerSchema.Fields"/>; null is missing; CLR types as <see cref="FieldType"/> says.</param>
public sealed record Feature(long Id, string Key, Geometry? Geometry, ImmutableArray<object?> Values)
{
    /// <summary>Version of the city in which the row was last written (optimistic lock and weak ETag); 0 before the first write.</summary>
    public long Revision { get; init; }

    /// <summary>What could not be read from the store and stands as missing here: a field's position, or null for the geometry, with what is wrong.</summary>
    public ImmutableArray<(int? Field, LocalizedText Problem)> Unreadable { get; init; } = [];

    /// <summary>The feature's name, or null.</summary>
    public string? Name => (string?)Values[0];

    /// <summary>A value by field name.</summary>
    public object? Get(LayerSchema layer, string field) => Values[layer.IndexOf(field)];

    /// <summary>The feature with other values, by field name; the other fields stay as they are.</summary>
    public Feature With(LayerSchema layer, params ReadOnlySpan<(string Field, object? Value)> values)
    {
        var all = Values.ToBuilder();
        foreach (var (field, value) in values)
            all[layer.IndexOf(field)] = value;
        return this with { Values = all.MoveToImmutable() };
    }

    /// <summary>True when key, geometry (to the last bit) and all values are the same; id and revision do not count.</summary>
    public bool SameContent(Feature other) =>
        Key == other.Key
        && (Geometry is null ? other.Geometry is null : other.Geometry is not null && Geometry.EqualsExact(other.Geometry))
        && Values.AsSpan().SequenceEqual(other.Values.AsSpan());
}
