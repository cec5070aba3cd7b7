using RiskMap.Geo.Geometries;

namespace RiskMap.Geo.Index;

/// <summary>Receives the rows of a query on a <see cref="PackedRTree"/>.</summary>
public interface IBoxVisitor
{
    /// <summary>Takes a row and its box (for a point, the point itself); false ends the query.</summary>
    bool Visit(int row, in Box box);
}

/// <summary>A row found by a search for the nearest.</summary>
/// <param name="Row">The row; -1 when nothing was found.</param>
/// <param name="Distance">Its distance, in the plane's unit.</param>
public readonly record struct Neighbour(int Row, double Distance);

/// <summary>
/// Static packed Hilbert R-tree (Kamel and Faloutsos 1993) over boxes, in two flat arrays of 36 bytes a row. Immutable: any number
/// of threads may query it at once, without allocation. Empty boxes are left out. Rows come in the order of the curve.
/// </summary>
public sealed class PackedRTree
{
    const int NodeSize = 16;
    const int NodeBits = 4;
    const int MaxLevels = 8;

    readonly int[] _rows;
    readonly Box[] _boxes;
    readonly int[] _levelStart;

    PackedRTree(int[] rows, Box[] boxes, int[] levelStart)
    {
        _rows = rows;
        _boxes = boxes;
        _levelStart = levelStart;
    }

    /// <summary>Number of rows in the tree; empty rows are not counted.</summary>
    public int Count => _rows.Length;

    /// <summary>Box of everything.</summary>
    public Box Extent => _rows.Length == 0 ? Box.Empty : _boxes[^1];

    /// <summary>Memory held by the arrays, in bytes.</summary>
    public long MemoryBytes => (_rows.Length * 4L) + (_boxes.Length * 32L);

    int TopLevel => _levelStart.Length - 2;

    /// <summary>Makes the tree of a column's boxes; rows keep their numbers.</summary>
    public static PackedRTree Build(GeometryColumn column)
    {
        if (!column.IsPointColumn) return Build(column.Boxes());
        var boxes = new Box[column.Count];
        var x = column.X;
        var y = column.Y;
        for (var row = 0; row < boxes.Length; row++) boxes[row] = Box.Of(x[row], y[row]);
        return Build(boxes);
    }

    /// <summary>Makes the tree of boxes; row i is the i-th box.</summary>
    public static PackedRTree Build(ReadOnlySpan<Box> boxes)
    {
        var extent = Box.Empty;
        var count = 0;
        foreach (ref readonly var box in boxes)
        {
            if (box.IsEmpty) continue;
            extent = extent.Union(box);
            count++;
        }

        var levelStart = LevelStarts(count);
        var packed = new Box[levelStart[^1]];
        var rows = RowsAlongCurve(boxes, extent, count);
        for (var i = 0; i < count; i++) packed[i] = boxes[rows[i]];
        for (var level = 1; level < levelStart.Length - 1; level++) PackLevel(packed, levelStart, level);
        return new PackedRTree(rows, packed, levelStart);
    }

    /// <summary>Appends the rows whose boxes touch the given one.</summary>
    public void Query(in Box box, List<int> results)
    {
        var visitor = new Collector(results);
        Query(box, ref visitor);
    }

    /// <summary>Shows the rows whose boxes touch the given one to a visitor, until it has enough.</summary>
    public void Query<TVisitor>(in Box box, ref TVisitor visitor) where TVisitor : struct, IBoxVisitor
    {
        if (_rows.Length == 0 || !_boxes[^1].Intersects(box)) return;
        Span<(int Level, int Node)> stack = stackalloc (int, int)[MaxLevels * NodeSize];
        var depth = 0;
        stack[depth++] = (TopLevel, 0);
        while (depth > 0)
        {
            var (level, node) = stack[--depth];
            if (level == 0 || box.Contains(_boxes[_levelStart[level] + node]))
            {
                if (!VisitLeaves(level, node, box, ref visitor)) return;
                continue;
            }

            var end = Math.Min((node + 1) << NodeBits, _levelStart[level] - _levelStart[level - 1]);
            if (level == 1)
            {
                if (!VisitTouching(node << NodeBits, end, box, ref visitor)) return;
                continue;
            }

            for (var child = end - 1; child >= node << NodeBits; child--)
                if (_boxes[_levelStart[level - 1] + child].Intersects(box)) stack[depth++] = (level - 1, child);
        }
    }

    /// <summary>True when a row's box touches the given one.</summary>
    public bool Any(in Box box)
    {
        var visitor = default(First);
        Query(box, ref visitor);
        return visitor.Found;
    }

