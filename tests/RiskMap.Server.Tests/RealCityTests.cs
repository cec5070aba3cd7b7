using Npgsql;
using RiskMap.City.Sources;
using RiskMap.City.Store;
using RiskMap.Geo.Mvt;
using RiskMap.Geo.Tiles;
using RiskMap.Server.Tests.Support;

namespace RiskMap.Server.Tests;

/// <summary>From real files, unmodified, to risk by district, a tile and a page of items, on both stores.</summary>
public sealed class RealCityTests : IDisposable
{
    readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [SharedDataFact]
    public Task Shanghai_comes_to_one_map_from_a_GeoPackage() => ShanghaiAsync(Path.Combine(_folder.Path, "shanghai.gpkg"));

    [SharedDataFact]
    public Task Baltimore_comes_to_one_map_from_a_GeoPackage() => BaltimoreAsync(Path.Combine(_folder.Path, "baltimore.gpkg"));

    [PostgisFact]
    public async Task Shanghai_comes_to_one_map_from_PostGIS() => await ShanghaiAsync(await NewDatabaseAsync("real_shanghai"));

    [PostgisFact]
    public async Task Baltimore_comes_to_one_map_from_PostGIS() => await BaltimoreAsync(await NewDatabaseAsync("real_baltimore"));

    static async Task ShanghaiAsync(string location)
    {
        var petrol = Requires.SharedData("facilities", "shanghai", "petrol_stations_gcj02.csv");
        var hospitals = Requires.SharedData("facilities", "shanghai", "sh_shanghai_hospital.csv");
        var schools = Requires.SharedData("facilities", "shanghai", "sh_shanghai_school.csv");
        await using (var store = await CityStores.OpenAsync(location, CancellationToken.None))
        {
            (await ImportAsync(store, new("districts", Requires.SharedData("admin", "shanghai_districts.shp")) { Map = Pairs("ADMINCODE=code"), Set = Pairs("level=district") }))
                .ShouldBe(17);
            (await ImportAsync(store, new("roads", Requires.SharedData("roads", "shanghai_center.osm")))).ShouldBeGreaterThan(4000);
            (await ImportAsync(store, new("places", hospitals) { Crs = "EPSG:4326", Set = Pairs("category=highly-sensitive"), Partial = true })).ShouldBe(LinesOf(hospitals));
            (await ImportAsync(store, new("places", schools) { Crs = "EPSG:4326", Set = Pairs("category=highly-sensitive"), Partial = true })).ShouldBe(LinesOf(schools));
            // One station stands twice in the file, letter by letter.
            (await ImportAsync(store, new("enterprises", petrol) { Crs = "gcj02", Set = Pairs("industryCode=5265"), Partial = true })).ShouldBe(LinesOf(petrol) - 1);
        }

        await using var city = await TestCity.Over(location);
        var risk = await city.GetJsonAsync("/districts/risk");
        var districts = risk["districts"]!.AsArray();
        districts.Count.ShouldBe(17);
        // Some stations of the file lie beyond the districts' outline (one in Zhoushan); NetTopologySuite counts them apart, and the sums tie out.
        var outlines = city.Live.Current.Layer("districts").All.Select(district => district.Geometry).ToList();
        var outside = city.Live.Current.Layer("enterprises").All.Count(station => !outlines.Any(outline => outline.Intersects(station.Geometry)));
        ((int)risk["outside"]!["enterprises"]!).ShouldBe(outside);
        (districts.Sum(district => (int)district!["counts"]!["enterprises"]!) + outside).ShouldBe(LinesOf(petrol) - 1);
        // No station has a grade: the index must be missing, not low.
        districts.ShouldAllBe(district => district!["index"] == null && district["colour"] == null);
        await ShouldServeAsync(city, "places", 121.47, 31.23);
    }

