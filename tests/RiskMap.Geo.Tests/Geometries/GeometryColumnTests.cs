using NetTopologySuite.Geometries;
using NetTopologySuite.IO;
using RiskMap.Geo.Geometries;
using GeometryType = RiskMap.Geo.Geometries.GeometryType;

namespace RiskMap.Geo.Tests.Geometries;

public sealed class GeometryColumnTests
{
    const string PolygonWithHole = "POLYGON ((0 0, 9 0, 9 9, 0 9, 0 0), (2 2, 2 4, 4 4, 4 2, 2 2))";
    const string TwoPolygons = "MULTIPOLYGON (((0 0, 9 0, 9 9, 0 9, 0 0), (2 2, 2 4, 4 4, 4 2, 2 2)), ((20 0, 21 0, 21 1, 20 0)))";

    static readonly string[] Kinds =
    [
        "POINT (3 4)",
        "LINESTRING (0 0, 1 2, 3 3)",
        PolygonWithHole,
        "MULTIPOINT ((1 1), (2 2), (3 3))",
        "MULTILINESTRING ((0 0, 1 1), (5 5, 6 6, 7 5))",
        TwoPolygons,
    ];

    public static TheoryData<string> EveryKind => new(Kinds);

    [Theory]
    [MemberData(nameof(EveryKind))]
    public void Every_kind_comes_back_from_WKB_as_it_went_in(string wkt)
    {
        var geometry = Read(wkt);
        foreach (var order in new[] { ByteOrder.LittleEndian, ByteOrder.BigEndian })
        {
            var column = FromWkb(new WKBWriter(order).Write(geometry));
            column.ToGeometry(0).EqualsExact(geometry).ShouldBeTrue(column.ToGeometry(0).ToText());
            column.BoxOf(0).ShouldBe(BoxOf(geometry));
            new WKBReader().Read(column.ToWkb(0)).EqualsExact(geometry).ShouldBeTrue();
            column.ToWkb(0).ShouldBe(new WKBWriter(ByteOrder.LittleEndian).Write(geometry));
        }
    }

    [Theory]
    [MemberData(nameof(EveryKind))]
    public void Every_kind_comes_back_from_NTS_and_from_another_column(string wkt)
    {
        var builder = new GeometryColumnBuilder();
        builder.Add(Read("POINT (100 100)"));
        builder.Add(Read(wkt));
        var column = builder.Build();
        builder.Add(column, 1);
        builder.Add(column, 0);
        var copy = builder.Build();
        copy.Count.ShouldBe(2);
        copy.ToGeometry(0).EqualsExact(Read(wkt)).ShouldBeTrue();
        copy.ToGeometry(1).EqualsExact(Read("POINT (100 100)")).ShouldBeTrue();
    }

    [Theory]
    [MemberData(nameof(EveryKind))]
    public void EWKB_with_an_SRID_round_trips_through_NTS(string wkt)
    {
        var geometry = Read(wkt);
        geometry.SRID = 4548;
        var ewkb = new WKBWriter(ByteOrder.LittleEndian, handleSRID: true).Write(geometry);
        var column = FromWkb(ewkb);
        column.ToWkb(0, srid: 4548).ShouldBe(ewkb);
        new WKBReader().Read(column.ToWkb(0, srid: 4548)).SRID.ShouldBe(4548);
    }

    [Theory]
    [InlineData("POINT Z (1 2 3)")]
    [InlineData("LINESTRING M (1 2 3, 4 5 6)")]
    [InlineData("POLYGON ZM ((0 0 1 2, 9 0 1 2, 9 9 1 2, 0 0 1 2))")]
    [InlineData("MULTIPOLYGON Z (((0 0 1, 9 0 1, 9 9 1, 0 0 1)))")]
    public void Z_and_M_are_skipped_in_EWKB_and_in_ISO_WKB(string wkt)
    {
        var geometry = Read(wkt);
        var flat = new WKBReader().Read(new WKBWriter(ByteOrder.LittleEndian, handleSRID: false, emitZ: false, emitM: false).Write(geometry));
        foreach (var strict in new[] { true, false })
        {
            var wkb = new WKBWriter(ByteOrder.LittleEndian, !strict, wkt.Contains('Z'), wkt.Contains('M')) { Strict = strict }.Write(geometry);
            FromWkb(wkb).ToGeometry(0).EqualsExact(flat).ShouldBeTrue();
        }
    }

