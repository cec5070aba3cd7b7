using NetTopologySuite.IO;
using Npgsql;
using RiskMap.City.Proximity;
using RiskMap.City.Snapshot;

namespace RiskMap.City.Tests.Proximity;

/// <summary>PostGIS is the oracle: the same sites of the same random cities have the same neighbours, distances, buffers and areas.</summary>
public sealed class PostgisProximityTests
{
    static readonly string[] Layers = ["enterprises", "places", "confined-spaces", "zones", "roads", "population"];

    [PostgisFact]
    public async Task Counts_within_a_distance_are_those_of_ST_DWithin() => await ForEachCityAsync(8, async (random, city, connection) =>
    {
        foreach (var (from, to) in new[] { ("enterprises", "confined-spaces"), ("places", "enterprises"), ("enterprises", "enterprises"), ("zones", "places"), ("roads", "enterprises") })
        {
            var metres = random.OneOf(0, 35, 120, 500, 1000);
            var expected = await NumbersAsync(connection,
                $"SELECT count(b.id) FROM sites a LEFT JOIN sites b ON b.layer = '{to}' AND ST_DWithin(a.geom, b.geom, {metres}) WHERE a.layer = '{from}' GROUP BY a.site ORDER BY a.site");
            NeighbourCounts.Of(city, from, to, metres).ShouldBe(expected.Select(count => (int)count), $"{from} {to} {metres}");
        }
    });

    [PostgisFact]
    public async Task The_nearest_and_their_distances_are_those_of_ST_Distance() => await ForEachCityAsync(8, async (random, city, connection) =>
    {
        foreach (var layer in Layers)
        {
            var from = Sites.Of(city, random.OneOf("enterprises", "places", "zones", "roads"));
            var (to, site) = (Sites.Of(city, layer), random.Next(from.Count));
            var near = to.Nearest(from.Outline(site), 7);
            var expected = await NumbersAsync(connection,
                $"SELECT ST_Distance(a.geom, b.geom) FROM sites a, sites b WHERE a.layer = '{LayerOf(from)}' AND a.site = {site} AND b.layer = '{layer}' ORDER BY 1 LIMIT 7");
            near.Count.ShouldBe(expected.Count);
            foreach (var (ours, theirs) in near.Zip(expected))
                ours.Distance.Metres.ShouldBe(theirs, 1e-6, layer);
        }
    });

    // Chords of 16 a quarter on both sides: the areas agree to the rounding of the arithmetic, far below a square metre in a million.
    [PostgisFact]
    public async Task A_buffers_area_is_that_of_ST_Buffer() => await ForEachCityAsync(8, async (random, city, connection) =>
    {
        foreach (var layer in new[] { "enterprises", "places", "zones", "roads" })
        {
            var sites = Sites.Of(city, layer);
            var (site, metres) = (random.Next(sites.Count), random.OneOf(10, 50, 500));
            var expected = await NumbersAsync(connection,
                $"SELECT ST_Area(ST_Buffer(geom, {metres}, 'quad_segs={Proximities.QuadrantSegments}')) FROM sites WHERE layer = '{layer}' AND site = {site}");
            var ours = sites.Outline(site).Geometry.Buffer(metres, Proximities.QuadrantSegments).Area;
            ours.ShouldBe(expected[0], expected[0] * 1e-6, $"{layer} {site} {metres}");
        }
    });

    [PostgisFact]
    public async Task Residents_inside_are_those_of_ST_Intersection() => await ForEachCityAsync(8, async (random, city, connection) =>
    {
        var enterprises = Sites.Of(city, "enterprises");
        var site = random.Next(enterprises.Count);
        var answer = Proximities.Of(city, new(System.Text.Json.JsonElement.Parse($$"""{"layer":"enterprises","id":{{enterprises.Feature(site).Id}}}"""), DistanceMetres: 700));
        var expected = await NumbersAsync(connection, $"""
            WITH buffer AS (SELECT ST_Buffer(geom, 700, 'quad_segs={Proximities.QuadrantSegments}') AS geom FROM sites WHERE layer = 'enterprises' AND site = {site})
            SELECT coalesce(sum(c.number * ST_Area(ST_Intersection(c.geom, b.geom)) / ST_Area(c.geom)), 0) FROM sites c, buffer b WHERE c.layer = 'population' AND c.number IS NOT NULL
            """);
        answer.People!.Population!.Residents!.Value.ShouldBe(expected[0], 1e-3);
    });

