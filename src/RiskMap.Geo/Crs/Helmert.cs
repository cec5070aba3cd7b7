namespace RiskMap.Geo.Crs;

/// <summary>
/// The seven-parameter shift to WGS 84 of a TOWGS84 clause (OGC 01-009; position vector rotation, EPSG method 9606):
/// metres, arc-seconds, parts per million. Heights are taken as zero. Immutable.
/// </summary>
internal sealed class Helmert
{
    private const double RadiansPerArcSecond = Angles.RadiansPerDegree / 3600;
    private const int InverseSteps = 4;
    private readonly Ellipsoid _from;
    private readonly double[] _p;

    public Helmert(Ellipsoid from, double[] toWgs84)
    {
        _from = from;
        _p = new double[7];
        toWgs84.AsSpan().CopyTo(_p);
    }

    public void ToWgs84(Span<double> longitude, Span<double> latitude)
    {
        for (var i = 0; i < longitude.Length; i++)
            (longitude[i], latitude[i]) = Shift(longitude[i], latitude[i]);
    }

    /// <summary>The inverse by correcting a guess: each step gains four digits.</summary>
    public void FromWgs84(Span<double> longitude, Span<double> latitude)
    {
        for (var i = 0; i < longitude.Length; i++)
        {
            var (lon, lat) = (longitude[i], latitude[i]);
            for (var step = 0; step < InverseSteps; step++)
            {
                var (shiftedLon, shiftedLat) = Shift(lon, lat);
                lon += longitude[i] - shiftedLon;
                lat += latitude[i] - shiftedLat;
            }

            (longitude[i], latitude[i]) = (lon, lat);
        }
    }

    private (double Longitude, double Latitude) Shift(double longitude, double latitude)
    {
        var (sinLon, cosLon) = Math.SinCos(longitude * Angles.RadiansPerDegree);
        var (sinLat, cosLat) = Math.SinCos(latitude * Angles.RadiansPerDegree);
        var e2 = _from.EccentricitySquared;
        var nu = _from.SemiMajorAxisMetres / Math.Sqrt(1 - e2 * sinLat * sinLat);
        var (x, y, z) = (nu * cosLat * cosLon, nu * cosLat * sinLon, nu * (1 - e2) * sinLat);
        var (rx, ry, rz) = (_p[3] * RadiansPerArcSecond, _p[4] * RadiansPerArcSecond, _p[5] * RadiansPerArcSecond);
        var m = 1 + _p[6] * 1e-6;
        return Geographic(
            _p[0] + m * (x - rz * y + ry * z),
            _p[1] + m * (rz * x + y - rx * z),
            _p[2] + m * (-ry * x + rx * y + z));
    }

    /// <summary>Geocentric to geographic on WGS 84 (Bowring 1976; exact to well below a millimetre near the surface).</summary>
    private static (double Longitude, double Latitude) Geographic(double x, double y, double z)
    {
        var wgs84 = Ellipsoid.Wgs84;
        var (a, b, e2) = (wgs84.SemiMajorAxisMetres, wgs84.SemiMinorAxisMetres, wgs84.EccentricitySquared);
        var p = Math.Sqrt(x * x + y * y);
        var (sinTheta, cosTheta) = Math.SinCos(Math.Atan2(z * a, p * b));
        var ep2 = e2 / (1 - e2);
        var latitude = Math.Atan2(z + ep2 * b * sinTheta * sinTheta * sinTheta, p - e2 * a * cosTheta * cosTheta * cosTheta);
        return (Math.Atan2(y, x) * Angles.DegreesPerRadian, latitude * Angles.DegreesPerRadian);
    }
}
