using Npgsql;
using RiskMap.Routing.Costing;
using RiskMap.Routing.Search;
using RiskMap.Routing.Tests.Support;
using static RiskMap.Routing.Tests.Support.TestProfiles;

namespace RiskMap.Routing.Tests.Search;

/// <summary>pgRouting is the oracle: over the same edges and costs it finds the same costs.</summary>
public sealed class PgRoutingTests
{
    [PgRoutingFact]
    public async Task Costs_equal_those_of_pgr_dijkstra_and_pgr_drivingDistance()
    {
        var database = $"routing_{Guid.NewGuid():N}";
        await ExecuteAsync(Postgis.Required, $"CREATE DATABASE {database}");
        var connection = new NpgsqlConnectionStringBuilder(Postgis.Required) { Database = database, Pooling = false }.ConnectionString;
        try
        {
            await ExecuteAsync(connection, "CREATE EXTENSION pgrouting CASCADE");
            using var open = new NpgsqlConnection(connection);
            await open.OpenAsync();
            Seeded.ForEach(12, random => Compare(open, random));
        }
        finally
        {
            await ExecuteAsync(Postgis.Required, $"DROP DATABASE IF EXISTS {database} WITH (FORCE)");
        }
    }

    static void Compare(NpgsqlConnection connection, Random random)
    {
        var city = new RandomCity(random, random.Next(3, 15), hasTurns: false);
        var costs = new RoadNetwork(city.Graph).Costs(random.OneOf(Car, FireEngine));
        WriteEdges(connection, costs);
        var start = Enumerable.Range(0, costs.Graph.EdgeCount).First(edge => costs.OfEdge(2 * edge) < RoadCosts.Infinite && costs.OfEdge((2 * edge) + 1) < RoadCosts.Infinite);
        var from = new RoadPosition(start, 0, 0, 0, 0);
        var node = costs.Graph.EndsOf(start).A;

        var expected = Read(connection, $"SELECT end_vid, agg_cost FROM pgr_dijkstraCost('SELECT * FROM edge', {node}, (SELECT array_agg(DISTINCT n) FROM (SELECT source n FROM edge UNION SELECT target FROM edge) all_nodes))");
        var search = costs.Graph.Rent();
        Spread.Forward(search, costs, node);
        for (var other = 0; other < costs.Graph.NodeCount; other++)
        {
            if (other != node)
                search.CostOf(other).ShouldBe(expected.TryGetValue(other, out var cost) ? (int)cost : RoadCosts.Infinite);
        }
        RoutesAgree(costs, from, expected);
        ReachAgrees(connection, costs, from, node, random.Next(5, 60));
    }

    static void RoutesAgree(RoadCosts costs, RoadPosition from, Dictionary<int, double> expected)
    {
        for (var edge = 0; edge < costs.Graph.EdgeCount; edge++)
        {
            // The end of a two-way edge is its node, and nothing but it.
            if (costs.OfEdge(2 * edge) >= RoadCosts.Infinite || costs.OfEdge((2 * edge) + 1) >= RoadCosts.Infinite || costs.Graph.EndsOf(edge).A == costs.Graph.EndsOf(from.Edge).A)
                continue;
            var route = Routes.Between(new TravelConditions(costs), from, new RoadPosition(edge, 0, 0, 0, 0));
            route.TravelSeconds.ShouldBeSeconds(expected.TryGetValue(costs.Graph.EndsOf(edge).A, out var cost) ? cost / 1000 : double.PositiveInfinity);
        }
    }

    static void ReachAgrees(NpgsqlConnection connection, RoadCosts costs, RoadPosition from, int node, int seconds)
    {
        var expected = Read(connection, $"SELECT node, agg_cost FROM pgr_drivingDistance('SELECT * FROM edge', {node}, {seconds * 1000})");
        var reached = Isochrones.Reached(new TravelConditions(costs), from, seconds);
        var nodes = new Dictionary<int, double>();
        foreach (var road in reached.Roads)
        {
            if (road.From == 0)
                Take(costs.Graph.EndsOf(road.Edge).A, road.SecondsAtFrom);
            if (road.To == 1)
                Take(costs.Graph.EndsOf(road.Edge).B, road.SecondsAtTo);
        }
        foreach (var (other, cost) in expected)
            nodes[other].ShouldBe(cost / 1000, 1e-6);
        nodes.Keys.Except(expected.Keys).ShouldBeEmpty();

        void Take(int other, double at) => nodes[other] = Math.Min(at, nodes.GetValueOrDefault(other, double.PositiveInfinity));
    }

    static void WriteEdges(NpgsqlConnection connection, RoadCosts costs)
    {
        Execute(connection, "DROP TABLE IF EXISTS edge; CREATE TABLE edge (id bigint, source bigint, target bigint, cost float8, reverse_cost float8)");
        using var writer = connection.BeginBinaryImport("COPY edge FROM STDIN (FORMAT BINARY)");
        for (var edge = 0; edge < costs.Graph.EdgeCount; edge++)
        {
            var (a, b) = costs.Graph.EndsOf(edge);
            writer.WriteRow((long)edge, (long)a, (long)b, Cost(2 * edge), Cost((2 * edge) + 1));
        }
        writer.Complete();

        double Cost(int directed) => costs.OfEdge(directed) is < RoadCosts.Infinite and var cost ? cost : -1;
    }

    static Dictionary<int, double> Read(NpgsqlConnection connection, string sql)
    {
        using var command = new NpgsqlCommand(sql, connection);
        using var rows = command.ExecuteReader();
        var read = new Dictionary<int, double>();
        while (rows.Read())
            read[(int)rows.GetInt64(0)] = rows.GetDouble(1);
        return read;
    }

    static void Execute(NpgsqlConnection connection, string sql)
    {
        using var command = new NpgsqlCommand(sql, connection);
        command.ExecuteNonQuery();
    }

    static async Task ExecuteAsync(string connection, string sql)
    {
        await using var open = new NpgsqlConnection(connection);
        await open.OpenAsync();
        await using var command = new NpgsqlCommand(sql, open);
        await command.ExecuteNonQueryAsync();
    }
}
