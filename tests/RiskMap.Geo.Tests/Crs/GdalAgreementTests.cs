using RiskMap.Geo.Crs;

namespace RiskMap.Geo.Tests.Crs;

public sealed class GdalAgreementTests
{
    public static TheoryData<int, int> CodesByRange() => new()
    {
        { 3857, 3857 }, { 4490, 4501 }, { 4502, 4512 }, { 4513, 4533 }, { 4534, 4554 }, { 32601, 32630 }, { 32631, 32660 }, { 32701, 32730 }, { 32731, 32760 },
    };

    [ToolTheory("gdaltransform")]
    [MemberData(nameof(CodesByRange))]
    public void Every_code_known_agrees_with_GDAL_to_a_tenth_of_a_millimetre(int first, int last)
    {
        for (var code = first; code <= last; code++)
        {
            var system = CoordinateSystem.FromEpsg(code);
            var points = Points(new Random(code), system);
            var theirs = Gdal.Transform(code < 4490 || code > 32600 ? "EPSG:4326" : "EPSG:4490", $"EPSG:{code}", points);
            for (var i = 0; i < points.Length; i++)
            {
                var (x, y) = system.FromLonLat(points[i].X, points[i].Y);
                var tolerance = system.IsGeographic ? 1e-12 : 1e-4;
                x.ShouldBe(theirs[i].X, tolerance, $"EPSG:{code} x of {points[i]}");
                y.ShouldBe(theirs[i].Y, tolerance, $"EPSG:{code} y of {points[i]}");
                var (lon, lat) = system.ToLonLat(theirs[i].X, theirs[i].Y);
                Math.IEEERemainder(lon - points[i].X, 360).ShouldBe(0, 1e-9, $"EPSG:{code} longitude of {points[i]}");
                lat.ShouldBe(points[i].Y, 1e-9, $"EPSG:{code} latitude of {points[i]}");
            }
        }
    }

    public static TheoryData<string, string, double, double> Texts() => new()
    {
        { "Maryland, US survey feet", Wkt.MarylandEsri, -76.6, 39.3 },
        { "Maryland, OGC text", Wkt.MarylandOgc, -76.6, 39.3 },
        { "Lambert with one parallel and a scale", Wkt.LambertOneParallel, 2.3, 46.8 },
        { "Albers of China", Wkt.AlbersChina, 110, 32 },
        { "Albers south of the equator", Wkt.AlbersAustralia, 135, -25 },
        { "Mercator with one parallel", Wkt.WorldMercator, 118, 24 },
        { "Mercator true at a parallel", Wkt.MercatorTwoParallels, 51, 42 },
        { "Transverse Mercator with an origin off the equator, in feet", Wkt.NewJersey, -74.4, 40.1 },
        { "a city's own zone", Wkt.OwnZone, 118.2, 24.6 },
    };

    [ToolTheory("gdaltransform")]
    [MemberData(nameof(Texts))]
    public void Projections_given_as_text_agree_with_GDAL_to_a_millimetre(string what, string wkt, double lon, double lat)
    {
        var system = CoordinateSystem.FromWkt(wkt);
        var random = new Random(7);
        var points = Enumerable.Range(0, 50).Select(_ => (X: lon + random.Between(-2, 2), Y: lat + random.Between(-2, 2))).ToArray();
        var own = "GEOGCS" + wkt.Split("GEOGCS")[1].Split(",PROJECTION")[0];
        var theirs = Gdal.Transform(own, wkt, points);
        for (var i = 0; i < points.Length; i++)
        {
            var (x, y) = system.FromLonLat(points[i].X, points[i].Y);
            (x * system.MetresPerUnit).ShouldBe(theirs[i].X * system.MetresPerUnit, 1e-3, $"{what}: x of {points[i]}");
            (y * system.MetresPerUnit).ShouldBe(theirs[i].Y * system.MetresPerUnit, 1e-3, $"{what}: y of {points[i]}");
            var (backLon, backLat) = system.ToLonLat(theirs[i].X, theirs[i].Y);
            backLon.ShouldBe(points[i].X, 1e-8, $"{what}: longitude of {points[i]}");
            backLat.ShouldBe(points[i].Y, 1e-8, $"{what}: latitude of {points[i]}");
        }
    }

    [ToolFact("gdaltransform")]
    public void A_datum_shift_given_by_TOWGS84_agrees_with_GDAL()
    {
        var system = CoordinateSystem.FromWkt(Wkt.Beijing54WithShift);
        (double X, double Y)[] points = [(590_000, 2_720_000), (480_000, 3_300_000)];
        var theirs = Gdal.Transform(Wkt.Beijing54WithShift, "OGC:CRS84", points);
        for (var i = 0; i < points.Length; i++)
        {
            var (lon, lat) = system.ToLonLat(points[i].X, points[i].Y);
            lon.ShouldBe(theirs[i].X, 1e-8);
            lat.ShouldBe(theirs[i].Y, 1e-8);
            var (x, y) = system.FromLonLat(lon, lat);
            x.ShouldBe(points[i].X, 1e-4);
            y.ShouldBe(points[i].Y, 1e-4);
        }
    }

    [ToolTheory("gdalsrsinfo")]
    [InlineData(118.25, 24.62, "4548")]
    [InlineData(-76.6, 39.3, null)]
    [InlineData(-3.7, 40.4, null)]
    public void GDAL_reads_the_text_of_the_metric_plane(double lon, double lat, string? code)
    {
        var plane = MetricPlane.ForLocation(lon, lat);
        var said = Gdal.Run("gdalsrsinfo", ["-o", "proj4", plane.Wkt]);
        said.ShouldContain("+proj=tmerc");
        said.ShouldContain(FormattableString.Invariant($"+lon_0={plane.CentralMeridian} "));
        if (code is not null)
            Gdal.Run("gdalsrsinfo", ["-o", "epsg", plane.Wkt]).ShouldContain("EPSG:" + code);
        var theirs = Gdal.Transform("EPSG:4490", plane.Wkt, [(lon, lat)]);
        var (x, y) = plane.Project(lon, lat);
        x.ShouldBe(theirs[0].X, 1e-4);
        y.ShouldBe(theirs[0].Y, 1e-4);
    }

    [ToolTheory("gdalsrsinfo")]
    [InlineData("wkt1")]
    [InlineData("wkt_esri")]
    public void The_texts_that_GDAL_writes_for_the_codes_known_are_recognised(string flavour)
    {
        foreach (var code in new[] { 4326, 4490, 3857, 4491, 4498, 4509, 4513, 4527, 4534, 4548, 4554, 32650, 32750, 32601 })
        {
            var wkt = Gdal.Run("gdalsrsinfo", ["-o", flavour, "--single-line", $"EPSG:{code}"]);
            CoordinateSystem.FromWkt(wkt).Epsg.ShouldBe(code, wkt);
        }
    }

    private static (double X, double Y)[] Points(Random random, CoordinateSystem system)
    {
        var middle = system.IsGeographic || system.Epsg == 3857
            ? 118
            : system.ToLonLat((system.Bounds.MinX + system.Bounds.MaxX) / 2, 1_000_000).Longitude;
        var south = system.Epsg is > 32700;
        return Enumerable.Range(0, 12).Select(_ =>
        {
            var latitude = random.Between(0.5, system.Epsg > 32600 ? 83 : 60);
            return (middle + random.Between(-4, 4), south ? -latitude : latitude);
        }).ToArray();
    }
}
