using Npgsql;
using RiskMap.City.Snapshot;
using RiskMap.City.Tests.Store;
using RiskMap.City.Zoning;

namespace RiskMap.City.Tests.Zoning;

/// <summary>PostGIS is the oracle: its ST_Distance in the plane's system tells the same metres as ours, to a millimetre.</summary>
public sealed class PostgisSeparationTests
{
    const double ToleranceMetres = 0.001;

    [PostgisFact]
    public async Task Distances_of_a_random_city_are_those_of_PostGIS()
    {
        var database = await PostgisDatabase.MakeAsync();
        try
        {
            await using var connection = new NpgsqlConnection(PostgisDatabase.Connection(database) + ";Pooling=false");
            await connection.OpenAsync();
            Seeded.ForEach(6, random => Agree(connection, random));
        }
        finally
        {
            await PostgisDatabase.DropAsync(database);
        }
    }

    static void Agree(NpgsqlConnection connection, Random random)
    {
        var city = RandomCity.Of(random);
        var (east, north) = (random.Between(0, 1900), random.Between(0, 1900));
        var site = DrawnSite.Of(city, Sketch.Ring((east, north), (east + 90, north + 10), (east + 70, north + 60), (east, north)));
        var constraints = Separation.ConstraintsOn(city, RandomCity.Use(random));
        constraints.Count.ShouldBeGreaterThan(10);

        var told = Distances(connection, site.LonLat.AsText(), [.. constraints.Select(constraint => Shape(city, constraint.Other))]);

        for (var i = 0; i < constraints.Count; i++)
            site.Outline.DistanceTo(constraints[i].Outline).Metres.ShouldBe(told[i], ToleranceMetres, $"{constraints[i].Rule.Id} {constraints[i].Other.Key}");
    }

    // What an analysis measures from: the boundary where there is one.
    static string Shape(CitySnapshot city, FeatureRef feature)
    {
        var (layer, key) = (city.Layer("site-boundaries").Schema.IndexOf("ofLayer"), city.Layer("site-boundaries").Schema.IndexOf("ofKey"));
        foreach (var boundary in city.Layer("site-boundaries").All)
            if (boundary.Text(layer) == feature.Block.Schema.Name && boundary.Text(key) == feature.Key) return boundary.Geometry.AsText();
        return feature.Geometry.AsText();
    }

    static List<double> Distances(NpgsqlConnection connection, string site, string[] others)
    {
        using var command = new NpgsqlCommand(
            "SELECT ST_Distance(ST_Transform(ST_GeomFromText(@site, 4490), 4548), ST_Transform(ST_GeomFromText(other, 4490), 4548)) FROM unnest(@others) WITH ORDINALITY AS t(other, n) ORDER BY n", connection);
        command.Parameters.AddWithValue("site", site);
        command.Parameters.AddWithValue("others", others);
        using var rows = command.ExecuteReader();
        var metres = new List<double>();
        while (rows.Read()) metres.Add(rows.GetDouble(0));
        return metres;
    }
}
