using NetTopologySuite.IO;
using RiskMap.Geo.Crs;

namespace RiskMap.Geo.Tests.Crs;

public sealed class CoordinateSystemTests
{
    [Theory]
    [InlineData("EPSG:4548", 4548)]
    [InlineData("epsg:4548", 4548)]
    [InlineData(" 4548 ", 4548)]
    [InlineData("[EPSG:4548]", 4548)]
    [InlineData("http://www.opengis.net/def/crs/EPSG/0/4548", 4548)]
    [InlineData("https://www.opengis.net/def/crs/EPSG/0/4548", 4548)]
    [InlineData("[http://www.opengis.net/def/crs/EPSG/0/4548]", 4548)]
    [InlineData("urn:ogc:def:crs:EPSG::4326", 4326)]
    [InlineData("urn:ogc:def:crs:EPSG:9.8:4326", 4326)]
    [InlineData("urn:x-ogc:def:crs:EPSG:4326", 4326)]
    [InlineData("CRS84", null)]
    [InlineData("OGC:CRS84", null)]
    [InlineData("ogc:crs84", null)]
    [InlineData("http://www.opengis.net/def/crs/OGC/1.3/CRS84", null)]
    [InlineData("https://www.opengis.net/def/crs/OGC/1.3/CRS84", null)]
    [InlineData("urn:ogc:def:crs:OGC:1.3:CRS84", null)]
    [InlineData("urn:ogc:def:crs:OGC::CRS84", null)]
    public void Every_customary_spelling_is_read(string text, int? epsg)
    {
        var system = CoordinateSystem.Parse(text);
        system.Epsg.ShouldBe(epsg);
        if (epsg is null)
            system.ShouldBeSameAs(CoordinateSystem.Crs84);
        CoordinateSystem.Parse(system.Code).ShouldBe(system);
        CoordinateSystem.Parse(system.Uri!).ShouldBe(system);
    }

    [Theory]
    [InlineData("EPSG:2248")]
    [InlineData("EPSG:4490x")]
    [InlineData("EPSG:99999999999")]
    [InlineData("EPSG:4555")]
    [InlineData("EPSG:32661")]
    [InlineData("WGS84")]
    [InlineData("")]
    [InlineData("[]")]
    public void An_unknown_one_is_refused_with_what_is_known_and_the_remedy(string text)
    {
        var message = Should.Throw<CrsException>(() => CoordinateSystem.Parse(text)).Message;
        message.ShouldContain($"'{text}'");
        message.ShouldContain("4491-4554");
        message.ShouldContain("--crs-wkt FILE");
        CoordinateSystem.TryParse(text, out _).ShouldBeFalse();
    }

    [Theory]
    [InlineData("CRS84", false, true)]
    [InlineData("EPSG:4326", true, true)]
    [InlineData("EPSG:4490", true, true)]
    [InlineData("EPSG:3857", false, false)]
    [InlineData("EPSG:4491", true, false)]
    [InlineData("EPSG:4512", true, false)]
    [InlineData("EPSG:4527", true, false)]
    [InlineData("EPSG:4548", true, false)]
    [InlineData("EPSG:32650", false, false)]
    [InlineData("EPSG:32750", false, false)]
    public void The_axis_order_on_the_wire_is_the_registers(string text, bool northingFirst, bool geographic)
    {
        var system = CoordinateSystem.Parse(text);
        system.NorthingFirst.ShouldBe(northingFirst);
        system.IsGeographic.ShouldBe(geographic);
    }

    [Theory]
    [InlineData(4491, "CGCS2000 / Gauss-Kruger zone 13", 75, 13_500_000)]
    [InlineData(4501, "CGCS2000 / Gauss-Kruger zone 23", 135, 23_500_000)]
    [InlineData(4502, "CGCS2000 / Gauss-Kruger CM 75E", 75, 500_000)]
    [InlineData(4512, "CGCS2000 / Gauss-Kruger CM 135E", 135, 500_000)]
    [InlineData(4513, "CGCS2000 / 3-degree Gauss-Kruger zone 25", 75, 25_500_000)]
    [InlineData(4533, "CGCS2000 / 3-degree Gauss-Kruger zone 45", 135, 45_500_000)]
    [InlineData(4534, "CGCS2000 / 3-degree Gauss-Kruger CM 75E", 75, 500_000)]
    [InlineData(4554, "CGCS2000 / 3-degree Gauss-Kruger CM 135E", 135, 500_000)]
    public void The_zones_of_CGCS2000_have_the_registers_names_and_meridians(int epsg, string name, double meridian, double falseEasting)
    {
        var system = CoordinateSystem.FromEpsg(epsg);
        system.Name.ShouldBe(name);
        system.FromLonLat(meridian, 0).X.ShouldBe(falseEasting, 1e-9);
    }

