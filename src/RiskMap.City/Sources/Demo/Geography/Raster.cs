namespace RiskMap.City.Sources.Demo.Geography;

/// <summary>
/// A square raster over the board that holds one small number a cell: which town, which built-up area. Answers "what is here" in constant time.
/// </summary>
sealed class Raster
{
    readonly ushort[] _cells;

    public Raster(DrawingPoint least, DrawingPoint most, double cellMetres)
    {
        Least = least;
        CellMetres = cellMetres;
        Columns = (int)Math.Ceiling((most.X - least.X) / cellMetres);
        Rows = (int)Math.Ceiling((most.Y - least.Y) / cellMetres);
        _cells = new ushort[Columns * Rows];
    }

    public DrawingPoint Least { get; }

    public double CellMetres { get; }

    public int Columns { get; }

    public int Rows { get; }

    /// <summary>Number of cells; a cell is row × columns + column.</summary>
    public int Count => _cells.Length;

    /// <summary>The number in a cell.</summary>
    public ushort this[int cell]
    {
        get => _cells[cell];
        set => _cells[cell] = value;
    }

    /// <summary>The cell of a position, −1 outside.</summary>
    public int CellAt(DrawingPoint point)
    {
        double x = (point.X - Least.X) / CellMetres, y = (point.Y - Least.Y) / CellMetres;
        return x >= 0 && y >= 0 && x < Columns && y < Rows ? (int)y * Columns + (int)x : -1;
    }

    /// <summary>The number at a position, 0 outside.</summary>
    public ushort At(DrawingPoint point) => CellAt(point) is var cell and >= 0 ? _cells[cell] : (ushort)0;

    /// <summary>Middle of a cell.</summary>
    public DrawingPoint Middle(int cell) => InCell(cell, 0.5, 0.5);

    /// <summary>A position within a cell from its shares of the cell.</summary>
    public DrawingPoint InCell(int cell, double u, double v) =>
        new(Least.X + (cell % Columns + u) * CellMetres, Least.Y + (cell / Columns + v) * CellMetres);

    /// <summary>True when all cells within a number of steps hold the same number as the cell itself.</summary>
    public bool IsUniform(int cell, int steps)
    {
        int row = cell / Columns, column = cell % Columns;
        if (row < steps || column < steps || row >= Rows - steps || column >= Columns - steps)
            return false;
        for (var r = row - steps; r <= row + steps; r++)
            for (var c = column - steps; c <= column + steps; c++)
                if (_cells[r * Columns + c] != _cells[cell])
                    return false;
        return true;
    }

    /// <summary>Writes a number into the cells whose middle lies within the ring (even-odd scan lines).</summary>
    public void Fill(IReadOnlyList<DrawingPoint> ring, ushort value)
    {
        var crossings = new List<double>();
        double low = ring.Min(p => p.Y), high = ring.Max(p => p.Y);
        var first = Math.Max(0, (int)((low - Least.Y) / CellMetres));
        var last = Math.Min(Rows - 1, (int)((high - Least.Y) / CellMetres));
        for (var row = first; row <= last; row++)
        {
            Cross(ring, Least.Y + (row + 0.5) * CellMetres, crossings);
            for (var i = 0; i + 1 < crossings.Count; i += 2)
                FillRow(row, crossings[i], crossings[i + 1], value);
        }
    }

    static void Cross(IReadOnlyList<DrawingPoint> ring, double y, List<double> crossings)
    {
        crossings.Clear();
        for (var i = 0; i < ring.Count; i++)
        {
            DrawingPoint a = ring[i], b = ring[(i + 1) % ring.Count];
            if (a.Y > y != b.Y > y)
                crossings.Add(a.X + (b.X - a.X) * (y - a.Y) / (b.Y - a.Y));
        }
        crossings.Sort();
    }

    void FillRow(int row, double fromX, double toX, ushort value)
    {
        var first = Math.Max(0, (int)Math.Ceiling((fromX - Least.X) / CellMetres - 0.5));
        var last = Math.Min(Columns - 1, (int)Math.Floor((toX - Least.X) / CellMetres - 0.5));
        for (var column = first; column <= last; column++)
            _cells[row * Columns + column] = value;
    }
}
