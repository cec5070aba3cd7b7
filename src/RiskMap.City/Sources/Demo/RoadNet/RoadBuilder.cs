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
        var search = new NearestOnIsland(nodes, [.. used.Where(node => parts[node] == main)], land);
        var link = new RoadStyle("unclassified", RoadOrigin.Rural);
        foreach (var part in used.Where(node => parts[node] != main).GroupBy(node => parts[node]).OrderBy(group => group.Key))
        {
            // An island without a bridge keeps its roads for itself.
            if (search.Between(part) is var (from, to))
                segments.Add(new RoadSegment(from, to, [nodes[from], nodes[to]], link));
        }
    }

    // Finds which of some nodes is nearest to one of the targets on the same island. The targets are sorted by x: further along there is none nearer.
    sealed class NearestOnIsland(List<DrawingPoint> nodes, int[] targets, Land land)
    {
        readonly int[] _targets = [.. targets.OrderBy(node => nodes[node].X)];
        readonly Dictionary<int, int> _islands = [];
        (int From, int To, double Distance) _best;

        public (int From, int To)? Between(IEnumerable<int> starts)
        {
            _best = (-1, -1, double.PositiveInfinity);
            foreach (var from in starts)
            {
                var middle = FirstEastOf(nodes[from].X);
                for (var i = middle; i < _targets.Length && nodes[_targets[i]].X - nodes[from].X < _best.Distance; i++)
                    Try(from, _targets[i]);
                for (var i = middle - 1; i >= 0 && nodes[from].X - nodes[_targets[i]].X < _best.Distance; i--)
                    Try(from, _targets[i]);
            }
            return _best.From < 0 ? null : (_best.From, _best.To);
        }

        void Try(int from, int to)
        {
            var distance = nodes[from].DistanceTo(nodes[to]);
            if (distance < _best.Distance && Island(from) == Island(to))
                _best = (from, to, distance);
        }

        int Island(int node)
        {
            if (!_islands.TryGetValue(node, out var island))
                _islands[node] = island = land.IslandAt(nodes[node]);
            return island;
        }

        int FirstEastOf(double x)
        {
            int low = 0, high = _targets.Length;
            while (low < high)
            {
                var middle = (low + high) / 2;
                if (nodes[_targets[middle]].X < x)
                    low = middle + 1;
                else
                    high = middle;
            }
            return low;
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