    [Theory]
    [InlineData("POINT EMPTY")]
    [InlineData("LINESTRING EMPTY")]
    [InlineData("POLYGON EMPTY")]
    [InlineData("MULTIPOINT EMPTY")]
    [InlineData("MULTIPOLYGON EMPTY")]
    public void Geometries_without_vertices_become_empty_rows(string wkt)
    {
        var builder = new GeometryColumnBuilder();
        builder.Add(new WKBWriter().Write(Read(wkt)));
        builder.Add(Read(wkt));
        builder.Add((Geometry?)null);
        builder.AddPoint(1, 2);
        builder.Add(Read("LINESTRING (0 0, 1 1)"));
        builder.AddEmpty();
        var column = builder.Build();
        Enumerable.Range(0, column.Count).Select(column.TypeOf).ShouldBe([
            GeometryType.Empty, GeometryType.Empty, GeometryType.Empty, GeometryType.Point, GeometryType.LineString, GeometryType.Empty]);
        column.BoxOf(0).IsEmpty.ShouldBeTrue();
        double.IsNaN(column.PointX(0)).ShouldBeTrue();
        column.PartsOf(5).ShouldBe(0);
        column.PointX(3).ShouldBe(1);
        column.ToGeometry(5).IsEmpty.ShouldBeTrue();
        new WKBReader().Read(column.ToWkb(5)).IsEmpty.ShouldBeTrue();
    }

    [Fact]
    public void Points_alone_stay_so_in_whatever_form_they_are_written()
    {
        var builder = new GeometryColumnBuilder();
        foreach (var (text, order, srid) in new[]
        {
            ("POINT (1 2)", ByteOrder.LittleEndian, 4326), ("POINT (3 4)", ByteOrder.BigEndian, 4326), ("POINT (5 6)", ByteOrder.BigEndian, 0), ("POINT Z (7 8 9)", ByteOrder.LittleEndian, 4326),
            ("POINT EMPTY", ByteOrder.LittleEndian, 4326),
        })
        {
            var point = Read(text);
            point.SRID = srid;
            builder.Add(new WKBWriter(order, handleSRID: srid != 0, emitZ: true).Write(point));
        }

        var column = builder.Build();
        column.IsPointColumn.ShouldBeTrue();
        Enumerable.Range(0, 4).Select(row => (column.PointX(row), column.PointY(row))).ShouldBe([(1, 2), (3, 4), (5, 6), (7, 8)]);
        column.IsEmpty(4).ShouldBeTrue();
    }

    [Fact]
    public void Points_alone_cost_sixteen_bytes_a_row()
    {
        var builder = new GeometryColumnBuilder(1000);
        for (var i = 0; i < 999; i++) builder.AddPoint(i, -i);
        builder.AddEmpty();
        var column = builder.Build();
        column.IsPointColumn.ShouldBeTrue();
        column.MemoryBytes.ShouldBe(16_000);
        column.IsEmpty(999).ShouldBeTrue();
        column.BoxOf(7).ShouldBe(new Box(7, -7, 7, -7));
        column.PartX(7).ToArray().ShouldBe([7.0]);
        column.PartsOf(999).ShouldBe(0);
        column.RowX(999).Length.ShouldBe(0);
        column.Extent().ShouldBe(new Box(0, -998, 998, 0));
    }

    [Fact]
    public void Parts_name_their_vertices_and_shells_their_holes()
    {
        var builder = new GeometryColumnBuilder();
        builder.Add(Read("POINT (5 6)"));
        builder.Add(Read(TwoPolygons));
        var column = builder.Build();
        (column.Count, column.PartCount, column.VertexCount).ShouldBe((2, 4, 15));
        Enumerable.Range(column.FirstPart(1), column.PartsOf(1)).Select(column.IsShell).ShouldBe([true, false, true]);
        column.PartX(3).ToArray().ShouldBe([20.0, 21, 21, 20]);
        column.PartY(3).ToArray().ShouldBe([0.0, 0, 1, 0]);
        column.RowX(1).Length.ShouldBe(14);
        (column.PointX(0), column.PointY(0)).ShouldBe((5.0, 6.0));
        column.Boxes().ToArray().ShouldBe([new Box(5, 6, 5, 6), new Box(0, 0, 21, 9)]);
    }

