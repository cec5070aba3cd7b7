using System.Globalization;

namespace RiskMap.Geo.Crs;

/// <summary>Chooses the projection for a WKT's method; only methods that are checked against GDAL in the tests are served.</summary>
internal static class ProjectionFactory
{
    public static Projection Create(WktDefinition d) => d.Method switch
    {
        "transversemercator" or "gausskruger" => new TransverseMercator(new TransverseMercatorParameters(
            d.Ellipsoid, d.CentralMeridian, d.LatitudeOfOrigin, d.ScaleFactor, d.FalseEastingMetres, d.FalseNorthingMetres)),
        "mercatorauxiliarysphere" or "popularvisualisationpseudomercator" => new WebMercator(
            d.Ellipsoid.SemiMajorAxisMetres, d.CentralMeridian, d.FalseEastingMetres, d.FalseNorthingMetres),
        "mercator" or "mercator1sp" or "mercator2sp" => Mercator(d),
        "lambertconformalconic" or "lambertconformalconic1sp" or "lambertconformalconic2sp" => Lambert(d),
        "albers" or "albersconicequalarea" => Albers(d),
        _ => throw Unsupported(d),
    };

    private static ProjNetProjection Mercator(WktDefinition d)
    {
        var parallel = d.Parameter(0, "standard_parallel_1") * Angles.RadiansPerDegree;
        var (sin, cos) = Math.SinCos(parallel);
        var atParallel = cos / Math.Sqrt(1 - d.Ellipsoid.EccentricitySquared * sin * sin);
        return new ProjNetProjection(d, "Mercator_1SP", Common(d, 0), d.ScaleFactor * atParallel);
    }

    private static ProjNetProjection Lambert(WktDefinition d)
    {
        var first = d.Parameter(d.LatitudeOfOrigin, "standard_parallel_1");
        var second = d.Parameter(first, "standard_parallel_2");
        return new ProjNetProjection(
            d,
            "Lambert_Conformal_Conic_2SP",
            [.. Common(d, d.LatitudeOfOrigin), ("standard_parallel_1", first), ("standard_parallel_2", second)],
            d.ScaleFactor);
    }

    private static ProjNetProjection Albers(WktDefinition d)
    {
        var first = d.Parameter(double.NaN, "standard_parallel_1");
        if (double.IsNaN(first))
            throw new CrsException($"The coordinate system '{d.Name}' (Albers) has no PARAMETER standard_parallel_1. Give the whole WKT1 text of the .prj.");
        return new ProjNetProjection(
            d,
            "Albers_Conic_Equal_Area",
            [.. Common(d, d.LatitudeOfOrigin), ("standard_parallel_1", first), ("standard_parallel_2", d.Parameter(first, "standard_parallel_2"))],
            1);
    }

    private static (string Name, double Value)[] Common(WktDefinition d, double latitudeOfOrigin) =>
    [
        ("semi_major", d.Ellipsoid.SemiMajorAxisMetres),
        ("semi_minor", d.Ellipsoid.SemiMinorAxisMetres),
        ("latitude_of_origin", latitudeOfOrigin),
        ("latitude_of_center", latitudeOfOrigin),
        ("central_meridian", d.CentralMeridian),
        ("longitude_of_center", d.CentralMeridian),
        ("scale_factor", 1),
        ("false_easting", 0),
        ("false_northing", 0),
    ];

    private static CrsException Unsupported(WktDefinition d) => new(string.Create(
        CultureInfo.InvariantCulture,
        $"The coordinate system '{d.Name}' uses the projection method '{d.Method}', which is not supported. ") +
        "Supported: transverse Mercator (Gauss-Kruger, UTM), Mercator, web Mercator, Lambert conformal conic, Albers. " +
        "Transform the data first, for instance with 'ogr2ogr -t_srs EPSG:4326'.");
}
