using System.Globalization;
using Npgsql;
using RiskMap.City.Risk;

namespace RiskMap.Benchmarks;

/// <summary>The rival's side of the risk benchmark: what a careful user would write in PostGIS.</summary>
static class RiskSql
{
    public sealed record Row(long Id, int Enterprises, int Red, int ConfinedSpaces, int ExposedPlaces, long PeopleDay, long PeopleNight);

    const string Answer = """
        WITH unit AS (SELECT id, geom FROM districts WHERE level = 'town'),
        exposed AS (
          SELECT p.id, p.geom, p.capacity_day, p.capacity_night FROM places p WHERE p.id IN (
            SELECT m.id FROM enterprise_m e JOIN place_m m ON ST_DWithin(m.geom, e.geom, e.radius)))
        SELECT u.id,
          (SELECT count(*) FROM enterprises e WHERE ST_Intersects(u.geom, e.geom)),
          (SELECT count(*) FROM enterprises e WHERE ST_Intersects(u.geom, e.geom) AND e.grade = 'red'),
          (SELECT count(*) FROM confined_spaces c WHERE ST_Intersects(u.geom, c.geom)),
          (SELECT count(*) FROM exposed x WHERE ST_Intersects(u.geom, x.geom)),
          (SELECT coalesce(sum(x.capacity_day), 0)::bigint FROM exposed x WHERE ST_Intersects(u.geom, x.geom)),
          (SELECT coalesce(sum(x.capacity_night), 0)::bigint FROM exposed x WHERE ST_Intersects(u.geom, x.geom))
        FROM unit u ORDER BY u.id
        """;

    /// <summary>Projected, indexed tables with the radius of each enterprise; made before the clock starts.</summary>
    public static string Prepare(RiskModel model) => $"""
        CREATE TABLE enterprise_m AS
          SELECT e.id, ST_Transform(coalesce(b.geom, e.geom), 4548) AS geom, {Radius(model)} AS radius
          FROM enterprises e LEFT JOIN site_boundaries b ON b.of_layer = 'enterprises' AND b.of_key = e.key;
        DELETE FROM enterprise_m WHERE radius IS NULL OR radius <= 0;
        CREATE TABLE place_m AS
          SELECT p.id, ST_Transform(coalesce(b.geom, p.geom), 4548) AS geom
          FROM places p LEFT JOIN site_boundaries b ON b.of_layer = 'places' AND b.of_key = p.key;
        CREATE INDEX ON enterprise_m USING gist (geom);
        CREATE INDEX ON place_m USING gist (geom);
        ANALYZE;
        """;

    public static async Task<List<Row>> AnswerAsync(string connection)
    {
        await using var open = new NpgsqlConnection(connection);
        await open.OpenAsync();
        await using var command = new NpgsqlCommand(Answer, open) { CommandTimeout = 0 };
        await using var rows = await command.ExecuteReaderAsync();
        var answer = new List<Row>();
        while (await rows.ReadAsync())
            answer.Add(new(rows.GetInt64(0), (int)rows.GetInt64(1), (int)rows.GetInt64(2), (int)rows.GetInt64(3), (int)rows.GetInt64(4), rows.GetInt64(5), rows.GetInt64(6)));
        return answer;
    }

    static string Radius(RiskModel model) => "greatest(" + string.Join(", ", model.Influence.Select(rule => string.Create(
        CultureInfo.InvariantCulture, $"CASE WHEN {Condition(rule)} THEN {rule.RadiusMetres} END"))) + ")";

    static string Condition(InfluenceRule rule) => rule.Cas is { } cas
        ? $"e.inventory::text LIKE '%\"{cas}\"%'"
        : $"e.grade = '{rule.Grade}'";
}
