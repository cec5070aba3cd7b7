using NetTopologySuite.Geometries;
using Npgsql;
using RiskMap.City.Model;
using RiskMap.City.Proximity;
using RiskMap.City.Risk.MajorHazard;
using static RiskMap.City.Tests.TestFeatures;

namespace RiskMap.City.Tests.Risk.MajorHazard;

/// <summary>α comes from residents within 500 m outside the plant's boundary; areas count by their share, as PostGIS computes it.</summary>
public sealed class ResidentsTests
{
    const string Chlorine = """[{"cas":"7782-50-5","tonnes":60}]""";

    [Fact]
    public void Residents_count_outside_the_boundary_by_share_of_area()
    {
        // A plant of 200 m × 200 m; one cell lies within reach by half, one inside the plant, one beyond.
        var city = SmallCity(
            ("enterprises", At("enterprises", 1, 100, 100, ("inventory", Chlorine))),
            ("site-boundaries", Area("site-boundaries", 1, (0, 0, 200, 200), ("ofLayer", "enterprises"), ("ofKey", "enterprises-1"))),
            ("population", Area("population", 1, (650, 50, 750, 150), ("residents", 80.0))),
            ("population", Area("population", 2, (50, 50, 150, 150), ("residents", 999.0))),
            ("population", Area("population", 3, (5000, 0, 5100, 100), ("residents", 999.0))));

        var answer = MajorHazardSources.Of(city, new(EnterpriseId: 1));

        answer.Residents.Count!.Value.ShouldBe(40, 1e-3);
        answer.Residents.From.ShouldBe("boundary");
        answer.Residents.Rows.Select(row => row.Id).ShouldBe([1]);
        answer.Alpha.ShouldBe(1.2);
        answer.R!.Value.ShouldBe(1.2 * 4 * 12, 1e-9);
    }

    [Fact]
    public void Without_a_boundary_it_is_measured_from_the_point_and_says_so()
    {
        var city = SmallCity(
            ("enterprises", At("enterprises", 1, 100, 100, ("inventory", Chlorine))),
            ("population", Area("population", 1, (550, 50, 750, 150), ("residents", 80.0))));

        var answer = MajorHazardSources.Of(city, new(EnterpriseId: 1));

        answer.Residents.From.ShouldBe("point");
        answer.Residents.Count!.Value.ShouldBe(20, 0.5); // the circle's edge crosses the cell a little bent
        answer.Explanation.ShouldContain(step => step.Text.Zh.Contains("没有厂界"));
    }

    [Fact]
    public void Without_a_population_layer_alpha_is_no_data()
    {
        var answer = MajorHazardSources.Of(SmallCity(("enterprises", At("enterprises", 1, 0, 0, ("inventory", Chlorine)))), new(EnterpriseId: 1));

        (answer.Alpha, answer.R).ShouldBe((null, null));
        (answer.RAtLeast, answer.RAtMost).ShouldBe((24, 96));
        answer.Missing.ShouldContain(missing => missing.Zh.Contains("没有人口图层"));
    }

    [Fact]
    public void A_gap_of_the_layer_means_nobody_but_beyond_its_extent_nobody_counted()
    {
        var plant = ("enterprises", At("enterprises", 1, 3000, 3000, ("inventory", Chlorine)));
        var far = ("population", Area("population", 1, (0, 0, 100, 100), ("residents", 80.0)));

        MajorHazardSources.Of(SmallCity(plant, far), new(EnterpriseId: 1)).Alpha.ShouldBeNull();
        var around = ("population", Area("population", 2, (6000, 6000, 6100, 6100), ("residents", 80.0)));
        var answer = MajorHazardSources.Of(SmallCity(plant, far, around), new(EnterpriseId: 1));
        (answer.Alpha, answer.Residents.CoveredShare).ShouldBe((0.5, 0));
    }

    [Fact]
    public void A_cell_that_nobody_counted_leaves_alpha_open_upwards()
    {
        var city = SmallCity(
            ("enterprises", At("enterprises", 1, 0, 0, ("inventory", Chlorine))),
            ("population", Area("population", 1, (0, 0, 100, 100), ("residents", 60.0))),
            ("population", Area("population", 2, (100, 0, 200, 100))));

        var answer = MajorHazardSources.Of(city, new(EnterpriseId: 1));

        (answer.Residents.Count, answer.AlphaAtLeast, answer.AlphaAtMost).ShouldBe((null, 1.5, 2.0));
        (answer.RAtLeast, answer.RAtMost!.Value).ShouldBe((72, 96));
        answer.Level.ShouldBe(2);
    }

