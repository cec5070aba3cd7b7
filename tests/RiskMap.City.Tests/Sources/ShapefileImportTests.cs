using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO;
using RiskMap.City.Sources;

namespace RiskMap.City.Tests.Sources;

public sealed class ShapefileImportTests : ImportBench
{
    const string Wgs84 = """GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]""";
    static readonly Encoding Gb18030 = CodePagesEncodingProvider.Instance.GetEncoding("GB18030")!;

    static double[] Ring(params double[] xy) => xy;

    /// <summary>A clockwise shell with a hole, and a second shell (ESRI Shapefile Technical Description).</summary>
    static readonly double[][] TwoShells =
    [
        Ring(118, 24, 118, 25, 119, 25, 119, 24, 118, 24), Ring(118.2, 24.2, 118.4, 24.2, 118.4, 24.4, 118.2, 24.2), Ring(120, 24, 120, 25, 121, 24, 120, 24),
    ];

    static byte[] PolygonRecord(double[][] rings, int type = 5)
    {
        using var memory = new MemoryStream();
        using var writer = new BinaryWriter(memory);
        writer.Write(type);
        for (var i = 0; i < 4; i++)
            writer.Write(0.0);
        writer.Write(rings.Length);
        writer.Write(rings.Sum(ring => ring.Length / 2));
        var start = 0;
        foreach (var ring in rings)
        {
            writer.Write(start);
            start += ring.Length / 2;
        }
        foreach (var ordinate in rings.SelectMany(ring => ring))
            writer.Write(ordinate);
        return memory.ToArray();
    }

    static byte[] PointRecord(double x, double y, int type = 1) =>
        [.. BitConverter.GetBytes(type), .. BitConverter.GetBytes(x), .. BitConverter.GetBytes(y), .. type == 11 ? new byte[16] : []];

