using Npgsql;
using RiskMap.City.Model;
using RiskMap.City.Query;
using RiskMap.City.Snapshot;
using RiskMap.City.Store;
using RiskMap.City.Tests.Store;
using RiskMap.Geo.Cql2;
using RiskMap.Geo.Crs;

namespace RiskMap.City.Tests.Query;

/// <summary>PostGIS is the oracle: the same filters over the same rows find the same features.</summary>
public sealed class PostgisFilterTests
{
    const int MetricSrid = 4548;

    [PostgisFact]
    public async Task Random_filters_find_what_PostGIS_finds()
    {
        var database = await PostgisDatabase.MakeAsync();
        try
        {
            await using var store = await CityStores.OpenAsync(PostgisDatabase.Connection(database), CancellationToken.None);
            await FillAsync(store, new Random(4));
            await using var reading = await store.ReadAsync(CancellationToken.None);
            var city = CitySnapshot.Load(reading);
            await using var connection = new NpgsqlConnection(PostgisDatabase.Connection(database) + ";Pooling=false");
            await connection.OpenAsync();
            var telling = 0;
            Seeded.ForEach(250, random =>
            {
                foreach (var layer in new[] { "enterprises", "roads", "zones" })
                    telling += Agree(city, connection, layer, new RandomFilters(random, layer).Condition(random.Next(3)));
                telling += Agree(city, connection, "closures", new RandomFilters(random, "closures").Closure());
            });
            if (Environment.GetEnvironmentVariable("RISKMAP_SEED") is null) telling.ShouldBeGreaterThan(400, "filters that some rows pass and others do not");
        }
        finally
        {
            await PostgisDatabase.DropAsync(database);
        }
    }

    /// <summary>1 when the filter parts the rows, 0 when all or none match.</summary>
    static int Agree(CitySnapshot city, NpgsqlConnection connection, string layer, string text)
    {
        var (snapshot, expression) = (city.Layer(layer), Cql2Text.Parse(text));
        var sql = $"SELECT id FROM {snapshot.Schema.Table} WHERE {new FilterSql(snapshot.Schema, MetricSrid).Of(expression)} ORDER BY id";
        var expected = new List<long>();
        try
        {
            using var command = new NpgsqlCommand(sql, connection);
            using var rows = command.ExecuteReader();
            while (rows.Read()) expected.Add(rows.GetInt64(0));
        }
        catch (PostgresException error)
        {
            throw new InvalidOperationException($"{error.MessageText}: {sql}", error);
        }

        snapshot.Ids(FeatureFilter.Compile(expression, snapshot.Schema, city.Plane, CoordinateSystem.Crs84)).ShouldBe(expected.AsEnumerable(), $"{text}\n{sql}");
        return expected.Count > 0 && expected.Count < snapshot.Count ? 1 : 0;
    }

    static Task FillAsync(ICityStore store, Random random) => store.WriteAsync(new ChangeNote("test", "fill"), async writer =>
    {
        await writer.SetCityAsync(TestFeatures.Metadata, CancellationToken.None);
        await Add("enterprises", 300, Enterprise);
        await Add("roads", 120, Road);
        await Add("zones", 80, Zone);
        await Add("closures", 80, Closure);

        async Task Add(string layer, int count, Func<Random, int, Feature> make) =>
            await writer.UpsertAsync(CityLayers.Get(layer), Enumerable.Range(1, count).Select(i => make(random, i) with { Id = 0 }).ToAsyncEnumerable(), CancellationToken.None);
    }, CancellationToken.None);

    static Feature Enterprise(Random random, int i) => TestFeatures.Feature("enterprises", i, random.Next(20) == 0 ? null : Point(random),
        ("name", random.OneOf("翔安化工厂", "abc", "ABC", "a%", "Café", "éa", "cafe", "化工")), ("grade", random.OneOf<string?>("red", "orange", "yellow", "blue", null)),
        ("score", random.Next(3) == 0 ? null : (double)random.Next(12)), ("headcount", random.Next(4) == 0 ? null : random.Next(12)),
        ("industryCode", random.OneOf<string?>("2614", null)),
        ("inventory", random.OneOf<string?>(null, """[{"cas":"7664-41-7","tonnes":1}]""", """[{"cas":"7664-41-7","tonnes":1},{"cas":"7782-50-5","tonnes":2,"name":"氯"}]""")),
        ("processes", random.OneOf<string?>(null, """["氯化工艺"]""", """["加氢工艺","氯化工艺"]""")));

    static Feature Road(Random random, int i) => TestFeatures.Feature("roads", i, FormattableString.Invariant($"LINESTRING ({Place(random)}, {random.Between(118.2, 118.3):R} {random.Between(24.6, 24.7):R}, {Place(random)})"),
        ("name", random.OneOf("a", "b")), ("nameEn", random.OneOf<string?>("a", "b", null)), ("bridge", random.OneOf<bool?>(true, false, null)),
        ("tunnel", random.OneOf<bool?>(true, false, null)), ("roadLevel", random.Next(3) == 0 ? null : random.Next(-2, 3)));

    static Feature Zone(Random random, int i)
    {
        var (x, y, w, h) = (random.Next(8), random.Next(8), random.Next(1, 4), random.Next(1, 4));
        var ring = FormattableString.Invariant($"{118.20m + (x * 0.01m)} {24.60m + (y * 0.01m)}, {118.20m + ((x + w) * 0.01m)} {24.60m + (y * 0.01m)}, {118.20m + (x * 0.01m)} {24.60m + ((y + h) * 0.01m)}, {118.20m + (x * 0.01m)} {24.60m + (y * 0.01m)}");
        return TestFeatures.Feature("zones", i, $"POLYGON (({ring}))",
            ("validFrom", random.Next(5) == 0 ? null : new DateOnly(2026, 5, random.Next(1, 4))), ("validTo", random.Next(5) == 0 ? null : new DateOnly(2026, 5, random.Next(3, 6))));
    }

    static Feature Closure(Random random, int i) => TestFeatures.Feature("closures", i, Point(random),
        ("from", random.Next(5) == 0 ? null : Moment(random, 1)), ("to", random.Next(5) == 0 ? null : Moment(random, 3)));

    static DateTimeOffset Moment(Random random, int day) => new(2026, 5, day + random.Next(2), random.OneOf(0, 6, 12), 0, 0, TimeSpan.Zero);

    static string Point(Random random) => $"POINT ({Place(random)})";

    static string Place(Random random) => random.Next(3) == 0
        ? FormattableString.Invariant($"{random.Between(118.2, 118.3):R} {random.Between(24.6, 24.7):R}")
        : FormattableString.Invariant($"{118.20m + (random.Next(10) * 0.01m)} {24.60m + (random.Next(10) * 0.01m)}");
}
