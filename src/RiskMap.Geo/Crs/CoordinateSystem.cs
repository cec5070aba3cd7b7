using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace RiskMap.Geo.Crs;

/// <summary>
/// A horizontal coordinate reference system: CRS84, one of the EPSG codes known here, or any other through its WKT1.
/// Coordinates in memory and in files are always x (longitude, easting) then y (latitude, northing), whatever the register's axis order;
/// <see cref="NorthingFirst"/> tells what OGC API clients expect on the wire. The hub of all transformations is CRS84 (WGS 84 degrees).
/// Datums on the WGS 84, GRS 80 or CGCS2000 ellipsoid (WGS 84, CGCS2000, ETRS89, NAD83 ...) are taken as WGS 84 without a shift unless the WKT
/// gives TOWGS84: CGCS2000 differs by less than 0.1 m, NAD83 by up to 2 m. Other datums need TOWGS84 and are refused without it.
/// Immutable and thread-safe.
/// </summary>
public sealed partial class CoordinateSystem : IEquatable<CoordinateSystem>
{
    private readonly Projection? _projection;
    private readonly Helmert? _shift;
    private readonly double _primeMeridian;
    private readonly double _degreesPerUnit;

    internal CoordinateSystem(
        string name,
        int? epsg,
        string? uri,
        string wkt,
        bool northingFirst,
        CoordinateBounds bounds,
        Projection? projection,
        double metresPerUnit = 1,
        Helmert? shift = null,
        double primeMeridian = 0,
        double degreesPerUnit = 1)
    {
        Name = name;
        Epsg = epsg;
        Uri = uri;
        Wkt = wkt;
        NorthingFirst = northingFirst;
        Bounds = bounds;
        MetresPerUnit = metresPerUnit;
        _projection = projection;
        _shift = shift;
        _primeMeridian = primeMeridian;
        _degreesPerUnit = degreesPerUnit;
    }

    /// <summary>The name the register or the WKT gives it.</summary>
    public string Name { get; }

    /// <summary>The EPSG code; null for CRS84 and for a WKT that names none.</summary>
    public int? Epsg { get; }

    /// <summary>The OGC URI (OGC Name Type Specification 09-048r5); null for a WKT without a code.</summary>
    public string? Uri { get; }

    /// <summary>WKT1 as GDAL reads it, or the text it was read from.</summary>
    public string Wkt { get; }

    /// <summary>True when coordinates are angles.</summary>
    public bool IsGeographic => _projection is null;

    /// <summary>True when the register puts latitude or northing first, as OGC API requests and answers then do.</summary>
    public bool NorthingFirst { get; }

    /// <summary>Metres in one unit of a projected system (0.3048006 for the US survey foot); 1 for a geographic one, where it means nothing.</summary>
    public double MetresPerUnit { get; }

    /// <summary>The box outside which a coordinate is surely not in this system.</summary>
    public CoordinateBounds Bounds { get; }

    /// <summary>Short text that <see cref="Parse"/> reads back ("EPSG:4548", "CRS84"); the WKT when there is no code.</summary>
    public string Code => Epsg is { } epsg && CrsRegister.IsKnown(epsg)
        ? string.Create(CultureInfo.InvariantCulture, $"EPSG:{epsg}")
        : ReferenceEquals(this, Crs84) ? "CRS84" : Wkt;

    /// <summary>WGS 84 longitude, latitude (OGC:CRS84).</summary>
    public static CoordinateSystem Crs84 { get; } = CrsRegister.CreateCrs84();

    internal TransverseMercator? TransverseMercator => _projection as TransverseMercator;

    /// <summary>Metres or degrees from Greenwich on a datum taken as WGS 84.</summary>
    internal bool IsPlain => MetresPerUnit == 1 && _degreesPerUnit == 1 && _primeMeridian == 0 && _shift is null;

    internal bool IsCrs84Degrees => IsGeographic && IsPlain;

    /// <summary>Replaces coordinates of this system by CRS84 longitudes and latitudes in degrees. A point outside the projection's domain becomes NaN.</summary>
    /// <exception cref="ArgumentException">The spans differ in length.</exception>
    public void ToLonLat(Span<double> x, Span<double> y)
    {
        SameLength(x, y);
        if (_projection is null)
        {
            Multiply(x, y, _degreesPerUnit);
        }
        else
        {
            Multiply(x, y, MetresPerUnit);
            _projection.Inverse(x, y);
        }

        AddTo(x, _primeMeridian);
        _shift?.ToWgs84(x, y);
    }

    /// <summary>Replaces CRS84 longitudes and latitudes in degrees by coordinates of this system.</summary>
    /// <exception cref="ArgumentException">The spans differ in length.</exception>
    public void FromLonLat(Span<double> x, Span<double> y)
    {
        SameLength(x, y);
        _shift?.FromWgs84(x, y);
        AddTo(x, -_primeMeridian);
        if (_projection is null)
        {
            Multiply(x, y, 1 / _degreesPerUnit);
            return;
        }

        _projection.Forward(x, y);
        Multiply(x, y, 1 / MetresPerUnit);
    }

    /// <summary>One point to CRS84 degrees.</summary>
    public (double Longitude, double Latitude) ToLonLat(double x, double y)
    {
        ToLonLat(new Span<double>(ref x), new Span<double>(ref y));
        return (x, y);
    }

    /// <summary>One point from CRS84 degrees.</summary>
    public (double X, double Y) FromLonLat(double longitude, double latitude)
    {
        FromLonLat(new Span<double>(ref longitude), new Span<double>(ref latitude));
        return (longitude, latitude);
    }

    /// <summary>
    /// False, with the reason, when the coordinate can hardly be of this system: degrees where metres are declared, metres where degrees
    /// are declared, swapped axes, a zone prefix too many or too few. A local grid may hold a few points near its origin that look like degrees:
    /// judge a file by most of its points.
    /// </summary>
    public bool Plausible(double x, double y, [NotNullWhen(false)] out string? why)
    {
        why = Plausibility.Fault(this, x, y);
        return why is null;
    }

    /// <summary>Same code, or same text when there is no code.</summary>
    public bool Equals(CoordinateSystem? other) =>
        other is not null && (ReferenceEquals(this, other) || (Epsg == other.Epsg && string.Equals(Wkt, other.Wkt, StringComparison.Ordinal)));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as CoordinateSystem);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Epsg, Wkt.GetHashCode(StringComparison.Ordinal));

    /// <summary>The code and the name.</summary>
    public override string ToString() =>
        Epsg is { } epsg ? string.Create(CultureInfo.InvariantCulture, $"EPSG:{epsg} ({Name})") : Name;

    private static void SameLength(Span<double> x, Span<double> y)
    {
        if (x.Length != y.Length)
            throw new ArgumentException($"x has {x.Length} coordinates and y has {y.Length}; they must be as many.", nameof(y));
    }

    private static void Multiply(Span<double> x, Span<double> y, double factor)
    {
        if (factor == 1)
            return;
        for (var i = 0; i < x.Length; i++)
        {
            x[i] *= factor;
            y[i] *= factor;
        }
    }

    private static void AddTo(Span<double> x, double degrees)
    {
        if (degrees == 0)
            return;
        for (var i = 0; i < x.Length; i++)
            x[i] = Angles.WrapDegrees(x[i] + degrees);
    }
}
