using NetTopologySuite.Geometries;
using RiskMap.Geo.Geometries;
using RiskMap.Routing.Graph;

namespace RiskMap.Routing.Search;

/// <summary>How the outline of reached roads is drawn.</summary>
/// <param name="CellMetres">Width of the cells.</param>
/// <param name="ReachMetres">How far from a reached road the area goes, at least one and a half cells.</param>
public sealed record OutlineRules(double CellMetres, double ReachMetres);

/// <summary>
/// The area around reached roads. Method: the plane has cells of a fixed grid; those whose centre lies within a distance of a reached road are inside;
/// marching squares (Lorensen and Cline 1987, in two dimensions) draw the border half way between centres inside and outside. So every reached road
/// lies inside, no place inside is farther from one than the distance and a cell, and areas of longer times hold those of shorter ones. Pure.
/// </summary>
public static class Outline
{
    /// <summary>The area as valid polygons in the plane of the graph; empty when nothing is reached.</summary>
    public static MultiPolygon Of(RoadGraph graph, IReadOnlyList<ReachedRoad> roads, OutlineRules rules)
    {
        var cells = CellsNear(graph, roads, rules);
        return cells is null ? MultiPolygon.Empty : ContourRings.Polygons(cells);
    }

    static CellGrid? CellsNear(RoadGraph graph, IReadOnlyList<ReachedRoad> roads, OutlineRules rules)
    {
        var box = roads.Aggregate(Box.Empty, (box, road) => box.Union(Box.Of(graph.ShapeX(road.Edge), graph.ShapeY(road.Edge))));
        if (box.IsEmpty)
            return null;
        var cells = new CellGrid(box.Expand(rules.ReachMetres + (2 * rules.CellMetres)), rules.CellMetres);
        var (x, y) = (new List<double>(), new List<double>());
        foreach (var road in roads)
        {
            x.Clear();
            y.Clear();
            Shapes.Append(graph, road.Edge, road.From, road.To, x, y);
            for (var i = 0; i + 1 < x.Count; i++)
                cells.FillNear(x[i], y[i], x[i + 1], y[i + 1], rules.ReachMetres);
        }
        return cells;
    }
}

/// <summary>Cells of a grid that is the same wherever it is used, inside or outside. The outermost stay outside. Not thread-safe.</summary>
sealed class CellGrid
{
    readonly bool[] _inside;
    readonly double _cell;
    readonly long _firstColumn;
    readonly long _firstRow;

    internal CellGrid(Box box, double cell)
    {
        _cell = cell;
        (_firstColumn, _firstRow) = ((long)Math.Floor(box.MinX / cell), (long)Math.Floor(box.MinY / cell));
        Width = (int)((long)Math.Floor(box.MaxX / cell) - _firstColumn) + 1;
        Height = (int)((long)Math.Floor(box.MaxY / cell) - _firstRow) + 1;
        _inside = new bool[Width * Height];
    }

    internal int Width { get; }

    internal int Height { get; }

    internal bool IsInside(int column, int row) => _inside[(row * Width) + column];

    /// <summary>Place of a centre, or between two with halves.</summary>
    internal Coordinate Place(double column, double row) => new(CentreX(column), CentreY(row));

    /// <summary>Takes in the cells whose centre lies within a distance of a line.</summary>
    internal void FillNear(double fromX, double fromY, double toX, double toY, double metres)
    {
        var (left, right) = (Column(Math.Min(fromX, toX) - metres), Column(Math.Max(fromX, toX) + metres));
        var (low, high) = (Row(Math.Min(fromY, toY) - metres), Row(Math.Max(fromY, toY) + metres));
        var (dx, dy, limit) = (toX - fromX, toY - fromY, metres * metres);
        for (var row = low; row <= high; row++)
        {
            var y = CentreY(row) - fromY;
            for (var column = left; column <= right; column++)
            {
                ref var inside = ref _inside[(row * Width) + column];
                inside = inside || SquaredDistance(CentreX(column) - fromX, y, dx, dy) <= limit;
            }
        }
    }

    double CentreX(double column) => (_firstColumn + column + 0.5) * _cell;

    double CentreY(double row) => (_firstRow + row + 0.5) * _cell;

    int Column(double x) => Math.Clamp((int)((long)Math.Floor(x / _cell) - _firstColumn), 1, Width - 2);

    int Row(double y) => Math.Clamp((int)((long)Math.Floor(y / _cell) - _firstRow), 1, Height - 2);

    /// <summary>From a place to a line from the origin.</summary>
    static double SquaredDistance(double x, double y, double dx, double dy)
    {
        var squared = (dx * dx) + (dy * dy);
        var share = squared > 0 ? Math.Clamp(((x * dx) + (y * dy)) / squared, 0, 1) : 0;
        var (awayX, awayY) = (x - (share * dx), y - (share * dy));
        return (awayX * awayX) + (awayY * awayY);
    }
}
