using System.IO.Compression;
using System.Text;
using System.Text.Json;
using System.Xml;
using RiskMap.City.Sources;
using RiskMap.City.Store;
using Xunit.Abstractions;

namespace RiskMap.City.Tests.Sources;

/// <summary>
/// The real files of shared/data, unmodified, into a GeoPackage; counts are compared with counts made another way (an XML reader, line counts,
/// JSON documents, osmium where it is installed).
/// </summary>
public sealed class RealInputTests(ITestOutputHelper output) : IAsyncLifetime
{
    readonly string _folder = Directory.CreateTempSubdirectory("riskmap-real-").FullName;
    ICityStore _store = null!;

    public async Task InitializeAsync() => _store = await CityStores.OpenAsync(Path.Combine(_folder, "city.gpkg"), CancellationToken.None);

    public async Task DisposeAsync()
    {
        await _store.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    async Task<ImportReport> Import(ImportRequest request)
    {
        var report = await Importer.ImportAsync(_store, request, null, CancellationToken.None);
        foreach (var layer in report.Layers)
            output.WriteLine(layer.ToString());
        foreach (var refused in report.Refused.Take(5))
            output.WriteLine(refused.ToString());
        foreach (var notice in report.Notices)
            output.WriteLine(notice.Text.En);
        return report;
    }

    static LayerReport Of(ImportReport report, string layer) => report.Layers.Single(one => one.Layer == layer);

    async Task Districts()
    {
        var report = await Import(new ImportRequest("districts", Requires.SharedData("admin", "shanghai_districts.shp"))
        {
            Map = new Dictionary<string, string> { ["ADMINCODE"] = "code" },
            Set = new Dictionary<string, string> { ["level"] = "district" },
        });
        Of(report, "districts").ShouldBe(new LayerReport("districts", 17, 17, 0, 0, 0, Of(report, "districts").Repaired));
        report.Encoding.ShouldBe("gb18030 (LDID 0x4D)");
    }

    [SharedDataFact]
    public async Task Shanghai()
    {
        await Districts();
        (await _store.StateAsync(CancellationToken.None)).City!.PlaneCode.ShouldBe("EPSG:4549");

        var roads = Requires.SharedData("roads", "shanghai_center.osm");
        Of(await Import(new ImportRequest("roads", roads)), "roads").Inserted.ShouldBe(HighwaysIn(roads));

        var fuel = Requires.SharedData("facilities", "shanghai", "petrol_stations_gcj02.csv");
        var stations = await Import(new ImportRequest("enterprises", fuel) { Crs = "gcj02", Partial = true });
        (Of(stations, "enterprises").Inserted, stations.RefusedCount).ShouldBe((DataLines(fuel) - 1, 1));
        stations.Refused.ShouldHaveSingleItem().Reason.En.ShouldContain("key");
        (await Import(new ImportRequest("enterprises", fuel) { Crs = "gcj02", Partial = true })).Changed.ShouldBeFalse();

        foreach (var (name, kind) in new[] { ("sh_shanghai_hospital.csv", "hospital"), ("sh_shanghai_school.csv", "school") })
        {
            var file = Requires.SharedData("facilities", "shanghai", name);
            var report = await Import(new ImportRequest("places", file)
            {
                Crs = "EPSG:4326",
                Set = new Dictionary<string, string> { ["category"] = "highly-sensitive", ["kind"] = kind },
                Partial = true,
            });
            Of(report, "places").Read.ShouldBe(DataLines(file));
            (Of(report, "places").Inserted + report.RefusedCount).ShouldBe(DataLines(file));
            // Every refused row is one that a person would refuse too: the same name and address at the same place, or far outside the city.
            report.RefusedCount.ShouldBeLessThan(DataLines(file) / 100);
        }
    }

    [SharedDataFact]
    public async Task Baltimore_whose_objects_are_not_sorted()
    {
        var file = Requires.SharedData("roads", "baltimore.osm.pbf");
        var report = await Import(new ImportRequest("all", file));
        report.RefusedCount.ShouldBe(0);
        report.Notices.ShouldContain(notice => notice.Layer == "districts" && notice.Text.En.Contains("does not close"));
        Of(report, "teams").Inserted.ShouldBe(10);
        Of(report, "enterprises").Inserted.ShouldBe(22);
        (Of(report, "parks").Inserted + LeftOut(report, "parks")).ShouldBe(40);
        if (Requires.SkipWithoutTool("osmium") is not null)
            return;
        (await Osmium(file, "nwr/amenity=fire_station")).ShouldBe(Of(report, "teams").Inserted);
        (await Osmium(file, "nwr/amenity=fuel")).ShouldBe(Of(report, "enterprises").Inserted);
        var noRoads = await Osmium(file, "w/highway=abandoned,construction");
        Of(report, "roads").Inserted.ShouldBe(await Osmium(file, "w/highway") - noRoads);
        var places = await Osmium(file, "nwr/amenity=school,kindergarten,college,university,hospital,clinic,doctors,nursing_home,social_facility,"
            + "library,place_of_worship,theatre,cinema,townhall,marketplace", "nwr/tourism=museum");
        (Of(report, "places").Inserted + LeftOut(report, "places")).ShouldBe(places);
    }

    static long LeftOut(ImportReport report, string layer) => report.Notices
        .Where(notice => notice.Layer == layer && notice.Text.En.Contains("left out"))
        .Sum(notice => long.Parse(notice.Text.En.Split(' ')[0]));

    [SharedDataFact]
    public async Task Xiamen_in_Gcj02_without_properties()
    {
        foreach (var (code, name, level) in new[] { ("350200", "厦门市", "city"), ("350213", "翔安区", "district"), ("350212", "同安区", "district") })
        {
            var report = await Import(new ImportRequest("districts", Requires.SharedData("admin", $"cnmaps_amap_{code}.geojson"))
            {
                Crs = "gcj02",
                Set = new Dictionary<string, string> { ["name"] = name, ["code"] = code, ["level"] = level },
            });
            (report.RefusedCount, Of(report, "districts").Inserted, report.Crs).ShouldBe((0, 1, "gcj02"));
        }
        var city = (await _store.StateAsync(CancellationToken.None)).City!;
        (city.Name.Zh, city.PlaneCode, city.TimeZone).ShouldBe(("厦门市", "EPSG:4548", "Asia/Shanghai"));
    }

    [SharedDataFact]
    public async Task Wuhan_as_packed_lines()
    {
        var file = Requires.SharedData("roads", "wuhan_roads_wgs84.geojsonl.gz");
        long lines = 0, valid = 0;
        using (var text = new StreamReader(new GZipStream(File.OpenRead(file), CompressionMode.Decompress)))
        {
            for (; text.ReadLine() is { } line; lines++)
            {
                using var feature = JsonDocument.Parse(line);
                var coordinates = feature.RootElement.GetProperty("geometry").GetProperty("coordinates").EnumerateArray().Select(c => c.GetRawText()).Distinct();
                valid += coordinates.Count() > 1 ? 1 : 0;
            }
        }
        var report = await Import(new ImportRequest("roads", file) { Partial = true });
        (Of(report, "roads").Read, Of(report, "roads").Inserted).ShouldBe((lines, valid));
        (await Import(new ImportRequest("roads", file) { Partial = true })).Changed.ShouldBeFalse();
    }

    static long HighwaysIn(string osm)
    {
        var count = 0L;
        using var xml = XmlReader.Create(osm);
        while (xml.Read())
        {
            if (xml is { NodeType: XmlNodeType.Element, Name: "tag" } && xml.GetAttribute("k") == "highway" && xml.Depth == 2)
                count += RoadValues.Contains(xml.GetAttribute("v")) ? 1 : 0;
        }
        return count;
    }

    /// <summary>Values of the highway tag that the file has on ways and not on nodes, read off it by tags-count.</summary>
    static readonly string[] RoadValues =
        ["residential", "secondary", "primary", "tertiary", "unclassified", "primary_link", "tertiary_link", "secondary_link"];

    static long DataLines(string csv) => File.ReadAllLines(csv, Encoding.UTF8).Skip(1).Count(line => line.Length > 0);

    async Task<long> Osmium(string file, params string[] filters)
    {
        var filtered = Path.Combine(_folder, "filtered.osm");
        await Gdal.RunAsync("osmium", ["tags-filter", "-R", file, .. filters, "-O", "-o", filtered]);
        string[] objects = ["<node ", "<way ", "<relation "];
        return File.ReadLines(filtered).Count(line => Array.Exists(objects, start => line.TrimStart().StartsWith(start, StringComparison.Ordinal)));
    }
}
