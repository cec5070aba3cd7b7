using RiskMap.Geo.Geometries;

namespace RiskMap.City.Risk.Fields;

/// <summary>
/// The cells of a city: squares on whole multiples of their edge in the metric plane, so that every version of a city has the same cells. A cell
/// is counted row by row from the south-west corner. Values belong to a cell's centre.
/// </summary>
/// <param name="Edge">Edge of a cell, metres.</param>
/// <param name="West">Number of the westernmost column in the plane.</param>
/// <param name="South">Number of the southernmost row in the plane.</param>
/// <param name="Columns">Columns.</param>
/// <param name="Rows">Rows.</param>
readonly record struct CellGrid(double Edge, long West, long South, int Columns, int Rows)
{
    // Borders stand on multiples of this many cells, so that an edit near the border rarely makes another grid.
    const int BorderCells = 16;

    /// <summary>Number of cells.</summary>
    public int Count => Columns * Rows;

    /// <summary>Area of a cell, hectares.</summary>
    public double CellHectares => Edge * Edge / 10_000;

    /// <summary>All cells.</summary>
    public CellWindow All => new(0, 0, Columns - 1, Rows - 1);

    /// <summary>The grid over a box of the metric plane; empty over an empty box.</summary>
    public static CellGrid Over(in Box metric, GridModel model)
    {
        if (metric.IsEmpty)
            return new(model.CellMetres, 0, 0, 0, 0);
        for (var edge = model.CellMetres; ; edge *= 2)
        {
            var (west, columns) = Line(metric.MinX, metric.MaxX, edge);
            var (south, rows) = Line(metric.MinY, metric.MaxY, edge);
            if (columns * rows <= model.MostCells)
                return new(edge, (long)west, (long)south, (int)columns, (int)rows);
        }
    }

    /// <summary>x of the centres of a column.</summary>
    public double CentreX(int column) => (West + column + 0.5) * Edge;

    /// <summary>y of the centres of a row.</summary>
    public double CentreY(int row) => (South + row + 0.5) * Edge;

    /// <summary>Centre of a cell.</summary>
    public (double X, double Y) Centre(int cell) => (CentreX(cell % Columns), CentreY(cell / Columns));

    /// <summary>The cell of a position, or -1 outside the grid.</summary>
    public int CellOf(double x, double y)
    {
        var (column, row) = (Math.Floor(x / Edge) - West, Math.Floor(y / Edge) - South);
        return column >= 0 && column < Columns && row >= 0 && row < Rows ? ((int)row * Columns) + (int)column : -1;
    }

    /// <summary>The cells whose centre lies in a box.</summary>
    public CellWindow WindowOf(in Box metric) => metric.IsEmpty ? CellWindow.None : new CellWindow(
        Number(Math.Ceiling((metric.MinX / Edge) - 0.5) - West, Columns), Number(Math.Ceiling((metric.MinY / Edge) - 0.5) - South, Rows),
        Number(Math.Floor((metric.MaxX / Edge) - 0.5) - West, Columns), Number(Math.Floor((metric.MaxY / Edge) - 0.5) - South, Rows)).Intersection(All);

    /// <summary>Box of the centres of some cells.</summary>
    public Box BoxOf(in CellWindow window) => window.IsEmpty ? Box.Empty : new(CentreX(window.Left), CentreY(window.Bottom), CentreX(window.Right), CentreY(window.Top));

    static (double First, double Count) Line(double least, double most, double edge)
    {
        var block = edge * BorderCells;
        var first = Math.Floor(least / block);
        return (first * BorderCells, (Math.Floor(most / block) - first + 1) * BorderCells);
    }

    static int Number(double cell, int count) => (int)Math.Clamp(cell, -1, count);
}

/// <summary>A rectangle of cells, both ends included.</summary>
readonly record struct CellWindow(int Left, int Bottom, int Right, int Top)
{
    /// <summary>No cell.</summary>
    public static CellWindow None => new(0, 0, -1, -1);

    /// <summary>True when it holds no cell.</summary>
    public bool IsEmpty => Left > Right || Bottom > Top;

    /// <summary>Number of cells.</summary>
    public long Count => IsEmpty ? 0 : (long)(Right - Left + 1) * (Top - Bottom + 1);

    /// <summary>The cells of both.</summary>
    public CellWindow Intersection(in CellWindow other) =>
        new(Math.Max(Left, other.Left), Math.Max(Bottom, other.Bottom), Math.Min(Right, other.Right), Math.Min(Top, other.Top));

    /// <summary>The least rectangle with both.</summary>
    public CellWindow Union(in CellWindow other) => IsEmpty ? other : other.IsEmpty ? this :
        new(Math.Min(Left, other.Left), Math.Min(Bottom, other.Bottom), Math.Max(Right, other.Right), Math.Max(Top, other.Top));

    /// <summary>Joins rectangles that overlap, until none do.</summary>
    public static List<CellWindow> Merge(IEnumerable<CellWindow> windows)
    {
        var merged = new List<CellWindow>();
        foreach (var window in windows)
        {
            if (window.IsEmpty)
                continue;
            var grown = window;
            for (var i = merged.FindIndex(other => !other.Intersection(grown).IsEmpty); i >= 0; i = merged.FindIndex(other => !other.Intersection(grown).IsEmpty))
            {
                grown = grown.Union(merged[i]);
                merged.RemoveAt(i);
            }
            merged.Add(grown);
        }
        return merged;
    }
}
