using System.Collections.Frozen;
using System.Globalization;
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
        CityLayers.All.ToFrozenDictionary(layer => layer.Name, layer => new FeatureJson(layer), StringComparer.Ordinal);

    readonly (int Index, FieldType Type, byte[] Name, byte[] Missing)[] _fields;

    /// <summary>A writer for a layer.</summary>
    public FeatureJson(LayerSchema schema, bool personal = false) =>
        _fields = [.. schema.Fields.Select((field, index) => (field, index)).Where(pair => personal || !pair.field.Personal)
            .Select(pair => (pair.index, pair.field.Type, Encoding.UTF8.GetBytes($",\"{pair.field.Name}\":"), Encoding.UTF8.GetBytes($",\"{pair.field.Name}\":null")))];

    /// <summary>The writer of a layer without personal fields.</summary>
    public static FeatureJson Of(LayerSchema schema) => Public[schema.Name];

    /// <summary>Writes one feature in longitude and latitude.</summary>
    public void Write(JsonBuffer json, in FeatureRef feature) => Write(json, feature, feature.Block.Geometry, PositionFormat.Degrees);

    /// <summary>Writes one feature with its geometry from a column in another system.</summary>
    /// <param name="json">Buffer, at a place where a value may stand.</param>
    /// <param name="feature">The feature.</param>
    /// <param name="geometries">Geometries of the feature's block in the wanted system.</param>
    /// <param name="positions">How positions are written.</param>
    public void Write(JsonBuffer json, in FeatureRef feature, GeometryColumn geometries, PositionFormat positions)
    {
        json.Raw("{\"type\":\"Feature\",\"id\":"u8);
        json.Integer(feature.Id);
        json.Raw(",\"geometry\":"u8);
        json.Geometry(geometries, feature.Row, positions);
        json.Raw(",\"properties\":{\"key\":"u8);
        json.Text(feature.Block.Key(feature.Row));
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

    static void WriteValue(JsonBuffer json, Column column, int row, FieldType type)
    {
        switch (type)
        {
            case FieldType.Text: json.Text(column.Utf8(row)); break;
            case FieldType.List: json.Raw(column.Utf8(row)); break;
            case FieldType.Integer: json.Integer(column.Integer(row)); break;
            case FieldType.Number: json.Number(column.Number(row)); break;
            case FieldType.Boolean: json.Raw(column.Integer(row) != 0 ? "true"u8 : "false"u8); break;
            case FieldType.Date: json.Text(DateOnly.FromDayNumber((int)column.Integer(row)).ToString("O", CultureInfo.InvariantCulture)); break;
            case FieldType.DateTime:
                json.Text(DateTimeOffset.FromUnixTimeMilliseconds(column.Integer(row)).ToString("yyyy-MM-dd'T'HH:mm:ss.FFFK", CultureInfo.InvariantCulture));
                break;
            default: throw new NotSupportedException($"field type {type}");
        }
    }
}
