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
        using var json = new JsonBuffer();
        json.Raw("{\"type\":\"FeatureCollection\",\"name\":"u8);
        json.Text(request.Layer.Schema.Name);
        WriteCrs(json, request.Crs);
        json.Raw(",\"features\":["u8);
        var isFirst = true;
        foreach (var feature in request.Layer.All)
        {
            json.Raw(isFirst ? "\n"u8 : ",\n"u8);
            isFirst = false;
            features.Write(json, feature, geometries[feature.Block], feature.Row, positions);
            if (json.Written.Length < FlushBytes) continue;
            cancellation.ThrowIfCancellationRequested();
            stream.Write(json.Written.Span);
            json.Clear();
        }

        json.Raw("\n]}\n"u8);
        stream.Write(json.Written.Span);
    }

    static void WriteCrs(JsonBuffer json, SourceCrs crs)
    {
        if (crs.Shift != DatumShift.None)
        {
            json.Raw(",\"riskmap:datumShift\":"u8);
            json.Text(crs.Code);
        }
        else if (crs.System.Epsg is { } epsg and not 4326)
        {
            json.Raw(",\"crs\":{\"type\":\"name\",\"properties\":{\"name\":"u8);
            json.Text($"urn:ogc:def:crs:EPSG::{epsg}");
            json.Raw("}}"u8);
        }
    }
}
