using System.Globalization;

namespace RiskMap.Geo.Crs;

/// <summary>Turns a definition into a system: one known by code when the text describes it, else one of its own.</summary>
internal static class WktRecognition
{
    private const double SameAngleDegrees = 1e-9;
    private const double SameLengthMetres = 1e-3;
    private const double SameScale = 1e-10;
    private const double SameFlattening = 1e-5;

    /// <summary>Ellipsoids this near to WGS 84's belong to datums that are kept within 2 m of it.</summary>
    private const double ModernFlattening = 1e-4;

    public static CoordinateSystem System(WktDefinition d, string wkt)
    {
        var datum = WktReader.Plain(d.DatumName) + WktReader.Plain(d.Method is null ? d.Name : "");
        var isChina2000 = datum.Contains("china2000", StringComparison.Ordinal) || datum.Contains("cgcs2000", StringComparison.Ordinal);
        var isWgs84 = datum.Contains("wgs1984", StringComparison.Ordinal) || datum.Contains("wgs84", StringComparison.Ordinal);
        var known = isChina2000 || isWgs84 ? Known(d, isChina2000) : null;
        if (d.Epsg is { } epsg && CoordinateSystem.TryFromEpsg(epsg, out var named) && !Same(named, known))
        {
            throw new CrsException(
                $"The coordinate system text '{d.Name}' claims to be EPSG:{epsg.ToString(CultureInfo.InvariantCulture)}, but its datum or parameters " +
                $"differ from that code's ({named.Name}). Use the code (--crs EPSG:{epsg.ToString(CultureInfo.InvariantCulture)}) or a text without AUTHORITY.");
        }

        return known ?? Own(d, wkt);
    }

    private static bool Same(CoordinateSystem named, CoordinateSystem? known) =>
        known is not null && (named.Equals(known)
            || (named.TransverseMercator is { } a && known.TransverseMercator is { } b && a.Parameters == b.Parameters));

    private static CoordinateSystem? Known(WktDefinition d, bool isChina2000)
    {
        var ellipsoid = isChina2000 ? Ellipsoid.Cgcs2000 : Ellipsoid.Wgs84;
        if (!Near(d.Ellipsoid, ellipsoid, SameFlattening) || d.PrimeMeridianDegrees != 0 || d.DegreesPerAngularUnit != 1
            || d.MetresPerUnit != 1 || d.ToWgs84?.Any(p => p != 0) == true)
            return null;
        var code = d.Method switch
        {
            null => isChina2000 ? 4490 : d.NorthingFirst || d.Epsg is 4326 || !d.Name.Contains("CRS84", StringComparison.Ordinal) ? 4326 : 84,
            "transversemercator" or "gausskruger" => isChina2000 ? GaussKruger(d) : Utm(d),
            "mercatorauxiliarysphere" or "popularvisualisationpseudomercator" when !isChina2000 && AtOrigin(d) => 3857,
            _ => null,
        };
        return code switch
        {
            null => null,
            84 => CoordinateSystem.Crs84,
            { } epsg => CoordinateSystem.FromEpsg(epsg),
        };
    }

    private static bool AtOrigin(WktDefinition d) =>
        d is { CentralMeridian: 0, LatitudeOfOrigin: 0, ScaleFactor: 1, FalseEastingMetres: 0, FalseNorthingMetres: 0 }
        && d.Parameter(0, "standard_parallel_1") == 0;

