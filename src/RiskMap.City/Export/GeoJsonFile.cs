using System.Text.Json;
using RiskMap.Geo.Crs;
using RiskMap.Geo.GeoJson;

namespace RiskMap.City.Export;

/// <summary>
/// GeoJSON files. In longitude and latitude of WGS 84 they follow RFC 7946; in another system they carry the <c>crs</c> member of GeoJSON 2008,
/// which GDAL and QGIS read, and an offset is named by <c>riskmap:datumShift</c>. Order is x, y.
/// </summary>
static class GeoJsonFile
{
    const int FlushBytes = 1 << 20;

    /// <summary>Writes a file.</summary>
    public static void Write(ExportRequest request, string file, CancellationToken cancellation)
    {
        var (geometries, features) = (LayerExport.Geometries(request), new FeatureJson(request.Layer.Schema, request.Personal));
        var positions = request.Crs.System.IsGeographic ? PositionFormat.Degrees : PositionFormat.Metres;
        using var stream = File.Create(file);
        using var json = new Utf8JsonWriter(stream, FeatureJson.WriterOptions);
        json.WriteStartObject();
        json.WriteString("type"u8, "FeatureCollection"u8);
        json.WriteString("name"u8, request.Layer.Schema.Name);
        WriteCrs(json, request.Crs);
        json.WriteStartArray("features"u8);
        foreach (var feature in request.Layer.All)
        {
            features.Write(json, feature, geometries[feature.Block], positions);
            if (json.BytesPending < FlushBytes) continue;
            json.Flush();
            cancellation.ThrowIfCancellationRequested();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    static void WriteCrs(Utf8JsonWriter json, SourceCrs crs)
    {
        if (crs.Shift != DatumShift.None)
        {
            json.WriteString("riskmap:datumShift"u8, crs.Code);
        }
        else if (crs.System.Epsg is { } epsg and not 4326)
        {
            json.WriteStartObject("crs"u8);
            json.WriteString("type"u8, "name"u8);
            json.WriteStartObject("properties"u8);
            json.WriteString("name"u8, $"urn:ogc:def:crs:EPSG::{epsg}");
            json.WriteEndObject();
            json.WriteEndObject();
        }
    }
}
