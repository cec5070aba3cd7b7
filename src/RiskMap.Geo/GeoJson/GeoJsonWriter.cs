using System.Buffers;
using System.Text.Json;
using NetTopologySuite.Geometries;
using RiskMap.Geo.Geometries;
using GeometryType = RiskMap.Geo.Geometries.GeometryType;

namespace RiskMap.Geo.GeoJson;

/// <summary>
/// Writes geometries as RFC 7946 wants them: shells anticlockwise and holes clockwise (seen with x to the right and y up, whatever the order on
/// the wire), positions rounded, no crs, heights left out. An empty point has the coordinates []. The writer must be at a place
/// where a value may stand. Thread-safe, as long as each thread has its own JSON writer.
/// </summary>
public static class GeoJsonWriter
{
    /// <summary>A feature collection as a document of its own.</summary>
    /// <param name="writeFeatures">Writes the features, one after another.</param>
    public static JsonElement Collection(Action<Utf8JsonWriter> writeFeatures)
    {
        using var text = new MemoryStream();
        using (var json = new Utf8JsonWriter(text))
        {
            json.WriteStartObject();
            json.WriteString("type", "FeatureCollection");
            json.WriteStartArray("features");
            writeFeatures(json);
            json.WriteEndArray();
            json.WriteEndObject();
        }
        return JsonElement.Parse(text.ToArray());
    }

    /// <summary>A geometry object, or null.</summary>
    /// <exception cref="ArgumentException">A coordinate is not finite, or the type is not one of GeoJSON's.</exception>
    public static void WriteGeometry(Utf8JsonWriter writer, Geometry? geometry, PositionFormat format)
    {
        ArgumentNullException.ThrowIfNull(writer);
        if (geometry is null)
        {
            writer.WriteNullValue();
            return;
        }

        writer.WriteStartObject();
        writer.WriteString("type"u8, TypeName(geometry));
        if (geometry is GeometryCollection and not (MultiPoint or MultiLineString or MultiPolygon))
        {
            writer.WriteStartArray("geometries"u8);
            for (var i = 0; i < geometry.NumGeometries; i++)
                WriteGeometry(writer, geometry.GetGeometryN(i), format);
            writer.WriteEndArray();
        }
        else
        {
            writer.WritePropertyName("coordinates"u8);
            var buffer = new PositionBuffer(format, stackalloc byte[PositionBuffer.FirstBytes]);
            NtsPositions.Append(ref buffer, geometry);
            buffer.WriteTo(writer);
            buffer.Return();
        }

        writer.WriteEndObject();
    }

    /// <summary>A geometry object from a row of a column; null when the row is empty.</summary>
    /// <exception cref="ArgumentException">A coordinate is not finite.</exception>
    public static void WriteGeometry(Utf8JsonWriter writer, GeometryColumn column, int row, PositionFormat format)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(column);
        var type = column.TypeOf(row);
        if (type == GeometryType.Empty)
        {
            writer.WriteNullValue();
            return;
        }

        writer.WriteStartObject();
        writer.WriteString("type"u8, ColumnPositions.TypeName(type));
        writer.WritePropertyName("coordinates"u8);
        var buffer = new PositionBuffer(format, stackalloc byte[PositionBuffer.FirstBytes]);
        ColumnPositions.Append(ref buffer, column, row, type);
        buffer.WriteTo(writer);
        buffer.Return();
        writer.WriteEndObject();
    }

    /// <summary>
    /// The same straight into bytes, for pages of thousands of features; a row whose coordinates are not finite is null, as one beyond the domain of
    /// a projection.
    /// </summary>
    public static void WriteGeometry(IBufferWriter<byte> target, GeometryColumn column, int row, PositionFormat format)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(column);
        var type = column.TypeOf(row);
        if (type == GeometryType.Empty || !IsFinite(column.RowX(row)) || !IsFinite(column.RowY(row)))
        {
            target.Write("null"u8);
            return;
        }

        target.Write("{\"type\":\""u8);
        target.Write(ColumnPositions.TypeName(type));
        target.Write("\",\"coordinates\":"u8);
        var buffer = new PositionBuffer(format, stackalloc byte[PositionBuffer.FirstBytes]);
        ColumnPositions.Append(ref buffer, column, row, type);
        buffer.WriteTo(target);
        buffer.Return();
        target.Write("}"u8);
    }

    /// <summary>One position: the coordinates of a point.</summary>
    /// <exception cref="ArgumentException">A coordinate is not finite.</exception>
    public static void WritePosition(Utf8JsonWriter writer, double x, double y, PositionFormat format)
    {
        ArgumentNullException.ThrowIfNull(writer);
        var buffer = new PositionBuffer(format, stackalloc byte[PositionBuffer.FirstBytes]);
        buffer.Position(x, y);
        buffer.WriteTo(writer);
        buffer.Return();
    }

    private static bool IsFinite(ReadOnlySpan<double> values)
    {
        foreach (var value in values)
        {
            if (!double.IsFinite(value))
                return false;
        }

        return true;
    }

    private static string TypeName(Geometry geometry) => geometry switch
    {
        LinearRing => "LineString",
        _ when GeometryParser.IsType(geometry.GeometryType) => geometry.GeometryType,
        _ => throw new ArgumentException($"GeoJSON has no geometry type {geometry.GeometryType}.", nameof(geometry)),
    };
}
