using System.Diagnostics;
using System.Text.Json.Nodes;
using RiskMap.City.Export;
using RiskMap.City.Snapshot;
using RiskMap.Geo.Crs;
using static RiskMap.City.Tests.TestFeatures;

namespace RiskMap.City.Tests.Export;

public sealed class LayerExportTests : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("riskmap-export-").FullName;

    static readonly CitySnapshot City = SmallCity(
        ("enterprises", Feature("enterprises", 1, "POINT (118.2 24.6)", ("name", "甲,\"厂\""), ("phone", "139"), ("headcount", 12))),
        ("enterprises", Feature("enterprises", 2, null, ("name", "乙厂"))),
        ("districts", Feature("districts", 5, "POLYGON ((118.1 24.5, 118.4 24.5, 118.4 24.8, 118.1 24.8, 118.1 24.5))", ("name", "西镇"))));

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void CSV_has_a_byte_order_mark_quotes_and_heads_that_name_the_system()
    {
        var bytes = File.ReadAllBytes(Write("enterprises", "a.csv", SourceCrs.Crs84));
        bytes[..3].ShouldBe([0xEF, 0xBB, 0xBF]);
        var lines = System.Text.Encoding.UTF8.GetString(bytes[3..]).Split("\r\n");
        lines[0].ShouldStartWith("key,名称,地址,");
        lines[0].ShouldEndWith(",lon_wgs84,lat_wgs84");
        lines[0].ShouldNotContain("电话");
        lines[1].ShouldStartWith("enterprises-1,\"甲,\"\"厂\"\"\",");
        lines[1].ShouldEndWith(",118.2,24.6");
        lines[2].ShouldEndWith(",,");
    }

    [Theory]
    [InlineData("EPSG:4548", ",x,y", "621535.")]
    [InlineData("gcj02", ",lon_gcj02,lat_gcj02", "118.20")]
    [InlineData("EPSG:4490", ",lon_cgcs2000,lat_cgcs2000", "118.2,")]
    public void CSV_stands_in_the_system_that_was_asked_for(string crs, string head, string begins)
    {
        var lines = File.ReadAllText(Write("enterprises", "a.csv", SourceCrs.Parse(crs))).Split("\r\n");
        lines[0].ShouldEndWith(head);
        var (x, y) = (double.Parse(lines[1].Split(',')[^2]), double.Parse(lines[1].Split(',')[^1]));
        var (longitude, latitude) = SourceCrs.Parse(crs).ToLonLat(x, y);
        longitude.ShouldBe(118.2, 2e-7);
        latitude.ShouldBe(24.6, 2e-7);
        (lines[1].Split(',')[^2] + ",").ShouldStartWith(begins);
    }

    [Fact]
    public void GeoJSON_in_another_system_names_it_and_an_offset_is_no_system()
    {
        var projected = JsonNode.Parse(File.ReadAllText(Write("enterprises", "a.geojson", SourceCrs.Parse("EPSG:4548"))))!;
        projected["crs"]!["properties"]!["name"]!.GetValue<string>().ShouldBe("urn:ogc:def:crs:EPSG::4548");
        var shifted = JsonNode.Parse(File.ReadAllText(Write("enterprises", "b.geojson", SourceCrs.Parse("gcj02"))))!;
        shifted["crs"].ShouldBeNull();
        shifted["riskmap:datumShift"]!.GetValue<string>().ShouldBe("gcj02");
        JsonNode.Parse(File.ReadAllText(Write("enterprises", "c.geojson", SourceCrs.Crs84)))!.AsObject().ShouldNotContainKey("crs");
    }

    [Theory]
    [InlineData("EPSG:4326", "4326")]
    [InlineData("EPSG:4548", "4548")]
    public void GDAL_opens_the_GeoPackage_with_its_system_and_its_texts(string crs, string code)
    {
        if (!File.Exists("/usr/bin/ogrinfo"))
        {
            Environment.GetEnvironmentVariable("CI").ShouldNotBe("true", "ogrinfo is missing (gdal-bin)");
            return;
        }

        var districts = Ogrinfo(Write("districts", $"{code}.gpkg", SourceCrs.Parse(crs)), "districts");
        districts.ShouldContain("Feature Count: 1");
        districts.ShouldContain($"ID[\"EPSG\",{code}]");
        districts.ShouldContain("西镇");
        districts.ShouldContain("MULTIPOLYGON (((");
        districts.ShouldNotContain("Warning");
    }

    [Fact]
    public void A_file_appears_whole_or_not_at_all()
    {
        using var stopped = new CancellationTokenSource();
        stopped.Cancel();
        Should.Throw<OperationCanceledException>(() => LayerExport.Write(new ExportRequest(City.Layer("enterprises"), SourceCrs.Crs84, false, "zh"), Path.Combine(_folder, "a.csv"), stopped.Token));
        Directory.EnumerateFiles(_folder).ShouldBeEmpty();
    }

    string Write(string layer, string file, SourceCrs crs)
    {
        var path = Path.Combine(_folder, file);
        LayerExport.Write(new ExportRequest(City.Layer(layer), crs, Personal: false, "zh"), path, CancellationToken.None).ShouldBe(City.Layer(layer).Count);
        Directory.EnumerateFiles(_folder, ".*").ShouldBeEmpty();
        return path;
    }

    static string Ogrinfo(string file, string layer)
    {
        using var process = Process.Start(new ProcessStartInfo("/usr/bin/ogrinfo", ["-ro", "-al", file, layer]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!;
        var error = process.StandardError.ReadToEndAsync();
        var text = process.StandardOutput.ReadToEnd();
        return text + error.Result;
    }
}
