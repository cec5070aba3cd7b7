using RiskMap.City.Sources.Demo.Geography;

namespace RiskMap.City.Sources.Demo.RoadNet;

/// <summary>
/// Cuts drawn roads at their junctions: crossings of the same level, and ends that come near another road. Junctions closer together than a few metres
/// become one node. One use: <see cref="Cut"/>.
/// </summary>
sealed class RoadNoder
{
    const double NodeApartMetres = 7;
    readonly IReadOnlyList<RoadLine> _lines;
    readonly PieceIndex _index;
    readonly List<(double At, DrawingPoint Point)>[] _cuts; // At: vertex number plus share of the piece
    readonly DrawingPoint?[] _startExtension;
    readonly DrawingPoint?[] _endExtension;
    readonly NodeTable _nodes = new(NodeApartMetres);

    RoadNoder(IReadOnlyList<RoadLine> lines)
    {
        _lines = lines;
        _index = new PieceIndex(lines);
        _cuts = [.. lines.Select(_ => new List<(double, DrawingPoint)>())];
        _startExtension = new DrawingPoint?[lines.Count];
        _endExtension = new DrawingPoint?[lines.Count];
    }

    /// <summary>Cuts the lines; earlier lines win where two run on top of each other.</summary>
    public static (List<DrawingPoint> Nodes, List<RoadSegment> Segments) Cut(IReadOnlyList<RoadLine> lines)
    {
        var noder = new RoadNoder(lines);
        noder.Cross();
        foreach (var cuts in noder._cuts)
            cuts.Sort((a, b) => a.At.CompareTo(b.At));
        var bounds = new (double First, double Last)[lines.Count];
        for (var line = 0; line < lines.Count; line++)
            bounds[line] = noder.Bounds(line);
        var segments = new List<RoadSegment>();
        var seen = new HashSet<(int, int)>();
        for (var line = 0; line < lines.Count; line++)
            noder.Emit(line, bounds[line], segments, seen);
        return (noder._nodes.Points, segments);
    }

    void Cross()
    {
        var near = new List<int>();
        for (var i = 0; i < _index.Pieces.Count; i++)
        {
            var piece = _index.Pieces[i];
            _index.Near(piece.A, piece.B, 0, near);
            near.Sort();
            var before = -1;
            foreach (var j in near)
            {
                if (j > i && j != before)
                    Cross(piece, _index.Pieces[j]);
                before = j;
            }
        }
    }

    void Cross(Piece p, Piece q)
    {
        if (p.Line == q.Line || _lines[p.Line].Style.Level != _lines[q.Line].Style.Level)
            return;
        if (p.Crossing(q.A, q.B) is not var (t, u))
            return;
        var at = p.A.Towards(p.B, t);
        _cuts[p.Line].Add((p.Vertex + t, at));
        _cuts[q.Line].Add((q.Vertex + u, at));
    }

    // Where the line really begins and ends: at a crossing close to its end (the stub beyond is dropped), else at the road that the end is drawn on to.
    (double First, double Last) Bounds(int line)
    {
        var (points, style) = (_lines[line].Points, _lines[line].Style);
        double first = 0, last = points.Count - 1;
        if (_cuts[line] is [var nearest, ..] && points[0].DistanceTo(nearest.Point) < style.JoinMetres && nearest.At < last)
            first = nearest.At;
        else
            _startExtension[line] = Join(line, points[0]);
        if (_cuts[line] is [.., var furthest] && points[^1].DistanceTo(furthest.Point) < style.JoinMetres && furthest.At > first)
            last = furthest.At;
        else
            _endExtension[line] = Join(line, points[^1]);
        return (first, last);
    }

