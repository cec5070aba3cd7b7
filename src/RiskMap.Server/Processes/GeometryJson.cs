using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using NetTopologySuite.Geometries;
using RiskMap.Geo.Crs;
using RiskMap.Geo.GeoJson;

namespace RiskMap.Server.Processes;

/// <summary>Geometries of questions and answers as GeoJSON (RFC 7946), longitude and latitude.</summary>
sealed class GeometryJson : JsonConverter<Geometry>
{
    static readonly PositionFormat OnWire = PositionFormat.OnWire(CoordinateSystem.Crs84);

    /// <inheritdoc />
    public override bool CanConvert(Type typeToConvert) => typeof(Geometry).IsAssignableFrom(typeToConvert);

    /// <inheritdoc />
    public override Geometry? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var (geometry, error) = Parse(JsonNode.Parse(ref reader)!);
        return error is null && typeToConvert.IsInstanceOfType(geometry) ? geometry : throw new JsonException(error ?? $"not a {typeToConvert.Name}");
    }

    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, Geometry value, JsonSerializerOptions options) => GeoJsonWriter.WriteGeometry(writer, value, OnWire);

    /// <summary>The geometry, or what is wrong with it as the kit tells it: <c>geometry.coordinates[0]: the ring is not closed (line 1)</c>.</summary>
    internal static (Geometry? Geometry, string? Error) Parse(JsonNode geometry)
    {
        var feature = new JsonObject { ["type"] = "Feature", ["properties"] = null, ["geometry"] = geometry.DeepClone() };
        using var reader = new GeoJsonReader(new MemoryStream(ProcessJson.Bytes(feature)));
        var read = reader.ReadFeatures().Single();
        return (read.Geometry, read.Error);
    }
}
