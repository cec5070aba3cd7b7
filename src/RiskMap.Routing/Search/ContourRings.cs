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
            holes[shells.First(shell => Holds(shell, hole))].Add(hole);
        return new MultiPolygon([.. shells.Select(shell => new Polygon(shell, [.. holes[shell]]))]);
    }

    /// <summary>True when the ring, which cannot touch the shell, lies in it.</summary>
    static bool Holds(LinearRing shell, LinearRing ring) =>
        shell.EnvelopeInternal.Contains(ring.EnvelopeInternal) && PointLocation.IsInRing(ring.GetCoordinateN(0), shell.Coordinates);

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

    static Coordinate Place(CellGrid cells, long key)
    {
        var (cell, isUpright) = (key / 2, key % 2 == 1);
        var (column, row) = (cell % cells.Width, cell / cells.Width);
        return isUpright ? cells.Place(column, row + 0.5) : cells.Place(column + 0.5, row);
    }

    static List<LinearRing> Rings(CellGrid cells, Dictionary<long, long> links)
    {
        var rings = new List<LinearRing>();
        foreach (var start in links.Keys.Order().ToList())
        {
            var points = new List<Coordinate>();
            for (var at = start; links.Remove(at, out var next); at = next)
                AddCorner(points, Place(cells, at));
            if (points.Count == 0)
                continue;
            points.Add(points[0].Copy());
            rings.Add(new LinearRing([.. points]));
        }
        return rings;
    }

    /// <summary>Adds a point; one on the straight line between its neighbours is left out.</summary>
    static void AddCorner(List<Coordinate> points, Coordinate point)
    {
        if (points.Count >= 2 && Orientation.Index(points[^2], points[^1], point) == OrientationIndex.Collinear)
            points.RemoveAt(points.Count - 1);
        points.Add(point);
    }
}
