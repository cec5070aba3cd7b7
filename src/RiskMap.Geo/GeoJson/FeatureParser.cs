using System.Globalization;
using System.Text.Json;
using NetTopologySuite.Geometries;

namespace RiskMap.Geo.GeoJson;

/// <summary>Parses one feature or one bare geometry from its complete text. For one thread.</summary>
internal sealed class FeatureParser(GeometryFactory factory)
{
    private readonly GeometryParser _geometries = new(factory);

    public bool HeightsDropped => _geometries.HeightsDropped;

    /// <summary>Never throws for what the text holds: the error is in the feature, which keeps what could be read of id and properties.</summary>
    public GeoJsonFeature Parse(ReadOnlySpan<byte> json, long index, int line, bool isElement)
    {
        var parts = default(Parts);
        string? error = null;
        try
        {
            ReadAll(json, ref parts, isElement);
        }
        catch (FeatureFault fault)
        {
            error = Describe(json, index, line, isElement, fault);
        }
        catch (JsonException e)
        {
            var place = isElement ? Element(index) + ": " : "";
            error = string.Create(CultureInfo.InvariantCulture, $"{place}not JSON: {JsonBreak.Reason(e)} (line {line + (e.LineNumber ?? 0)})");
        }

        return new GeoJsonFeature(
            index, line, parts.Id, error is null ? parts.Geometry : null, parts.Properties ?? GeoJsonFeature.NoProperties, error)
        {
            Raw = error is null ? null : System.Text.Encoding.UTF8.GetString(json),
        };
    }

    private void ReadAll(ReadOnlySpan<byte> json, ref Parts parts, bool isElement)
    {
        var reader = new Utf8JsonReader(json);
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
            throw new FeatureFault($"must be a Feature object, is {GeometryParser.Kind(reader.TokenType)}", 0);
        FeatureFault? first = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var ahead = reader;
            try
            {
                ReadMember(ref ahead, ref parts);
                reader = ahead;
            }
            catch (FeatureFault fault)
            {
                first ??= fault;
                reader.Skip();
            }
        }

        CheckType(json, ref parts, isElement);
        if (first is not null)
            throw first;
        TextsAreWhole(json);
    }

    private void ReadMember(ref Utf8JsonReader reader, ref Parts parts)
    {
        if (reader.ValueTextEquals("type"u8))
            ReadType(ref reader, ref parts);
        else if (reader.ValueTextEquals("geometry"u8))
            ReadGeometry(ref reader, ref parts);
        else if (reader.ValueTextEquals("properties"u8))
            parts.Properties = ReadProperties(ref reader);
        else if (reader.ValueTextEquals("id"u8))
            parts.Id = ReadId(ref reader);
        else
            reader.Skip();
    }

    private static void ReadType(ref Utf8JsonReader reader, ref Parts parts)
    {
        reader.Read();
        if (parts.HasType)
            throw new FeatureFault("is given twice", reader.TokenStartIndex);
        parts.HasType = true;
        if (reader.TokenType != JsonTokenType.String)
            throw new FeatureFault($"must be a string, is {GeometryParser.Kind(reader.TokenType)}", reader.TokenStartIndex);
        parts.TypeOffset = reader.TokenStartIndex;
        parts.Type = reader.ValueTextEquals("Feature"u8) ? "Feature" : GeometryParser.Text(ref reader);
    }

    private void ReadGeometry(ref Utf8JsonReader reader, ref Parts parts)
    {
        reader.Read();
        if (parts.HasGeometry)
            throw new FeatureFault("is given twice", reader.TokenStartIndex);
        parts.HasGeometry = true;
        parts.Geometry = reader.TokenType == JsonTokenType.Null ? null : _geometries.Parse(ref reader);
    }

    private static string? ReadId(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.TokenType switch
        {
            JsonTokenType.String => GeometryParser.Text(ref reader),
            JsonTokenType.Number => System.Text.Encoding.UTF8.GetString(reader.ValueSpan),
            JsonTokenType.Null => null,
            _ => throw new FeatureFault($"must be a string or a number, is {GeometryParser.Kind(reader.TokenType)}", reader.TokenStartIndex),
        };
    }

    private static JsonElement? ReadProperties(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.TokenType switch
        {
            JsonTokenType.StartObject => JsonElement.ParseValue(ref reader),
            JsonTokenType.Null => null,
            _ => throw new FeatureFault($"must be an object or null, is {GeometryParser.Kind(reader.TokenType)}", reader.TokenStartIndex),
        };
    }

    private void CheckType(ReadOnlySpan<byte> json, ref Parts parts, bool isElement)
    {
        if (!parts.HasType)
            throw new FeatureFault(isElement ? "is missing; it must be 'Feature'" : "is missing; it must be 'FeatureCollection', 'Feature' or a geometry's", 0, "type");
        if (parts.Type is null or "Feature")
            return;
        if (isElement)
            throw new FeatureFault($"is '{parts.Type}'; an element of 'features' must be a 'Feature'", parts.TypeOffset);
        if (!GeometryParser.IsType(parts.Type))
            throw new FeatureFault($"is '{parts.Type}', which GeoJSON does not have (capitals count)", parts.TypeOffset);
        var reader = new Utf8JsonReader(json);
        reader.Read();
        parts.Geometry = _geometries.Parse(ref reader);
        parts.Properties = null;
        parts.Id = null;
    }

    /// <summary>An escaped half of a surrogate pair is JSON, but no text; whoever reads the string later would fail without a place to name.</summary>
    private static void TextsAreWhole(ReadOnlySpan<byte> json)
    {
        if (json.IndexOf("\\ud"u8) < 0 && json.IndexOf("\\uD"u8) < 0)
            return;
        var reader = new Utf8JsonReader(json);
        while (reader.Read())
        {
            if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName && reader.ValueIsEscaped)
                GeometryParser.Text(ref reader);
        }
    }

    private static string Describe(ReadOnlySpan<byte> json, long index, int line, bool isElement, FeatureFault fault)
    {
        var path = JsonPath.At(json, fault.Offset, isElement ? Element(index) : "");
        if (fault.Member is not null)
            path += path.Length > 0 ? "." + fault.Member : fault.Member;
        var at = line + json[..(int)fault.Offset].Count((byte)'\n');
        return string.Create(CultureInfo.InvariantCulture, $"{path}{(path.Length > 0 ? ": " : "")}{fault.Message} (line {at})");
    }

    private static string Element(long index) => string.Create(CultureInfo.InvariantCulture, $"features[{index}]");

    private struct Parts
    {
        public string? Type;
        public long TypeOffset;
        public bool HasType;
        public bool HasGeometry;
        public string? Id;
        public Geometry? Geometry;
        public JsonElement? Properties;
    }
}
