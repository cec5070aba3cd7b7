using System.Globalization;
using NetTopologySuite.IO;
using RiskMap.City.Model;
using RiskMap.City.Snapshot;
using RiskMap.Geo.Crs;
using RiskMap.Geo.Geometries;

namespace RiskMap.City.Export;

/// <summary>
/// Features as lines of CSV (RFC 4180). Points stand in two columns whose heads name their system where it has a name (<c>lon_wgs84</c>,
/// <c>lon_gcj02</c>), else <c>x</c> and <c>y</c>; lines and polygons as WKT, x before y. Not thread-safe.
/// </summary>
/// <param name="schema">The layer.</param>
/// <param name="fields">Positions of the fields that are told.</param>
/// <param name="hasKey">True to tell the key before them.</param>
/// <param name="crs">What the positions are in.</param>
public sealed class CsvLines(LayerSchema schema, IReadOnlyList<int> fields, bool hasKey, SourceCrs crs)
{
    /// <summary>What ends a line.</summary>
    public const string End = "\r\n";

    static readonly char[] Quoting = [',', '"', '\r', '\n'];

    readonly bool _isPoints = schema.Geometry == GeometryKind.Point;
    readonly WKTWriter _wkt = new();

    /// <summary>The line with the heads, without its end.</summary>
    /// <param name="language">Language of the heads, <c>zh</c> or <c>en</c>.</param>
    public string Head(string language)
    {
        string[] position = _isPoints ? [Axis("lon", "x"), Axis("lat", "y")] : ["wkt"];
        string[] key = hasKey ? ["key"] : [];
        return string.Join(',', key.Concat(fields.Select(field => schema.Fields[field].Title.In(language))).Concat(position).Select(Quote));
    }

    /// <summary>The line of a feature, without its end.</summary>
    /// <param name="feature">The feature.</param>
    /// <param name="geometries">Geometries in the system of the lines.</param>
    /// <param name="row">The feature's row in <paramref name="geometries"/>.</param>
    public string Line(FeatureRef feature, GeometryColumn geometries, int row)
    {
        string[] key = hasKey ? [feature.Key] : [];
        return string.Join(',', key.Concat(fields.Select(field => Cell(feature, field))).Concat(Position(geometries, row)).Select(Quote));
    }

    string Axis(string degrees, string metres) => crs switch
    {
        { Shift: DatumShift.Gcj02 } => degrees + "_gcj02",
        { Shift: DatumShift.Bd09 } => degrees + "_bd09",
        { System.IsGeographic: false } => metres,
        { System.Epsg: 4490 } => degrees + "_cgcs2000",
        { System.Epsg: 4326 or null } => degrees + "_wgs84",
        _ => degrees,
    };

    string[] Position(GeometryColumn geometries, int row)
    {
        if (!_isPoints) return [geometries.IsEmpty(row) ? "" : _wkt.Write(geometries.ToGeometry(row))];
        return geometries.IsEmpty(row) ? ["", ""] : [Number(geometries.PointX(row)), Number(geometries.PointY(row))];
    }

    // 7 decimals of a degree are a centimetre, 3 of a metre a millimetre.
    string Number(double value) => value.ToString(crs.System.IsGeographic ? "0.#######" : "0.###", CultureInfo.InvariantCulture);

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
