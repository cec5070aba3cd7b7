using RiskMap.City.Risk;
using RiskMap.City.Sources.Demo;
using RiskMap.City.Store;

namespace RiskMap.Benchmarks;

/// <summary>Risk by district of the demo city at scale 60, against the same counts and exposed people in PostGIS SQL (projected and indexed beforehand).</summary>
static class RiskBenchmark
{
    const double Scale = 60;

    public static async Task RunAsync(BenchSettings settings)
    {
        var connection = await settings.NewDatabaseAsync("bench_risk");
        await using var store = await CityStores.OpenAsync(connection, CancellationToken.None);
        await DemoCity.FillAsync(store, new DemoOptions("xiangan", Scale, 1), null, CancellationToken.None);
        await BenchSettings.ExecuteAsync(connection, RiskSql.Prepare(RiskModel.Default));
        var answers = new List<RiskSql.Row>();
        var rival = await Measure.SecondsAsync(async () => answers = await RiskSql.AnswerAsync(connection));

        var city = await SnapshotBenchmark.LoadAsync(store);
        RiskReport? report = null;
        var first = await Measure.SecondsAsync(() => Task.Run(() => report = AreaRiskAnalysis.ByDistrict(city)));
        var warm = await Measure.MedianAsync(5, () => Task.Run(() => report = AreaRiskAnalysis.ByDistrict(city)));
        Check(report!, answers);
        Measure.Report("risk by district at scale 60 (first answer: planes and grids made), against PostGIS SQL", first, rival, "≥ 50×");
        Measure.Report("the same again", warm, rival, "≥ 50×");
    }

    // The comparison is worth nothing unless both give the same answer.
    static void Check(RiskReport report, List<RiskSql.Row> rows)
    {
        foreach (var (area, row) in report.Areas.Zip(rows))
        {
            var ours = new RiskSql.Row(area.Id, area.Counts.Enterprises, area.Counts.Red, area.Counts.ConfinedSpaces, area.Exposed.Places, area.Exposed.PeopleDay, area.Exposed.PeopleNight);
            if (ours != row)
                throw new InvalidOperationException($"PostGIS says {row}, RiskMap says {ours}");
        }
    }
}
