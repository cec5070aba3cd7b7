using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using NetTopologySuite.IO;
using RiskMap.City.Model;
using RiskMap.City.Store.Sql;
using RiskMap.Geo.Crs;

namespace RiskMap.City.Store.GeoPackage;

/// <summary>
/// SQL functions that bring what other programs write to the form in which the store keeps it, so that equal values are equal; what they do not
/// understand they leave as it is, for the checks to name.
/// </summary>
static class ForeignValues
{
    static readonly string[] DateForms = ["yyyy-MM-dd", "yyyy/MM/dd", "yyyyMMdd"];
    static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Registers riskmap_geom, riskmap_list, riskmap_date and riskmap_time on a connection.</summary>
    internal static void Register(SqliteConnection connection, GeometryKind kind, SourceCrs crs)
    {
        connection.CreateFunction("riskmap_geom", (byte[]? blob) => Geometry(blob, kind, crs));
        connection.CreateFunction("riskmap_list", (string? text) => List(text));
        connection.CreateFunction("riskmap_date", (string? text) => Date(text));
        connection.CreateFunction("riskmap_time", (string? text) => Time(text));
    }

    /// <summary>The expression that reads a column of another table into a field.</summary>
    internal static string Expression(Field field, string column) => field.Type switch
    {
        FieldType.Text => $"NULLIF(CAST({column} AS TEXT), '')",
        FieldType.List => $"riskmap_list({column})",
        FieldType.Date => $"riskmap_date({column})",
        FieldType.DateTime => $"riskmap_time({column})",
        FieldType.Boolean => $"CASE LOWER({column}) WHEN 'true' THEN 1 WHEN 'false' THEN 0 ELSE {column} END",
        _ => column,
    };

    static byte[]? Geometry(byte[]? blob, GeometryKind kind, SourceCrs crs)
    {
        var wkb = GeoPackageBlob.WkbOf(blob);
        if (wkb.IsEmpty) return blob is null || GeoPackageBlob.IsEmptyGeometry(blob) ? null : blob;
        try
        {
            var (normal, stored) = (new ArrayBufferWriter<byte>(wkb.Length), new ArrayBufferWriter<byte>(wkb.Length + 40));
            if (crs.System.Equals(CoordinateSystem.Crs84) || crs.System.Epsg is 4326 or 4490) Wkb.Normalize(Wkb.Single(wkb), kind, normal);
            else Wkb.Write(crs.ToLonLat(new WKBReader().Read(Wkb.Single(wkb).ToArray())), kind, normal);
            GeoPackageBlob.Write(normal.WrittenSpan, stored);
            return stored.WrittenSpan.ToArray();
        }
        catch (Exception e) when (e is ParseException or ArgumentException or FormatException or IOException or IndexOutOfRangeException or CrsException)
        {
            return blob;
        }
    }

    /// <summary>JSON arrays without spaces; GDAL's dump of a list of texts, <c>(2:a,b)</c>, as JSON.</summary>
    static string? List(string? text)
    {
        if (string.IsNullOrWhiteSpace(text)) return null;
        if (text is ['(', .. var inner, ')'] && inner.Split(':', 2) is [var count, var items] && int.TryParse(count, CultureInfo.InvariantCulture, out var n))
            return items.Split(',') is { } texts && texts.Length == n ? Json(writer => Array.ForEach(texts, writer.WriteStringValue)) : text;
        try
        {
            using var document = JsonDocument.Parse(text);
            if (document.RootElement.ValueKind != JsonValueKind.Array) return text;
            return Json(writer =>
            {
                foreach (var item in document.RootElement.EnumerateArray()) item.WriteTo(writer);
            });
        }
        catch (JsonException)
        {
            return text;
        }
    }

    static string Json(Action<Utf8JsonWriter> items)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(buffer, Compact);
        writer.WriteStartArray();
        items(writer);
        writer.WriteEndArray();
        writer.Flush();
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    static string? Date(string? text) => DateOnly.TryParseExact(text, DateForms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
        ? date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
        : string.IsNullOrEmpty(text) ? null : text;

    static string? Time(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
            ? time.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture)
            : string.IsNullOrEmpty(text) ? null : text;
}
