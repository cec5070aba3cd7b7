using System.Numerics;
using NetTopologySuite.Geometries;

namespace RiskMap.City.Zoning.Reverse;

/// <summary>
/// The outlines of regions of cells as polygons with holes, along the cells' edges. Borders are followed with the region on the left. Where cells of one
/// region touch at a corner only, the path keeps what is outside together, so that a hole may touch its shell and every ring is simple. Pure.
/// </summary>
sealed class CellOutlines
{
    const int East = 0;
    const int North = 1;
    const int West = 2;
    const int South = 3;

    readonly CellRegions _regions;
    readonly SitingGrid _grid;

    // Per corner of cells, a bit for each direction in which a border leaves it that was not followed yet.
    readonly byte[] _open;

    CellOutlines(SitingGrid grid, CellRegions regions)
    {
        (_grid, _regions) = (grid, regions);
        _open = new byte[(grid.Columns + 1) * (grid.Rows + 1)];
        for (var run = 0; run < regions.Runs.Count; run++)
        {
            for (var column = regions.Runs[run].Start; column < regions.Runs[run].End; column++)
                OpenEdges(regions.Runs[run].Row, column, regions.RegionOf[run]);
        }
    }

    /// <summary>The regions as a multi polygon in the plane of the grid, in the order of their numbers.</summary>
    public static MultiPolygon Of(SitingGrid grid, CellRegions regions) => new CellOutlines(grid, regions).Trace();

    MultiPolygon Trace()
    {
        var (shells, holes) = (new LinearRing?[_regions.Count], new List<LinearRing>?[_regions.Count]);
        for (var corner = 0; corner < _open.Length; corner++)
        {
            while (_open[corner] != 0)
            {
                var direction = BitOperations.TrailingZeroCount(_open[corner]);
                var region = LeftOf(corner, direction);
                var ring = Follow(corner, direction, region);
                // With the region on the left a shell runs anticlockwise and a hole clockwise.
                if (ring.IsCCW) shells[region] = ring;
                else (holes[region] ??= []).Add(ring);
            }
        }
        return new MultiPolygon([.. shells.Select((shell, region) => new Polygon(shell!, holes[region]?.ToArray() ?? []))]);
    }

    void OpenEdges(int row, int column, int region)
    {
        if (_regions.At(row + 1, column) != region) Open(row + 1, column, East);
        if (_regions.At(row, column + 1) != region) Open(row + 1, column + 1, North);
        if (_regions.At(row - 1, column) != region) Open(row, column + 1, West);
        if (_regions.At(row, column - 1) != region) Open(row, column, South);
    }

    void Open(int row, int column, int direction) => _open[(row * (_grid.Columns + 1)) + column] |= (byte)(1 << direction);

    LinearRing Follow(int start, int startDirection, int region)
    {
        var (corners, at, direction, before) = (new List<Coordinate>(), start, startDirection, -1);
        do
        {
            if (direction != before)
                corners.Add(CoordinateOf(at));
            _open[at] &= (byte)~(1 << direction);
            at = Next(at, direction);
            before = direction;
            direction = Turned(at, direction, region);
        }
        while (at != start || direction != startDirection);
        corners.Add(corners[0].Copy());
        return new LinearRing([.. corners]);
    }

    int Turned(int at, int direction, int region) =>
        RightOf(at, direction) == region ? (direction + 3) % 4 : LeftOf(at, direction) == region ? direction : (direction + 1) % 4;

    int Next(int corner, int direction) => direction switch
    {
        East => corner + 1,
        North => corner - (_grid.Columns + 1),
        West => corner - 1,
        _ => corner + _grid.Columns + 1,
    };

    // The region of the cell ahead on the left of a corner, and on the right.
    int LeftOf(int corner, int direction) => CellAt(corner, direction);

    int RightOf(int corner, int direction) => CellAt(corner, (direction + 3) % 4);

    // The cell that lies between a direction and the next to its left.
    int CellAt(int corner, int direction)
    {
        var (row, column) = (corner / (_grid.Columns + 1), corner % (_grid.Columns + 1));
        return direction switch
        {
            East => _regions.At(row - 1, column),
            North => _regions.At(row - 1, column - 1),
            West => _regions.At(row, column - 1),
            _ => _regions.At(row, column),
        };
    }

    Coordinate CoordinateOf(int corner) => new(
        _grid.MinX + (corner % (_grid.Columns + 1) * _grid.CellMetres), _grid.MaxY - (corner / (_grid.Columns + 1) * _grid.CellMetres));
}
