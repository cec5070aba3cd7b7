using System.Collections.Frozen;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using RiskMap.City.Model;
using RiskMap.City.Snapshot;
using RiskMap.Geo.GeoJson;
using RiskMap.Geo.Geometries;

namespace RiskMap.City.Export;

/// <summary>
/// Writes the features of a layer as GeoJSON (RFC 7946) straight from the snapshot's columns. Missing values are null, so that clients that learn
/// the fields from a page learn all of them. Personal fields are left out unless asked for. Immutable and safe to share.
/// </summary>
public sealed class FeatureJson
{
    static readonly JsonEncodedText Key = JsonEncodedText.Encode("key");

    static readonly FrozenDictionary<string, FeatureJson> Public =
        CityLayers.All.ToFrozenDictionary(layer => layer.Name, layer => new FeatureJson(layer), StringComparer.Ordinal);

    readonly (int Index, FieldType Type, JsonEncodedText Name)[] _fields;

    /// <summary>A writer for a layer.</summary>
    public FeatureJson(LayerSchema schema, bool personal = false) =>
        _fields = [.. schema.Fields.Select((field, index) => (field, index)).Where(pair => personal || !pair.field.Personal)
            .Select(pair => (pair.index, pair.field.Type, JsonEncodedText.Encode(pair.field.Name)))];

    /// <summary>How the JSON writer is to be set: texts as they are, since the answer is never part of a page of HTML.</summary>
    public static JsonWriterOptions WriterOptions { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>The writer of a layer without personal fields.</summary>
    public static FeatureJson Of(LayerSchema schema) => Public[schema.Name];

    /// <summary>Writes one feature in longitude and latitude.</summary>
    public void Write(Utf8JsonWriter json, in FeatureRef feature) => Write(json, feature, feature.Block.Geometry, PositionFormat.Degrees);

    /// <summary>Writes one feature with its geometry from a column in another system.</summary>
    /// <param name="json">Writer, at a place where a value may stand.</param>
    /// <param name="feature">The feature.</param>
    /// <param name="geometries">Geometries of the feature's block in the wanted system.</param>
    /// <param name="positions">How positions are written.</param>
    public void Write(Utf8JsonWriter json, in FeatureRef feature, GeometryColumn geometries, PositionFormat positions)
    {
        json.WriteStartObject();
        json.WriteString("type"u8, "Feature"u8);
        json.WriteNumber("id"u8, feature.Id);
        json.WritePropertyName("geometry"u8);
        GeoJsonWriter.WriteGeometry(json, geometries, feature.Row, positions);
        json.WriteStartObject("properties"u8);
        json.WriteString(Key, feature.Block.Key(feature.Row));
        foreach (var (index, type, name) in _fields)
        {
            json.WritePropertyName(name);
            WriteValue(json, feature, index, type);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    static void WriteValue(Utf8JsonWriter json, in FeatureRef feature, int field, FieldType type)
    {
        var column = feature.Block.Field(field);
        if (column.IsNull(feature.Row))
        {
            json.WriteNullValue();
            return;
        }

        switch (type)
        {
            case FieldType.Text: json.WriteStringValue(column.Utf8(feature.Row)); break;
            case FieldType.List: json.WriteRawValue(column.Utf8(feature.Row), skipInputValidation: true); break;
            case FieldType.Integer: json.WriteNumberValue(column.Integer(feature.Row)); break;
            case FieldType.Number: json.WriteNumberValue(column.Number(feature.Row)); break;
            case FieldType.Boolean: json.WriteBooleanValue(column.Integer(feature.Row) != 0); break;
            case FieldType.Date:
                json.WriteStringValue(DateOnly.FromDayNumber((int)column.Integer(feature.Row)).ToString("O", CultureInfo.InvariantCulture));
                break;
            case FieldType.DateTime: json.WriteStringValue(DateTimeOffset.FromUnixTimeMilliseconds(column.Integer(feature.Row))); break;
            default: throw new NotSupportedException($"field type {type}");
        }
    }
}