    /// <summary>
    /// The code whose parameters are the text's. The 3- and 6-degree families without zone prefix share parameters at every sixth degree: the
    /// stated code decides, then the name, then the 3-degree family, which cities use.
    /// </summary>
    private static int? GaussKruger(WktDefinition d)
    {
        if (!Whole(d.CentralMeridian, out var meridian) || !Zero(d.LatitudeOfOrigin) || Math.Abs(d.ScaleFactor - 1) > SameScale
            || Math.Abs(d.FalseNorthingMetres) > SameLengthMetres || meridian is < 75 or > 135 || meridian % 3 != 0)
            return null;
        var isSixFamily = (meridian - 75) % 6 == 0;
        var (six, three) = ((meridian - 75) / 6, (meridian - 75) / 3);
        if (FalseEasting(d, (13 + six) * 1e6 + 500_000) && isSixFamily)
            return 4491 + six;
        if (FalseEasting(d, (25 + three) * 1e6 + 500_000))
            return 4513 + three;
        if (!FalseEasting(d, 500_000))
            return null;
        var named = WktReader.Plain(d.Name);
        var saysSix = d.Epsg is >= 4502 and <= 4512
            || (d.Epsg is null && !named.Contains("3degree", StringComparison.Ordinal) && named.Contains("gausskrugercm", StringComparison.Ordinal))
            || (d.Epsg is null && named.StartsWith("cgcs2000gk", StringComparison.Ordinal));
        return isSixFamily && saysSix ? 4502 + six : 4534 + three;
    }

    private static int? Utm(WktDefinition d)
    {
        if (!Whole(d.CentralMeridian, out var meridian) || !Zero(d.LatitudeOfOrigin) || Math.Abs(d.ScaleFactor - 0.9996) > SameScale
            || !FalseEasting(d, 500_000) || (meridian + 183) % 6 != 0 || meridian is < -177 or > 177)
            return null;
        var zone = (meridian + 183) / 6;
        if (Math.Abs(d.FalseNorthingMetres) < SameLengthMetres)
            return 32600 + zone;
        return Math.Abs(d.FalseNorthingMetres - 10_000_000) < SameLengthMetres ? 32700 + zone : null;
    }

    private static CoordinateSystem Own(WktDefinition d, string wkt)
    {
        var projection = d.Method is null ? null : ProjectionFactory.Create(d);
        var unit = projection is null ? d.DegreesPerAngularUnit : d.MetresPerUnit;
        var bounds = projection is null
            ? new CoordinateBounds(-180 / unit, -90 / unit, 180 / unit, 90 / unit)
            : new CoordinateBounds(double.NegativeInfinity, double.NegativeInfinity, double.PositiveInfinity, double.PositiveInfinity);
        return new CoordinateSystem(
            d.Name,
            d.Epsg,
            d.Epsg is { } epsg ? CrsRegister.Uri(epsg) : null,
            wkt,
            d.NorthingFirst,
            bounds,
            projection,
            d.MetresPerUnit,
            Shift(d),
            d.PrimeMeridianDegrees,
            d.DegreesPerAngularUnit);
    }

    private static Helmert? Shift(WktDefinition d)
    {
        if (d.ToWgs84 is { } parameters)
            return parameters.Any(p => p != 0) || !Near(d.Ellipsoid, Ellipsoid.Wgs84, ModernFlattening) ? new Helmert(d.Ellipsoid, parameters) : null;
        if (Near(d.Ellipsoid, Ellipsoid.Wgs84, ModernFlattening))
            return null;
        throw new CrsException(
            $"The coordinate system '{d.Name}' stands on the datum '{d.DatumName}', whose shift to WGS 84 the text does not give; " +
            "it may be 100 m and more. Add TOWGS84[dx,dy,dz,rx,ry,rz,ppm] to the DATUM with the values of your survey office, " +
            "or transform the data first, for instance with 'ogr2ogr -t_srs EPSG:4326'.");
    }

    private static bool Near(Ellipsoid a, Ellipsoid b, double flattening) =>
        Math.Abs(a.SemiMajorAxisMetres - b.SemiMajorAxisMetres) < SameLengthMetres
        && Math.Abs(a.InverseFlattening - b.InverseFlattening) < flattening;

    private static bool FalseEasting(WktDefinition d, double metres) => Math.Abs(d.FalseEastingMetres - metres) < SameLengthMetres;

    private static bool Zero(double degrees) => Math.Abs(degrees) < SameAngleDegrees;

    private static bool Whole(double degrees, out int whole)
    {
        whole = Math.Abs(degrees) <= 360 ? (int)Math.Round(degrees) : int.MinValue;
        return Math.Abs(degrees - whole) < SameAngleDegrees;
    }
}
