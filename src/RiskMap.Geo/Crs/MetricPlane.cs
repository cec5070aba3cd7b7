using System.Globalization;
using NetTopologySuite.Geometries;

namespace RiskMap.Geo.Crs;

/// <summary>
/// The plane in which a city's distances are measured, in metres: inside 73.5-136.5° E, north of the equator, the CGCS2000 3-degree
/// Gauss-Kruger zone of the place (EPSG:4534-4554, no zone prefix), elsewhere a transverse Mercator with the same ellipsoid, scale 1 and
/// false easting 500 000 m at the nearest meridian divisible by 3, with false northing 10 000 000 m south of the equator.
/// Longitudes and latitudes are CRS84 degrees (CGCS2000 and WGS 84 are taken as one; less than 0.1 m). Immutable and thread-safe.
/// </summary>
public sealed class MetricPlane : IEquatable<MetricPlane>
{
    private const double WestOfChina = 73.5;
    private const double EastOfChina = 136.5;
    private const int ZoneDegrees = 3;
    private const int FirstMeridian = 75;
    private const int FirstCode = 4534;
    private const double FalseEastingMetres = 500_000;
    private const double SouthFalseNorthingMetres = 10_000_000;
    private readonly TransverseMercator _projection;

    private MetricPlane(CoordinateSystem system, TransverseMercator projection)
    {
        System = system;
        _projection = projection;
    }

    /// <summary>The plane as a coordinate system.</summary>
    public CoordinateSystem System { get; }

    /// <summary>"EPSG:4548", or null when the plane has no code.</summary>
    public string? Code => System.Epsg is { } epsg ? string.Create(CultureInfo.InvariantCulture, $"EPSG:{epsg}") : null;

    /// <summary>WKT1 of the plane, as GDAL reads it.</summary>
    public string Wkt => System.Wkt;

    /// <summary>Longitude of the central meridian in degrees.</summary>
    public double CentralMeridian => _projection.Parameters.CentralMeridian;

    /// <summary>The plane for a place, given in CRS84 degrees.</summary>
    /// <exception cref="CrsException">The place is not on the earth, or so near a pole that no 3-degree zone serves it.</exception>
    public static MetricPlane ForLocation(double longitude, double latitude)
    {
        if (!(longitude is >= -180 and <= 180) || !(latitude is > -89 and < 89))
        {
            throw new CrsException(string.Create(
                CultureInfo.InvariantCulture,
                $"No metric plane for longitude {longitude}, latitude {latitude}: give degrees within -180..180 and -89..89."));
        }

        var meridian = ZoneDegrees * (int)Math.Floor(longitude / ZoneDegrees + 0.5);
        if (longitude is >= WestOfChina and < EastOfChina && latitude >= 0)
            return From(CoordinateSystem.FromEpsg(FirstCode + (meridian - FirstMeridian) / ZoneDegrees));
        return Unregistered(meridian == -180 ? 180 : meridian, latitude < 0);
    }

    /// <summary>Restores a plane from <see cref="Code"/> or <see cref="Wkt"/>.</summary>
    /// <exception cref="CrsException">The text is not a coordinate system, or not a transverse Mercator in metres.</exception>
    public static MetricPlane Parse(string codeOrWkt) => From(CoordinateSystem.Parse(codeOrWkt));

    /// <summary>Restores a plane from its WKT.</summary>
    /// <exception cref="CrsException">The text is not WKT1, or not a transverse Mercator in metres.</exception>
    public static MetricPlane FromWkt(string wkt) => From(CoordinateSystem.FromWkt(wkt));

    /// <summary>Uses a coordinate system as the plane.</summary>
    /// <exception cref="CrsException">It is not a transverse Mercator in metres on the WGS 84 or CGCS2000 datum.</exception>
    public static MetricPlane From(CoordinateSystem system)
    {
        ArgumentNullException.ThrowIfNull(system);
        return system.TransverseMercator is { } projection && system.IsPlain
            ? new MetricPlane(system, projection)
            : throw new CrsException(
                $"'{system}' cannot be the metric plane: it must be a transverse Mercator in metres without datum shift, such as EPSG:4548.");
    }

