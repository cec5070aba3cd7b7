using System.Collections.Immutable;

namespace RiskMap.City.Model;

/// <summary>
/// A layer, declared once: table DDL, bulk load, import headers, GeoJSON, queryables, tile attributes and forms come from it.
/// A new layer is one new file in Layers and one line in <see cref="CityLayers"/>. Immutable and safe to share.
/// </summary>
/// <param name="Name">Collection id and tile layer name, kebab-case.</param>
/// <param name="Title">Titles for people.</param>
/// <param name="Description">What one feature is, and the standard behind it.</param>
/// <param name="Geometry">Geometries that the layer takes.</param>
/// <param name="OwnFields">The layer's own fields; the common ones (<see cref="CommonFields"/>) come before them.</param>
public sealed record LayerSchema(
    string Name, LocalizedText Title, LocalizedText Description, GeometryKind Geometry, ImmutableArray<Field> OwnFields)
{
    ImmutableDictionary<string, int>? _index;

    /// <summary>Table name in the stores: <see cref="Name"/> with underscores.</summary>
    public string Table { get; } = Name.Replace('-', '_');

    /// <summary>All fields: the common ones first (<c>name</c> is field 0), then the layer's own. Rows hold their values in this order.</summary>
    public ImmutableArray<Field> Fields { get; } = [.. CommonFields.All, .. OwnFields];

    /// <summary>False where features often have no name (roads, population cells); else a row without a name is refused.</summary>
    public bool NameRequired { get; init; } = true;

    /// <summary>Fields whose values together make a feature's key where a file has no id; empty means name + address.</summary>
    public ImmutableArray<string> NaturalKey { get; init; } = [];

    /// <summary>The fields that say when a feature begins and ends, or the one that says when it is; empty means the layer's first two times.</summary>
    public ImmutableArray<string> Period { get; init; } = [];

    /// <summary>Least zoom at which the layer stands in tiles.</summary>
    public int MinZoom { get; init; }

    /// <summary>How points are summed up at low zooms, or null where each stands for itself at every zoom.</summary>
    public ClusterRule? Clusters { get; init; }

    /// <summary>From which zoom features stand in tiles, or null where all do from <see cref="MinZoom"/> on.</summary>
    public DetailRule? Details { get; init; }

    /// <summary>True where each feature has a point in the tile layer <see cref="LabelLayer"/> at which its name is written: polygons that bear names.</summary>
    public bool HasLabels => Geometry == GeometryKind.Polygon && NameRequired;

    /// <summary>Name of the tile layer with the label points.</summary>
    public string LabelLayer { get; } = Name + "_label";

    /// <summary>Layers are the same when name and fields are; what is looked up once and kept does not count.</summary>
    public bool Equals(LayerSchema? other) => other is not null && Name == other.Name && OwnFields == other.OwnFields;

    /// <inheritdoc />
    public override int GetHashCode() => Name.GetHashCode(StringComparison.Ordinal);

    /// <summary>
    /// The fields that say when a feature begins and ends: <see cref="Period"/>, else the layer's first time and its second; one field stands for both. Null for
    /// layers without time.
    /// </summary>
    public (int Begins, int Ends)? TimeFields()
    {
        int[] times = Period.IsEmpty
            ? [.. Enumerable.Range(0, Fields.Length).Where(field => Fields[field].Type == FieldType.DateTime).Take(2)]
            : [.. Period.Select(IndexOf)];
        return times.Length == 0 ? null : (times[0], times[^1]);
    }

    /// <summary>Position of a field in <see cref="Fields"/>.</summary>
    /// <exception cref="KeyNotFoundException">The layer has no such field.</exception>
    public int IndexOf(string field) => TryIndexOf(field, out var index)
        ? index
        : throw new KeyNotFoundException($"layer '{Name}' has no field '{field}'");

    /// <summary>Position of a field in <see cref="Fields"/>; false when the layer has none of that name.</summary>
    public bool TryIndexOf(string field, out int index)
    {
        _index ??= Fields.Select((f, i) => (f.Name, i)).ToImmutableDictionary(p => p.Name, p => p.i, StringComparer.Ordinal);
        return _index.TryGetValue(field, out index);
    }
}
