using RiskMap.Geo.Geometries;

namespace RiskMap.Geo.Tiles;

/// <summary>
/// Where to write a polygon's name: the pole of inaccessibility, the place inside that is farthest from its borders, found by halving cells as
/// Garcia-Castellanos and Lombardo (2007) and Agafonkin's polylabel do. Always inside, of a multi-polygon in the roomiest part.
/// </summary>
public static class LabelPoints
{
    // A hundredth of the polygon's smaller side is closer than any label can show.
    const double Precision = 0.01;

    // Enough for any real border; a polygon without room ends here with the best place so far.
    const int MostCells = 2000;

    /// <summary>One point for each row of a column; none for rows that are not polygons.</summary>
    public static GeometryColumn Of(GeometryColumn column)
    {
        var points = new GeometryColumnBuilder(column.Count);
        for (var row = 0; row < column.Count; row++)
        {
            if (column.TypeOf(row) is GeometryType.Polygon or GeometryType.MultiPolygon)
            {
                var (x, y) = Of(column, row);
                points.AddPoint(x, y);
            }
            else points.AddEmpty();
        }

        return points.Build();
    }

    /// <summary>The point of one polygon row, in the plane of the column.</summary>
    public static (double X, double Y) Of(GeometryColumn column, int row)
    {
        var box = column.BoxOf(row);
        var size = Math.Min(box.Width, box.Height);
        var best = size > 0 ? Search(column, row, box, size) : default;
        if (best.Distance > 0) return (best.X, best.Y);
        var inside = column.ToGeometry(row).InteriorPoint;
        return inside.IsEmpty ? (column.PointX(row), column.PointY(row)) : (inside.X, inside.Y);
    }

    static Cell Search(GeometryColumn column, int row, Box box, double size)
    {
        var queue = new PriorityQueue<Cell, double>();
        var best = Cell.At(column, row, box.CentreX, box.CentreY, half: 0);
        var (columns, rows) = ((int)Math.Min(Math.Ceiling(box.Width / size), 64), (int)Math.Min(Math.Ceiling(box.Height / size), 64));
        var half = Math.Max(box.Width / columns, box.Height / rows) / 2;
        for (var i = 0; i < columns; i++)
            for (var j = 0; j < rows; j++)
                Offer(Cell.At(column, row, box.MinX + ((2 * i) + 1) * half, box.MinY + ((2 * j) + 1) * half, half));
        for (var seen = 0; seen < MostCells && queue.TryDequeue(out var cell, out _); seen++)
        {
            if (cell.Most - best.Distance <= Math.Max(best.Distance, size * Precision) * Precision) break;
            half = cell.Half / 2;
            Offer(Cell.At(column, row, cell.X - half, cell.Y - half, half));
            Offer(Cell.At(column, row, cell.X + half, cell.Y - half, half));
            Offer(Cell.At(column, row, cell.X - half, cell.Y + half, half));
            Offer(Cell.At(column, row, cell.X + half, cell.Y + half, half));
        }

        return best;

        void Offer(Cell cell)
        {
            if (cell.Distance > best.Distance) best = cell;
            if (cell.Most > best.Distance) queue.Enqueue(cell, -cell.Most);
        }
    }

    /// <summary>A square around a position, with the position's distance to the border (negative outside) and the most that any place in it can have.</summary>
    readonly record struct Cell(double X, double Y, double Half, double Distance)
    {
        internal double Most => Distance + (Half * double.Sqrt(2));

        internal static Cell At(GeometryColumn column, int row, double x, double y, double half) => new(x, y, half, SignedDistance(column, row, x, y));
    }

    static double SignedDistance(GeometryColumn column, int row, double x, double y)
    {
        var (inside, least) = (false, double.PositiveInfinity);
        for (var part = column.FirstPart(row); part < column.EndPart(row); part++)
        {
            var xs = column.PartX(part);
            var ys = column.PartY(part);
            for (var i = 1; i < xs.Length; i++)
            {
                if (ys[i] > y != ys[i - 1] > y && x < ((xs[i - 1] - xs[i]) * (y - ys[i]) / (ys[i - 1] - ys[i])) + xs[i]) inside = !inside;
                least = Math.Min(least, SquaredDistance(x, y, xs[i - 1], ys[i - 1], xs[i], ys[i]));
            }
        }

        return inside ? Math.Sqrt(least) : -Math.Sqrt(least);
    }

    static double SquaredDistance(double x, double y, double x1, double y1, double x2, double y2)
    {
        var (dx, dy) = (x2 - x1, y2 - y1);
        var squaredLength = (dx * dx) + (dy * dy);
        var t = squaredLength > 0 ? Math.Clamp((((x - x1) * dx) + ((y - y1) * dy)) / squaredLength, 0, 1) : 0;
        var (ex, ey) = (x - x1 - (t * dx), y - y1 - (t * dy));
        return (ex * ex) + (ey * ey);
    }
}