    /// <summary>
    /// The k rows nearest to a position, nearest first, equal distances by row. <paramref name="distance"/> gives a row's true
    /// distance, in the plane's unit; it must not be less than the distance to the row's box.
    /// </summary>
    public IReadOnlyList<Neighbour> Nearest(
        double x, double y, int count, Func<int, double> distance, double maxDistance = double.PositiveInfinity)
    {
        var best = new List<Neighbour>();
        if (_rows.Length == 0 || count <= 0) return best;
        var queue = new PriorityQueue<(int Level, int Node), double>();
        queue.Enqueue((TopLevel, 0), _boxes[^1].SquaredDistance(x, y));
        while (queue.TryDequeue(out var at, out var squared))
        {
            var limit = best.Count == count ? best[^1].Distance : maxDistance;
            // A relative hair of slack: the callback and the box distance are rounded separately.
            if (Math.Sqrt(squared) > limit * (1 + 1e-12)) break;
            if (at.Level == 0) Offer(best, count, new Neighbour(_rows[at.Node], distance(_rows[at.Node])), maxDistance);
            else EnqueueChildren(queue, at, x, y);
        }

        return best;
    }

    void EnqueueChildren(PriorityQueue<(int Level, int Node), double> queue, (int Level, int Node) at, double x, double y)
    {
        var start = _levelStart[at.Level - 1];
        var end = Math.Min((at.Node + 1) << NodeBits, _levelStart[at.Level] - start);
        for (var child = at.Node << NodeBits; child < end; child++)
            queue.Enqueue((at.Level - 1, child), _boxes[start + child].SquaredDistance(x, y));
    }

    static void Offer(List<Neighbour> best, int count, Neighbour candidate, double maxDistance)
    {
        if (!(candidate.Distance <= maxDistance)) return;
        var at = best.Count;
        while (at > 0 && IsNearer(candidate, best[at - 1])) at--;
        if (at >= count) return;
        best.Insert(at, candidate);
        if (best.Count > count) best.RemoveAt(count);
    }

    static bool IsNearer(Neighbour a, Neighbour b) => a.Distance < b.Distance || (a.Distance == b.Distance && a.Row < b.Row);

    bool VisitLeaves<TVisitor>(int level, int node, in Box box, ref TVisitor visitor) where TVisitor : struct, IBoxVisitor
    {
        var shift = level * NodeBits;
        var end = (int)Math.Min((node + 1L) << shift, _rows.Length);
        var start = node << shift;
        if (level == 0) return VisitTouching(start, end, box, ref visitor);
        for (var i = start; i < end; i++)
            if (!visitor.Visit(_rows[i], _boxes[i])) return false;
        return true;
    }

    bool VisitTouching<TVisitor>(int start, int end, in Box box, ref TVisitor visitor) where TVisitor : struct, IBoxVisitor
    {
        for (var i = start; i < end; i++)
            if (_boxes[i].Intersects(box) && !visitor.Visit(_rows[i], _boxes[i])) return false;
        return true;
    }

    static int[] LevelStarts(int count)
    {
        var starts = new List<int> { 0 };
        for (var nodes = count; nodes > 0; nodes = nodes == 1 ? 0 : (nodes + NodeSize - 1) >> NodeBits) starts.Add(starts[^1] + nodes);
        return [.. starts];
    }

    static void PackLevel(Box[] packed, int[] levelStart, int level)
    {
        var (below, here) = (levelStart[level - 1], levelStart[level]);
        for (var node = 0; here + node < levelStart[level + 1]; node++)
        {
            var box = Box.Empty;
            var end = Math.Min(below + ((node + 1) << NodeBits), here);
            for (var child = below + (node << NodeBits); child < end; child++) box = box.Union(packed[child]);
            packed[here + node] = box;
        }
    }

    static int[] RowsAlongCurve(ReadOnlySpan<Box> boxes, Box extent, int count)
    {
        var keys = new uint[count];
        var rows = new int[count];
        var (scaleX, scaleY) = (Scale(extent.Width), Scale(extent.Height));
        var at = 0;
        for (var row = 0; row < boxes.Length; row++)
        {
            if (boxes[row].IsEmpty) continue;
            var x = (uint)Math.Clamp((boxes[row].CentreX - extent.MinX) * scaleX, 0, HilbertCurve.Max);
            var y = (uint)Math.Clamp((boxes[row].CentreY - extent.MinY) * scaleY, 0, HilbertCurve.Max);
            keys[at] = HilbertCurve.Position(x, y);
            rows[at++] = row;
        }

        return RadixSort.ByKey(keys, rows);
    }

    static double Scale(double length) => length > 0 ? HilbertCurve.Max / length : 0;

    readonly struct Collector(List<int> results) : IBoxVisitor
    {
        public bool Visit(int row, in Box box)
        {
            results.Add(row);
            return true;
        }
    }

    struct First : IBoxVisitor
    {
        internal bool Found { get; private set; }

        public bool Visit(int row, in Box box)
        {
            Found = true;
            return false;
        }
    }
}
