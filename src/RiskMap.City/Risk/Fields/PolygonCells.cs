using RiskMap.Geo.Geometries;

namespace RiskMap.City.Risk.Fields;

/// <summary>
/// Which cells belong to a polygon: those whose centre lies in it (even-odd rule along each row of centres; an edge owns its lower end, and a
/// crossing belongs to the east, so that polygons that share a border share no cell).
/// </summary>
static class PolygonCells
{
    /// <summary>Appends the cells of a row of a column in the metric plane, ascending.</summary>
    public static void Collect(GeometryColumn metric, int row, CellGrid grid, List<int> cells)
    {
        var window = grid.WindowOf(metric.BoxOf(row));
        var crossings = new List<double>();
        for (var line = window.Bottom; line <= window.Top; line++)
        {
            crossings.Clear();
            Cross(metric, row, grid.CentreY(line), crossings);
            crossings.Sort();
            for (var i = 0; i + 1 < crossings.Count; i += 2)
                AddBetween(grid, line, crossings[i], crossings[i + 1], cells);
        }
    }

    /// <summary>The same; a polygon that holds no centre gets the cell of a point inside it, so that what it carries is not lost.</summary>
    public static void CollectAny(GeometryColumn metric, int row, CellGrid grid, List<int> cells)
    {
        var before = cells.Count;
        Collect(metric, row, grid, cells);
        if (cells.Count > before || metric.IsEmpty(row))
            return;
        var inside = metric.ToGeometry(row).InteriorPoint;
        if (!inside.IsEmpty && grid.CellOf(inside.X, inside.Y) is >= 0 and var cell)
            cells.Add(cell);
    }

    static void Cross(GeometryColumn metric, int row, double y, List<double> crossings)
    {
        for (var part = metric.FirstPart(row); part < metric.EndPart(row); part++)
        {
            var xs = metric.PartX(part);
            var ys = metric.PartY(part);
            for (var i = 1; i < xs.Length; i++)
            {
                var (low, high) = ys[i - 1] <= ys[i] ? (i - 1, i) : (i, i - 1);
                if (y >= ys[low] && y < ys[high])
                    crossings.Add(xs[low] + ((y - ys[low]) / (ys[high] - ys[low]) * (xs[high] - xs[low])));
            }
        }
    }

    static void AddBetween(CellGrid grid, int line, double from, double to, List<int> cells)
    {
        var first = Math.Max(0, Math.Ceiling((from / grid.Edge) - 0.5) - grid.West);
        var end = Math.Min(grid.Columns, Math.Ceiling((to / grid.Edge) - 0.5) - grid.West);
        for (var column = (int)first; column < end; column++)
            cells.Add((line * grid.Columns) + column);
    }
}
