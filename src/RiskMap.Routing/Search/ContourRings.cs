using NetTopologySuite.Algorithm;
using NetTopologySuite.Geometries;

namespace RiskMap.Routing.Search;

/// <summary>
/// Marching squares over cells that are inside or outside. Border points lie half way between two neighbouring centres; each has one segment before
/// and one behind, so rings neither cross nor touch. Where two cells meet at a corner only, they stay apart.
/// </summary>
static class ContourRings
{
    const int Bottom = 0, Right = 1, Top = 2, Left = 3;

    // For each pattern of the four centres (1 lower left, 2 lower right, 4 upper right, 8 upper left) the segments between the sides of the square
    // with the inside on the left.
    static readonly (int From, int To)[][] Segments =
    [
        [], [(Bottom, Left)], [(Right, Bottom)], [(Right, Left)], [(Top, Right)], [(Bottom, Left), (Top, Right)], [(Top, Bottom)], [(Top, Left)],
        [(Left, Top)], [(Bottom, Top)], [(Right, Bottom), (Left, Top)], [(Right, Top)], [(Left, Right)], [(Bottom, Right)], [(Left, Bottom)], [],
    ];

    internal static MultiPolygon Polygons(CellGrid cells)
    {
        var rings = Rings(cells);
        var shells = rings.Where(ring => !ring.IsHole).Select(ring => ring.Ring).OrderBy(ring => Area.OfRing(ring.CoordinateSequence)).ToList();
        var holes = rings.Where(ring => ring.IsHole).Select(ring => ring.Ring).ToLookup(hole => ShellOf(shells, hole));
        return new MultiPolygon([.. shells.Select((shell, i) => new Polygon(shell, [.. holes[i]]))]);
    }

    /// <summary>Number of the smallest shell around a hole, which cannot touch any; the last that may be needs no look.</summary>
    static int ShellOf(List<LinearRing> shells, LinearRing hole)
    {
        var last = shells.FindLastIndex(MayBeAround);
        for (var i = 0; i < last; i++)
        {
            if (MayBeAround(shells[i]) && PointLocation.IsInRing(hole.GetCoordinateN(0), shells[i].Coordinates))
                return i;
        }
        return last;

        bool MayBeAround(LinearRing shell) => shell.EnvelopeInternal.Contains(hole.EnvelopeInternal);
    }

    /// <summary>Every ring, found where it crosses the lowest of its rows farthest to the left: there the inside of a shell lies to the right.</summary>
    static List<(LinearRing Ring, bool IsHole)> Rings(CellGrid cells)
    {
        var (rings, seen) = (new List<(LinearRing, bool)>(), new HashSet<(int Column, int Row)>());
        foreach (var (column, row) in cells.ChangesToTheRight())
        {
            if (seen.Contains((column, row)))
                continue;
            var isHole = cells.IsInside(column, row);
            var points = isHole ? Follow(cells, column, row, Bottom, seen) : Follow(cells, column, row - 1, Top, seen);
            rings.Add((new LinearRing([.. points.Select(point => cells.Place(point.Column / 2.0, point.Row / 2.0))]), isHole));
        }
        return rings;
    }

    /// <summary>The corners of the ring that comes into a square over one side, counted in halves of a cell, the first again at the end.</summary>
    static List<(long Column, long Row)> Follow(CellGrid cells, int column, int row, int side, HashSet<(int Column, int Row)> seen)
    {
        var points = new List<(long Column, long Row)>();
        var start = (column, row, side);
        do
        {
            AddCorner(points, Middle(column, row, side));
            if (side is Bottom or Top)
                seen.Add((column, side == Bottom ? row : row + 1));
            // Out over another side, into the square beyond.
            (column, row, side) = Exit(cells, column, row, side) switch
            {
                Bottom => (column, row - 1, Top),
                Right => (column + 1, row, Left),
                Top => (column, row + 1, Bottom),
                _ => (column - 1, row, Right),
            };
        }
        while ((column, row, side) != start);
        Close(points);
        return points;
    }

    static int Exit(CellGrid cells, int column, int row, int side)
    {
        var pattern = (cells.IsInside(column, row) ? 1 : 0) | (cells.IsInside(column + 1, row) ? 2 : 0)
            | (cells.IsInside(column + 1, row + 1) ? 4 : 0) | (cells.IsInside(column, row + 1) ? 8 : 0);
        var segments = Segments[pattern];
        return segments[0].From == side ? segments[0].To : segments[1].To;
    }

    /// <summary>Border point on one side of a square, in halves of a cell.</summary>
    static (long Column, long Row) Middle(long column, long row, int side) => side switch
    {
        Bottom => ((2 * column) + 1, 2 * row),
        Right => ((2 * column) + 2, (2 * row) + 1),
        Top => ((2 * column) + 1, (2 * row) + 2),
        _ => (2 * column, (2 * row) + 1),
    };

    /// <summary>Adds a point; one on the straight line between its neighbours is left out.</summary>
    static void AddCorner(List<(long Column, long Row)> points, (long Column, long Row) point)
    {
        if (points is [.., var before, var last] && IsStraight(before, last, point))
            points.RemoveAt(points.Count - 1);
        points.Add(point);
    }

    static void Close(List<(long Column, long Row)> points)
    {
        AddCorner(points, points[0]);
        if (!IsStraight(points[^2], points[0], points[1]))
            return;
        points.RemoveAt(0);
        points[^1] = points[0];
    }

    static bool IsStraight((long Column, long Row) before, (long Column, long Row) at, (long Column, long Row) next) =>
        (at.Column - before.Column) * (next.Row - at.Row) == (at.Row - before.Row) * (next.Column - at.Column);
}
