using NetTopologySuite.IO;
using Npgsql;
using RiskMap.City.Dispatch;
using RiskMap.City.Dispatch.Coverage;
using RiskMap.City.Model;
using RiskMap.City.Model.Layers;
using RiskMap.City.Snapshot;
using RiskMap.City.Travel;
using static RiskMap.City.Tests.Dispatch.Coverage.CoverageTown;
using static RiskMap.City.Tests.TestFeatures;
using static RiskMap.City.Tests.Travel.RoadGraphsTests;

namespace RiskMap.City.Tests.Dispatch.Coverage;

/// <summary>What holds in every city: coverage is that of routes, fewer stations never cover more, and the best next station is the best.</summary>
public class CoveragePropertyTests
{
    [Fact]
    public void A_place_is_covered_exactly_where_a_route_of_some_station_is_in_time() => Seeded.ForEach(25, random =>
    {
        var city = AnyCity(random);

        var covered = CoverageAnalysis.Of(city, new(Time: Night, NewStations: 0), Night);

        var (times, places, teams) = (new RoadTimes(CityRoads.Conditions(city, "fire-engine", Night)), LayerPoints.Of(city, "places"), LayerPoints.Of(city, "teams"));
        var seconds = times.Seconds([.. teams.X.Zip(teams.Y)], [.. places.X.Zip(places.Y)]);
        var late = Enumerable.Range(0, places.Count).Where(place => !seconds.Select((row, team) => TurnoutOf(teams.Features[team]) + row[place]).Any(time => time <= 300)).Select(place => places.Features[place].Id);
        covered.UncoveredSites.Sites.Select(site => site.Id).Order().ShouldBe(late.Order());
        FeatureRef[] able = [.. Enumerable.Range(0, teams.Count).Where(team => times.Snap((teams.X[team], teams.Y[team])) is not null).Select(team => teams.Features[team])];
        foreach (var site in covered.UncoveredSites.Sites.Where(site => site.Reason != "too-far-from-roads").Take(3))
        {
            var routes = able.Select(team => TurnoutOf(team) + RouteAnalysis.Of(city, new(LonLatOf(team), site.Location, "fire-engine", Night), Night).TravelSeconds).Where(seconds => seconds is not null);
            site.Seconds.ShouldBe(routes.Min(), new NearPair());
        }
    });

    [Fact]
    public void Fewer_stations_never_cover_more_and_more_never_less() => Seeded.ForEach(25, random =>
    {
        // Nothing is shut: at a junction amid a closed road a millimetre decides whether one stands on it.
        var city = AnyCity(random, hasClosures: false);
        // Not a whole number of streets: where a route takes the very limit, a millimetre decides.
        var question = new CoverageQuestion(Time: Night, DriveSeconds: 237, NewStations: 0);
        var all = CoverageAnalysis.Of(city, question with { NewStations = 3 }, Night);

        foreach (var station in all.Stations.Take(4))
        {
            var without = CoverageAnalysis.Of(city, question with { Without = [new("teams", station.Id)] }, Night);
            (all.All!.People!.Covered - without.All!.People!.Covered).ShouldBe(station.PeopleAlone!.Value, 0.011);
            (without.Loss!.PeopleLost, without.Loss.PeopleGained).ShouldBe((station.PeopleAlone, 0));
            without.Loss.SitesLost.NumberMatched.ShouldBe(station.SitesAlone);
            without.All.SquareKilometres!.Covered.ShouldBeLessThanOrEqualTo(all.All.SquareKilometres!.Covered);
            without.Districts.Zip(all.Districts).ShouldAllBe(pair => pair.First.Counts.People!.Covered <= pair.Second.Counts.People!.Covered);
        }
        var (people, districts) = (all.All!.People!, all.Districts.Select(district => district.Counts.People!).ToList());
        (districts.Sum(district => district.Covered), districts.Sum(district => district.Total)).ShouldBe((people.Covered, people.Total), new NearPair());
        // A station where one is proposed covers what was promised.
        foreach (var next in all.NextStations!.Stations.Take(1))
        {
            var built = city.Imagine("teams", [StationAt(99, next.Location)], []);
            CoverageAnalysis.Of(built, question, Night).Loss!.ShouldSatisfyAllConditions(
                loss => loss.PeopleGained!.Value.ShouldBe(next.PeopleGained!.Value, 0.011), loss => loss.PeopleLost.ShouldBe(0));
        }
    });

