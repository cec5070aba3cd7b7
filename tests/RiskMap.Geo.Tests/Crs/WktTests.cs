using RiskMap.Geo.Crs;

namespace RiskMap.Geo.Tests.Crs;

public sealed class WktTests
{
    [Fact]
    public void The_prj_beside_Shanghais_districts_is_EPSG_4326() =>
        CoordinateSystem.FromWkt(Wkt.ShanghaiPrj).Epsg.ShouldBe(4326);

    [Theory]
    [InlineData("WGS_1984_UTM_Zone_50N", "Transverse_Mercator", 0.9996, 500_000, 0, 117, "D_WGS_1984", 298.257223563, 32650)]
    [InlineData("unnamed", "Transverse_Mercator", 0.9996, 500_000, 10_000_000, 117, "D_WGS_1984", 298.257223563, 32750)]
    [InlineData("unnamed", "Gauss_Kruger", 1, 500_000, 0, 117, "D_China_2000", 298.257222101, 4548)]
    [InlineData("CGCS2000_GK_CM_117E", "Gauss_Kruger", 1, 500_000, 0, 117, "D_China_2000", 298.257222101, 4509)]
    [InlineData("CGCS2000_3_Degree_GK_CM_120E", "Gauss_Kruger", 1, 500_000, 0, 120, "D_China_2000", 298.257222101, 4549)]
    [InlineData("CGCS2000_3_Degree_GK_Zone_39", "Gauss_Kruger", 1, 39_500_000, 0, 117, "D_China_2000", 298.257222101, 4527)]
    [InlineData("CGCS2000_GK_Zone_20", "Gauss_Kruger", 1, 20_500_000, 0, 117, "D_China_2000", 298.257222101, 4498)]
    [InlineData("NAD_1983_UTM_Zone_18N", "Transverse_Mercator", 0.9996, 500_000, 0, -75, "D_North_American_1983", 298.257222101, null)]
    [InlineData("CGCS2000_3_Degree_GK_CM_117E", "Gauss_Kruger", 1, 600_000, 0, 117, "D_China_2000", 298.257222101, null)]
    [InlineData("local", "Gauss_Kruger", 1, 500_000, -2_000_000, 117, "D_China_2000", 298.257222101, null)]
    public void A_text_is_taken_for_a_code_by_its_parameters_and_datum_not_by_its_name_alone(
        string name, string method, double scale, double falseEasting, double falseNorthing, double meridian, string datum, double flattening, int? epsg)
    {
        var wkt = FormattableString.Invariant(
            $"""PROJCS["{name}",GEOGCS["g",DATUM["{datum}",SPHEROID["s",6378137.0,{flattening}]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["{method}"],PARAMETER["False_Easting",{falseEasting}],PARAMETER["False_Northing",{falseNorthing}],PARAMETER["Central_Meridian",{meridian}],PARAMETER["Scale_Factor",{scale}],PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]""");
        CoordinateSystem.FromWkt(wkt).Epsg.ShouldBe(epsg);
    }

    [Fact]
    public void Web_Mercator_is_recognised_without_GDALs_extension() =>
        CoordinateSystem.FromWkt("""PROJCS["WGS 84 / Pseudo-Mercator",GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563,AUTHORITY["EPSG","7030"]],AUTHORITY["EPSG","6326"]],PRIMEM["Greenwich",0],UNIT["degree",0.0174532925199433],AUTHORITY["EPSG","4326"]],PROJECTION["Mercator_1SP"],PARAMETER["central_meridian",0],PARAMETER["scale_factor",1],PARAMETER["false_easting",0],PARAMETER["false_northing",0],UNIT["metre",1],AXIS["X",EAST],AXIS["Y",NORTH],AUTHORITY["EPSG","3857"]]""")
            .Epsg.ShouldBe(3857);

    [Fact]
    public void Maryland_keeps_its_code_its_unit_and_its_control_point()
    {
        var system = CoordinateSystem.FromWkt(Wkt.MarylandOgc);
        system.Epsg.ShouldBe(2248);
        system.MetresPerUnit.ShouldBe(1200.0 / 3937, 1e-12);
        system.IsGeographic.ShouldBeFalse();
        var (x, y) = system.FromLonLat(-77, 37 + 40.0 / 60);
        x.ShouldBe(1312333.333, 1e-4);
        y.ShouldBe(0, 1e-4);
        CoordinateSystem.Parse(system.Code).ShouldBe(system);
    }

    [Fact]
    public void NAD83_is_taken_as_WGS_84_without_a_shift()
    {
        var system = CoordinateSystem.FromWkt("GEOGCS" + Wkt.MarylandEsri.Split("GEOGCS")[1].Split(",PROJECTION")[0]);
        system.ToLonLat(-76.6, 39.3).ShouldBe((-76.6, 39.3));
    }

    [Fact]
    public void Another_meridian_and_another_angular_unit_are_brought_to_degrees_of_Greenwich()
    {
        var paris = CoordinateSystem.FromWkt("""GEOGCS["p",DATUM["d",SPHEROID["GRS 1980",6378137,298.257222101]],PRIMEM["Paris",2.33722917],UNIT["degree",0.0174532925199433]]""");
        paris.ToLonLat(1, 48).Longitude.ShouldBe(3.33722917, 1e-12);
        var gons = CoordinateSystem.FromWkt("""GEOGCS["g",DATUM["d",SPHEROID["GRS 1980",6378137,298.257222101]],PRIMEM["Greenwich",0],UNIT["grad",0.015707963267949]]""");
        gons.ToLonLat(100, 50).Longitude.ShouldBe(90, 1e-9);
        gons.FromLonLat(90, 45).Y.ShouldBe(50, 1e-9);
    }

    public static TheoryData<string, string> Refused() => new()
    {
        { "", "is empty" },
        { """GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563]],PRIMEM["Greenwich",0],UNIT["degree",0.0174532925199433]""", "']' was expected" },
        { """GEOGCS["WGS 84",DATUM["WGS_1984"],UNIT["degree",0.0174532925199433]]""", "DATUM 'WGS_1984' has no SPHEROID" },
        { """GEOGCRS["WGS 84",DATUM["World Geodetic System 1984",ELLIPSOID["WGS 84",6378137,298.257223563,LENGTHUNIT["metre",1]]],CS[ellipsoidal,2]]""", "gdalsrsinfo -o wkt1" },
        { """LOCAL_CS["Undefined Cartesian",UNIT["metre",1]]""", "no known place on the earth" },
        { Wkt.MarylandEsri.Replace("Lambert_Conformal_Conic", "Bonne"), "projection method 'bonne', which is not supported" },
        { Wkt.Beijing54, "shift to WGS 84 the text does not give" },
        { CoordinateSystem.FromEpsg(4548).Wkt.Replace("500000", "600000"), "claims to be EPSG:4548" },
        { CoordinateSystem.FromEpsg(4548).Wkt.Replace("AXIS[\"Easting\",EAST]", "AXIS[\"Westing\",WEST]"), "points to WEST" },
        { "+proj=longlat +datum=WGS84", "well-known text" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void A_text_that_cannot_be_used_is_refused_with_the_reason(string wkt, string reason) =>
        Should.Throw<CrsException>(() => CoordinateSystem.FromWkt(wkt)).Message.ShouldContain(reason);

    [Fact]
    public void A_text_that_stops_anywhere_is_refused_and_never_loops()
    {
        for (var length = 0; length < Wkt.MarylandOgc.Length; length++)
            Should.Throw<CrsException>(() => CoordinateSystem.FromWkt(Wkt.MarylandOgc[..length]));
    }
}
