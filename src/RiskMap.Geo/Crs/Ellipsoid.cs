namespace RiskMap.Geo.Crs;

/// <summary>An ellipsoid of revolution by its two defining numbers; an inverse flattening of 0 means a sphere.</summary>
/// <param name="Name">Name as the EPSG register writes it.</param>
/// <param name="SemiMajorAxisMetres">Semi-major axis a, in metres.</param>
/// <param name="InverseFlattening">1/f, dimensionless.</param>
public readonly record struct Ellipsoid(string Name, double SemiMajorAxisMetres, double InverseFlattening)
{
    /// <summary>CGCS2000: a = 6378137 m, 1/f = 298.257222101 (GB 22021-2008; EPSG:1024).</summary>
    public static Ellipsoid Cgcs2000 { get; } = new("CGCS2000", 6378137, 298.257222101);

    /// <summary>WGS 84: a = 6378137 m, 1/f = 298.257223563 (EPSG:7030).</summary>
    public static Ellipsoid Wgs84 { get; } = new("WGS 84", 6378137, 298.257223563);

    /// <summary>Flattening f.</summary>
    public double Flattening => InverseFlattening == 0 ? 0 : 1 / InverseFlattening;

    /// <summary>Semi-minor axis b, in metres.</summary>
    public double SemiMinorAxisMetres => SemiMajorAxisMetres * (1 - Flattening);

    /// <summary>First eccentricity squared, e².</summary>
    public double EccentricitySquared => Flattening * (2 - Flattening);

    /// <summary>Third flattening n = f / (2 - f).</summary>
    public double ThirdFlattening => Flattening / (2 - Flattening);
}
