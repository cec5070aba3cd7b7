using System.Globalization;
using System.Text;
using NetTopologySuite.IO;
using RiskMap.City.Snapshot;
using RiskMap.Geo.Crs;
using RiskMap.Geo.Geometries;

namespace RiskMap.City.Export;

/// <summary>
/// CSV files (RFC 4180) in UTF-8 with a byte order mark, so that spreadsheets read the Chinese. Points stand in two columns whose heads name their
/// system where it has a name (<c>lon_wgs84</c>, <c>lon_gcj02</c>), else <c>x</c> and <c>y</c>; lines and polygons as WKT.
/// </summary>
static class CsvFile
{
    const int CancelRows = 0xfff;

    static readonly char[] Quoting = [',', '"', '\r', '\n'];

    /// <summary>Writes a file.</summary>
    public static void Write(ExportRequest request, string file, CancellationToken cancellation)
    {
        var geometries = LayerExport.Geometries(request);
        using var text = new StreamWriter(file, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true)) { NewLine = "\r\n" };
        text.WriteLine(string.Join(',', Head(request).Select(Quote)));
        var (wkt, rows) = (new WKTWriter(), 0);
        foreach (var feature in request.Layer.All)
        {
            if ((rows++ & CancelRows) == 0) cancellation.ThrowIfCancellationRequested();
            var cells = request.Fields.Select(field => Cell(feature, field)).Prepend(feature.Key)
                .Concat(Position(request, geometries[feature.Block], feature.Row, wkt));
            text.WriteLine(string.Join(',', cells.Select(Quote)));
        }
    }

    static IEnumerable<string> Head(ExportRequest request)
    {
        var fields = request.Fields.Select(field => request.Layer.Schema.Fields[field].Title.In(request.Language));
        string[] position = request.IsPoints ? [$"{Axis(request.Crs, "lon", "x")}", $"{Axis(request.Crs, "lat", "y")}"] : ["wkt"];
        return fields.Prepend("key").Concat(position);
    }

    static string Axis(SourceCrs crs, string degrees, string metres) => crs switch
    {
        { Shift: DatumShift.Gcj02 } => degrees + "_gcj02",
        { Shift: DatumShift.Bd09 } => degrees + "_bd09",
        { System.IsGeographic: false } => metres,
        { System.Epsg: 4490 } => degrees + "_cgcs2000",
        { System.Epsg: 4326 or null } => degrees + "_wgs84",
        _ => degrees,
    };

    static IEnumerable<string> Position(ExportRequest request, GeometryColumn geometries, int row, WKTWriter wkt)
    {
        if (!request.IsPoints) return [geometries.IsEmpty(row) ? "" : wkt.Write(geometries.ToGeometry(row))];
        return geometries.IsEmpty(row) ? ["", ""] : [Number(request, geometries.PointX(row)), Number(request, geometries.PointY(row))];
    }

    // 7 decimals of a degree are a centimetre, 3 of a metre a millimetre.
    static string Number(ExportRequest request, double value) =>
        value.ToString(request.Crs.System.IsGeographic ? "0.#######" : "0.###", CultureInfo.InvariantCulture);

    static string Cell(FeatureRef feature, int field) => feature.Value(field) switch
    {
        null => "",
        bool truth => truth ? "true" : "false",
        DateOnly date => date.ToString("O", CultureInfo.InvariantCulture),
        DateTimeOffset time => time.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFK", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        var text => text.ToString()!,
    };

    static string Quote(string cell) => cell.IndexOfAny(Quoting) < 0 && cell.Trim().Length == cell.Length
        ? cell
        : $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