    [Fact]
    public void Every_code_reads_back_from_its_own_text()
    {
        foreach (var code in Enumerable.Range(4491, 64).Concat(Enumerable.Range(32601, 60)).Concat(Enumerable.Range(32701, 60)).Concat([3857, 4326, 4490]))
            CoordinateSystem.FromWkt(CoordinateSystem.FromEpsg(code).Wkt).Epsg.ShouldBe(code);
        CoordinateSystem.FromWkt(CoordinateSystem.Crs84.Wkt).ShouldBeSameAs(CoordinateSystem.Crs84);
    }

    [Fact]
    public void Coordinates_come_back_from_every_code() => Seeded.ForEach(500, random =>
    {
        var code = random.OneOf([3857, 4326, 4490, random.Next(4491, 4555), random.Next(32601, 32661), random.Next(32701, 32761)]);
        var system = CoordinateSystem.FromEpsg(code);
        var middle = system.IsGeographic || code == 3857 ? 0 : system.ToLonLat((system.Bounds.MinX + system.Bounds.MaxX) / 2, 0).Longitude;
        var (lon, lat) = (middle + random.Between(-4, 4), random.Between(-80, 80));
        var (x, y) = system.FromLonLat(lon, lat);
        var (backLon, backLat) = system.ToLonLat(x, y);
        Math.IEEERemainder(backLon - lon, 360).ShouldBe(0, 1e-11, $"EPSG:{code}");
        backLat.ShouldBe(lat, 1e-11, $"EPSG:{code}");
    });

    [Theory]
    [InlineData("EPSG:4548", 118.25, 24.62, "looks like degrees, but the system is in metres")]
    [InlineData("EPSG:4548", 2724536.8, 626579.5, "has its axes swapped")]
    [InlineData("EPSG:4548", 39626579.5, 2724536.8, "carries the zone prefix 39")]
    [InlineData("EPSG:4527", 626579.5, 2724536.8, "lacks the zone prefix 39")]
    [InlineData("EPSG:4527", 118.25, 24.62, "looks like degrees")]
    [InlineData("EPSG:4548", 626579.5, 9.9e6, "is outside easting")]
    [InlineData("EPSG:3857", 118.25, 24.62, "looks like degrees")]
    [InlineData("EPSG:32650", 118.25, 24.62, "looks like degrees")]
    [InlineData("EPSG:4326", 626579.5, 2724536.8, "looks like metres, but the system is in degrees")]
    [InlineData("EPSG:4490", 24.62, 118.25, "files hold longitude first")]
    [InlineData("CRS84", 200, 95, "is outside longitude -180..180")]
    [InlineData("CRS84", double.NaN, 24, "is not a pair of finite numbers")]
    public void Coordinates_that_cannot_be_of_the_system_say_what_they_look_like(string crs, double x, double y, string what)
    {
        CoordinateSystem.Parse(crs).Plausible(x, y, out var why).ShouldBeFalse();
        why.ShouldNotBeNull().ShouldContain(what);
    }

    [Theory]
    [InlineData("EPSG:4548", 626579.5, 2724536.8)]
    [InlineData("EPSG:4527", 39626579.5, 2724536.8)]
    [InlineData("EPSG:3857", 13163700, 2828000)]
    [InlineData("EPSG:32750", 626579.5, 7275463)]
    [InlineData("CRS84", 118.25, 24.62)]
    public void Coordinates_of_the_system_are_plausible(string crs, double x, double y)
    {
        CoordinateSystem.Parse(crs).Plausible(x, y, out var why).ShouldBeTrue(why);
    }

    [Fact]
    public void Geometries_of_every_type_are_transformed_and_the_original_stays()
    {
        foreach (var wkt in new[]
        {
            "POINT (118.25 24.62)", "POINT EMPTY", "LINESTRING (118 24, 118.5 24.5)", "MULTIPOINT ((118 24), (118.1 24.1))",
            "POLYGON ((118 24, 119 24, 119 25, 118 24), (118.5 24.1, 118.8 24.1, 118.8 24.4, 118.5 24.1))",
            "MULTILINESTRING ((118 24, 118.5 24.5), (118 25, 118.5 25.5))", "MULTIPOLYGON (((118 24, 119 24, 119 25, 118 24)))",
            "GEOMETRYCOLLECTION (POINT (118 24), LINESTRING (118 24, 118.5 24.5))",
        })
        {
            var geometry = new WKTReader().Read(wkt);
            var metres = GeometryTransform.Transform(geometry, CoordinateSystem.Crs84, CoordinateSystem.FromEpsg(4548));
            metres.GeometryType.ShouldBe(geometry.GeometryType);
            foreach (var c in metres.Coordinates)
                c.X.ShouldBeInRange(500_000, 750_000);
            var back = GeometryTransform.Transform(metres, CoordinateSystem.FromEpsg(4548), CoordinateSystem.Crs84);
            back.EqualsExact(geometry, 1e-11).ShouldBeTrue();
            geometry.ToText().ShouldBe(wkt);
        }
    }

    [Fact]
    public void Spans_of_different_length_are_refused()
    {
        Should.Throw<ArgumentException>(() => CoordinateSystem.Crs84.ToLonLat(new double[2], new double[3]))
            .Message.ShouldContain("x has 2 coordinates and y has 3");
    }
}
