namespace RiskMap.Geo.Geometries.Internal;

/// <summary>The growing part arrays of a builder that has met something other than points.</summary>
sealed class PartLists
{
    internal List<GeometryType> Types { get; } = [];

    internal List<int> RowStart { get; } = [0];

    internal List<int> PartStart { get; } = [];

    internal List<bool> IsShell { get; } = [];

    /// <summary>Parts for the points gathered so far; empty rows (NaN) give up their vertex.</summary>
    internal static PartLists OfPoints(double[] x, double[] y, ref int vertices)
    {
        var lists = new PartLists();
        var kept = 0;
        for (var i = 0; i < vertices; i++)
        {
            var empty = double.IsNaN(x[i]);
            if (!empty)
            {
                lists.PartStart.Add(kept);
                lists.IsShell.Add(false);
                x[kept] = x[i];
                y[kept++] = y[i];
            }

            lists.Types.Add(empty ? GeometryType.Empty : GeometryType.Point);
            lists.RowStart.Add(kept);
        }

        vertices = kept;
        return lists;
    }

    /// <summary>Takes back all rows past the given number, and any part begun for the next.</summary>
    internal void CutTo(int rows)
    {
        var parts = RowStart[rows];
        Types.RemoveRange(rows, Types.Count - rows);
        RowStart.RemoveRange(rows + 1, RowStart.Count - rows - 1);
        PartStart.RemoveRange(parts, PartStart.Count - parts);
        IsShell.RemoveRange(parts, IsShell.Count - parts);
    }

    internal GeometryTopology ToTopology(int vertices)
    {
        var partStart = new int[PartStart.Count + 1];
        PartStart.CopyTo(partStart);
        partStart[^1] = vertices;
        return new GeometryTopology([.. Types], [.. RowStart], partStart, [.. IsShell]);
    }
}