    DrawingPoint? Join(int line, DrawingPoint end)
    {
        var style = _lines[line].Style;
        var near = new List<int>();
        _index.Near(end, end, style.JoinMetres, near);
        var (best, bestDistance) = (-1, style.JoinMetres);
        foreach (var candidate in near)
        {
            var piece = _index.Pieces[candidate];
            if (piece.Line == line || (_lines[piece.Line].Style.Level != style.Level && !style.JoinsAnyLevel))
                continue;
            var distance = piece.A.Towards(piece.B, piece.NearestShare(end)).DistanceTo(end);
            if (distance < bestDistance || (distance == bestDistance && candidate < best))
                (best, bestDistance) = (candidate, distance);
        }
        if (best < 0)
            return null;
        var target = _index.Pieces[best];
        var share = target.NearestShare(end);
        var at = target.A.Towards(target.B, share);
        _cuts[target.Line].Add((target.Vertex + share, at));
        return at;
    }

    void Emit(int line, (double First, double Last) bounds, List<RoadSegment> segments, HashSet<(int, int)> seen)
    {
        var (points, style) = (_lines[line].Points, _lines[line].Style);
        var cuts = _cuts[line];
        cuts.Sort((a, b) => a.At.CompareTo(b.At));
        var stops = new List<(double At, DrawingPoint Point)> { (bounds.First, PointAt(points, bounds.First)) };
        stops.AddRange(cuts.Where(cut => cut.At > bounds.First && cut.At < bounds.Last));
        stops.Add((bounds.Last, PointAt(points, bounds.Last)));
        var shape = new List<DrawingPoint>();
        var from = -1;
        for (var i = 0; i < stops.Count; i++)
        {
            var extension = i == 0 ? _startExtension[line] : i == stops.Count - 1 ? _endExtension[line] : null;
            var to = _nodes.At(extension ?? stops[i].Point);
            if (i > 0)
            {
                AddShape(shape, points, stops[i - 1].At, stops[i].At);
                if (extension is not null)
                    shape.Add(stops[i].Point);
                Add(from, to, shape, style, segments, seen);
                shape.Clear();
            }
            else if (extension is not null)
            {
                shape.Add(stops[0].Point);
            }
            from = to;
        }
    }

    static void AddShape(List<DrawingPoint> shape, IReadOnlyList<DrawingPoint> points, double from, double to)
    {
        for (var vertex = (int)Math.Floor(from) + 1; vertex < to; vertex++)
            shape.Add(points[vertex]);
    }

    void Add(int from, int to, List<DrawingPoint> shape, RoadStyle style, List<RoadSegment> segments, HashSet<(int, int)> seen)
    {
        if (from == to)
            return;
        DrawingPoint a = _nodes.Points[from], b = _nodes.Points[to];
        // Vertices at the very junction would be hooks after the node has moved.
        var inner = shape.Where(point => point.DistanceTo(a) > 3 && point.DistanceTo(b) > 3);
        if (seen.Add((Math.Min(from, to), Math.Max(from, to))))
            segments.Add(new RoadSegment(from, to, [a, .. inner, b], style));
    }

    static DrawingPoint PointAt(IReadOnlyList<DrawingPoint> points, double at)
    {
        var vertex = Math.Min((int)at, points.Count - 2);
        return points[vertex].Towards(points[vertex + 1], at - vertex);
    }
}

/// <summary>Nodes by position: a position near an older node is that node.</summary>
sealed class NodeTable(double apartMetres)
{
    readonly Dictionary<(int, int), List<int>> _cells = [];

    public List<DrawingPoint> Points { get; } = [];

    /// <summary>The node at a position, made when there is none near.</summary>
    public int At(DrawingPoint point)
    {
        var (column, row) = ((int)Math.Floor(point.X / apartMetres), (int)Math.Floor(point.Y / apartMetres));
        var (best, bestDistance) = (-1, apartMetres);
        for (var c = column - 1; c <= column + 1; c++)
        {
            for (var r = row - 1; r <= row + 1; r++)
            {
                foreach (var node in _cells.GetValueOrDefault((c, r)) ?? [])
                {
                    var distance = Points[node].DistanceTo(point);
                    if (distance < bestDistance)
                        (best, bestDistance) = (node, distance);
                }
            }
        }
        if (best >= 0)
            return best;
        if (!_cells.TryGetValue((column, row), out var cell))
            _cells[(column, row)] = cell = [];
        cell.Add(Points.Count);
        Points.Add(point);
        return Points.Count - 1;
    }
}
