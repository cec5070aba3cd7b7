using Npgsql;
using RiskMap.City.Proximity;
using RiskMap.City.Sources.Demo;
using RiskMap.City.Store;

namespace RiskMap.Benchmarks;

/// <summary>
/// Confined spaces within 500 m of every enterprise of the demo city at scale 60, boundaries included, against the same join in PostGIS (projected,
/// indexed and analysed beforehand). Both sides must give the same counts.
/// </summary>
static class ProximityBenchmark
{
    const double Scale = 60;
    const double Metres = 500;

    const string Prepare = """
        CREATE TABLE enterprise_m AS SELECT e.id, ST_Transform(coalesce(b.geom, e.geom), 4548) AS geom
          FROM enterprises e LEFT JOIN site_boundaries b ON b.of_layer = 'enterprises' AND b.of_key = e.key;
        CREATE TABLE space_m AS SELECT c.id, ST_Transform(coalesce(b.geom, c.geom), 4548) AS geom
          FROM confined_spaces c LEFT JOIN site_boundaries b ON b.of_layer = 'confined-spaces' AND b.of_key = c.key;
        CREATE INDEX ON enterprise_m USING gist (geom);
        CREATE INDEX ON space_m USING gist (geom);
        ANALYZE;
        """;

    const string Answer = "SELECT e.id, count(s.id) FROM enterprise_m e LEFT JOIN space_m s ON ST_DWithin(e.geom, s.geom, 500) GROUP BY e.id ORDER BY e.id";

    public static async Task RunAsync(BenchSettings settings)
    {
        var connection = await settings.NewDatabaseAsync("bench_proximity");
        await using var store = await CityStores.OpenAsync(connection, CancellationToken.None);
        await DemoCity.FillAsync(store, new DemoOptions("xiangan", Scale, 1), null, CancellationToken.None);
        await BenchSettings.ExecuteAsync(connection, Prepare);
        var theirs = new List<(long Id, int Count)>();
        var rival = await Measure.SecondsAsync(async () => theirs = await AnswerAsync(connection));

        var city = await SnapshotBenchmark.LoadAsync(store);
        int[] counts = [];
        var first = await Measure.SecondsAsync(() => Task.Run(() => counts = NeighbourCounts.Of(city, "enterprises", "confined-spaces", Metres)));
        var warm = await Measure.MedianAsync(7, () => Task.Run(() => counts = NeighbourCounts.Of(city, "enterprises", "confined-spaces", Metres)));
        var sites = Sites.Of(city, "enterprises");
        var ours = counts.Select((count, site) => (sites.Feature(site).Id, count)).Order().ToList();
        if (!ours.SequenceEqual(theirs))
            throw new InvalidOperationException($"{ours.Zip(theirs).Count(pair => pair.First != pair.Second)} of {ours.Count} counts differ from PostGIS");
        var work = FormattableString.Invariant($"all counts within {Metres} m, {sites.Count:N0} × {Sites.Of(city, "confined-spaces").Count:N0}");
        Measure.Report(work + " (first answer: planes and grids made), against PostGIS", first, rival, "–");
        Measure.Report("the same again", warm, rival, "≥ 150×, ≤ 100 ms");
    }

    static async Task<List<(long, int)>> AnswerAsync(string connection)
    {
        await using var open = new NpgsqlConnection(connection);
        await open.OpenAsync();
        await using var command = new NpgsqlCommand(Answer, open) { CommandTimeout = 0 };
        await using var rows = await command.ExecuteReaderAsync();
        var answer = new List<(long, int)>();
        while (await rows.ReadAsync())
            answer.Add((rows.GetInt64(0), (int)rows.GetInt64(1)));
        return answer;
    }
}
