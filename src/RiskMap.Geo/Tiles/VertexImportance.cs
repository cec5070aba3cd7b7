using System.Runtime.InteropServices;
using RiskMap.Geo.Geometries;

namespace RiskMap.Geo.Tiles;

/// <summary>
/// How much each vertex matters: the greatest tolerance at which the Douglas-Peucker simplification (1973) still keeps it, in the
/// unit of the plane. Computed once for all zooms, on whole geometries, so a simplified border is the same in every tile. Vertices
/// where rings meet or part are always kept, and the rest depends on the chain between them only and not on its direction or on where
/// a ring begins: neighbours that share a border keep sharing it, without slivers or gaps.
/// </summary>
public static class VertexImportance
{
    /// <summary>One number per vertex of the column; empty for a column of points. Infinite where a vertex is always kept.</summary>
    public static float[] Of(GeometryColumn column) => Of(column, NodesOf(column));

    /// <summary>
    /// The same for two columns whose polygons are neighbours, a base and its edits: they share their nodes. Rows of the base that were edited have no say.
    /// </summary>
    /// <param name="main">The base.</param>
    /// <param name="edits">What stands beside it.</param>
    /// <param name="keep">Rows of the base that still count.</param>
    public static (float[] Main, float[] Edits) Of(GeometryColumn main, GeometryColumn edits, Predicate<int> keep)
    {
        var passes = new Passes();
        passes.Add(main, keep);
        passes.Add(edits);
        return (Of(main, passes.Nodes), Of(edits, passes.Nodes));
    }

    static float[] Of(GeometryColumn column, HashSet<Spot> nodes)
    {
        if (column.IsPointColumn) return [];
        var importance = new float[column.VertexCount];
        var work = new Work(column, importance);
        for (var row = 0; row < column.Count; row++)
        {
            var type = column.TypeOf(row);
            for (var part = column.FirstPart(row); part < column.EndPart(row); part++)
            {
                var (start, end) = (column.PartStart(part), column.PartEnd(part));
                if (type is GeometryType.Polygon or GeometryType.MultiPolygon) work.Ring(start, end - 1, nodes);
                else if (type is GeometryType.LineString or GeometryType.MultiLineString) work.Line(start, end);
                else importance.AsSpan(start, end - start).Fill(float.PositiveInfinity);
            }
        }

        return importance;
    }

    static HashSet<Spot> NodesOf(GeometryColumn column)
    {
        var passes = new Passes();
        passes.Add(column);
        return passes.Nodes;
    }

    /// <summary>How rings pass their positions; those that are passed with different neighbours are nodes: there borders meet or part.</summary>
    sealed class Passes
    {
        readonly Dictionary<Spot, (Spot Low, Spot High)> _passes = [];

        internal HashSet<Spot> Nodes { get; } = [];

        internal void Add(GeometryColumn column, Predicate<int>? keep = null)
        {
            for (var row = 0; row < column.Count; row++)
            {
                if (column.TypeOf(row) is not (GeometryType.Polygon or GeometryType.MultiPolygon) || keep?.Invoke(row) == false) continue;
                for (var part = column.FirstPart(row); part < column.EndPart(row); part++) Add(column, column.PartStart(part), column.PartEnd(part) - 1);
            }
        }

        void Add(GeometryColumn column, int start, int end)
        {
            var x = column.X;
            var y = column.Y;
            var previous = new Spot(x[end - 1], y[end - 1]);
            for (var i = start; i < end; i++)
            {
                var here = new Spot(x[i], y[i]);
                var next = new Spot(x[i + 1], y[i + 1]);
                var pass = previous.CompareTo(next) < 0 ? (previous, next) : (next, previous);
                ref var known = ref CollectionsMarshal.GetValueRefOrAddDefault(_passes, here, out var exists);
                if (!exists) known = pass;
                else if (known != pass) Nodes.Add(here);
                previous = here;
            }
        }
    }

