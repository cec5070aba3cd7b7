namespace RiskMap.Geo.Crs;

/// <summary>
/// GCJ-02 and BD-09 as the published polynomial gives them (a = 6378245 m, e² = 0.00669342162296594323; no official text exists). The offset is
/// applied inside the customary box 72.004-137.8347° E, 0.8293-55.8271° N and is nothing outside it; the box also covers
/// neighbouring countries and Hong Kong, Macao and Taiwan, where map services do not always apply the offset. Degrees throughout.
/// Thread-safe.
/// </summary>
public static class ChinaOffset
{
    private const double SemiMajorAxisMetres = 6378245.0;
    private const double EccentricitySquared = 0.00669342162296594323;
    private const double BaiduAngle = Math.PI * 3000 / 180;
    private const double BaiduLongitude = 0.0065;
    private const double BaiduLatitude = 0.006;
    private const double OriginLongitude = 105;
    private const double OriginLatitude = 35;
    private const double InverseToleranceDegrees = 1e-11;
    private const int MaxInverseSteps = 30;

    /// <summary>True inside the box where the offset is applied.</summary>
    public static bool IsInside(double longitude, double latitude) =>
        longitude is >= 72.004 and <= 137.8347 && latitude is >= 0.8293 and <= 55.8271;

    /// <summary>WGS 84 to GCJ-02.</summary>
    public static (double Longitude, double Latitude) Wgs84ToGcj02(double longitude, double latitude)
    {
        if (!IsInside(longitude, latitude))
            return (longitude, latitude);
        var (dLon, dLat) = Offset(longitude, latitude);
        return (longitude + dLon, latitude + dLat);
    }

    /// <summary>GCJ-02 to WGS 84, iterated to better than 1e-9 degrees.</summary>
    public static (double Longitude, double Latitude) Gcj02ToWgs84(double longitude, double latitude)
    {
        if (!IsInside(longitude, latitude))
            return (longitude, latitude);
        var (lon, lat) = (longitude, latitude);
        for (var step = 0; step < MaxInverseSteps; step++)
        {
            var (dLon, dLat) = Offset(lon, lat);
            var (nextLon, nextLat) = (longitude - dLon, latitude - dLat);
            var moved = Math.Max(Math.Abs(nextLon - lon), Math.Abs(nextLat - lat));
            (lon, lat) = (nextLon, nextLat);
            if (moved < InverseToleranceDegrees)
                break;
        }

        return (lon, lat);
    }

    /// <summary>GCJ-02 to BD-09.</summary>
    public static (double Longitude, double Latitude) Gcj02ToBd09(double longitude, double latitude)
    {
        if (!IsInside(longitude, latitude))
            return (longitude, latitude);
        var z = Math.Sqrt(longitude * longitude + latitude * latitude) + 0.00002 * Math.Sin(latitude * BaiduAngle);
        var (sin, cos) = Math.SinCos(Math.Atan2(latitude, longitude) + 0.000003 * Math.Cos(longitude * BaiduAngle));
        return (z * cos + BaiduLongitude, z * sin + BaiduLatitude);
    }

    /// <summary>BD-09 to GCJ-02, iterated to better than 1e-9 degrees (the customary closed inverse is a metre off at worst).</summary>
    public static (double Longitude, double Latitude) Bd09ToGcj02(double longitude, double latitude)
    {
        if (!IsInside(longitude, latitude))
            return (longitude, latitude);
        var (lon, lat) = (longitude - BaiduLongitude, latitude - BaiduLatitude);
        for (var step = 0; step < MaxInverseSteps; step++)
        {
            var (bdLon, bdLat) = Gcj02ToBd09(lon, lat);
            var (dLon, dLat) = (longitude - bdLon, latitude - bdLat);
            (lon, lat) = (lon + dLon, lat + dLat);
            if (Math.Max(Math.Abs(dLon), Math.Abs(dLat)) < InverseToleranceDegrees)
                break;
        }

        return (lon, lat);
    }

    /// <summary>WGS 84 to BD-09.</summary>
    public static (double Longitude, double Latitude) Wgs84ToBd09(double longitude, double latitude)
    {
        var (lon, lat) = Wgs84ToGcj02(longitude, latitude);
        return Gcj02ToBd09(lon, lat);
    }

    /// <summary>BD-09 to WGS 84.</summary>
    public static (double Longitude, double Latitude) Bd09ToWgs84(double longitude, double latitude)
    {
        var (lon, lat) = Bd09ToGcj02(longitude, latitude);
        return Gcj02ToWgs84(lon, lat);
    }

    /// <summary>Takes the offset off, in place.</summary>
    public static void Remove(DatumShift shift, Span<double> longitude, Span<double> latitude)
    {
        for (var i = 0; i < longitude.Length && shift != DatumShift.None; i++)
        {
            (longitude[i], latitude[i]) = shift == DatumShift.Gcj02
                ? Gcj02ToWgs84(longitude[i], latitude[i])
                : Bd09ToWgs84(longitude[i], latitude[i]);
        }
    }

    /// <summary>Puts the offset on, in place.</summary>
    public static void Add(DatumShift shift, Span<double> longitude, Span<double> latitude)
    {
        for (var i = 0; i < longitude.Length && shift != DatumShift.None; i++)
        {
            (longitude[i], latitude[i]) = shift == DatumShift.Gcj02
                ? Wgs84ToGcj02(longitude[i], latitude[i])
                : Wgs84ToBd09(longitude[i], latitude[i]);
        }
    }

    private static (double Longitude, double Latitude) Offset(double longitude, double latitude)
    {
        var (x, y) = (longitude - OriginLongitude, latitude - OriginLatitude);
        var sinLat = Math.Sin(latitude * Angles.RadiansPerDegree);
        var magic = 1 - EccentricitySquared * sinLat * sinLat;
        var sqrtMagic = Math.Sqrt(magic);
        var metresPerDegreeLat = SemiMajorAxisMetres * (1 - EccentricitySquared) / (magic * sqrtMagic) * Angles.RadiansPerDegree;
        var metresPerDegreeLon = SemiMajorAxisMetres / sqrtMagic * Math.Cos(latitude * Angles.RadiansPerDegree) * Angles.RadiansPerDegree;
        return (East(x, y) / metresPerDegreeLon, North(x, y) / metresPerDegreeLat);
    }

    private static double North(double x, double y) =>
        -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * Math.Sqrt(Math.Abs(x)) + Ripple(x)
        + (20 * Math.Sin(y * Math.PI) + 40 * Math.Sin(y / 3 * Math.PI)) * 2 / 3
        + (160 * Math.Sin(y / 12 * Math.PI) + 320 * Math.Sin(y * Math.PI / 30)) * 2 / 3;

    private static double East(double x, double y) =>
        300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * Math.Sqrt(Math.Abs(x)) + Ripple(x)
        + (20 * Math.Sin(x * Math.PI) + 40 * Math.Sin(x / 3 * Math.PI)) * 2 / 3
        + (150 * Math.Sin(x / 12 * Math.PI) + 300 * Math.Sin(x / 30 * Math.PI)) * 2 / 3;

    private static double Ripple(double x) =>
        (20 * Math.Sin(6 * x * Math.PI) + 20 * Math.Sin(2 * x * Math.PI)) * 2 / 3;
}
