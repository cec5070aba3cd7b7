using RiskMap.Geo.Geometries;

namespace RiskMap.Geo.Index;

/// <summary>
/// Says in which of a set of polygons a position lies, for many positions. A grid over the polygons knows the cells that no edge touches (one
/// look); in the others only the edges of the position's band are crossed (even-odd rule, Shimrat 1962). The crossing test is half-open and
/// does not depend on an edge's direction, so that a position on a border shared vertex by vertex lies in exactly one of the two polygons; where
/// polygons overlap the first of the set wins. Building is O(edges + cells); immutable, any number of threads may ask.
/// </summary>
public sealed class PolygonLocator
{
    // Enough cells that few hold an edge for city districts; 256 × 256 shorts are 128 kB.
    const int CellsPerSide = 256;
    const short Outside = -1;
    const short Mixed = -2;

    readonly Banded[] _polygons;
    readonly short[] _cells = new short[CellsPerSide * CellsPerSide];
    readonly Box _extent;
    readonly double _cellWidth;
    readonly double _cellHeight;

    PolygonLocator(Banded[] polygons)
    {
        _polygons = polygons;
        _extent = polygons.Aggregate(Box.Empty, (box, polygon) => box.Union(polygon.Box));
        (_cellWidth, _cellHeight) = (_extent.Width / CellsPerSide, _extent.Height / CellsPerSide);
        if (polygons.Length > 0)
            FillCells();
    }

