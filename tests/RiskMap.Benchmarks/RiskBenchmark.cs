using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Utilities;
using RiskMap.City.Model;
using RiskMap.City.Risk;
using RiskMap.City.Risk.SpaceLedger;
using RiskMap.City.Snapshot;
using RiskMap.City.Sources.Demo;
using RiskMap.City.Store;
using RiskMap.City.Travel;

namespace RiskMap.Benchmarks;

/// <summary>Risk by district of the demo city at scale 60, against the same index in PostGIS SQL (projected, indexed and cut into cells beforehand); and after one edit.</summary>
static class RiskBenchmark
{
    const double Scale = 60;
    const int MetricSrid = 4548;
    const int Edits = 31;
    const double Tolerance = 1e-6;

    static readonly string[] Grades = ["red", "orange", "yellow", "blue"];

    static readonly (string Layer, string What, Func<Feature, Random, Feature> Change)[] Changes =
    [
        ("enterprises", "another grade of an enterprise", (row, random) => With(row, "enterprises", "grade", Grades[random.Next(Grades.Length)])),
        ("site-boundaries", "another boundary", (row, random) => row with { Geometry = Moved(row.Geometry!, random) }),
        ("places", "other people at a place", (row, random) => With(row, "places", "capacityDay", (long)random.Next(2000))),
        ("population", "other residents of a cell", (row, random) => With(row, "population", "residents", (double)random.Next(2000))),
        ("teams", "a team elsewhere", (row, random) => row with { Geometry = Moved(row.Geometry!, random) }),
    ];

    public static async Task RunAsync(BenchSettings settings)
    {
        var (connection, model) = (await settings.NewDatabaseAsync("bench_risk"), RiskModel.Default);
        await using var store = await CityStores.OpenAsync(connection, CancellationToken.None);
        await DemoCity.FillAsync(store, new DemoOptions("xiangan", Scale, 1), null, CancellationToken.None);
        await BenchSettings.ExecuteAsync(connection, RiskSql.Prepare(model, MetricSrid));
        await RiskSql.FillResponseAsync(connection, await SnapshotBenchmark.LoadAsync(store), model);
        var answers = new List<RiskSql.Row>();
        var rival = await Measure.SecondsAsync(async () => answers = await RiskSql.AnswerAsync(connection, model, MetricSrid));

        var city = await SnapshotBenchmark.LoadAsync(store);
        var graph = await Measure.SecondsAsync(() => Task.Run(() => CityRoads.Standing(city, model.Response.Roads).Costs.Components));
        Measure.Note($"road graph of {city.Layer("roads").Count:N0} roads, made at first use, with the fire engine's costs", Measure.Time(graph), "–");
        RiskReport? report = null;
        var first = await Measure.SecondsAsync(() => Task.Run(() => report = AreaRiskAnalysis.ByDistrict(city)));
        Check(report!, answers);
        Measure.Report($"risk by district among {city.Layer("enterprises").Count:N0} enterprises (first answer: planes and indexes made, road graph apart), against PostGIS SQL", first, rival, "≤ 1 s");
        var whole = await Measure.MedianAsync(5, () => Task.Run(() => AreaRiskAnalysis.ByDistrict(city, Again(model))));
        Measure.Report("the same from nothing, planes made", whole, rival, "≤ 1 s");
        await LedgerAsync(city);
        await AfterEditsAsync(city, whole);
    }

    static async Task LedgerAsync(CitySnapshot city)
    {
        var question = new LedgerQuestion(new DateOnly(2026, 11, 27));
        var first = await Measure.SecondsAsync(() => Task.Run(() => ConfinedSpaceLedger.Of(city, question)));
        Measure.Note($"ledger of {city.Layer("confined-spaces").Count:N0} confined spaces, first (spaces laid on the roads)", Measure.Time(first), "–");
        Measure.Note("the same again", Measure.Time(await Measure.MedianAsync(9, () => Task.Run(() => ConfinedSpaceLedger.Of(city, question)))), "–");
    }

    // Other parameters of no weight: nothing that was computed is used again.
    static RiskModel Again(RiskModel model) => model with { Grid = model.Grid with { MostCellsAnswered = model.Grid.MostCellsAnswered + ++_again } };

    static int _again;

    static async Task AfterEditsAsync(CitySnapshot city, double whole)
    {
        _ = AreaRiskAnalysis.ByDistrict(city);
        foreach (var (layer, what, change) in Changes)
        {
            var random = new Random(1);
            var rows = city.Layer(layer).All.ToList();
            city = After(city, layer, change(rows[0].ToFeature(), random));
            _ = AreaRiskAnalysis.ByDistrict(city);
            var edit = await Measure.MedianAsync(Edits, () =>
            {
                city = After(city, layer, change(rows[random.Next(rows.Count)].ToFeature(), random));
                return Task.Run(() => AreaRiskAnalysis.ByDistrict(city));
            });
            Measure.Report($"risk by district after one edit: {what}, against the whole", edit, whole, "≥ 20×");
        }
    }

    static CitySnapshot After(CitySnapshot city, string layer, Feature row)
    {
        var state = new StoreState("bench", "1", city.Version.Version + 1, city.City);
        return city.With(new(state, [new(CityLayers.Get(layer), Whole: false, [row], [])]), new Dictionary<string, LayerSnapshot>(StringComparer.Ordinal));
    }

    static Feature With(Feature row, string layer, string field, object value) => row with { Values = row.Values.SetItem(CityLayers.Get(layer).IndexOf(field), value) };

    static Geometry Moved(Geometry geometry, Random random)
    {
        const double Degrees = 0.0005;
        return new AffineTransformation().SetToTranslation((random.NextDouble() - 0.5) * Degrees, (random.NextDouble() - 0.5) * Degrees).Transform(geometry);
    }

    // The comparison is worth nothing unless both give the same answer.
    static void Check(RiskReport report, List<RiskSql.Row> rows)
    {
        foreach (var (area, row) in report.Areas.Zip(rows))
        {
            var isSame = area.Id == row.Id && area.Counts.Enterprises == row.Enterprises && area.Counts.Red == row.Red
                && Math.Abs((area.Risk ?? 0) - row.Risk) <= Tolerance * Math.Max(1, row.Risk) && Math.Abs(area.ShareAbove - row.ShareAbove) <= Tolerance;
            if (!isSame)
                throw new InvalidOperationException($"PostGIS says {row}, RiskMap says {area.Id} {area.Risk} {area.ShareAbove} {area.Counts}");
        }
    }
}