    [Fact]
    public void Another_plane_shares_the_parts_and_has_its_own_coordinates()
    {
        var builder = new GeometryColumnBuilder();
        builder.Add(Read(PolygonWithHole));
        var column = builder.Build();
        var moved = column.Transform((x, y) =>
        {
            for (var i = 0; i < x.Length; i++) (x[i], y[i]) = (x[i] * 10, y[i] + 1);
        });
        moved.ToGeometry(0).EqualsExact(Read("POLYGON ((0 1, 90 1, 90 10, 0 10, 0 1), (20 3, 20 5, 40 5, 40 3, 20 3))")).ShouldBeTrue();
        column.ToGeometry(0).EqualsExact(Read(PolygonWithHole)).ShouldBeTrue();
    }

    [Fact]
    public void WKB_cut_anywhere_is_refused_and_leaves_the_builder_as_it_was()
    {
        foreach (var wkt in Kinds)
        {
            var wkb = new WKBWriter().Write(Read(wkt));
            var builder = new GeometryColumnBuilder();
            builder.AddPoint(1, 1);
            builder.AddEmpty();
            for (var length = 0; length < wkb.Length; length++)
                Should.Throw<FormatException>(() => builder.Add(wkb.AsSpan(0, length)), $"{wkt} cut to {length} bytes");
            Should.Throw<FormatException>(() => builder.Add([.. wkb, 0])).Message.ShouldContain("too many");
            builder.Count.ShouldBe(2);
            builder.Add(wkb);
            var column = builder.Build();
            column.ToGeometry(0).EqualsExact(Read("POINT (1 1)")).ShouldBeTrue();
            column.IsEmpty(1).ShouldBeTrue();
            column.ToGeometry(2).EqualsExact(Read(wkt)).ShouldBeTrue();
        }
    }

    [Theory]
    [InlineData("GEOMETRYCOLLECTION (POINT (1 1))", "GeometryCollection")]
    [InlineData("LINESTRING (1 1, 2 NaN)", "finite")]
    [InlineData("POINT (1 Inf)", "finite")]
    public void What_no_layer_can_hold_is_refused_by_name(string wkt, string expected)
    {
        var geometry = Read(wkt);
        var builder = new GeometryColumnBuilder();
        Should.Throw<FormatException>(() => builder.Add(geometry)).Message.ShouldContain(expected);
        Should.Throw<FormatException>(() => builder.Add(new WKBWriter().Write(geometry))).Message.ShouldContain(expected);
        builder.Count.ShouldBe(0);
    }

    [Theory]
    [InlineData("0102000000010000000000000000000000000000000000000000", "at least 2 vertices")]
    [InlineData("010800000000000000", "type 8")]
    [InlineData("02010000000000000000000000000000000000000000", "byte order")]
    [InlineData("0102000000FFFFFFFF", "truncated")]
    [InlineData("", "truncated")]
    public void Broken_bytes_are_refused_with_the_reason(string hex, string expected) =>
        Should.Throw<FormatException>(() => FromWkb(Convert.FromHexString(hex))).Message.ShouldContain(expected);

    [Fact]
    public void An_open_ring_is_refused()
    {
        var wkb = new WKBWriter().Write(Read("POLYGON ((0 0, 9 0, 9 9, 0 0))"));
        wkb[^1] = 0x40;
        Should.Throw<FormatException>(() => FromWkb(wkb)).Message.ShouldContain("does not end there");
    }

    [Fact]
    public void Random_bytes_never_cause_anything_but_a_format_error() => Seeded.ForEach(200, random =>
    {
        var wkb = new WKBWriter().Write(Read(random.OneOf<string>(PolygonWithHole, TwoPolygons, "MULTIPOINT ((1 1), (2 2))")));
        for (var i = 0; i < 3; i++) wkb[random.Next(wkb.Length)] = (byte)random.Next(256);
        try
        {
            var written = FromWkb(wkb).ToWkb(0);
            FromWkb(written).ToWkb(0).ShouldBe(written);
        }
        catch (FormatException e)
        {
            e.Message.ShouldNotBeEmpty();
        }
    });

    static GeometryColumn FromWkb(ReadOnlySpan<byte> wkb)
    {
        var builder = new GeometryColumnBuilder();
        builder.Add(wkb);
        return builder.Build();
    }

    static Geometry Read(string wkt) => new WKTReader().Read(wkt);

    static Box BoxOf(Geometry g) => new(g.EnvelopeInternal.MinX, g.EnvelopeInternal.MinY, g.EnvelopeInternal.MaxX, g.EnvelopeInternal.MaxY);
}
