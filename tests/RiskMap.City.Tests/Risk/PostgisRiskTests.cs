using Npgsql;
using RiskMap.Benchmarks;
using RiskMap.City.Model;
using RiskMap.City.Risk;
using RiskMap.City.Store;
using RiskMap.City.Tests.Store;

namespace RiskMap.City.Tests.Risk;

/// <summary>PostGIS is the oracle: the same index of the same random city.</summary>
public sealed class PostgisRiskTests
{
    const int MetricSrid = 4548;

    // Two projections of the same point differ by less than a micrometre, and sums in another order by less.
    const double Tolerance = 1e-6;

    [PostgisFact]
    public async Task The_index_of_a_random_city_is_that_of_PostGIS()
    {
        for (var seed = 1; seed <= 3; seed++)
        {
            var database = await PostgisDatabase.MakeAsync();
            try
            {
                await AgreeAsync(new RandomRiskCity(new Random(seed), 120), PostgisDatabase.Connection(database), $"seed {seed}");
            }
            finally
            {
                await PostgisDatabase.DropAsync(database);
            }
        }
    }

    static async Task AgreeAsync(RandomRiskCity city, string connection, string what)
    {
        await using (var store = await CityStores.OpenAsync(connection, CancellationToken.None))
            await FillAsync(store, city);
        await PrepareAsync(connection + ";Pooling=false");
        await RiskSql.FillResponseAsync(connection + ";Pooling=false", city.Current, RiskModel.Default);
        var rows = await RiskSql.AnswerAsync(connection + ";Pooling=false", RiskModel.Default, MetricSrid);
        var areas = AreaRiskAnalysis.ByDistrict(city.Current).Areas;
        areas.Count.ShouldBe(rows.Count);
        foreach (var (area, row) in areas.Zip(rows))
        {
            (area.Id, area.Counts.Enterprises, area.Counts.Red).ShouldBe((row.Id, row.Enterprises, row.Red), what);
            row.Risk.ShouldBeGreaterThan(0, what);
            // The value of what is known, whether or not enough is known for an index.
            area.IndexAtLeast.ShouldBe(RiskModel.Default.IndexOf(row.Risk), Tolerance, what);
            (area.Risk ?? row.Risk).ShouldBe(row.Risk, Tolerance * row.Risk, what);
            area.ShareAbove.ShouldBe(row.ShareAbove, Tolerance, what);
        }
    }

    static Task FillAsync(ICityStore store, RandomRiskCity city) => store.WriteAsync(new ChangeNote("test", "fill"), async writer =>
    {
        await writer.SetCityAsync(TestFeatures.Metadata, CancellationToken.None);
        foreach (var layer in city.Rows.GroupBy(row => row.Layer, row => row.Feature, StringComparer.Ordinal))
            await writer.UpsertAsync(CityLayers.Get(layer.Key), layer.ToAsyncEnumerable(), CancellationToken.None);
    }, CancellationToken.None);

    static async Task PrepareAsync(string connection)
    {
        await using var open = new NpgsqlConnection(connection);
        await open.OpenAsync();
        await using var command = new NpgsqlCommand(RiskSql.Prepare(RiskModel.Default, MetricSrid), open);
        await command.ExecuteNonQueryAsync();
    }
}