    [Fact]
    public void The_best_next_station_is_that_of_trying_them_all() => Seeded.ForEach(25, random =>
    {
        var city = AnyCity(random);
        double[][] candidates = [.. Enumerable.Range(0, 12).Select(_ => LonLat(random.Between(-1500, 1500), 0))];
        var plan = CoverageAnalysis.Of(city, new(Time: Night, Candidates: candidates, NewStations: 1), Night).NextStations!;

        double[] gains = [.. candidates.Select(at => CoverageAnalysis.Of(city.Imagine("teams", [StationAt(99, at)], []), new(Time: Night, NewStations: 0), Night).Loss!.PeopleGained!.Value)];

        plan.Gained.ShouldBe(gains.Max(), 0.011);
        plan.Optimal.ShouldBeTrue();
    });

    [Fact]
    public void Greedy_is_within_its_bound_and_its_bound_is_one() => Seeded.ForEach(300, random =>
    {
        var (count, weights) = (random.Next(1, 4), Enumerable.Range(0, random.Next(1, 12)).Select(_ => (double)random.Next(0, 5)).ToArray());
        int[][] sets = [.. Enumerable.Range(0, random.Next(0, 8)).Select(_ => Enumerable.Range(0, weights.Length).Where(_ => random.Next(3) == 0).ToArray())];

        var choice = MaximalCoverage.Greedy(sets, weights, count);

        var best = Subsets(sets.Length, count).Select(picks => picks.SelectMany(pick => sets[pick]).Distinct().Sum(place => weights[place])).DefaultIfEmpty(0).Max();
        choice.Gained.ShouldBe(choice.Picks.SelectMany(pick => sets[pick]).Distinct().Sum(place => weights[place]));
        choice.MostPossible.ShouldBeGreaterThanOrEqualTo(best);
        choice.Gained.ShouldBeGreaterThanOrEqualTo((1 - (1 / Math.E)) * best);
        if (count == 1)
            choice.Gained.ShouldBe(best);
        if (choice.IsOptimal)
            choice.Gained.ShouldBe(best);
    });

    [Fact]
    public void Greedy_may_miss_the_best_and_then_does_not_call_it_so()
    {
        // The middle set is taken first; the two others together are all.
        var choice = MaximalCoverage.Greedy([[0, 1, 2], [0, 3, 4], [1, 2, 5, 3]], [2, 2, 2, 2, 2, 1], 2);
        (choice.Picks[0], choice.IsOptimal || choice.Gained == 11).ShouldBe((2, true));
        var missed = MaximalCoverage.Greedy([[0, 1, 2], [3, 4, 5], [0, 1, 3, 4]], [1, 1, 1, 1, 1, 1], 2);
        (missed.Gained, missed.IsOptimal).ShouldBe((5, false));
    }

    [PostgisFact]
    public async Task Areas_of_polygons_are_those_of_PostGIS_and_part_the_ground()
    {
        await using var connection = new NpgsqlConnection(Postgis.Required);
        await connection.OpenAsync();
        await using var transaction = await connection.BeginTransactionAsync(); // never committed: nothing stays behind
        await using (var extension = new NpgsqlCommand("CREATE EXTENSION IF NOT EXISTS postgis", connection))
            await extension.ExecuteNonQueryAsync();
        for (var seed = 1; seed <= 10; seed++)
        {
            var city = AnyCity(new Random(seed));
            var answer = CoverageAnalysis.Of(city, new(Time: Night, NewStations: 0), Night);
            byte[][] areas = [.. answer.Stations.Where(station => station.Area is not null).Select(station => Planar(city, station.Area!))];
            foreach (var station in answer.Stations.Where(station => station.Area is not null))
                (await NumberAsync(connection, "SELECT ST_Area(ST_GeomFromWKB(@a)) / 1e6 * (ST_IsValid(ST_GeomFromWKB(@a)))::int", ("a", Planar(city, station.Area!)))).ShouldBe(station.SquareKilometres, 1e-4, $"seed {seed}, {station.Id}");
            const string Reached = "(SELECT ST_Union(ST_SnapToGrid(ST_GeomFromWKB(g), 0.001)) FROM unnest(@areas) g)";
            (await NumberAsync(connection, $"SELECT COALESCE(ST_Area({Reached}), 0) / 1e6", ("areas", areas))).ShouldBe(answer.All!.SquareKilometres!.Covered, 0.006, $"seed {seed}");
            if (answer.UncoveredArea is not { } uncovered)
                continue;
            (await NumberAsync(connection, "SELECT ST_Area(ST_GeomFromWKB(@u)) / 1e6", ("u", Planar(city, uncovered)))).ShouldBe(answer.All.SquareKilometres.Uncovered, 0.006, $"seed {seed}");
            (await NumberAsync(connection, $"SELECT COALESCE(ST_Area(ST_Intersection({Reached}, ST_SnapToGrid(ST_GeomFromWKB(@u), 0.001))), 0)", ("areas", areas), ("u", Planar(city, uncovered)))).ShouldBe(0, 1, $"seed {seed}");
        }
    }

