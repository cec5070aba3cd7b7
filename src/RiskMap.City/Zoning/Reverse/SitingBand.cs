using RiskMap.City.Proximity;

namespace RiskMap.City.Zoning.Reverse;

/// <summary>
/// Some rows of a siting raster while they are worked on, and the counts of all bands that one core has done. For one thread.
/// </summary>
sealed class SitingBand(SitingGrid grid, int mostRows, int hazards, int keepOuts)
{
    const int Nobody = -1;

    readonly double[] _x = [.. Enumerable.Range(0, grid.Columns).Select(grid.CentreX)];
    readonly bool[] _inArea = new bool[mostRows * grid.Columns];
    readonly double[] _shortfall = new double[mostRows * grid.Columns];
    readonly byte[] _severity = new byte[mostRows * grid.Columns];
    readonly int[] _binding = new int[mostRows * grid.Columns];
    readonly int[] _first = new int[mostRows * grid.Columns];
    readonly bool[] _several = new bool[mostRows * grid.Columns];
    readonly double[] _squared = new double[grid.Columns];
    readonly List<double> _crossings = [];
    readonly long[] _ofHazard = new long[hazards];
    readonly long[] _alone = new long[hazards];
    readonly long[] _bound = new long[keepOuts];
    int _firstRow;
    int _rows;

    /// <summary>Cells inside the area, of all bands so far.</summary>
    public long AreaCells { get; private set; }

    /// <summary>Cells that break nothing, of all bands so far.</summary>
    public long FreeCells { get; private set; }

    /// <summary>Starts a band.</summary>
    public void Begin(int firstRow, IReadOnlyList<SiteOutline> area)
    {
        (_firstRow, _rows) = (firstRow, Math.Min(mostRows, grid.Rows - firstRow));
        Array.Clear(_inArea);
        Array.Clear(_severity);
        Array.Clear(_several);
        Array.Fill(_binding, Nobody);
        Array.Fill(_first, Nobody);
        foreach (var part in area)
        {
            for (var row = 0; row < _rows; row++)
                MarkArea(part, row);
        }
    }

    /// <summary>Marks what a keep-out reaches in the band.</summary>
    public void Break(int index, in KeepOut keepOut, bool isWidest)
    {
        var broken = 0L;
        for (var row = 0; row < _rows; row++)
            broken += keepOut.Outline.Shape is { } shape ? BreakNear(index, keepOut, shape, row) : BreakNear(index, keepOut, row);
        if (isWidest)
            _ofHazard[keepOut.Hazard] += broken;
    }

    /// <summary>Writes the band's cells and counts them.</summary>
    public void End(int[] cells)
    {
        var start = (long)_firstRow * grid.Columns;
        for (var at = 0; at < _rows * grid.Columns; at++)
        {
            var cell = !_inArea[at] ? SitingRaster.Outside : _binding[at] == Nobody ? SitingRaster.Free : _binding[at];
            cells[start + at] = cell;
            if (cell == SitingRaster.Outside)
                continue;
            AreaCells++;
            if (cell == SitingRaster.Free)
            {
                FreeCells++;
                continue;
            }
            _bound[cell]++;
            if (!_several[at])
                _alone[_first[at]]++;
        }
    }

    /// <summary>Adds the counts of all bands so far.</summary>
    public void AddTo(SitingRaster raster)
    {
        Add(_ofHazard, raster.CellsOfHazard);
        Add(_alone, raster.AloneOfHazard);
        Add(_bound, raster.CellsBound);
    }

    static void Add(long[] from, long[] to)
    {
        for (var i = 0; i < from.Length; i++)
            to[i] += from[i];
    }

    void MarkArea(in SiteOutline part, int row)
    {
        if (part.Shape is not { } shape)
            return;
        Cross(shape, grid.CentreY(_firstRow + row));
        for (var i = 0; i + 1 < _crossings.Count; i += 2)
        {
            var (first, last) = Between(_crossings[i], _crossings[i + 1]);
            if (first <= last)
                _inArea.AsSpan((row * grid.Columns) + first, last - first + 1).Fill(true);
        }
    }

    // A point: the cells of its circle's chord.
    long BreakNear(int index, in KeepOut keepOut, int row)
    {
        var (x, y, metres) = (keepOut.Outline.X, grid.CentreY(_firstRow + row), keepOut.RequiredMetres);
        var dy = y - keepOut.Outline.Y;
        var chord = (metres * metres) - (dy * dy);
        if (!(chord > 0))
            return 0;
        var half = Math.Sqrt(chord);
        var (first, last) = grid.ColumnsBetween(x - half, x + half);
        var broken = 0L;
        for (var column = first; column <= last; column++)
        {
            var dx = _x[column] - x;
            var squared = (dx * dx) + (dy * dy);
            if (squared < metres * metres && BreakAt((row * grid.Columns) + column, index, keepOut, metres - Math.Sqrt(squared)))
                broken++;
        }
        return broken;
    }