    /// <summary>A position, ordered by x and then by y.</summary>
    readonly record struct Spot(double X, double Y) : IComparable<Spot>
    {
        public int CompareTo(Spot other) => X < other.X ? -1 : X > other.X ? 1 : Y.CompareTo(other.Y);

        internal double SquaredDistanceTo(Spot other) => ((X - other.X) * (X - other.X)) + ((Y - other.Y) * (Y - other.Y));
    }

    /// <summary>Douglas-Peucker over one column, with its stack.</summary>
    sealed class Work(GeometryColumn column, float[] importance)
    {
        readonly Stack<(int From, int To, float Limit)> _stack = new();
        readonly List<int> _kept = [];
        int _start;
        int _length;

        internal void Line(int start, int end)
        {
            (_start, _length) = (start, int.MaxValue);
            importance[start] = importance[end - 1] = float.PositiveInfinity;
            Chain(0, end - 1 - start);
        }

        /// <summary>A ring of the vertices from start up to end, where end is its closing vertex.</summary>
        internal void Ring(int start, int end, HashSet<Spot> nodes)
        {
            (_start, _length) = (start, end - start);
            _kept.Clear();
            for (var i = 0; i < _length; i++)
                if (nodes.Contains(At(i))) _kept.Add(i);
            if (_kept.Count == 0) _kept.Add(Least());
            if (_kept.Count == 1) _kept.Add(Farthest(_kept[0]));
            _kept.Sort();
            foreach (var i in _kept) importance[start + i] = float.PositiveInfinity;
            for (var i = 0; i + 1 < _kept.Count; i++) Chain(_kept[i], _kept[i + 1]);
            Chain(_kept[^1], _kept[0] + _length);
            importance[end] = importance[start];
        }

        void Chain(int from, int to)
        {
            _stack.Push((from, to, float.PositiveInfinity));
            while (_stack.TryPop(out var span))
            {
                if (span.To - span.From < 2) continue;
                var (middle, distance) = FarthestBetween(span.From, span.To);
                // A vertex is kept only where all that came before it is: so no more than the limit handed down.
                var limit = Math.Min(span.Limit, (float)distance);
                importance[Index(middle)] = limit;
                _stack.Push((span.From, middle, limit));
                _stack.Push((middle, span.To, limit));
            }
        }

        (int At, double Distance) FarthestBetween(int from, int to)
        {
            var (a, b) = (At(from), At(to));
            if (b.CompareTo(a) < 0) (a, b) = (b, a);
            var (best, bestSquared, bestSpot) = (from + 1, -1.0, default(Spot));
            for (var i = from + 1; i < to; i++)
            {
                var spot = At(i);
                var squared = SquaredDistance(spot, a, b);
                if (squared < bestSquared || (squared == bestSquared && spot.CompareTo(bestSpot) >= 0)) continue;
                (best, bestSquared, bestSpot) = (i, squared, spot);
            }

            return (best, Math.Sqrt(bestSquared));
        }

        static double SquaredDistance(Spot p, Spot a, Spot b)
        {
            var (dx, dy) = (b.X - a.X, b.Y - a.Y);
            var squaredLength = (dx * dx) + (dy * dy);
            if (squaredLength == 0) return p.SquaredDistanceTo(a);
            var t = Math.Clamp((((p.X - a.X) * dx) + ((p.Y - a.Y) * dy)) / squaredLength, 0, 1);
            return p.SquaredDistanceTo(new Spot(a.X + (t * dx), a.Y + (t * dy)));
        }

        int Least()
        {
            var least = 0;
            for (var i = 1; i < _length; i++)
                if (At(i).CompareTo(At(least)) < 0) least = i;
            return least;
        }

        int Farthest(int from)
        {
            var (origin, best) = (At(from), from == 0 ? 1 : 0);
            for (var i = 0; i < _length; i++)
            {
                var order = At(i).SquaredDistanceTo(origin).CompareTo(At(best).SquaredDistanceTo(origin));
                if (i != from && (order > 0 || (order == 0 && At(i).CompareTo(At(best)) < 0))) best = i;
            }

            return best;
        }

        int Index(int i) => _start + (i >= _length ? i - _length : i);

        Spot At(int i) => new(column.X[Index(i)], column.Y[Index(i)]);
    }
}
