using NetTopologySuite.Geometries;

namespace RiskMap.City.Zoning.Reverse;

/// <summary>The free cells of a raster as polygons, drawn along coarser cells that are free as a whole: no position in them is not free. Pure.</summary>
static class SitingOutline
{
    /// <summary>The polygons in the metric plane, or null where no coarse cell is free; and the edge of the coarse cells.</summary>
    public static (MultiPolygon? Outline, double CellMetres) Of(SitingRaster raster, int mostCells)
    {
        var grid = raster.Grid;
        var side = Math.Max(1, (int)Math.Ceiling(Math.Sqrt((double)grid.Columns * grid.Rows / mostCells)));
        var coarse = new SitingGrid(grid.MinX, grid.MaxY, grid.CellMetres * side, Up(grid.Columns, side), Up(grid.Rows, side));
        var free = new bool[coarse.Columns * coarse.Rows];
        Array.Fill(free, true);
        for (var row = 0; row < coarse.Rows * side; row++)
        {
            for (var column = 0; column < coarse.Columns * side; column++)
            {
                if (row >= grid.Rows || column >= grid.Columns || raster.Cells[(row * grid.Columns) + column] != SitingRaster.Free)
                    free[(row / side * coarse.Columns) + (column / side)] = false;
            }
        }
        var regions = CellRegions.Of(coarse.Columns, coarse.Rows, (row, column) => free[(row * coarse.Columns) + column]);
        return (regions.Count == 0 ? null : CellOutlines.Of(coarse, regions), coarse.CellMetres);
    }

    static int Up(int cells, int side) => (cells + side - 1) / side;
}
