namespace RiskMap.Geo.Tiles;

/// <summary>
/// Longitude and latitude in degrees to and from the metres of EPSG:3857 (spherical formulas on the semi-major axis of WGS 84; IOGP
/// Guidance Note 7-2, method 1024). For drawing only: its metres are stretched by 1/cos(latitude), so nothing is measured in it.
/// </summary>
public static class WebMercator
{
    /// <summary>Semi-major axis of WGS 84, in metres.</summary>
    public const double Radius = 6378137;

    /// <summary>Half the edge of the square world: pi times the radius, in metres.</summary>
    public const double HalfWorldMetres = Math.PI * Radius;

    /// <summary>Edge of the square world, in metres.</summary>
    public const double WorldMetres = 2 * HalfWorldMetres;

    /// <summary>Latitude of the square world's upper edge, in degrees: atan(sinh(pi)).</summary>
    public const double MaxLatitude = 85.0511287798066;

    const double Degree = Math.PI / 180;

    /// <summary>x of a longitude.</summary>
    public static double X(double longitude) => Radius * Degree * longitude;

    /// <summary>y of a latitude; latitudes beyond 89.99 degrees are drawn there, as the poles lie infinitely far away.</summary>
    public static double Y(double latitude)
    {
        var sine = Math.Sin(Degree * Math.Clamp(latitude, -89.99, 89.99));
        return Radius * 0.5 * Math.Log((1 + sine) / (1 - sine));
    }

    /// <summary>Longitude of an x.</summary>
    public static double Longitude(double x) => x / (Radius * Degree);

    /// <summary>Latitude of a y.</summary>
    public static double Latitude(double y) => Math.Atan(Math.Sinh(y / Radius)) / Degree;

    /// <summary>Longitudes and latitudes to metres, in place; fits <c>GeometryColumn.Transform</c>.</summary>
    public static void Forward(Span<double> x, Span<double> y)
    {
        for (var i = 0; i < x.Length; i++) (x[i], y[i]) = (X(x[i]), Y(y[i]));
    }

    /// <summary>Metres to longitudes and latitudes, in place.</summary>
    public static void Inverse(Span<double> x, Span<double> y)
    {
        for (var i = 0; i < x.Length; i++) (x[i], y[i]) = (Longitude(x[i]), Latitude(y[i]));
    }
}