    // A street grid with gaps and one-way streets, yards that no road joins, a closure; stations, people and places anywhere about it.
    static CitySnapshot AnyCity(Random random, bool hasClosures = true)
    {
        var features = new List<(string, Feature)>
        {
            ("districts", Area("districts", 1, (-3000, -3000, 0, 3000), ("level", "town"), ("code", "01"))), ("districts", Area("districts", 2, (0, -3000, 3000, 3000), ("level", "town"), ("code", "02"))),
            ("roads", Road(1000, [(-2000, 0), (2000, 0)])),
        };
        for (var id = 1; id <= 30; id++)
            features.Add(("roads", Street(random, id)));
        for (var id = 31; id <= 36; id++)
        {
            var (east, north) = (random.Between(-2000, 2000), random.Between(-2000, 2000));
            features.Add(("roads", Road(id, [(east, north), (east + random.Between(5, 300), north + random.Between(5, 300))])));
        }
        if (hasClosures && random.Next(2) == 0)
            features.Add(("closures", Line("closures", 1, [(random.Between(-1500, 0), 0), (random.Between(0, 1500), 0)])));
        features.AddRange(Enumerable.Range(1, random.Next(1, 7)).Select(id => ("teams", StationAt(id, LonLat(random.Between(-2200, 2200), random.Between(-2200, 2200)), random.Next(3) * 60))));
        features.AddRange(Enumerable.Range(1, 60).Select(id => ("places", At("places", id, random.Between(-2800, 2800), random.Between(-2800, 2800)))));
        features.AddRange(Enumerable.Range(1, 80).Select(id => Cells(id, random.Between(-2800, 2800), random.Between(-2800, 2800), random.Next(0, 500))));
        return SmallCity(features);
    }

    static Feature Street(Random random, int id)
    {
        var (line, from, to) = (random.Next(-4, 5) * 500, random.Next(-4, 5) * 500, random.Next(-4, 5) * 500);
        to = to == from ? from + 500 : to;
        var direction = random.OneOf<object?>(null, null, null, "forward", "backward");
        return random.Next(2) == 0 ? Road(id, Points(from, to, along => (along, line)), ("oneway", direction)) : Road(id, Points(from, to, along => (line, along)), ("oneway", direction));
    }

    // A vertex every 500 m, so that streets meet where they cross.
    static (double, double)[] Points(int from, int to, Func<double, (double, double)> place) =>
        [.. Enumerable.Range(0, (Math.Abs(to - from) / 500) + 1).Select(step => place(from + (step * 500.0 * Math.Sign(to - from))))];

    static Feature StationAt(long id, double[] lonLat, int turnout = 60) =>
        Feature("teams", id, FormattableString.Invariant($"POINT ({lonLat[0]:R} {lonLat[1]:R})"), ("kind", "fire"), ("onDuty", 5), ("turnoutSeconds", turnout));

    static double TurnoutOf(FeatureRef team) => team.Integer(Teams.Schema.IndexOf("turnoutSeconds"));

    static double[] LonLatOf(FeatureRef feature) => [feature.Geometry.Coordinate.X, feature.Geometry.Coordinate.Y];

    static IEnumerable<int[]> Subsets(int count, int size) =>
        Enumerable.Range(0, 1 << count).Where(bits => System.Numerics.BitOperations.PopCount((uint)bits) <= size).Select(bits => Enumerable.Range(0, count).Where(i => (bits >> i & 1) != 0).ToArray());

    static byte[] Planar(CitySnapshot city, NetTopologySuite.Geometries.Geometry area) => new WKBWriter().Write(city.Plane.Project(area));

    static async Task<double> NumberAsync(NpgsqlConnection connection, string sql, params (string Name, object Value)[] values)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var (name, value) in values)
            command.Parameters.AddWithValue(name, value);
        return Convert.ToDouble(await command.ExecuteScalarAsync(), System.Globalization.CultureInfo.InvariantCulture);
    }

    sealed class NearPair : IEqualityComparer<(double, double)>, IEqualityComparer<double?>
    {
        public bool Equals(double? x, double? y) => x is null ? y is null : Math.Abs(x.Value - (y ?? double.PositiveInfinity)) < 0.02;

        public int GetHashCode(double? number) => 0;

        public bool Equals((double, double) x, (double, double) y) => Math.Abs(x.Item1 - y.Item1) < 0.1 && Math.Abs(x.Item2 - y.Item2) < 0.1;

        public int GetHashCode((double, double) pair) => 0;
    }
}