    // A shape: what lies inside, and the cells that its edges reach.
    long BreakNear(int index, in KeepOut keepOut, ShapeEdges shape, int row)
    {
        var (y, metres) = (grid.CentreY(_firstRow + row), keepOut.RequiredMetres);
        var box = shape.Box.Expand(metres);
        if (!(y >= box.MinY && y <= box.MaxY))
            return 0;
        var (first, last) = grid.ColumnsBetween(box.MinX, box.MaxX);
        if (first > last)
            return 0;
        _squared.AsSpan(first, last - first + 1).Fill(double.PositiveInfinity);
        MarkInside(shape, y);
        if (metres > 0)
            MarkEdges(shape, y, metres);
        var broken = 0L;
        for (var column = first; column <= last; column++)
        {
            var squared = _squared[column];
            var isBroken = metres > 0 ? squared < metres * metres : squared == 0;
            if (isBroken && BreakAt((row * grid.Columns) + column, index, keepOut, metres - Math.Sqrt(squared)))
                broken++;
        }
        return broken;
    }

    void MarkInside(ShapeEdges shape, double y)
    {
        Cross(shape, y);
        for (var i = 0; i + 1 < _crossings.Count; i += 2)
        {
            var (from, to) = Between(_crossings[i], _crossings[i + 1]);
            if (from <= to)
                _squared.AsSpan(from, to - from + 1).Clear();
        }
    }

    void MarkEdges(ShapeEdges shape, double y, double metres)
    {
        for (var run = 0; run < shape.RunCount; run++)
        {
            ref readonly var box = ref shape.RunBox(run);
            if (y < box.MinY - metres || y > box.MaxY + metres)
                continue;
            foreach (ref readonly var edge in shape.Run(run))
            {
                var (west, east) = ReachOf(edge, y, metres);
                var (first, last) = west <= east ? grid.ColumnsBetween(west, east) : (0, -1);
                for (var column = first; column <= last; column++)
                    _squared[column] = Math.Min(_squared[column], edge.SquaredDistance(_x[column], y));
            }
        }
    }

    // Between which x an edge comes near enough to a height: the part of it within reach of the height, widened; no less than the truth.
    static (double West, double East) ReachOf(in ShapeEdge edge, double y, double metres)
    {
        var (low, high) = edge.Y1 <= edge.Y2 ? (edge.Y1, edge.Y2) : (edge.Y2, edge.Y1);
        if (y < low - metres || y > high + metres)
            return (0, -1);
        var (west, east) = (Math.Min(edge.X1, edge.X2), Math.Max(edge.X1, edge.X2));
        if (low < y - metres || high > y + metres)
        {
            var (a, b) = (edge.CrossingAt(Math.Max(low, y - metres)), edge.CrossingAt(Math.Min(high, y + metres)));
            (west, east) = (Math.Min(a, b), Math.Max(a, b));
        }
        var gap = Math.Max(0, Math.Max(low - y, y - high));
        var wider = Math.Sqrt(Math.Max(0, (metres * metres) - (gap * gap)));
        return (west - wider, east + wider);
    }

    /// <summary>Where a shape's borders cross a height, ascending: an area lies between each odd one and the next.</summary>
    void Cross(ShapeEdges shape, double y)
    {
        _crossings.Clear();
        if (!(y >= shape.Box.MinY && y <= shape.Box.MaxY))
            return;
        for (var run = 0; run < shape.RunCount; run++)
        {
            ref readonly var box = ref shape.RunBox(run);
            if (y < box.MinY || y > box.MaxY)
                continue;
            foreach (ref readonly var edge in shape.AreaRun(run))
            {
                if (edge.Y1 > y != edge.Y2 > y)
                    _crossings.Add(edge.CrossingAt(y));
            }
        }
        _crossings.Sort();
    }

    // The columns whose centres lie from one x on, up to and without another: as a ray counts crossings.
    (int First, int Last) Between(double west, double east)
    {
        var (first, last) = grid.ColumnsBetween(west, east);
        while (first <= last && _x[first] < west)
            first++;
        while (last >= first && _x[last] >= east)
            last--;
        return (first, last);
    }

    bool BreakAt(int at, int index, in KeepOut keepOut, double shortfall)
    {
        if (!_inArea[at])
            return false;
        var severity = keepOut.Severity;
        if (severity > _severity[at] || (severity == _severity[at] && shortfall > _shortfall[at]) || _binding[at] == Nobody)
            (_severity[at], _shortfall[at], _binding[at]) = ((byte)severity, shortfall, index);
        if (_first[at] == Nobody)
            _first[at] = keepOut.Hazard;
        else if (_first[at] != keepOut.Hazard)
            _several[at] = true;
        return true;
    }
}
