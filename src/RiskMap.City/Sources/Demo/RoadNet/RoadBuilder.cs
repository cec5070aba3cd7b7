using RiskMap.City.Sources.Demo.Geography;

namespace RiskMap.City.Sources.Demo.RoadNet;

/// <summary>Draws all roads, cuts them at junctions, thins them out, and joins what hangs loose on the same island.</summary>
static class RoadBuilder
{
    const double StubMetres = 45;
    const int LeastLooseSegments = 4;

    /// <summary>The road network; blocks are as large as the plan says times the factor.</summary>
    public static RoadNetwork Build(DemoPlan plan, DrawingBoard board, Settlements settlements, double blockFactor, int seed)
    {
        var main = new MainRoads(plan, board, settlements.Land).Draw();
        var local = new LocalRoads(plan, settlements, main, blockFactor, seed).Draw();
        var (nodes, cut) = RoadNoder.Cut([.. main, .. local]);
        var random = new DemoRandom(seed, "gaps");
        cut.RemoveAll(s => s.Style is { Origin: RoadOrigin.Core, Class: "residential" } && random.Chance(plan.Cores.GapShare));
        for (var round = 0; round < 2; round++)
            Prune(nodes.Count, cut, StubMetres * blockFactor);
        JoinLoose(nodes, cut, settlements.Land);
        return Renumbered(nodes, cut);
    }

    static void Prune(int nodes, List<RoadSegment> segments, double stub)
    {
        var degree = new int[nodes];
        foreach (var segment in segments)
        {
            degree[segment.From]++;
            degree[segment.To]++;
        }
        segments.RemoveAll(s => s.Style.Origin != RoadOrigin.Main && (degree[s.From] == 1 || degree[s.To] == 1) && s.LengthMetres < stub);
    }

    static void JoinLoose(List<DrawingPoint> nodes, List<RoadSegment> segments, Land land)
    {
        var parts = Parts(nodes.Count, segments);
        var size = new int[nodes.Count];
        foreach (var segment in segments)
            size[parts[segment.From]]++;
        var main = Array.IndexOf(size, size.Max());
        segments.RemoveAll(s => parts[s.From] != main && size[parts[s.From]] < LeastLooseSegments);
        var used = segments.SelectMany(s => new[] { s.From, s.To }).Distinct().Order().ToList();
        var island = used.ToDictionary(node => node, node => land.IslandAt(nodes[node]));
        var mainNodes = used.Where(node => parts[node] == main).ToList();
        var link = new RoadStyle("unclassified", RoadOrigin.Rural);
        foreach (var part in used.Where(node => parts[node] != main).GroupBy(node => parts[node]).OrderBy(group => group.Key))
        {
            var nearest = (From: -1, To: -1, Distance: double.PositiveInfinity);
            foreach (var from in part)
                foreach (var to in mainNodes)
                    if (island[from] == island[to] && nodes[from].DistanceTo(nodes[to]) is var distance && distance < nearest.Distance)
                        nearest = (from, to, distance);
            if (nearest.From < 0)
                continue; // an island without a bridge
            segments.Add(new RoadSegment(nearest.From, nearest.To, [nodes[nearest.From], nodes[nearest.To]], link));
            mainNodes.AddRange(part);
        }
    }

    static int[] Parts(int nodes, List<RoadSegment> segments)
    {
        var parent = Enumerable.Range(0, nodes).ToArray();
        int Root(int node)
        {
            while (parent[node] != node)
                node = parent[node] = parent[parent[node]];
            return node;
        }
        foreach (var segment in segments)
            parent[Root(segment.From)] = Root(segment.To);
        return [.. Enumerable.Range(0, nodes).Select(Root)];
    }

    static RoadNetwork Renumbered(List<DrawingPoint> nodes, List<RoadSegment> segments)
    {
        var numbers = new Dictionary<int, int>();
        var kept = new List<DrawingPoint>();
        int Number(int node)
        {
            if (!numbers.TryGetValue(node, out var number))
            {
                numbers[node] = number = kept.Count;
                kept.Add(nodes[node]);
            }
            return number;
        }
        List<RoadSegment> renumbered = [.. segments.Select(s => s with { From = Number(s.From), To = Number(s.To) })];
        return new RoadNetwork(kept, renumbered);
    }
}