    async Task BaltimoreAsync(string location)
    {
        await using (var store = await CityStores.OpenAsync(location, CancellationToken.None))
        {
            await ImportAsync(store, new("all", Requires.SharedData("roads", "baltimore.osm.pbf")) { Partial = true });
            (await ImportAsync(store, new("districts", Quarters()) { Set = Pairs("level=district") })).ShouldBe(4);
        }

        await using var city = await TestCity.Over(location);
        city.Live.Current.Layer("teams").Count.ShouldBe(10);
        city.Live.Current.Plane.Code.ShouldBeNull();
        var risk = await city.GetJsonAsync("/districts/risk");
        risk["districts"]!.AsArray().Count.ShouldBe(4);
        var enterprises = risk["districts"]!.AsArray().Sum(district => (int)district!["counts"]!["enterprises"]!);
        enterprises.ShouldBeGreaterThan(0);
        (enterprises + (int)risk["outside"]!["enterprises"]!).ShouldBe(city.Live.Current.Layer("enterprises").Count);
        await ShouldServeAsync(city, "roads", -76.57, 39.28);
    }

    static async Task ShouldServeAsync(TestCity city, string layer, double longitude, double latitude)
    {
        var page = await city.GetJsonAsync($"/collections/{layer}/items?limit=10");
        page["features"]!.AsArray().Count.ShouldBe(10);
        ((int)page["numberMatched"]!).ShouldBe(city.Live.Current.Layer(layer).Count);

        var tile = TileId.At(longitude, latitude, 13);
        using var response = await city.SendAsync(HttpMethod.Get, $"/tiles/{tile.Z}/{tile.X}/{tile.Y}.mvt");
        var drawn = MvtReader.Read(await response.Content.ReadAsByteArrayAsync());
        drawn.Layer(layer)!.Features.Count.ShouldBeGreaterThan(5);
    }

    /// <summary>Rows that went in; every row of the file is either in or refused with a reason.</summary>
    static async Task<int> ImportAsync(ICityStore store, ImportRequest request)
    {
        var report = await Importer.ImportAsync(store, request, null, CancellationToken.None);
        report.Refused.ShouldAllBe(row => row.Reason.Zh.Length > 0 && row.Remedy.Zh.Length > 0);
        report.Changed.ShouldBeTrue();
        return (int)report.Layers.Sum(layer => layer.Inserted);
    }

    // The file's own box in four: Baltimore's extract has no closed district.
    string Quarters()
    {
        var (west, south, east, north) = (-76.67, 39.21, -76.48, 39.35);
        var (middle, centre) = ((west + east) / 2, (south + north) / 2);
        var boxes = new[] { (west, south, middle, centre), (middle, south, east, centre), (west, centre, middle, north), (middle, centre, east, north) };
        var features = boxes.Select((box, i) => Quarter(i, box.Item1, box.Item2, box.Item3, box.Item4));
        var path = Path.Combine(_folder.Path, "quarters.geojson");
        File.WriteAllText(path, $$"""{ "type": "FeatureCollection", "features": [{{string.Join(',', features)}}] }""");
        return path;
    }

    static string Quarter(int number, double west, double south, double east, double north)
    {
        var ring = string.Join(", ", new[] { (west, south), (east, south), (east, north), (west, north), (west, south) }
            .Select(corner => FormattableString.Invariant($"[{corner.Item1}, {corner.Item2}]")));
        return $$"""
            { "type": "Feature", "id": "Q{{number}}", "properties": { "name": "Quarter {{number}}", "code": "Q{{number}}" },
              "geometry": { "type": "Polygon", "coordinates": [[{{ring}}]] } }
            """;
    }

    // Counted apart from the importer: the files have one record a line and a header.
    static int LinesOf(string path) => File.ReadLines(path).Count(line => line.Length > 0) - 1;

    static async Task<string> NewDatabaseAsync(string name)
    {
        await using var connection = new NpgsqlConnection(Postgis.Required);
        await connection.OpenAsync();
        foreach (var sql in new[] { $"DROP DATABASE IF EXISTS {name} WITH (FORCE)", $"CREATE DATABASE {name}" })
        {
            await using var command = new NpgsqlCommand(sql, connection);
            await command.ExecuteNonQueryAsync();
        }

        return new NpgsqlConnectionStringBuilder(Postgis.Required) { Database = name }.ConnectionString;
    }

    static Dictionary<string, string> Pairs(params string[] pairs) => pairs.ToDictionary(pair => pair.Split('=')[0], pair => pair.Split('=')[1]);
}