    // A position on a border is in none of these cities: it would be a coincidence to the last bit.
    [PostgisFact]
    public async Task Points_lie_in_the_polygons_that_ST_Contains_finds() => await ForEachCityAsync(8, async (_, city, connection) =>
    {
        var (zones, spaces) = (Sites.Of(city, "zones"), Sites.Of(city, "confined-spaces"));
        var (ours, found) = (new List<double>(), new List<int>());
        for (var point = 0; point < spaces.Count; point++)
        {
            zones.Within(spaces.Outline(point), 0, found);
            ours.Add(found.Sum(zone => (double)(zone + 1) * (zone + 1)));
        }
        var expected = await NumbersAsync(connection, """
            SELECT coalesce(sum((z.site + 1) * (z.site + 1)), 0) FROM sites p LEFT JOIN sites z ON z.layer = 'zones' AND ST_Contains(z.geom, p.geom)
            WHERE p.layer = 'confined-spaces' GROUP BY p.site ORDER BY p.site
            """);
        ours.ShouldBe(expected);
        ours.ShouldContain(sum => sum > 0);
    });

    static async Task ForEachCityAsync(int cities, Func<Random, CitySnapshot, NpgsqlConnection, Task> check)
    {
        await using var connection = new NpgsqlConnection(Postgis.Required);
        await connection.OpenAsync();
        await using var transaction = await connection.BeginTransactionAsync(); // never committed: nothing stays behind
        await RunAsync(connection, "CREATE EXTENSION IF NOT EXISTS postgis");
        await RunAsync(connection, "CREATE TEMP TABLE sites (layer text, site int, id bigint, number double precision, geom geometry)");
        Seeded.ForEach(cities, random =>
        {
            var city = RandomCities.Make(random);
            FillAsync(connection, city).GetAwaiter().GetResult();
            check(random, city, connection).GetAwaiter().GetResult();
        });
    }

    // The geometries go over in the metric plane: what is compared is measuring, not projecting.
    static async Task FillAsync(NpgsqlConnection connection, CitySnapshot city)
    {
        await RunAsync(connection, "TRUNCATE sites");
        foreach (var layer in Layers)
        {
            var (sites, writer) = (Sites.Of(city, layer), new WKBWriter());
            await using var insert = new NpgsqlCommand("INSERT INTO sites SELECT @layer, s, i, n, ST_GeomFromWKB(g) FROM unnest(@sites, @ids, @numbers, @geometries) AS t(s, i, n, g)", connection);
            var all = Enumerable.Range(0, sites.Count).ToArray();
            var residents = city.Layer("population").Schema.IndexOf("residents");
            insert.Parameters.AddWithValue("layer", layer);
            insert.Parameters.AddWithValue("sites", all);
            insert.Parameters.AddWithValue("ids", all.Select(site => sites.Feature(site).Id).ToArray());
            insert.Parameters.AddWithValue("numbers", all.Select(site => layer != "population" || sites.Feature(site).IsNull(residents) ? (double?)null : sites.Feature(site).Number(residents)).ToArray());
            insert.Parameters.AddWithValue("geometries", all.Select(site => writer.Write(sites.Outline(site).Geometry)).ToArray());
            await insert.ExecuteNonQueryAsync();
        }
    }

    static string LayerOf(Sites sites) => sites.Feature(0).Block.Schema.Name;

    static async Task<List<double>> NumbersAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await using var rows = await command.ExecuteReaderAsync();
        var numbers = new List<double>();
        while (await rows.ReadAsync()) numbers.Add(Convert.ToDouble(rows.GetValue(0)));
        return numbers;
    }

    static async Task RunAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
