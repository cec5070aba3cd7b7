using NetTopologySuite.Geometries;
using NetTopologySuite.IO;
using Npgsql;
using NpgsqlTypes;
using RiskMap.City.Proximity;
using RiskMap.City.Snapshot;
using RiskMap.City.Sources.Demo;
using RiskMap.City.Store;
using RiskMap.City.Zoning;

namespace RiskMap.Benchmarks;

/// <summary>
/// Siting certificates of drawn petrol stations in the demo city at scale 60, whole (catalogue, method, repair plan), against one PostGIS query that runs the same separation
/// distances alone. The query finds its rows ready: which feature falls under which rule was decided beforehand, projected and indexed. Both must break the same rules.
/// </summary>
static class SitingBenchmark
{
    const double Scale = 60;
    const int Certificates = 60;
    const double HalfSideMetres = 30;
    const int Srid = 4548;
    const int Seed = 7;

    const string Answer = """
        SELECT rule, min(ST_Distance(geom, s)) AS metres, bool_or(ST_Distance(geom, s) < required - 0.001 OR ST_Distance(geom, s) = 0) AS broken
        FROM constraint_m, ST_GeomFromWKB($1, 4548) AS s WHERE ST_DWithin(geom, s, 500) GROUP BY rule
        """;

    static readonly PlannedUse Station = new("5265", [], Facilities: ["petrol-station-1"]);

    public static async Task RunAsync(BenchSettings settings)
    {
        await using var store = await CityStores.OpenAsync(Path.Combine(settings.Folder, "siting.gpkg"), CancellationToken.None);
        await DemoCity.FillAsync(store, new DemoOptions("xiangan", Scale, 1), null, CancellationToken.None);
        var city = await SnapshotBenchmark.LoadAsync(store);
        var questions = Questions(city);
        SitingAnswer[] answers = [];
        var first = await Measure.SecondsAsync(() => Task.Run(() => SitingCertificates.Of(city, questions[0])));
        var ours = await Measure.MedianAsync(3, () => Task.Run(() => answers = [.. questions.Select(question => SitingCertificates.Of(city, question))]));

        var connection = await settings.NewDatabaseAsync("bench_siting");
        await PrepareAsync(connection, Separation.ConstraintsOn(city, Station));
        await using var open = new NpgsqlConnection(connection);
        await open.OpenAsync();
        List<HashSet<string>> broken = [];
        var rival = await Measure.MedianAsync(3, async () => broken = await BrokenAsync(open, city, questions));
        for (var i = 0; i < answers.Length; i++)
        {
            var here = answers[i].Rules.Where(row => row.RequiredMetres is not null && row.Verdict != Verdict.Pass).Select(row => row.Rule).ToHashSet(StringComparer.Ordinal);
            if (!here.SetEquals(broken[i]))
                throw new InvalidOperationException($"certificate {i}: RiskMap breaks {string.Join(' ', here.Order())}, PostGIS {string.Join(' ', broken[i].Order())}");
        }
        var separation = await Measure.MedianAsync(3, () => Task.Run(() => questions.ForEach(question => Separation.Of(city, DistancesOf(question)))));
        Measure.Report($"the separation distances of a certificate, with both end points and working, mean of {Certificates}, against the same as one PostGIS query (rows decided beforehand)",
            separation / Certificates, rival / Certificates, "≥ 20×");
        Measure.Report($"a siting certificate, whole, mean of {Certificates}, against the separation distances alone as one PostGIS query (rows decided beforehand)",
            ours / Certificates, rival / Certificates, "≥ 20×, ≤ 50 ms");
        Measure.Note("the first certificate of a city (facilities derived)", Measure.Time(first), "–");
    }

    static SeparationQuestion DistancesOf(SitingQuestion question) => new(Site: question.Site, Use: question.Use);

    static List<SitingQuestion> Questions(CitySnapshot city)
    {
        var random = new Random(Seed);
        var sites = Sites.Of(city, "enterprises");
        return [.. Enumerable.Range(0, Certificates).Select(_ =>
        {
            // Beside an enterprise, so that the sites lie where people would draw them.
            var box = sites.Outline(random.Next(sites.Count)).Box;
            return new SitingQuestion(Square(city, box.CentreX + random.Next(100), box.CentreY + random.Next(100)), Station.IndustryCode, Facilities: Station.Facilities,
                Date: new DateOnly(2026, 6, 30));
        })];
    }

    static Polygon Square(CitySnapshot city, double x, double y)
    {
        (double X, double Y)[] corners = [(-1, -1), (1, -1), (1, 1), (-1, 1), (-1, -1)];
        return new Polygon(new LinearRing([.. corners.Select(corner => city.Plane.Unproject(x + (corner.X * HalfSideMetres), y + (corner.Y * HalfSideMetres)))
            .Select(lonLat => new Coordinate(lonLat.Longitude, lonLat.Latitude))]));
    }

    static async Task PrepareAsync(string connection, IReadOnlyList<SeparationConstraint> constraints)
    {
        await BenchSettings.ExecuteAsync(connection, $"CREATE TABLE constraint_m (rule text, required double precision, geom geometry(Geometry, {Srid}))");
        await using (var open = new NpgsqlConnection(connection))
        {
            await open.OpenAsync();
            await using var copy = await open.BeginBinaryImportAsync("COPY constraint_m FROM STDIN (FORMAT BINARY)");
            foreach (var constraint in constraints)
            {
                await copy.StartRowAsync();
                await copy.WriteAsync(constraint.Rule.Id, NpgsqlDbType.Text);
                await copy.WriteAsync(constraint.RequiredMetres, NpgsqlDbType.Double);
                var geometry = constraint.Outline.Geometry.Copy();
                geometry.SRID = Srid;
                await copy.WriteAsync(new WKBWriter(ByteOrder.LittleEndian, handleSRID: true).Write(geometry), NpgsqlDbType.Bytea);
            }
            await copy.CompleteAsync();
        }
        await BenchSettings.ExecuteAsync(connection, "CREATE INDEX ON constraint_m USING gist (geom); ANALYZE");
    }

    static async Task<List<HashSet<string>>> BrokenAsync(NpgsqlConnection open, CitySnapshot city, List<SitingQuestion> questions)
    {
        var broken = new List<HashSet<string>>();
        await using var command = new NpgsqlCommand(Answer, open);
        var site = command.Parameters.Add(new NpgsqlParameter { NpgsqlDbType = NpgsqlDbType.Bytea });
        await command.PrepareAsync();
        foreach (var question in questions)
        {
            site.Value = new WKBWriter().Write(city.Plane.Project(question.Site));
            await using var rows = await command.ExecuteReaderAsync();
            var rules = new HashSet<string>(StringComparer.Ordinal);
            while (await rows.ReadAsync())
            {
                if (rows.GetBoolean(2)) rules.Add(rows.GetString(0));
            }
            broken.Add(rules);
        }
        return broken;
    }
}
