using System.Text.Json;
using NetTopologySuite.Geometries;
using RiskMap.City.Model;
using RiskMap.City.Model.Layers;
using RoadLayer = RiskMap.City.Model.Layers.Roads;

namespace RiskMap.City.Tests.Sources.Demo;

public sealed class DemoRoadsTests
{
    static readonly IReadOnlyList<Road> All = [.. DemoCities.Of(RoadLayer.Schema).Select(row => new Road(row))];

    [Fact]
    public void Every_vertex_has_a_node_and_every_node_one_position()
    {
        var positions = new Dictionary<long, Coordinate>();
        foreach (var road in All)
        {
            road.Nodes.Length.ShouldBe(road.Points.Length, road.Key);
            foreach (var (node, point) in road.Nodes.Zip(road.Points))
            {
                positions.TryAdd(node, point);
                positions[node].ShouldBe(point, $"{road.Key} node {node}");
            }
        }
    }

    [Fact]
    public void More_than_97_percent_of_the_segments_hang_together()
    {
        var parts = new Parts(All);
        var sizes = All.GroupBy(road => parts.Of(road.From)).Select(part => part.Count()).OrderDescending().ToList();
        ((double)sizes[0] / All.Count).ShouldBeGreaterThan(0.97);
    }

    [Fact]
    public void One_can_drive_from_nearly_every_junction_to_nearly_every_other()
    {
        var forward = All.SelectMany(road => road.IsOneWay ? [(road.From, road.To)] : new[] { (road.From, road.To), (road.To, road.From) }).ToList();
        var start = All.First(road => road.Class == "primary").From;
        var there = Reached(start, forward.ToLookup(edge => edge.Item1, edge => edge.Item2));
        var back = Reached(start, forward.ToLookup(edge => edge.Item2, edge => edge.Item1));
        there.IntersectWith(back);
        ((double)there.Count / All.SelectMany(road => new[] { road.From, road.To }).Distinct().Count()).ShouldBeGreaterThan(0.95);
    }

    [Fact]
    public void Dadeng_is_reached_by_bridges_only()
    {
        var dadeng = DemoCities.Of(Districts.Schema).Single(row => row.Key == "350213001").Geometry!.GetGeometryN(0);
        var island = All.Where(road => !road.IsBridge && dadeng.Contains(road.Line)).ToList();
        var mainland = All.First(road => road.Class == "motorway");
        island.Count.ShouldBeGreaterThan(200);
        var withBridges = new Parts(All);
        ((double)island.Count(road => withBridges.Of(road.From) == withBridges.Of(mainland.From)) / island.Count).ShouldBeGreaterThan(0.99);
        var without = new Parts(All.Where(road => !road.IsBridge));
        island.ShouldAllBe(road => without.Of(road.From) != without.Of(mainland.From));
    }

    [Fact]
    public void Bridges_have_a_weight_limit_and_one_tunnel_leaves_the_district()
    {
        All.Where(road => road.IsBridge).ShouldAllBe(road => road.Row.Value<double?>(RoadLayer.Schema, "maxWeightTonnes") > 0);
        All.Count(road => road.IsBridge).ShouldBeGreaterThan(2);
        All.Where(road => road.Row.Value<bool>(RoadLayer.Schema, "tunnel")).Select(road => road.Row.Name).Distinct().ShouldBe(["翔安隧道"]);
    }

    [Fact]
    public void Roads_that_are_neither_bridge_nor_tunnel_stay_on_land()
    {
        // A raster cell of the drawing is 25 m: the coast may lie half a cell beside the end of a road.
        var land = DemoCities.Of(Districts.Schema).Single(row => row.Key == "350213").Geometry!.Buffer(0.0005);
        var prepared = NetTopologySuite.Geometries.Prepared.PreparedGeometryFactory.Prepare(land);
        All.Where(road => !road.IsBridge && !road.Row.Value<bool>(RoadLayer.Schema, "tunnel")).ShouldAllBe(road => prepared.Contains(road.Line));
    }

    [Theory]
    [InlineData("翔安大道", "primary")]
    [InlineData("海翔大道", "trunk")]
    [InlineData("沈海高速", "motorway")]
    public void Main_roads_have_two_one_way_carriageways(string name, string roadClass)
    {
        var segments = All.Where(road => road.Row.Name == name && road.Class == roadClass).ToList();
        segments.Count.ShouldBeGreaterThan(4);
        segments.ShouldAllBe(road => road.IsOneWay);
    }

    static HashSet<long> Reached(long start, ILookup<long, long> next)
    {
        var seen = new HashSet<long> { start };
        var queue = new Queue<long>(seen);
        while (queue.TryDequeue(out var node))
            foreach (var neighbour in next[node].Where(seen.Add))
                queue.Enqueue(neighbour);
        return seen;
    }

    sealed class Road
    {
        public Road(Feature row)
        {
            Row = row;
            Nodes = JsonSerializer.Deserialize<long[]>(row.Value<string>(RoadLayer.Schema, "nodes")!)!;
        }

        public Feature Row { get; }

        public long[] Nodes { get; }

        public string Key => Row.Key;

        public LineString Line => (LineString)Row.Geometry!;

        public Coordinate[] Points => Line.Coordinates;

        public long From => Nodes[0];

        public long To => Nodes[^1];

        public string? Class => Row.Value<string>(RoadLayer.Schema, "roadClass");

        public bool IsOneWay => Row.Value<string>(RoadLayer.Schema, "oneway") == "forward";

        public bool IsBridge => Row.Value<bool>(RoadLayer.Schema, "bridge");
    }

    sealed class Parts
    {
        readonly Dictionary<long, long> _parent = [];

        public Parts(IEnumerable<Road> roads)
        {
            foreach (var road in roads)
                _parent[Of(road.From)] = Of(road.To);
        }

        public long Of(long node)
        {
            while (_parent.TryGetValue(node, out var parent) && parent != node)
                node = parent;
            return node;
        }
    }
}