    static byte[] Shp(int type, params byte[][] records)
    {
        using var memory = new MemoryStream();
        var header = new byte[100];
        BinaryPrimitives.WriteInt32BigEndian(header, 9994);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(24), (100 + records.Sum(record => 8 + record.Length)) / 2);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(28), 1000);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(32), type);
        memory.Write(header);
        for (var i = 0; i < records.Length; i++)
        {
            var head = new byte[8];
            BinaryPrimitives.WriteInt32BigEndian(head, i + 1);
            BinaryPrimitives.WriteInt32BigEndian(head.AsSpan(4), records[i].Length / 2);
            memory.Write(head);
            memory.Write(records[i]);
        }
        return memory.ToArray();
    }

    static byte[] Dbf(Encoding encoding, byte driver, string[] columns, params string[][] rows)
    {
        const int Width = 20;
        using var memory = new MemoryStream();
        var header = new byte[32 + 32 * columns.Length + 1];
        header[0] = 3;
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(4), rows.Length);
        BinaryPrimitives.WriteInt16LittleEndian(header.AsSpan(8), (short)header.Length);
        BinaryPrimitives.WriteInt16LittleEndian(header.AsSpan(10), (short)(1 + Width * columns.Length));
        header[29] = driver;
        for (var i = 0; i < columns.Length; i++)
        {
            encoding.GetBytes(columns[i]).CopyTo(header, 32 + 32 * i);
            header[32 + 32 * i + 11] = (byte)'C';
            header[32 + 32 * i + 16] = Width;
        }
        header[^1] = 0x0D;
        memory.Write(header);
        foreach (var row in rows)
        {
            memory.WriteByte((byte)(row[0] == "deleted" ? '*' : ' '));
            foreach (var cell in row)
            {
                var bytes = Enumerable.Repeat((byte)' ', Width).ToArray();
                encoding.GetBytes(cell).AsSpan()[..Math.Min(Width, encoding.GetByteCount(cell))].CopyTo(bytes);
                memory.Write(bytes);
            }
        }
        return memory.ToArray();
    }

    string WriteSet(byte[] shp, byte[] dbf, string? prj = Wgs84, string? cpg = null)
    {
        Write("a.dbf", dbf);
        if (prj is not null)
            Write("a.prj", prj);
        if (cpg is not null)
            Write("a.CPG", cpg);
        return Write("a.shp", shp);
    }

    [Fact]
    public async Task Shells_holes_and_multi_polygons_are_put_together()
    {
        var path = WriteSet(Shp(5, PolygonRecord(TwoShells)), Dbf(Encoding.UTF8, 0, ["NAME", "CODE"], ["上海", "310000"]));
        var report = await Import(new ImportRequest("districts", path));
        (report.RefusedCount, report.Encoding).ShouldBe((0, "utf-8"));
        var expected = new WKTReader().Read("MULTIPOLYGON(((118 24,118 25,119 25,119 24,118 24),(118.2 24.2,118.4 24.2,118.4 24.4,118.2 24.2)),((120 24,120 25,121 24,120 24)))");
        Store.Row("districts", "310000").Geometry!.EqualsTopologically(expected).ShouldBeTrue();
        Store.Row("districts", "310000").Name.ShouldBe("上海");
    }

    [Theory]
    [InlineData("gbk by driver", 0x4D, null, "gb18030 (LDID 0x4D)")]
    [InlineData("gbk by .cpg", 0x57, "GBK", "gb18030 (.cpg)")]
    [InlineData("gbk by its bytes", 0x57, null, "gb18030")]
    public async Task The_encoding_of_the_table_is_found_and_said(string name, byte driver, string? cpg, string said)
    {
        var path = WriteSet(Shp(1, PointRecord(118, 24)), Dbf(Gb18030, driver, ["名称"], ["翔安医院 " + name[..3]]), cpg: cpg);
        var report = await Import(new ImportRequest("places", path));
        report.Encoding.ShouldBe(said);
        Store.Rows("places").ShouldHaveSingleItem().Name.ShouldBe("翔安医院 gbk");
    }

    [Fact]
    public async Task A_character_cut_by_the_width_of_its_cell_is_left_out()
    {
        var path = WriteSet(Shp(1, PointRecord(118, 24)), Dbf(Encoding.UTF8, 0, ["name"], ["一二三四五六七八"]), cpg: "UTF-8");
        await Import(new ImportRequest("places", path));
        Store.Rows("places").ShouldHaveSingleItem().Name.ShouldBe("一二三四五六");
    }

    [Fact]
    public async Task A_zip_archive_works_and_deleted_rows_are_passed_over()
    {
        using (var zip = ZipFile.Open(Path("a.zip"), ZipArchiveMode.Create))
        {
            void Add(string name, byte[] bytes)
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(bytes);
            }
            Add("x/Points.shp", Shp(11, PointRecord(118, 24, 11), PointRecord(118.1, 24, 11)));
            Add("x/points.DBF", Dbf(Encoding.UTF8, 0, ["name"], ["deleted"], ["B"]));
            Add("x/points.prj", Encoding.UTF8.GetBytes(Wgs84));
        }
        (await Import(new ImportRequest("places", Path("a.zip")))).Layers[0].Inserted.ShouldBe(1);
        Store.Rows("places").ShouldHaveSingleItem().Geometry.ShouldBe(new Point(118.1, 24));
    }

    [Fact]
    public async Task Without_projection_file_the_system_must_be_named()
    {
        var path = WriteSet(Shp(1, PointRecord(118, 24)), Dbf(Encoding.UTF8, 0, ["name"], ["A"]), prj: null);
        (await Refusal(new ImportRequest("places", path))).En.ShouldContain("--crs");
        (await Import(new ImportRequest("places", path) { Crs = "gcj02" })).Crs.ShouldBe("gcj02");
    }

    [Fact]
    public async Task Sets_that_are_not_whole_are_refused()
    {
        var shp = Shp(5, PolygonRecord(TwoShells), PolygonRecord(TwoShells));
        var dbf = Dbf(Encoding.UTF8, 0, ["name"], ["A"], ["B"]);
        for (var cut = 1; cut < shp.Length; cut += 13)
            await Refusal(new ImportRequest("districts", WriteSet(shp[..cut], dbf)));
        for (var cut = 1; cut < dbf.Length; cut += 3)
            await Refusal(new ImportRequest("districts", WriteSet(shp, dbf[..cut])));
        await Refusal(new ImportRequest("districts", WriteSet(shp, Dbf(Encoding.UTF8, 0, ["name"], ["A"]))));
        await Refusal(new ImportRequest("districts", WriteSet(shp, dbf, prj: "PROJCS[")));
        File.Delete(Path("a.dbf"));
        (await Refusal(new ImportRequest("districts", Path("a.shp")))).En.ShouldContain(".dbf");
    }

    [Fact]
    public async Task Broken_records_are_refused_rows()
    {
        var open = PolygonRecord([Ring(118, 24, 118, 25, 119, 25, 119, 24)]);
        var counts = PolygonRecord(TwoShells);
        BinaryPrimitives.WriteInt32LittleEndian(counts.AsSpan(36), 1_000_000_000);
        var nothing = BitConverter.GetBytes(0);
        var path = WriteSet(Shp(5, open, counts, nothing, PolygonRecord(TwoShells)), Dbf(Encoding.UTF8, 0, ["name"], ["A"], ["B"], ["C"], ["D"]));
        var report = await Import(new ImportRequest("districts", path) { Partial = true });
        report.Refused.Select(row => row.Line).ShouldBe([1, 2, 3]);
        report.Refused[0].Reason.En.ShouldContain("not closed");
        report.Layers[0].Inserted.ShouldBe(1);
    }

    [Fact]
    public async Task Random_damage_never_raises_anything_but_a_refusal()
    {
        var shp = Shp(5, PolygonRecord(TwoShells));
        var dbf = Dbf(Gb18030, 0x4D, ["name", "code"], ["上海", "310000"]);
        for (var seed = 1; seed <= 200; seed++)
        {
            var random = new Random(seed);
            var (a, b) = (shp.ToArray(), dbf.ToArray());
            var damaged = seed % 2 == 0 ? a : b;
            damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            try
            {
                await Import(new ImportRequest("districts", WriteSet(a, b)) { DryRun = true });
            }
            catch (ImportException refusal)
            {
                refusal.Text.Zh.ShouldNotBeEmpty();
            }
            catch (Exception error)
            {
                throw new InvalidOperationException($"seed {seed}: {error.Message}", error);
            }
        }
    }
}
