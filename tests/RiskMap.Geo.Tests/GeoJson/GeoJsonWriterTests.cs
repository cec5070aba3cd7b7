using System.Globalization;
using System.Text;
using System.Text.Json;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO;
using RiskMap.Geo.Crs;
using RiskMap.Geo.GeoJson;
using RiskMap.Geo.Geometries;

namespace RiskMap.Geo.Tests.GeoJson;

public sealed class GeoJsonWriterTests
{
    public static TheoryData<string, string> Shapes() => new()
    {
        { "POINT (118.25 24.62)", """{"type":"Point","coordinates":[118.25,24.62]}""" },
        { "LINESTRING (1 2, -3.5 0, 0.1 -0.00000004)", """{"type":"LineString","coordinates":[[1,2],[-3.5,0],[0.1,0]]}""" },
        { "MULTIPOINT ((1 2), (3 4))", """{"type":"MultiPoint","coordinates":[[1,2],[3,4]]}""" },
        { "MULTILINESTRING ((1 2, 3 4), (5 6, 7 8))", """{"type":"MultiLineString","coordinates":[[[1,2],[3,4]],[[5,6],[7,8]]]}""" },
        {
            "POLYGON ((0 0, 9 9, 9 0, 0 0), (5 1, 8 1, 8 4, 5 1))",
            """{"type":"Polygon","coordinates":[[[0,0],[9,0],[9,9],[0,0]],[[5,1],[8,4],[8,1],[5,1]]]}"""
        },
        {
            "MULTIPOLYGON (((0 0, 9 0, 9 9, 0 0), (5 1, 8 1, 8 4, 5 1)), ((20 20, 20 21, 21 21, 20 20)))",
            """{"type":"MultiPolygon","coordinates":[[[[0,0],[9,0],[9,9],[0,0]],[[5,1],[8,4],[8,1],[5,1]]],[[[20,20],[21,21],[20,21],[20,20]]]]}"""
        },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Geometries_and_rows_of_columns_are_written_with_the_right_hand_rule(string wkt, string json)
    {
        var geometry = new WKTReader().Read(wkt);
        Write(w => GeoJsonWriter.WriteGeometry(w, geometry, PositionFormat.Degrees)).ShouldBe(json);
        var builder = new GeometryColumnBuilder();
        builder.Add(new WKTReader().Read("LINESTRING (7 7, 8 8)"));
        builder.Add(geometry);
        var column = builder.Build();
        Write(w => GeoJsonWriter.WriteGeometry(w, column, 1, PositionFormat.Degrees)).ShouldBe(json);
    }

    [Theory]
    [InlineData("POINT EMPTY", """{"type":"Point","coordinates":[]}""")]
    [InlineData("POLYGON EMPTY", """{"type":"Polygon","coordinates":[]}""")]
    [InlineData("MULTILINESTRING EMPTY", """{"type":"MultiLineString","coordinates":[]}""")]
    [InlineData("LINEARRING (0 0, 1 0, 1 1, 0 0)", """{"type":"LineString","coordinates":[[0,0],[1,0],[1,1],[0,0]]}""")]
    [InlineData("GEOMETRYCOLLECTION (POINT (1 2), GEOMETRYCOLLECTION (LINESTRING (1 2, 3 4)))", """{"type":"GeometryCollection","geometries":[{"type":"Point","coordinates":[1,2]},{"type":"GeometryCollection","geometries":[{"type":"LineString","coordinates":[[1,2],[3,4]]}]}]}""")]
    public void Empty_and_mixed_geometries_are_written_too(string wkt, string json) =>
        Write(w => GeoJsonWriter.WriteGeometry(w, new WKTReader().Read(wkt), PositionFormat.Degrees)).ShouldBe(json);

    [Fact]
    public void No_geometry_is_null()
    {
        Write(w => GeoJsonWriter.WriteGeometry(w, null, PositionFormat.Degrees)).ShouldBe("null");
        var builder = new GeometryColumnBuilder();
        builder.AddEmpty();
        Write(w => GeoJsonWriter.WriteGeometry(w, builder.Build(), 0, PositionFormat.Degrees)).ShouldBe("null");
    }

    [Theory]
    [InlineData("CRS84", "[118.2512346,24.62]")]
    [InlineData("EPSG:4326", "[24.62,118.2512346]")]
    [InlineData("EPSG:3857", "[118.251,24.62]")]
    [InlineData("EPSG:4548", "[24.62,118.251]")]
    public void On_the_wire_axes_and_decimals_are_the_systems(string crs, string json) =>
        Write(w => GeoJsonWriter.WritePosition(w, 118.25123456, 24.62, PositionFormat.OnWire(CoordinateSystem.Parse(crs)))).ShouldBe(json);

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_coordinate_that_is_no_number_is_refused(double x) =>
        Should.Throw<ArgumentException>(() => Write(w => GeoJsonWriter.WritePosition(w, x, 0, PositionFormat.Degrees)))
            .Message.ShouldContain("GeoJSON has finite numbers only");

    [Fact]
    public void Numbers_are_the_decimal_roundings_and_valid_JSON() => Seeded.ForEach(5000, random =>
    {
        var decimals = random.Next(0, 13);
        var value = random.Between(-1, 1) * Math.Pow(10, random.Next(-9, random.Next(2) == 0 ? 4 : 25));
        var json = Write(w => GeoJsonWriter.WritePosition(w, value, 0, new PositionFormat(decimals)));
        var written = JsonElement.Parse(json)[0].GetDouble();
        written.ShouldBe(value, 0.5000001 * Math.Pow(10, -decimals) + Math.Abs(value) * 2e-16, json);
        var text = JsonElement.Parse(json)[0].GetRawText();
        if (text.Contains('.') && !text.Contains('E'))
        {
            text.ShouldNotEndWith("0");
            if (Math.Abs(value) < 100)
                (text.Length - text.IndexOf('.') - 1).ShouldBeLessThanOrEqualTo(decimals);
        }

        text.ShouldNotBe("-0");
    });

    [Fact]
    public void What_is_written_reads_back() => Seeded.ForEach(300, random =>
    {
        var wkt = new StringBuilder("LINESTRING (");
        for (var i = random.Next(2, 600); i > 0; i--)
            wkt.Append(CultureInfo.InvariantCulture, $"{random.Between(-180, 180):F7} {random.Between(-90, 90):F7}{(i > 1 ? "," : ")")}");
        var geometry = new WKTReader().Read(wkt.ToString());
        var json = Write(w => GeoJsonWriter.WriteGeometry(w, geometry, PositionFormat.Degrees));
        using var reader = new GeoJsonReader(new MemoryStream(Encoding.UTF8.GetBytes(json)));
        reader.ReadFeatures().ToList().ShouldHaveSingleItem().Geometry!.EqualsExact(geometry).ShouldBeTrue();
    });

    [Fact]
    public void Writing_does_not_change_the_geometry()
    {
        var geometry = new WKTReader().Read("POLYGON ((0 0, 9 9, 9 0, 0 0))");
        Write(w => GeoJsonWriter.WriteGeometry(w, geometry, PositionFormat.Degrees));
        geometry.Coordinates[1].ShouldBe(new Coordinate(9, 9));
    }

    private static string Write(Action<Utf8JsonWriter> write)
    {
        var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
            write(writer);
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
