using RiskMap.Routing.Graph;

namespace RiskMap.Routing.Search;

/// <summary>Measures along the shapes of edges, in metres.</summary>
static class Shapes
{
    /// <summary>Metres from the edge's first node to a share of the segment after a vertex.</summary>
    internal static double MetresTo(RoadGraph graph, int edge, int vertex, double share)
    {
        var x = graph.ShapeX(edge);
        var y = graph.ShapeY(edge);
        var metres = 0.0;
        for (var i = 0; i < vertex; i++)
            metres += Segment(x, y, i);
        return metres + (share * Segment(x, y, vertex));
    }

    /// <summary>The place at a fraction of an edge.</summary>
    internal static (double X, double Y) At(RoadGraph graph, int edge, double fraction)
    {
        var x = graph.ShapeX(edge);
        var y = graph.ShapeY(edge);
        var left = fraction * graph.MetresOf(edge);
        for (var i = 0; i + 1 < x.Length; i++)
        {
            var metres = Segment(x, y, i);
            if (left <= metres && metres > 0)
                return (x[i] + (left / metres * (x[i + 1] - x[i])), y[i] + (left / metres * (y[i + 1] - y[i])));
            left -= metres;
        }
        return (x[^1], y[^1]);
    }

    /// <summary>Appends the line between two fractions of an edge, in the direction from the one to the other, without a vertex that is already last.</summary>
    internal static void Append(RoadGraph graph, int edge, double from, double to, List<double> xs, List<double> ys)
    {
        var x = graph.ShapeX(edge);
        var y = graph.ShapeY(edge);
        if ((from, to) is (0, 1) or (1, 0))
        {
            for (var i = 0; i < x.Length; i++)
                Append(from < to ? (x[i], y[i]) : (x[^(i + 1)], y[^(i + 1)]), xs, ys);
            return;
        }
        Append(At(graph, edge, from), xs, ys);
        var whole = graph.MetresOf(edge);
        var (low, high) = (Math.Min(from, to) * whole, Math.Max(from, to) * whole);
        var inner = new List<int>();
        var metres = 0.0;
        for (var i = 0; i < x.Length; metres += i + 1 < x.Length ? Segment(x, y, i) : 0, i++)
        {
            if (metres > low && metres < high)
                inner.Add(i);
        }
        if (from > to)
            inner.Reverse();
        foreach (var i in inner)
            Append((x[i], y[i]), xs, ys);
        Append(At(graph, edge, to), xs, ys);
    }

    static void Append((double X, double Y) place, List<double> xs, List<double> ys)
    {
        if (xs.Count > 0 && xs[^1] == place.X && ys[^1] == place.Y)
            return;
        xs.Add(place.X);
        ys.Add(place.Y);
    }

    internal static double Segment(ReadOnlySpan<double> x, ReadOnlySpan<double> y, int i)
    {
        var (dx, dy) = (x[i + 1] - x[i], y[i + 1] - y[i]);
        return Math.Sqrt((dx * dx) + (dy * dy));
    }
}