    /// <summary>Degrees to metres.</summary>
    public (double X, double Y) Project(double longitude, double latitude)
    {
        _projection.Forward(longitude, latitude, out var x, out var y);
        return (x, y);
    }

    /// <summary>Metres to degrees.</summary>
    public (double Longitude, double Latitude) Unproject(double x, double y)
    {
        _projection.Inverse(x, y, out var longitude, out var latitude);
        return (longitude, latitude);
    }

    /// <summary>Degrees to metres; the outputs may be the inputs.</summary>
    /// <exception cref="ArgumentException">The spans differ in length.</exception>
    public void Project(ReadOnlySpan<double> longitude, ReadOnlySpan<double> latitude, Span<double> x, Span<double> y)
    {
        SameLength(longitude.Length, latitude.Length, x.Length, y.Length);
        for (var i = 0; i < x.Length; i++)
            _projection.Forward(longitude[i], latitude[i], out x[i], out y[i]);
    }

    /// <summary>Metres to degrees; the outputs may be the inputs.</summary>
    /// <exception cref="ArgumentException">The spans differ in length.</exception>
    public void Unproject(ReadOnlySpan<double> x, ReadOnlySpan<double> y, Span<double> longitude, Span<double> latitude)
    {
        SameLength(x.Length, y.Length, longitude.Length, latitude.Length);
        for (var i = 0; i < x.Length; i++)
            _projection.Inverse(x[i], y[i], out longitude[i], out latitude[i]);
    }

    /// <summary>Degrees to metres in place; fits GeometryColumn.Transform.</summary>
    public void ProjectInPlace(Span<double> x, Span<double> y) => Project(x, y, x, y);

    /// <summary>Metres to degrees in place; fits GeometryColumn.Transform.</summary>
    public void UnprojectInPlace(Span<double> x, Span<double> y) => Unproject(x, y, x, y);

    /// <summary>A copy of a CRS84 geometry in the plane.</summary>
    public Geometry Project(Geometry lonLat) => GeometryTransform.Apply(lonLat, ProjectInPlace);

    /// <summary>A copy of a geometry of the plane in CRS84.</summary>
    public Geometry Unproject(Geometry planar) => GeometryTransform.Apply(planar, UnprojectInPlace);

    /// <summary>Metres on the plane for one metre on the ellipsoid at a place: 1 on the central meridian, 1.0003 a zone's edge away at the equator.</summary>
    public double ScaleFactor(double longitude, double latitude) => _projection.ScaleAt(longitude, latitude);

    /// <inheritdoc/>
    public bool Equals(MetricPlane? other) => other is not null && _projection.Parameters == other._projection.Parameters;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as MetricPlane);

    /// <inheritdoc/>
    public override int GetHashCode() => _projection.Parameters.GetHashCode();

    /// <summary>The code or the name.</summary>
    public override string ToString() => System.ToString();

    private static MetricPlane Unregistered(int meridian, bool south)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"Transverse Mercator CM {Math.Abs(meridian)}{(meridian < 0 ? 'W' : 'E')}{(south ? " South" : "")}");
        var parameters = new TransverseMercatorParameters(Ellipsoid.Cgcs2000, meridian, 0, 1, FalseEastingMetres, south ? SouthFalseNorthingMetres : 0);
        return FromWkt(WktText.TransverseMercator(name, null, parameters, northingFirst: false));
    }

    private static void SameLength(int a, int b, int c, int d)
    {
        if (a != b || a != c || a != d)
            throw new ArgumentException($"The spans hold {a}, {b}, {c} and {d} coordinates; they must be as many.", nameof(d));
    }
}
