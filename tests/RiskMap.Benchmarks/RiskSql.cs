using System.Globalization;
using Npgsql;
using RiskMap.City.Model;
using RiskMap.City.Risk;
using RiskMap.City.Snapshot;
using RiskMap.City.Travel;

namespace RiskMap.Benchmarks;

/// <summary>
/// The area index as a careful user would write it in PostGIS: the rival of the benchmark and the oracle of the tests. PostGIS alone knows no way by road: it is
/// given the seconds of help to each cell, before the clock starts; that those are right is shown beside pgRouting, in the tests of the routes.
/// </summary>
static class RiskSql
{
    /// <summary>One district.</summary>
    public sealed record Row(long Id, double Risk, double ShareAbove, int Enterprises, int Red);

    /// <summary>Projected, indexed tables with score and radius of each enterprise, and the cells; made before the clock starts.</summary>
    /// <param name="model">The parameters.</param>
    /// <param name="srid">The metric plane.</param>
    public static string Prepare(RiskModel model, int srid) => string.Create(CultureInfo.InvariantCulture, $"""
        CREATE TABLE enterprise_m AS
          SELECT e.id, ST_Transform(coalesce(b.geom, e.geom), {srid}) AS geom, {Score(model)} AS score, {Radius(model)} AS radius
          FROM enterprises e LEFT JOIN site_boundaries b ON b.of_layer = 'enterprises' AND b.of_key = e.key WHERE e.geom IS NOT NULL;
        DELETE FROM enterprise_m WHERE radius IS NULL OR score IS NULL;
        CREATE TABLE place_m AS
          SELECT id, ST_Transform(geom, {srid}) AS geom, coalesce(capacity_day, 0) AS day, coalesce(capacity_night, 0) AS night, {Weight(model)} AS weight FROM places;
        CREATE TABLE population_m AS
          SELECT id, ST_Transform(geom, {srid}) AS geom, coalesce(people_day, residents, 0) AS day, coalesce(people_night, residents, 0) AS night FROM population;
        CREATE TABLE unit_m AS SELECT id, geom AS lonlat, ST_Transform(geom, {srid}) AS geom FROM districts WHERE level = 'town';
        CREATE TABLE cell_m AS SELECT u.id AS unit, c.i, c.j, c.geom FROM unit_m u, LATERAL ({CellsIn("u.geom", model, srid)}) c;
        CREATE TABLE response_m (i int, j int, seconds float8);
        CREATE INDEX ON cell_m USING gist (geom);
        CREATE INDEX ON cell_m (i, j);
        CREATE INDEX ON enterprise_m USING gist (geom);
        ANALYZE;
        """);

    /// <summary>The question.</summary>
    public static string Answer(RiskModel model, int srid) => string.Create(CultureInfo.InvariantCulture, $"""
        WITH population_cell AS MATERIALIZED (
          SELECT p.id, p.day, p.night, c.i, c.j FROM population_m p, LATERAL ({CellsIn("p.geom", model, srid)}) c),
        small AS (
          SELECT id, day, night, floor(ST_X(ST_PointOnSurface(geom)) / {model.Grid.CellMetres})::int AS i, floor(ST_Y(ST_PointOnSurface(geom)) / {model.Grid.CellMetres})::int AS j
          FROM population_m p WHERE NOT EXISTS (SELECT FROM population_cell c WHERE c.id = p.id)),
        spread AS (
          SELECT i, j, sum(day / n) AS day, sum(night / n) AS night FROM (
            SELECT i, j, day, night, count(*) OVER (PARTITION BY id) AS n FROM population_cell UNION ALL SELECT i, j, day, night, 1 FROM small) s GROUP BY i, j),
        at_places AS (
          SELECT floor(ST_X(geom) / {model.Grid.CellMetres})::int AS i, floor(ST_Y(geom) / {model.Grid.CellMetres})::int AS j,
            sum(day) AS day, sum(night) AS night, sum(day * weight) AS weighted_day, sum(night * weight) AS weighted_night FROM place_m GROUP BY 1, 2),
        field AS (
          SELECT c.unit, c.i, c.j, sum(e.score * power(1 - power(ST_Distance(e.geom, c.geom) / e.radius, 2), 2)) AS g
          FROM enterprise_m e JOIN cell_m c ON ST_DWithin(c.geom, e.geom, e.radius) GROUP BY c.unit, c.i, c.j),
        cells AS (
          SELECT c.unit, c.i, c.j, c.geom, coalesce(f.g, 0) AS g,
            greatest(coalesce(p.day, 0), coalesce(s.day, 0)) AS day, greatest(coalesce(p.night, 0), coalesce(s.night, 0)) AS night,
            greatest(coalesce(p.weighted_day, 0) + {model.CategoryWeights.Elsewhere} * greatest(0, coalesce(s.day, 0) - coalesce(p.day, 0)),
              coalesce(p.weighted_night, 0) + {model.CategoryWeights.Elsewhere} * greatest(0, coalesce(s.night, 0) - coalesce(p.night, 0)))
              / ({model.Grid.CellMetres} ^ 2 / 10000) AS x
          FROM cell_m c LEFT JOIN field f USING (unit, i, j) LEFT JOIN spread s USING (i, j) LEFT JOIN at_places p USING (i, j)),
        risks AS (
          SELECT unit, i, j, greatest(day, night) AS people,
            CASE WHEN g * x = 0 THEN 0 ELSE g * x * (1 - {model.Response.Amplitude} * exp(-seconds / {model.Response.DecaySeconds})) END AS risk
          FROM cells LEFT JOIN response_m USING (i, j)),
        ranked AS (
          SELECT unit, risk, people, sum(people) OVER (PARTITION BY unit ORDER BY risk, j, i) AS below, sum(people) OVER (PARTITION BY unit) AS everybody FROM risks)
        SELECT u.id,
          coalesce((SELECT min(risk) FROM ranked r WHERE r.unit = u.id AND r.people > 0 AND r.below >= {model.AreaValue.Percentile} * r.everybody), 0)::float8,
          (SELECT avg((risk >= {model.RiskAtLeast(model.AreaValue.ShareAbove)})::int) FROM risks r WHERE r.unit = u.id)::float8,
          (SELECT count(*) FROM enterprises e WHERE ST_Intersects(u.lonlat, e.geom))::int,
          (SELECT count(*) FROM enterprises e WHERE ST_Intersects(u.lonlat, e.geom) AND e.grade = 'red')::int
        FROM unit_m u ORDER BY u.id
        """);

