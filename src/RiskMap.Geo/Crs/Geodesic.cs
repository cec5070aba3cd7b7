namespace RiskMap.Geo.Crs;

/// <summary>
/// Distance on the ellipsoid: T. Vincenty, "Direct and inverse solutions of geodesics on the ellipsoid", Survey Review 23 (1975), to better
/// than 0.1 mm; for nearly antipodal points, where its iteration fails, the shortest way over a point a quarter circle from the first.
/// Thread-safe.
/// </summary>
public static class Geodesic
{
    private const int MaxSteps = 100;
    private const double ToleranceRadians = 1e-13;
    private const int Azimuths = 72;
    private const int GoldenSteps = 60;

    /// <summary>Metres between two places in degrees, on the CGCS2000 ellipsoid unless another is given (WGS 84 differs by 1e-11).</summary>
    public static double DistanceMetres(double longitude1, double latitude1, double longitude2, double latitude2, Ellipsoid? ellipsoid = null)
    {
        var e = ellipsoid ?? Ellipsoid.Cgcs2000;
        var distance = Vincenty(e, longitude1, latitude1, longitude2, latitude2);
        return double.IsPositiveInfinity(distance) ? Antipodal(e, longitude1, latitude1, longitude2, latitude2) : distance;
    }

    /// <summary>Positive infinity when the iteration does not converge.</summary>
    private static double Vincenty(Ellipsoid e, double lon1, double lat1, double lon2, double lat2)
    {
        var f = e.Flattening;
        var l = Angles.WrapDegrees(lon2 - lon1) * Angles.RadiansPerDegree;
        var (sinU1, cosU1) = Reduced(lat1, f);
        var (sinU2, cosU2) = Reduced(lat2, f);
        var lambda = l;
        for (var step = 0; step < MaxSteps; step++)
        {
            var (sinLambda, cosLambda) = Math.SinCos(lambda);
            var a = cosU2 * sinLambda;
            var b = cosU1 * sinU2 - sinU1 * cosU2 * cosLambda;
            var sinSigma = Math.Sqrt(a * a + b * b);
            if (sinSigma == 0)
                return lambda == 0 ? 0 : double.PositiveInfinity;
            var cosSigma = sinU1 * sinU2 + cosU1 * cosU2 * cosLambda;
            var sigma = Math.Atan2(sinSigma, cosSigma);
            var sinAlpha = cosU1 * cosU2 * sinLambda / sinSigma;
            var cos2Alpha = 1 - sinAlpha * sinAlpha;
            var cos2M = cos2Alpha < 1e-15 ? 0 : cosSigma - 2 * sinU1 * sinU2 / cos2Alpha;
            var c = f / 16 * cos2Alpha * (4 + f * (4 - 3 * cos2Alpha));
            var next = l + (1 - c) * f * sinAlpha * (sigma + c * sinSigma * (cos2M + c * cosSigma * (2 * cos2M * cos2M - 1)));
            if (Math.Abs(next) > Math.PI)
                return double.PositiveInfinity;
            if (Math.Abs(next - lambda) < ToleranceRadians)
                return Length(e, sigma, sinSigma, cosSigma, cos2Alpha, cos2M);
            lambda = next;
        }

        return double.IsNaN(lambda) ? double.NaN : double.PositiveInfinity;
    }

    private static double Length(Ellipsoid e, double sigma, double sinSigma, double cosSigma, double cos2Alpha, double cos2M)
    {
        var b = e.SemiMinorAxisMetres;
        var u2 = cos2Alpha * (e.SemiMajorAxisMetres * e.SemiMajorAxisMetres - b * b) / (b * b);
        var bigA = 1 + u2 / 16384 * (4096 + u2 * (-768 + u2 * (320 - 175 * u2)));
        var bigB = u2 / 1024 * (256 + u2 * (-128 + u2 * (74 - 47 * u2)));
        var cubic = bigB / 6 * cos2M * (-3 + 4 * sinSigma * sinSigma) * (-3 + 4 * cos2M * cos2M);
        var deltaSigma = bigB * sinSigma * (cos2M + bigB / 4 * (cosSigma * (-1 + 2 * cos2M * cos2M) - cubic));
        return b * bigA * (sigma - deltaSigma);
    }

    private static (double Sin, double Cos) Reduced(double latitude, double f)
    {
        var (sin, cos) = Math.SinCos(latitude * Angles.RadiansPerDegree);
        var tan = (1 - f) * sin / cos;
        var cosU = 1 / Math.Sqrt(1 + tan * tan);
        return (tan * cosU, cosU);
    }

    /// <summary>The geodesic passes a quarter circle away from the first point in some direction: the best direction gives its length.</summary>
    private static double Antipodal(Ellipsoid e, double lon1, double lat1, double lon2, double lat2)
    {
        double Over(double azimuth)
        {
            var (lon, lat) = QuarterCircle(lon1, lat1, azimuth);
            return Vincenty(e, lon1, lat1, lon, lat) + Vincenty(e, lon, lat, lon2, lat2);
        }

        const double Step = 2 * Math.PI / Azimuths;
        var best = Enumerable.Range(0, Azimuths).Select(i => i * Step).MinBy(Over);
        var (low, high) = (best - Step, best + Step);
        var golden = (Math.Sqrt(5) - 1) / 2;
        for (var i = 0; i < GoldenSteps; i++)
        {
            var (a, b) = (high - golden * (high - low), low + golden * (high - low));
            (low, high) = Over(a) < Over(b) ? (low, b) : (a, high);
        }

        return Over((low + high) / 2);
    }

    private static (double Longitude, double Latitude) QuarterCircle(double longitude, double latitude, double azimuth)
    {
        var (sinLat, cosLat) = Math.SinCos(latitude * Angles.RadiansPerDegree);
        var (sinAz, cosAz) = Math.SinCos(azimuth);
        return (
            longitude + Math.Atan2(sinAz, -sinLat * cosAz) * Angles.DegreesPerRadian,
            Math.Asin(cosLat * cosAz) * Angles.DegreesPerRadian);
    }
}