    /// <summary>Prepares the polygons of some rows of a column; other geometries among them hold nothing.</summary>
    /// <param name="column">The column; its plane is that of the positions asked for.</param>
    /// <param name="rows">At most 32,767 rows.</param>
    public static PolygonLocator Build(GeometryColumn column, IReadOnlyList<int> rows)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(rows.Count, short.MaxValue, nameof(rows));
        return new([.. rows.Select(row => new Banded(column, row))]);
    }

    /// <summary>Place in the set of the polygon that holds the position, or -1.</summary>
    public int Find(double x, double y)
    {
        if (!(x >= _extent.MinX && x <= _extent.MaxX && y >= _extent.MinY && y <= _extent.MaxY))
            return Outside;
        var cell = _cells[(Line(y) * CellsPerSide) + Column(x)];
        return cell == Mixed ? FindExactly(x, y) : cell;
    }

    int FindExactly(double x, double y)
    {
        for (var polygon = 0; polygon < _polygons.Length; polygon++)
        {
            if (_polygons[polygon].Contains(x, y))
                return polygon;
        }
        return Outside;
    }

    void FillCells()
    {
        foreach (var polygon in _polygons)
            polygon.ForEachEdge(MarkEdge);
        for (var line = 0; line < CellsPerSide; line++)
        {
            for (var column = 0; column < CellsPerSide; column++)
            {
                ref var cell = ref _cells[(line * CellsPerSide) + column];
                // A cell without edges lies wholly in or out of every polygon, as does its west neighbour's answer if that has none either.
                if (cell != Mixed)
                    cell = column > 0 && _cells[(line * CellsPerSide) + column - 1] is not Mixed and var west ? west : AtCentre(column, line);
            }
        }
    }

    short AtCentre(int column, int line) =>
        (short)FindExactly(_extent.MinX + ((column + 0.5) * _cellWidth), _extent.MinY + ((line + 0.5) * _cellHeight));

    // Marks the cells of the edge's columns in each line that it crosses, one cell to spare on each side against rounding.
    void MarkEdge(double x1, double y1, double x2, double y2)
    {
        var (first, last) = (Math.Max(0, Line(Math.Min(y1, y2)) - 1), Math.Min(CellsPerSide - 1, Line(Math.Max(y1, y2)) + 1));
        for (var line = first; line <= last; line++)
        {
            var (low, high) = (_extent.MinY + ((line - 1) * _cellHeight), _extent.MinY + ((line + 2) * _cellHeight));
            var (a, b) = (XAt(x1, y1, x2, y2, low), XAt(x1, y1, x2, y2, high));
            var (left, right) = (Math.Max(0, Column(Math.Min(a, b)) - 1), Math.Min(CellsPerSide - 1, Column(Math.Max(a, b)) + 1));
            _cells.AsSpan((line * CellsPerSide) + left, right - left + 1).Fill(Mixed);
        }
    }

    static double XAt(double x1, double y1, double x2, double y2, double y)
    {
        var (low, high) = (Math.Min(y1, y2), Math.Max(y1, y2));
        if (low == high)
            return y <= low ? Math.Min(x1, x2) : Math.Max(x1, x2);
        return x1 + ((Math.Clamp(y, low, high) - y1) / (y2 - y1) * (x2 - x1));
    }

    int Column(double x) => _cellWidth > 0 ? Math.Clamp((int)((x - _extent.MinX) / _cellWidth), 0, CellsPerSide - 1) : 0;

    int Line(double y) => _cellHeight > 0 ? Math.Clamp((int)((y - _extent.MinY) / _cellHeight), 0, CellsPerSide - 1) : 0;

    /// <summary>The edges of one polygon, sorted into horizontal bands. Horizontal edges cross no ray and are left out of the bands.</summary>
    sealed class Banded
    {
        const int EdgesPerBand = 4;
        const int MostBands = 4096;

        readonly List<(double X1, double Y1, double X2, double Y2)> _edges = [];
        readonly int[][] _bands;
        readonly double _bandHeight;

        public Banded(GeometryColumn column, int row)
        {
            Box = column.BoxOf(row);
            if (column.TypeOf(row) is GeometryType.Polygon or GeometryType.MultiPolygon)
                AddEdges(column, row);
            var bands = Math.Clamp(_edges.Count / EdgesPerBand, 1, MostBands);
            _bandHeight = Box.Height / bands;
            _bands = FillBands(bands);
        }

        public Box Box { get; }

        public bool Contains(double x, double y)
        {
            if (!(x >= Box.MinX && x <= Box.MaxX && y >= Box.MinY && y <= Box.MaxY))
                return false;
            var inside = false;
            foreach (var edge in _bands[Band(y)])
            {
                // Edges run upward; an edge owns its lower end, not its upper.
                var (x1, y1, x2, y2) = _edges[edge];
                if (y >= y1 && y < y2 && x < x1 + ((y - y1) / (y2 - y1) * (x2 - x1)))
                    inside = !inside;
            }
            return inside;
        }

        public void ForEachEdge(Action<double, double, double, double> visit)
        {
            foreach (var (x1, y1, x2, y2) in _edges)
                visit(x1, y1, x2, y2);
        }

        void AddEdges(GeometryColumn column, int row)
        {
            for (var part = column.FirstPart(row); part < column.EndPart(row); part++)
            {
                var x = column.PartX(part);
                var y = column.PartY(part);
                for (var i = 1; i < x.Length; i++)
                    _edges.Add(y[i - 1] <= y[i] ? (x[i - 1], y[i - 1], x[i], y[i]) : (x[i], y[i], x[i - 1], y[i - 1]));
            }
        }

        int[][] FillBands(int count)
        {
            var bands = new List<int>[count];
            for (var edge = 0; edge < _edges.Count; edge++)
            {
                if (_edges[edge].Y1 == _edges[edge].Y2)
                    continue;
                for (var band = Band(_edges[edge].Y1, count); band <= Band(_edges[edge].Y2, count); band++)
                    (bands[band] ??= []).Add(edge);
            }
            return Array.ConvertAll(bands, band => band is null ? [] : band.ToArray());
        }

        int Band(double y) => Band(y, _bands.Length);

        int Band(double y, int count) => _bandHeight > 0 ? Math.Clamp((int)((y - Box.MinY) / _bandHeight), 0, count - 1) : 0;
    }
}
