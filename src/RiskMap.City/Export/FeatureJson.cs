using System.Collections.Frozen;
using System.Text;
using RiskMap.City.Model;
using RiskMap.City.Snapshot;
using RiskMap.City.Snapshot.Columns;
using RiskMap.Geo.GeoJson;
using RiskMap.Geo.Geometries;

namespace RiskMap.City.Export;

/// <summary>
/// Writes the features of a layer as GeoJSON (RFC 7946) straight from the snapshot's columns. Missing values are null, so that clients that learn
/// the fields from a page learn all of them. Personal fields are left out unless asked for. Immutable and safe to share.
/// </summary>
public sealed class FeatureJson
{
    static readonly FrozenDictionary<string, FeatureJson> Public =
        CityLayers.All.ToFrozenDictionary(layer => layer.Name, layer => new FeatureJson(layer) { _kept = new KeptRows() }, StringComparer.Ordinal);

    readonly (int Index, FieldType Type, byte[] Name, byte[] Missing)[] _fields;
    readonly bool _hasKey;
    KeptRows? _kept;

    /// <summary>A writer for a layer.</summary>
    public FeatureJson(LayerSchema schema, bool personal = false)
        : this(schema, Enumerable.Range(0, schema.Fields.Length).Where(field => personal || !schema.Fields[field].Personal), hasKey: true)
    {
    }

    /// <summary>A writer of some properties of a layer.</summary>
    /// <param name="schema">The layer.</param>
    /// <param name="fields">Positions of the fields in <see cref="LayerSchema.Fields"/>, in the order in which they are written.</param>
    /// <param name="hasKey">True to write the key before them.</param>
    public FeatureJson(LayerSchema schema, IEnumerable<int> fields, bool hasKey)
    {
        _hasKey = hasKey;
        _fields = [.. fields.Select((field, index) => Of(schema.Fields[field], field, index == 0 && !hasKey ? "" : ","))];
    }

    /// <summary>The writer of a layer without personal fields.</summary>
    public static FeatureJson Of(LayerSchema schema) => Public[schema.Name];

    /// <summary>Writes one feature in longitude and latitude.</summary>
    public void Write(JsonBuffer json, in FeatureRef feature)
    {
        var kept = _kept?.Of(feature.Block);
        if (kept?.Find(feature.Row) is { } encoded)
        {
            json.Raw(encoded);
            return;
        }

        var start = json.Written.Length;
        Write(json, feature, feature.Block.Geometry, feature.Row, PositionFormat.Degrees);
        kept?.Keep(feature.Row, json.Written.Span[start..]);
    }

    /// <summary>Writes one feature with its geometry from a column in another system.</summary>
    /// <param name="json">Buffer, at a place where a value may stand.</param>
    /// <param name="feature">The feature.</param>
    /// <param name="geometries">Geometries in the wanted system.</param>
    /// <param name="row">The feature's row in <paramref name="geometries"/>.</param>
    /// <param name="positions">How positions are written.</param>
    public void Write(JsonBuffer json, in FeatureRef feature, GeometryColumn geometries, int row, PositionFormat positions)
    {
        json.Raw("{\"type\":\"Feature\",\"id\":"u8);
        json.Integer(feature.Id);
        json.Raw(",\"geometry\":"u8);
        json.Geometry(geometries, row, positions);
        json.Raw(",\"properties\":{"u8);
        if (_hasKey)
        {
            json.Raw("\"key\":"u8);
            json.Text(feature.Block.Key(feature.Row));
        }

        foreach (var (index, type, name, missing) in _fields)
        {
            var column = feature.Block.Field(index);
            if (column.IsNull(feature.Row))
            {
                json.Raw(missing);
                continue;
            }

            json.Raw(name);
            WriteValue(json, column, feature.Row, type);
        }

        json.Raw("}}"u8);
    }

    static (int Index, FieldType Type, byte[] Name, byte[] Missing) Of(Field field, int index, string before) =>
        (index, field.Type, Encoding.UTF8.GetBytes($"{before}\"{field.Name}\":"), Encoding.UTF8.GetBytes($"{before}\"{field.Name}\":null"));

    static void WriteValue(JsonBuffer json, Column column, int row, FieldType type)
    {
        switch (type)
        {
            case FieldType.Text: json.Text(column.Utf8(row)); break;
            case FieldType.List: json.Raw(column.Utf8(row)); break;
            case FieldType.Integer: json.Integer(column.Integer(row)); break;
            case FieldType.Number: json.Number(column.Number(row)); break;
            case FieldType.Boolean: json.Raw(column.Integer(row) != 0 ? "true"u8 : "false"u8); break;
            case FieldType.Date: json.Date(DateOnly.FromDayNumber((int)column.Integer(row))); break;
            case FieldType.DateTime: json.Time(DateTimeOffset.FromUnixTimeMilliseconds(column.Integer(row))); break;
            default: throw new NotSupportedException($"field type {type}");
        }
    }
}
