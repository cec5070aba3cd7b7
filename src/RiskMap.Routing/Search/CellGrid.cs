using System.Numerics;
using NetTopologySuite.Geometries;
using RiskMap.Geo.Geometries;

namespace RiskMap.Routing.Search;

/// <summary>Cells of a grid that is the same wherever it is used, inside or outside, a bit each. The outermost stay outside. Not thread-safe.</summary>
sealed class CellGrid
{
    const int WordBits = 64;

    readonly ulong[] _inside;
    readonly int _wordsInRow;
    readonly double _cell;
    readonly long _firstColumn;
    readonly long _firstRow;

    internal CellGrid(Box box, double cell)
    {
        _cell = cell;
        (_firstColumn, _firstRow) = ((long)Math.Floor(box.MinX / cell), (long)Math.Floor(box.MinY / cell));
        Width = (int)((long)Math.Floor(box.MaxX / cell) - _firstColumn) + 1;
        Height = (int)((long)Math.Floor(box.MaxY / cell) - _firstRow) + 1;
        _wordsInRow = (Width + WordBits - 1) / WordBits;
        _inside = new ulong[_wordsInRow * Height];
    }

    internal int Width { get; }

    internal int Height { get; }

    internal bool IsInside(int column, int row) => (_inside[Word(row, column)] >> column & 1) != 0;

    /// <summary>Place of a centre, or between two with halves.</summary>
    internal Coordinate Place(double column, double row) => new((_firstColumn + column + 0.5) * _cell, CentreY(row));

    /// <summary>Takes in the cells whose centre lies within a distance of a line.</summary>
    internal void FillNear(ReadOnlySpan<double> x, ReadOnlySpan<double> y, double metres)
    {
        for (var i = 0; i + 1 < x.Length; i++)
            FillNear(x[i], y[i], x[i + 1] - x[i], y[i + 1] - y[i], metres);
    }

    /// <summary>
    /// Bit of each cell whose right neighbour is not as it is, row by row: every line between inside and outside crosses such a pair of cells.
    /// </summary>
    internal IEnumerable<(int Column, int Row)> ChangesToTheRight()
    {
        for (var row = 0; row < Height; row++)
        {
            for (var word = 0; word < _wordsInRow; word++)
            {
                var at = (row * _wordsInRow) + word;
                var next = word + 1 < _wordsInRow ? _inside[at + 1] : 0;
                for (var changes = _inside[at] ^ (_inside[at] >> 1 | next << (WordBits - 1)); changes != 0; changes &= changes - 1)
                    yield return ((word * WordBits) + BitOperations.TrailingZeroCount(changes), row);
            }
        }
    }

    void FillNear(double fromX, double fromY, double dx, double dy, double metres)
    {
        var (low, high) = (Row(fromY + Math.Min(0, dy) - metres), Row(fromY + Math.Max(0, dy) + metres));
        var (first, last) = (ColumnFrom(fromX + Math.Min(0, dx) - metres), ColumnTo(fromX + Math.Max(0, dx) + metres));
        var aside = metres / Math.Sqrt((dx * dx) + (dy * dy));
        for (var row = low; row <= high; row++)
        {
            // Where roads are dense, others have filled most of it before.
            if (IsFull(row, first, last))
                continue;
            var (left, right) = Across(CentreY(row) - fromY, dx, dy, aside, metres);
            FillRow(row, ColumnFrom(fromX + left), ColumnTo(fromX + right));
        }
    }

    /// <summary>From where to where a level line lies within a distance of a line from the origin: in a disc around either end, or between the sides.</summary>
    static (double Left, double Right) Across(double y, double dx, double dy, double aside, double metres)
    {
        var (left, right) = (double.PositiveInfinity, double.NegativeInfinity);
        Disc(y, 0, metres, ref left, ref right);
        Disc(y - dy, dx, metres, ref left, ref right);
        Side(y, dx, dy, aside, ref left, ref right);
        Side(y, dx, dy, -aside, ref left, ref right);
        return (left, right);
    }

    static void Disc(double y, double x, double metres, ref double left, ref double right)
    {
        // Not a number beyond the disc.
        var half = Math.Sqrt((metres * metres) - (y * y));
        left = x - half < left ? x - half : left;
        right = x + half > right ? x + half : right;
    }

    static void Side(double y, double dx, double dy, double aside, ref double left, ref double right)
    {
        // The share of the line from which one comes here by going straight to the side.
        var share = (y + (aside * dx)) / dy;
        if (share is not (> 0 and < 1))
            return;
        var x = (share * dx) + (aside * dy);
        left = x < left ? x : left;
        right = x > right ? x : right;
    }

    bool IsFull(int row, int from, int to)
    {
        for (var column = from; column <= to; column += WordBits - (column % WordBits))
        {
            if ((~_inside[Word(row, column)] & Bits(column, to)) != 0)
                return false;
        }
        return true;
    }

    void FillRow(int row, int from, int to)
    {
        for (var column = from; column <= to; column += WordBits - (column % WordBits))
            _inside[Word(row, column)] |= Bits(column, to);
    }

    int Word(int row, int column) => (row * _wordsInRow) + (column / WordBits);

    /// <summary>The bits from a column on, to another or to the end of its word.</summary>
    static ulong Bits(int from, int to) => (ulong.MaxValue << from) & (from / WordBits == to / WordBits ? ulong.MaxValue >> (WordBits - 1 - (to % WordBits)) : ulong.MaxValue);

    double CentreY(double row) => (_firstRow + row + 0.5) * _cell;

    /// <summary>The first column whose centre does not lie to the left.</summary>
    int ColumnFrom(double x) => (int)Math.Clamp(Math.Ceiling((x / _cell) - 0.5) - _firstColumn, 1, Width - 1);

    /// <summary>The last column whose centre does not lie to the right.</summary>
    int ColumnTo(double x) => (int)Math.Clamp(Math.Floor((x / _cell) - 0.5) - _firstColumn, 0, Width - 2);

    int Row(double y) => Math.Clamp((int)((long)Math.Floor(y / _cell) - _firstRow), 1, Height - 2);
}
