using NetTopologySuite.Algorithm;
using NetTopologySuite.Geometries;

namespace RiskMap.Routing.Search;

/// <summary>
/// Marching squares over cells that are inside or outside. Border points lie half way between two neighbouring centres; each has one segment before
/// and one behind, so rings neither cross nor touch. Where two cells meet at a corner only, they stay apart.
/// </summary>
static class ContourRings
{
    // For each pattern of the four centres (1 lower left, 2 lower right, 4 upper right, 8 upper left) the segments between the sides of the square
    // (0 bottom, 1 right, 2 top, 3 left) with the inside on the left.
    static readonly (int From, int To)[][] Segments =
    [
        [], [(0, 3)], [(1, 0)], [(1, 3)], [(2, 1)], [(0, 3), (2, 1)], [(2, 0)], [(2, 3)],
        [(3, 2)], [(0, 2)], [(1, 0), (3, 2)], [(1, 2)], [(3, 1)], [(0, 1)], [(3, 0)], [],
    ];

    internal static MultiPolygon Polygons(CellGrid cells)
    {
        var rings = Rings(cells, Links(cells));
        var shells = rings.Where(ring => Orientation.IsCCW(ring.CoordinateSequence)).OrderBy(ring => Area.OfRing(ring.CoordinateSequence)).ToList();
        var holes = shells.ToDictionary(shell => shell, _ => new List<LinearRing>());
        foreach (var hole in rings.Where(ring => !Orientation.IsCCW(ring.CoordinateSequence)))
            holes[ShellOf(shells, hole)].Add(hole);
        return new MultiPolygon([.. shells.Select(shell => new Polygon(shell, [.. holes[shell]]))]);
    }

    /// <summary>The smallest shell around a hole, which cannot touch any; the last that may be needs no look.</summary>
    static LinearRing ShellOf(List<LinearRing> shells, LinearRing hole)
    {
        var around = shells.FindAll(shell => shell.EnvelopeInternal.Contains(hole.EnvelopeInternal));
        return around.Take(around.Count - 1).FirstOrDefault(shell => PointLocation.IsInRing(hole.GetCoordinateN(0), shell.Coordinates)) ?? around[^1];
    }

    /// <summary>The border point that follows each.</summary>
    static Dictionary<long, long> Links(CellGrid cells)
    {
        var links = new Dictionary<long, long>();
        for (var row = 0; row + 1 < cells.Height; row++)
        {
            for (var column = 0; column + 1 < cells.Width; column++)
            {
                var pattern = (cells.IsInside(column, row) ? 1 : 0) | (cells.IsInside(column + 1, row) ? 2 : 0)
                    | (cells.IsInside(column + 1, row + 1) ? 4 : 0) | (cells.IsInside(column, row + 1) ? 8 : 0);
                foreach (var (from, to) in Segments[pattern])
                    links[Key(cells, column, row, from)] = Key(cells, column, row, to);
            }
        }
        return links;
    }

    /// <summary>Number of the border point on one side of a square; neighbouring squares give the same.</summary>
    static long Key(CellGrid cells, int column, int row, int side)
    {
        var (c, r, isUpright) = side switch
        {
            0 => (column, row, 0),
            1 => (column + 1, row, 1),
            2 => (column, row + 1, 0),
            _ => (column, row, 1),
        };
        return (2 * (((long)r * cells.Width) + c)) + isUpright;
    }

    /// <summary>Place of a border point, counted in halves of a cell.</summary>
    static (long Column, long Row) Halves(CellGrid cells, long key)
    {
        var (cell, upright) = (key / 2, key % 2);
        return ((2 * (cell % cells.Width)) + 1 - upright, (2 * (cell / cells.Width)) + upright);
    }

    static List<LinearRing> Rings(CellGrid cells, Dictionary<long, long> links)
    {
        var rings = new List<LinearRing>();
        foreach (var start in links.Keys.Order().ToList())
        {
            var points = new List<(long Column, long Row)>();
            for (var at = start; links.Remove(at, out var next); at = next)
                AddCorner(points, Halves(cells, at));
            if (points.Count > 0)
                rings.Add(new LinearRing([.. points.Append(points[0]).Select(point => cells.Place(point.Column / 2.0, point.Row / 2.0))]));
        }
        return rings;
    }

    /// <summary>Adds a point; one on the straight line between its neighbours is left out.</summary>
    static void AddCorner(List<(long Column, long Row)> points, (long Column, long Row) point)
    {
        if (points is [.., var before, var last] && (last.Column - before.Column) * (point.Row - last.Row) == (last.Row - before.Row) * (point.Column - last.Column))
            points.RemoveAt(points.Count - 1);
        points.Add(point);
    }
}