    [PostgisFact]
    public async Task Residents_are_those_of_PostGIS()
    {
        await using var connection = new NpgsqlConnection(Postgis.Required);
        await connection.OpenAsync();
        await using var transaction = await connection.BeginTransactionAsync(); // never committed: nothing stays behind
        await RunAsync(connection, "CREATE EXTENSION IF NOT EXISTS postgis");
        await RunAsync(connection, "CREATE TEMP TABLE cells (residents double precision, geom geometry)");
        await RunAsync(connection, "CREATE TEMP TABLE plants (id bigint, geom geometry)");
        Seeded.ForEach(8, random =>
        {
            var cells = Enumerable.Range(1, 120).Select(id => Blob("population", id, random, 40, 400, ("residents", random.Between(0, 300)))).ToList();
            var plants = Enumerable.Range(1, 8).Select(id => (Point: At("enterprises", id, 0, 0), Boundary: random.Next(4) == 0 ? null : Blob("site-boundaries", id, random, 30, 300, ("ofLayer", "enterprises"), ("ofKey", $"enterprises-{id}")))).ToList();
            var city = SmallCity([.. cells.Select(cell => ("population", cell)), .. plants.Select(plant => ("enterprises", plant.Point)),
                .. plants.Where(plant => plant.Boundary is not null).Select(plant => ("site-boundaries", plant.Boundary!))]);
            Fill(connection, cells, [.. plants.Select(plant => plant.Boundary ?? plant.Point)]);
            var expected = Expected(connection);
            foreach (var (point, _) in plants)
            {
                var sites = Sites.Of(city, "enterprises");
                var site = Enumerable.Range(0, sites.Count).Single(index => sites.Feature(index).Id == point.Id);
                // Tolerance: a millionth of a person for each resident; both compute the same polygons from projections that agree to micrometres.
                Residents.Within(city, sites.Outline(site), 500).Count!.Value.ShouldBe(expected[point.Id], 1e-6 * Math.Max(1, expected[point.Id]));
            }
        });
    }

    // A star-shaped polygon around a random place of the test city, so that borders cross at any angle.
    static Feature Blob(string layer, long id, Random random, double least, double most, params (string, object?)[] values)
    {
        var (x, y, corners) = (random.Between(-1500, 1500), random.Between(-1500, 1500), 3 + random.Next(9));
        var ring = Enumerable.Range(0, corners).Select(corner =>
        {
            var (radius, angle) = (random.Between(least, most), Math.Tau * corner / corners);
            return At(layer, 1, x + (radius * Math.Cos(angle)), y + (radius * Math.Sin(angle))).Geometry!.Coordinate;
        }).ToList();
        return Feature(layer, id, null, values) with { Geometry = new Polygon(new LinearRing([.. ring, ring[0]])) };
    }

    static void Fill(NpgsqlConnection connection, List<Feature> cells, List<Feature> plants)
    {
        using var command = new NpgsqlCommand("TRUNCATE cells, plants", connection);
        command.ExecuteNonQuery();
        var residents = CityLayers.Get("population").IndexOf("residents");
        foreach (var cell in cells)
            Insert(connection, "cells", (double)cell.Values[residents]!, cell.Geometry!);
        foreach (var plant in plants)
            Insert(connection, "plants", plant.Id, plant.Geometry!);
    }

    static void Insert(NpgsqlConnection connection, string table, object value, Geometry geometry)
    {
        using var command = new NpgsqlCommand($"INSERT INTO {table} VALUES ($1, ST_Transform(ST_GeomFromText($2, 4490), 4548))", connection)
        {
            Parameters = { new() { Value = value }, new() { Value = geometry.AsText() } },
        };
        command.ExecuteNonQuery();
    }

    static Dictionary<long, double> Expected(NpgsqlConnection connection)
    {
        using var command = new NpgsqlCommand("""
            WITH rings AS (SELECT id, ST_Difference(ST_Buffer(geom, 500, 'quad_segs=32'), geom) AS ring FROM plants)
            SELECT id, coalesce((SELECT sum(residents * ST_Area(ST_Intersection(geom, ring)) / ST_Area(geom)) FROM cells WHERE ST_Intersects(geom, ring)), 0) FROM rings
            """, connection);
        using var rows = command.ExecuteReader();
        var expected = new Dictionary<long, double>();
        while (rows.Read())
            expected[rows.GetInt64(0)] = rows.GetDouble(1);
        return expected;
    }

    static async Task RunAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
