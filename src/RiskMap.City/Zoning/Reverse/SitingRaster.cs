namespace RiskMap.City.Zoning.Reverse;

/// <summary>Where a planned use may stand, cell by cell. Do not change the arrays.</summary>
/// <param name="Grid">The cells.</param>
/// <param name="Cells">Per cell, row by row from the north: <see cref="Outside"/>, <see cref="Free"/>, or the keep-out that binds: of those broken with the gravest verdict the one with the largest shortfall, of equal ones the first.</param>
/// <param name="CellsOfHazard">Per hazard: cells that it sterilises.</param>
/// <param name="AloneOfHazard">Per hazard: cells that no other hazard sterilises.</param>
/// <param name="CellsBound">Per keep-out: cells that it binds.</param>
/// <param name="AreaCells">Cells inside the area.</param>
/// <param name="FreeCells">Cells inside the area that break nothing.</param>
public sealed record SitingRaster(
    SitingGrid Grid, int[] Cells, long[] CellsOfHazard, long[] AloneOfHazard, long[] CellsBound, long AreaCells, long FreeCells)
{
    /// <summary>A cell whose centre lies outside the area.</summary>
    public const int Outside = -2;

    /// <summary>A cell that breaks nothing.</summary>
    public const int Free = -1;
}
