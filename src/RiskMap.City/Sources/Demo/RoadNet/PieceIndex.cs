using RiskMap.City.Sources.Demo.Geography;

namespace RiskMap.City.Sources.Demo.RoadNet;

/// <summary>A straight piece of a drawn road.</summary>
/// <param name="Line">Number of the road line.</param>
/// <param name="Vertex">Number of the line's vertex at which the piece begins.</param>
/// <param name="A">Begin.</param>
/// <param name="B">End.</param>
readonly record struct Piece(int Line, int Vertex, DrawingPoint A, DrawingPoint B)
{
    /// <summary>Shares of this piece and of the other line at which they cross, null when they do not.</summary>
    public (double Own, double Other)? Crossing(DrawingPoint from, DrawingPoint to)
    {
        DrawingPoint r = B - A, s = to - from, between = from - A;
        var denominator = r.Cross(s);
        if (Math.Abs(denominator) < 1e-9)
            return null;
        double t = between.Cross(s) / denominator, u = between.Cross(r) / denominator;
        return t is >= 0 and <= 1 && u is >= 0 and <= 1 ? (t, u) : null;
    }

    /// <summary>Share of the piece at which it is nearest to a point.</summary>
    public double NearestShare(DrawingPoint point)
    {
        var along = B - A;
        var squared = along.Dot(along);
        return squared > 0 ? Math.Clamp((point - A).Dot(along) / squared, 0, 1) : 0;
    }
}

/// <summary>All pieces of many lines in a grid of buckets: who is near this box. Immutable.</summary>
sealed class PieceIndex
{
    const double CellMetres = 50;
    readonly DrawingPoint _least;
    readonly int _columns;
    readonly int _rows;
    readonly int[] _start;
    readonly int[] _items;

    public PieceIndex(IReadOnlyList<RoadLine> lines)
    {
        var pieces = new List<Piece>();
        for (var line = 0; line < lines.Count; line++)
            for (var vertex = 0; vertex + 1 < lines[line].Points.Count; vertex++)
                pieces.Add(new Piece(line, vertex, lines[line].Points[vertex], lines[line].Points[vertex + 1]));
        Pieces = pieces;
        _least = pieces.Count == 0 ? default : new DrawingPoint(pieces.Min(p => Math.Min(p.A.X, p.B.X)), pieces.Min(p => Math.Min(p.A.Y, p.B.Y)));
        _columns = pieces.Count == 0 ? 1 : Column(pieces.Max(p => Math.Max(p.A.X, p.B.X))) + 1;
        _rows = pieces.Count == 0 ? 1 : Row(pieces.Max(p => Math.Max(p.A.Y, p.B.Y))) + 1;
        (_start, _items) = Buckets(pieces);
    }

    public IReadOnlyList<Piece> Pieces { get; }

    /// <summary>Puts the numbers of the pieces whose boxes come near the box of a and b into the list; a piece may come more than once.</summary>
    public void Near(DrawingPoint a, DrawingPoint b, double marginMetres, List<int> found)
    {
        found.Clear();
        int left = Math.Max(0, Column(Math.Min(a.X, b.X) - marginMetres)), right = Math.Min(_columns - 1, Column(Math.Max(a.X, b.X) + marginMetres));
        int low = Math.Max(0, Row(Math.Min(a.Y, b.Y) - marginMetres)), high = Math.Min(_rows - 1, Row(Math.Max(a.Y, b.Y) + marginMetres));
        for (var row = low; row <= high; row++)
            for (var column = left; column <= right; column++)
                for (var i = _start[row * _columns + column]; i < _start[row * _columns + column + 1]; i++)
                    found.Add(_items[i]);
    }

    int Column(double x) => (int)Math.Floor((x - _least.X) / CellMetres);

    int Row(double y) => (int)Math.Floor((y - _least.Y) / CellMetres);

    (int[] Start, int[] Items) Buckets(List<Piece> pieces)
    {
        var start = new int[_columns * _rows + 1];
        foreach (var piece in pieces)
            Visit(piece, bucket => start[bucket + 1]++);
        for (var i = 1; i < start.Length; i++)
            start[i] += start[i - 1];
        var items = new int[start[^1]];
        var next = start.ToArray();
        for (var i = 0; i < pieces.Count; i++)
        {
            var number = i;
            Visit(pieces[i], bucket => items[next[bucket]++] = number);
        }
        return (start, items);
    }

    void Visit(Piece piece, Action<int> visit)
    {
        int left = Column(Math.Min(piece.A.X, piece.B.X)), right = Column(Math.Max(piece.A.X, piece.B.X));
        int low = Row(Math.Min(piece.A.Y, piece.B.Y)), high = Row(Math.Max(piece.A.Y, piece.B.Y));
        for (var row = low; row <= high; row++)
            for (var column = left; column <= right; column++)
                visit(row * _columns + column);
    }
}
