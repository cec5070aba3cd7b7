using System.Runtime.CompilerServices;
using NetTopologySuite.Geometries;
using RiskMap.City.Risk;
using RiskMap.City.Risk.Fields;
using RiskMap.City.Snapshot;
using RiskMap.City.Travel;
using RiskMap.City.Zoning.Reverse;
using RiskMap.Geo.Geometries;

namespace RiskMap.City.Dispatch.Coverage;

/// <summary>
/// The ground of a city in square cells, those whose centre lies in a district; without districts all near its roads. A cell is covered as a house at its
/// centre would be, so that areas and people follow one rule. Made once for each districts (or roads). Immutable; safe for parallel reads.
/// </summary>
sealed class CoverageCells
{
    static readonly ConditionalWeakTable<object, Lazy<CoverageCells>> Made = [];

    CoverageCells(CellGrid grid, IEnumerable<(int Cell, int District)> cells, bool hasDistricts)
    {
        var sorted = cells.OrderBy(cell => cell.Cell).ToList();
        (Grid, HasDistricts, Cells, Districts) = (grid, hasDistricts, [.. sorted.Select(cell => cell.Cell)], [.. sorted.Select(cell => cell.District)]);
        (X, Y) = ([.. Cells.Select(cell => grid.Centre(cell).X)], [.. Cells.Select(cell => grid.Centre(cell).Y)]);
    }

    /// <summary>The grid.</summary>
    public CellGrid Grid { get; }

    /// <summary>False where the city has no districts: then nobody knows where it ends.</summary>
    public bool HasDistricts { get; }

    /// <summary>Numbers of the cells in the grid, ascending.</summary>
    public int[] Cells { get; }

    /// <summary>District of each cell, or -1.</summary>
    public int[] Districts { get; }

    /// <summary>Easting of the centres, metres.</summary>
    public double[] X { get; }

    /// <summary>Northing of the centres, metres.</summary>
    public double[] Y { get; }

    /// <summary>Area of a cell, km².</summary>
    public double SquareKilometres => Grid.Edge * Grid.Edge / 1e6;

    /// <summary>The cells of a city.</summary>
    public static CoverageCells Of(CitySnapshot city, CoverageCellRule rule)
    {
        var units = AreaUnits.DistrictsOf(city, RiskModel.Default);
        return units.Features.Count > 0
            ? Made.GetValue(units, _ => new(() => OfDistricts(city, units, rule))).Value
            : Made.GetValue(RoadGraphs.Of(city), _ => new(() => OfRoads(city, rule))).Value;
    }

    /// <summary>Some of the cells as polygons along their edges, in longitude and latitude; null where there are none.</summary>
    /// <param name="city">The city whose plane the grid lies in.</param>
    /// <param name="places">Positions in <see cref="Cells"/>.</param>
    public MultiPolygon? Outline(CitySnapshot city, IReadOnlyCollection<int> places) => Planar(places) is { } planar ? (MultiPolygon)city.Plane.Unproject(planar) : null;

    /// <summary>The same in the metric plane.</summary>
    internal MultiPolygon? Planar(IReadOnlyCollection<int> places)
    {
        var window = places.Aggregate(CellWindow.None, (window, place) => window.Union(Single(Cells[place])));
        if (window.IsEmpty)
            return null;
        var (columns, rows) = (window.Right - window.Left + 1, window.Top - window.Bottom + 1);
        var chosen = new bool[columns * rows];
        foreach (var place in places)
            chosen[((window.Top - (Cells[place] / Grid.Columns)) * columns) + (Cells[place] % Grid.Columns) - window.Left] = true;
        var grid = new SitingGrid((Grid.West + window.Left) * Grid.Edge, (Grid.South + window.Top + 1) * Grid.Edge, Grid.Edge, columns, rows);
        return CellOutlines.Of(grid, CellRegions.Of(columns, rows, (row, column) => chosen[(row * columns) + column]));
    }

    CellWindow Single(int cell) => new(cell % Grid.Columns, cell / Grid.Columns, cell % Grid.Columns, cell / Grid.Columns);

    static CoverageCells OfDistricts(CitySnapshot city, AreaUnits units, CoverageCellRule rule)
    {
        var box = units.Features.Aggregate(Box.Empty, (box, district) => box.Union(district.Block.Metric(city.Plane).BoxOf(district.Row)));
        var grid = CellGrid.Over(box, ModelOf(rule));
        var cells = units.CellsOf(grid).SelectMany((cells, district) => cells.Select(cell => (cell, district)));
        return new(grid, cells.DistinctBy(cell => cell.cell), hasDistricts: true);
    }

    static CoverageCells OfRoads(CitySnapshot city, CoverageCellRule rule)
    {
        var box = city.Layer("roads").Blocks.Aggregate(Box.Empty, (box, block) => box.Union(block.Metric(city.Plane).Extent()));
        var grid = CellGrid.Over(box.IsEmpty ? box : box.Expand(RoadCostRules.Current.Snap.LimitMetres), ModelOf(rule));
        return new(grid, Enumerable.Range(0, grid.Count).Select(cell => (cell, -1)), hasDistricts: false);
    }

    static GridModel ModelOf(CoverageCellRule rule) => new(rule.CellMetres, rule.MostCells, rule.MostCells, rule.Source);
}
