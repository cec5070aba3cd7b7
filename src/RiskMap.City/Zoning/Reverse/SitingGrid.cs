using RiskMap.Geo.Geometries;

namespace RiskMap.City.Zoning.Reverse;

/// <summary>Square cells over a part of the metric plane; row 0 is the northernmost. A cell stands for the position of its centre.</summary>
/// <param name="MinX">West edge, metres.</param>
/// <param name="MaxY">North edge, metres.</param>
/// <param name="CellMetres">Edge of a cell.</param>
/// <param name="Columns">Cells from west to east.</param>
/// <param name="Rows">Cells from north to south.</param>
public sealed record SitingGrid(double MinX, double MaxY, double CellMetres, int Columns, int Rows)
{
    /// <summary>East edge, metres.</summary>
    public double MaxX => MinX + (Columns * CellMetres);

    /// <summary>South edge, metres.</summary>
    public double MinY => MaxY - (Rows * CellMetres);

    /// <summary>The grid over a box, its corner on a multiple of the cell's edge, so that grids of neighbouring areas fit together.</summary>
    public static SitingGrid Over(in Box box, double cellMetres)
    {
        var (west, north) = (Math.Floor(box.MinX / cellMetres) * cellMetres, Math.Ceiling(box.MaxY / cellMetres) * cellMetres);
        return new(west, north, cellMetres, Cells(box.MaxX - west, cellMetres), Cells(north - box.MinY, cellMetres));
    }

    /// <summary>x of the centre of a column's cells.</summary>
    public double CentreX(int column) => MinX + ((column + 0.5) * CellMetres);

    /// <summary>y of the centre of a row's cells.</summary>
    public double CentreY(int row) => MaxY - ((row + 0.5) * CellMetres);

    /// <summary>The rows whose centres may lie between two heights, one to spare on each side against rounding; empty when the first is after the last.</summary>
    internal (int First, int Last) RowsBetween(double low, double high) => (
        (int)Math.Clamp(Math.Floor((MaxY - high) / CellMetres) - 1, 0, Rows), (int)Math.Clamp(Math.Ceiling((MaxY - low) / CellMetres) + 1, -1, Rows - 1));

    /// <summary>The same for columns.</summary>
    internal (int First, int Last) ColumnsBetween(double west, double east) => (
        (int)Math.Clamp(Math.Floor((west - MinX) / CellMetres) - 1, 0, Columns), (int)Math.Clamp(Math.Ceiling((east - MinX) / CellMetres) + 1, -1, Columns - 1));

    static int Cells(double metres, double cellMetres) => Math.Max(1, (int)Math.Ceiling(metres / cellMetres));
}
