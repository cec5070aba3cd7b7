namespace RiskMap.City.Zoning.Reverse;

/// <summary>
/// The connected regions of chosen cells: cells that share an edge belong together, those that touch at a corner do not. By runs and union-find.
/// Immutable.
/// </summary>
sealed class CellRegions
{
    readonly int[] _rowStarts;

    CellRegions(List<CellRun> runs, int[] rowStarts, int[] regionOf, int count) => (Runs, _rowStarts, RegionOf, Count) = (runs, rowStarts, regionOf, count);

    /// <summary>Runs of chosen cells, row after row, from west to east.</summary>
    public IReadOnlyList<CellRun> Runs { get; }

    /// <summary>Region of each run.</summary>
    public IReadOnlyList<int> RegionOf { get; }

    /// <summary>Number of regions.</summary>
    public int Count { get; }

    /// <summary>The regions of the cells that are chosen.</summary>
    public static CellRegions Of(int columns, int rows, Func<int, int, bool> isChosen)
    {
        var (runs, rowStarts, parents) = (new List<CellRun>(), new int[rows + 1], new List<int>());
        for (var row = 0; row < rows; row++)
        {
            rowStarts[row] = runs.Count;
            for (var column = 0; column < columns; column++)
            {
                if (!isChosen(row, column))
                    continue;
                var start = column;
                while (column < columns && isChosen(row, column))
                    column++;
                runs.Add(new(row, start, column));
                parents.Add(parents.Count);
            }
            rowStarts[row + 1] = runs.Count;
            if (row > 0)
                Join(runs, parents, rowStarts[row - 1], rowStarts[row], runs.Count);
        }
        var (regionOf, count) = Numbered(parents);
        return new(runs, rowStarts, regionOf, count);
    }

    /// <summary>Region of a cell, or -1.</summary>
    public int At(int row, int column)
    {
        if (row < 0 || row >= _rowStarts.Length - 1)
            return -1;
        var (low, high) = (_rowStarts[row], _rowStarts[row + 1] - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            if (column < Runs[middle].Start)
                high = middle - 1;
            else if (column >= Runs[middle].End)
                low = middle + 1;
            else
                return RegionOf[middle];
        }
        return -1;
    }

    // Two rows of runs are walked together: runs that share a column touch.
    static void Join(List<CellRun> runs, List<int> parents, int above, int here, int end)
    {
        var (a, b) = (above, here);
        while (a < here && b < end)
        {
            if (runs[a].Start < runs[b].End && runs[b].Start < runs[a].End)
                parents[Root(parents, b)] = Root(parents, a);
            if (runs[a].End < runs[b].End) a++;
            else b++;
        }
    }

    static int Root(List<int> parents, int run)
    {
        while (parents[run] != run)
            run = parents[run] = parents[parents[run]];
        return run;
    }

    static (int[] RegionOf, int Count) Numbered(List<int> parents)
    {
        var (regionOf, numbers, count) = (new int[parents.Count], new int[parents.Count], 0);
        Array.Fill(numbers, -1);
        for (var run = 0; run < regionOf.Length; run++)
        {
            ref var number = ref numbers[Root(parents, run)];
            if (number < 0)
                number = count++;
            regionOf[run] = number;
        }
        return (regionOf, count);
    }
}

/// <summary>Neighbouring chosen cells of one row: from a column up to and without another.</summary>
readonly record struct CellRun(int Row, int Start, int End)
{
    /// <summary>Number of cells.</summary>
    public int Length => End - Start;
}
