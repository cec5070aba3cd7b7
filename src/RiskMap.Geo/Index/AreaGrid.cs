using NetTopologySuite.Algorithm.Locate;
using NetTopologySuite.Geometries;
using RiskMap.Geo.Geometries;

namespace RiskMap.Geo.Index;

/// <summary>Where a box lies to an area.</summary>
public enum AreaSide
{
    /// <summary>It shares nothing with the area, not even its border.</summary>
    Outside,

    /// <summary>It lies wholly within the area and does not touch its border.</summary>
    Inside,

    /// <summary>The grid cannot tell: exact geometry must.</summary>
    Border,
}

/// <summary>
/// Tells in a few steps for most boxes whether they lie wholly within or wholly without an area, so that exact geometry is asked only about what lies near
/// the border: a grid over the area's box whose cells know their side. Right where it tells; it never guesses. Immutable; safe for parallel reads.
/// </summary>
public sealed class AreaGrid
{
    // Cells along the longer side: the border of a round area then runs through some 3 % of them.
    const int CellsAlong = 128;

    // Boxes over more cells than this are left to exact geometry.
    const int MostCells = 64;

    // Cells overlap by this share of one, which is more than rounding can move a border.
    const double Overlap = 1e-6;

    readonly Box _box;
    readonly double _cell;
    readonly int _columns;
    readonly int _rows;
    readonly AreaSide[] _cells;

    /// <summary>Makes the grid of a polygon or several; whatever else lies in the geometry is no area.</summary>
    public AreaGrid(Geometry area)
    {
        var envelope = area.EnvelopeInternal;
        _box = envelope.IsNull ? Box.Empty : new(envelope.MinX, envelope.MinY, envelope.MaxX, envelope.MaxY);
        _cell = Math.Max(_box.Width, _box.Height) / CellsAlong;
        if (!(_cell > 0))
            (_cells, _columns, _rows) = ([], 0, 0);
        else
        {
            (_columns, _rows) = ((int)(_box.Width / _cell) + 1, (int)(_box.Height / _cell) + 1);
            _cells = new AreaSide[_columns * _rows];
            MarkBorder(area);
            MarkInside(new IndexedPointInAreaLocator(area));
        }
    }

    /// <summary>Where a box lies.</summary>
    public AreaSide SideOf(in Box box)
    {
        if (box.IsEmpty || !_box.Intersects(box))
            return AreaSide.Outside;
        if (_cells.Length == 0)
            return AreaSide.Border;
        var (firstColumn, lastColumn) = (Column(box.MinX), Column(box.MaxX));
        var (firstRow, lastRow) = (Row(box.MinY), Row(box.MaxY));
        if ((lastColumn - firstColumn + 1) * (lastRow - firstRow + 1) > MostCells)
            return AreaSide.Border;
        // What reaches beyond the grid lies outside there.
        var side = _box.Contains(box) ? _cells[(firstRow * _columns) + firstColumn] : AreaSide.Outside;
        for (var row = firstRow; row <= lastRow; row++)
        {
            foreach (var cell in _cells.AsSpan((row * _columns) + firstColumn, lastColumn - firstColumn + 1))
            {
                if (cell != side || cell == AreaSide.Border)
                    return AreaSide.Border;
            }
        }
        return side;
    }

    int Column(double x) => Math.Clamp((int)((x - _box.MinX) / _cell), 0, _columns - 1);

    int Row(double y) => Math.Clamp((int)((y - _box.MinY) / _cell), 0, _rows - 1);

    void MarkBorder(Geometry area)
    {
        foreach (var ring in NetTopologySuite.Geometries.Utilities.LinearComponentExtracter.GetLines(area).Cast<LineString>())
        {
            var line = ring.CoordinateSequence;
            for (var i = 0; i + 1 < line.Count; i++)
                MarkSegment(line.GetX(i), line.GetY(i), line.GetX(i + 1), line.GetY(i + 1));
        }
    }

    // Piece by piece, each no longer than a cell.
    void MarkSegment(double fromX, double fromY, double toX, double toY)
    {
        var pieces = (int)(Math.Max(Math.Abs(toX - fromX), Math.Abs(toY - fromY)) / _cell) + 1;
        for (var piece = 0; piece < pieces; piece++)
        {
            var (begin, end) = ((double)piece / pieces, (double)(piece + 1) / pieces);
            MarkPiece(fromX + (begin * (toX - fromX)), fromY + (begin * (toY - fromY)), fromX + (end * (toX - fromX)), fromY + (end * (toY - fromY)));
        }
    }

    void MarkPiece(double x1, double y1, double x2, double y2)
    {
        var around = _cell * Overlap;
        var (firstColumn, lastColumn) = (Column(Math.Min(x1, x2) - around), Column(Math.Max(x1, x2) + around));
        for (var row = Row(Math.Min(y1, y2) - around); row <= Row(Math.Max(y1, y2) + around); row++)
            _cells.AsSpan((row * _columns) + firstColumn, lastColumn - firstColumn + 1).Fill(AreaSide.Border);
    }

    // Cells side by side without a border between them lie on one side: one position tells for all.
    void MarkInside(IndexedPointInAreaLocator locator)
    {
        for (var row = 0; row < _rows; row++)
        {
            for (var column = 0; column < _columns; column++)
            {
                var cells = _cells.AsSpan((row * _columns) + column, _columns - column);
                if (cells[0] == AreaSide.Border)
                    continue;
                var run = cells.IndexOf(AreaSide.Border) is >= 0 and var end ? end : cells.Length;
                var middle = new Coordinate(_box.MinX + ((column + 0.5) * _cell), _box.MinY + ((row + 0.5) * _cell));
                if (locator.Locate(middle) == Location.Interior)
                    cells[..run].Fill(AreaSide.Inside);
                column += run;
            }
        }
    }
}
