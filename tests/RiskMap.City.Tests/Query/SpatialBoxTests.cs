using System.Globalization;
using Npgsql;
using RiskMap.City.Model;
using RiskMap.City.Query;
using RiskMap.City.Snapshot;
using RiskMap.Geo.Crs;
using RiskMap.Geo.Geometries;
using static RiskMap.City.Tests.TestFeatures;

namespace RiskMap.City.Tests.Query;

/// <summary>PostGIS is the oracle: what meets a box of a projected system is what ST_Intersects finds after ST_Transform.</summary>
public sealed class SpatialBoxTests
{
    [PostgisFact]
    public async Task Features_meet_a_box_of_another_system_as_PostGIS_says()
    {
        await using var connection = new NpgsqlConnection(Postgis.Required);
        await connection.OpenAsync();
        await using var transaction = await connection.BeginTransactionAsync(); // never committed: nothing stays behind
        await RunAsync(connection, "CREATE EXTENSION IF NOT EXISTS postgis");
        await RunAsync(connection, "CREATE TEMP TABLE box_features (id bigint, geom geometry)");
        var random = new Random(7);
        var layers = new[] { Shapes(random, "enterprises", Point), Shapes(random, "roads", Line), Shapes(random, "zones", Square) };
        foreach (var (layer, offset) in layers.Select((layer, index) => (layer, index * 1000L))) await AddAsync(connection, layer, offset);

        foreach (var epsg in new[] { 4548, 4526, 3857, 32650 })
        {
            for (var round = 0; round < 15; round++)
            {
                var system = CoordinateSystem.FromEpsg(epsg);
                var (x, y) = system.FromLonLat(random.Between(118.1, 118.5), random.Between(24.5, 24.8));
                var box = new Box(x, y, x + random.Between(10, 15_000), y + random.Between(10, 15_000));
                var expected = await FoundAsync(connection, box, epsg);
                var found = layers.SelectMany((layer, index) => new FeatureQuery(10_000) { Boxes = [new SpatialBox(box, system)] }.Page(layer).Features.Select(feature => feature.Id + (index * 1000L)));
                found.ShouldBe(expected, $"EPSG:{epsg} {box}");
            }
        }
    }

    [Fact]
    public void A_box_beyond_the_domain_of_its_system_finds_all_that_lies_in_it()
    {
        var layer = LayerSnapshot.Of(CityLayers.Get("enterprises"), [Feature("enterprises", 1, "POINT (118.2 24.6)")]);
        var box = new SpatialBox(new Box(-1e9, -1e9, 1e9, 1e9), CoordinateSystem.FromEpsg(4548));
        new FeatureQuery(10) { Boxes = [box] }.Page(layer).Matched.ShouldBe(1);
    }

    [Fact]
    public void A_city_is_served_in_its_own_zones_and_not_in_those_of_the_other_end_of_the_world()
    {
        var codes = ServedSystems.Of(Metadata).Select(system => system.Code).ToList();
        codes[..4].ShouldBe(["CRS84", "EPSG:4326", "EPSG:3857", "EPSG:4490"]);
        codes[4..].ShouldBe(["EPSG:4498", "EPSG:4509", "EPSG:4527", "EPSG:4528", "EPSG:4548", "EPSG:4549", "EPSG:32650"]);
        ServedSystems.Of(null).Count.ShouldBe(4);
    }

    static LayerSnapshot Shapes(Random random, string layer, Func<Random, string> shape) =>
        LayerSnapshot.Of(CityLayers.Get(layer), Enumerable.Range(1, 150).Select(id => Feature(layer, id, shape(random))));

    static string Point(Random random) => $"POINT ({Place(random)})";

    static string Line(Random random) => $"LINESTRING ({Place(random)}, {Place(random)}, {Place(random)})";

    static string Square(Random random)
    {
        var (x, y, size) = (random.Between(118.1, 118.5), random.Between(24.5, 24.8), random.Between(0.001, 0.05));
        return string.Create(CultureInfo.InvariantCulture, $"POLYGON (({x:R} {y:R}, {x + size:R} {y:R}, {x + size:R} {y + size:R}, {x:R} {y:R}))");
    }

    static string Place(Random random) => string.Create(CultureInfo.InvariantCulture, $"{random.Between(118.1, 118.5):R} {random.Between(24.5, 24.8):R}");

    static async Task AddAsync(NpgsqlConnection connection, LayerSnapshot layer, long offset)
    {
        foreach (var feature in layer.All)
            await RunAsync(connection, $"INSERT INTO box_features VALUES ({feature.Id + offset}, ST_GeomFromText('{feature.Geometry.AsText()}', 4326))");
    }

    static async Task<List<long>> FoundAsync(NpgsqlConnection connection, Box box, int epsg)
    {
        await using var command = new NpgsqlCommand(
            "SELECT id FROM box_features WHERE ST_Intersects(ST_Transform(geom, @epsg), ST_MakeEnvelope(@x0, @y0, @x1, @y1, @epsg)) ORDER BY id", connection);
        foreach (var (name, value) in new[] { ("x0", box.MinX), ("y0", box.MinY), ("x1", box.MaxX), ("y1", box.MaxY) }) command.Parameters.AddWithValue(name, value);
        command.Parameters.AddWithValue("epsg", epsg);
        var found = new List<long>();
        await using var rows = await command.ExecuteReaderAsync();
        while (await rows.ReadAsync()) found.Add(rows.GetInt64(0));
        return found;
    }

    static async Task RunAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