    /// <summary>Gives PostGIS the seconds of help to the cells that <see cref="Prepare"/> made.</summary>
    public static async Task FillResponseAsync(string connection, CitySnapshot city, RiskModel model)
    {
        await using var open = new NpgsqlConnection(connection);
        await open.OpenAsync();
        var cells = new List<(int I, int J)>();
        await using (var command = new NpgsqlCommand("SELECT DISTINCT i, j FROM cell_m", open))
        await using (var rows = await command.ExecuteReaderAsync())
        {
            while (await rows.ReadAsync())
                cells.Add((rows.GetInt32(0), rows.GetInt32(1)));
        }
        var teams = LayerPoints.Of(city, "teams");
        var kind = CityLayers.Get("teams").IndexOf("kind");
        var sources = Enumerable.Range(0, teams.Count).Where(team => model.Response.TeamKinds.Contains(teams.Features[team].Text(kind)!))
            .Select(team => new TravelSource((teams.X[team], teams.Y[team]))).ToList();
        var nearest = Response.Nearest(city, sources, model.Response.Roads);
        await using (var writer = await open.BeginBinaryImportAsync("COPY response_m FROM STDIN (FORMAT binary)"))
        {
            foreach (var (i, j) in cells)
                await writer.WriteRowAsync(CancellationToken.None, i, j, nearest.To(((i + 0.5) * model.Grid.CellMetres, (j + 0.5) * model.Grid.CellMetres)).Seconds);
            await writer.CompleteAsync();
        }
        await using var index = new NpgsqlCommand("CREATE INDEX ON response_m (i, j); ANALYZE response_m", open);
        await index.ExecuteNonQueryAsync();
    }

    /// <summary>Asks the question.</summary>
    public static async Task<List<Row>> AnswerAsync(string connection, RiskModel model, int srid)
    {
        await using var open = new NpgsqlConnection(connection);
        await open.OpenAsync();
        await using var command = new NpgsqlCommand(Answer(model, srid), open) { CommandTimeout = 0 };
        await using var rows = await command.ExecuteReaderAsync();
        var answer = new List<Row>();
        while (await rows.ReadAsync())
            answer.Add(new(rows.GetInt64(0), rows.GetDouble(1), rows.GetDouble(2), rows.GetInt32(3), rows.GetInt32(4)));
        return answer;
    }

    static string CellsIn(string area, RiskModel model, int srid) => string.Create(CultureInfo.InvariantCulture, $"""
        SELECT i, j, geom FROM generate_series(floor(ST_XMin({area}) / {model.Grid.CellMetres})::int, floor(ST_XMax({area}) / {model.Grid.CellMetres})::int) i,
          generate_series(floor(ST_YMin({area}) / {model.Grid.CellMetres})::int, floor(ST_YMax({area}) / {model.Grid.CellMetres})::int) j,
          LATERAL (SELECT ST_SetSRID(ST_MakePoint((i + 0.5) * {model.Grid.CellMetres}, (j + 0.5) * {model.Grid.CellMetres}), {srid}) AS geom) g WHERE ST_Covers({area}, geom)
        """);

    static string Score(RiskModel model) => "CASE e.grade " + string.Join(' ', new[] { "red", "orange", "yellow", "blue" }.Select(grade =>
        string.Create(CultureInfo.InvariantCulture, $"WHEN '{grade}' THEN {model.GradeWeights.ScoreOf(grade)}::float8"))) + " END";

    static string Weight(RiskModel model) => "CASE category " + string.Join(' ', model.CategoryWeights.Weights.Select(pair =>
        string.Create(CultureInfo.InvariantCulture, $"WHEN '{pair.Key}' THEN {pair.Value}::float8"))) + string.Create(CultureInfo.InvariantCulture, $" ELSE {model.CategoryWeights.Weights.Values.Min()} END");

    static string Radius(RiskModel model) => "greatest(" + string.Join(", ", model.Influence.Select(rule => string.Create(
        CultureInfo.InvariantCulture, $"CASE WHEN {Condition(rule)} THEN {rule.RadiusMetres}::float8 END"))) + ")";

    static string Condition(InfluenceRule rule) => rule.Cas is { } cas
        ? $"e.inventory::text LIKE '%\"{cas}\"%'"
        : $"e.grade = '{rule.Grade}'";
}
