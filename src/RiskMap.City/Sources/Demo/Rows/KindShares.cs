namespace RiskMap.City.Sources.Demo.Rows;

/// <summary>
/// Which row is of which kind: rows of one kind stand side by side, so that a kind and a number give the row and back without a table of rows.
/// The first kind of the plan takes what the shares of the others leave.
/// </summary>
sealed class KindShares<TKind>
    where TKind : IKindPlan
{
    readonly int[] _start;

    public KindShares(IReadOnlyList<TKind> kinds, int total)
    {
        Kinds = kinds;
        var counts = kinds.Select(kind => kind.Sites?.Length ?? Math.Min(kind.Most ?? int.MaxValue, (int)(kind.Share * total))).ToArray();
        counts[0] += Math.Max(0, total - counts.Sum());
        _start = new int[kinds.Count + 1];
        for (var i = 0; i < counts.Length; i++)
            _start[i + 1] = _start[i] + counts[i];
    }

    public IReadOnlyList<TKind> Kinds { get; }

    /// <summary>Number of rows of all kinds.</summary>
    public int Total => _start[^1];

    /// <summary>The kind of a row and its number within the kind.</summary>
    public (TKind Kind, int Number) Of(int row)
    {
        var kind = Array.BinarySearch(_start, row);
        if (kind < 0)
            kind = ~kind - 1;
        // Empty kinds begin where the next one begins.
        while (_start[kind + 1] <= row)
            kind++;
        return (Kinds[kind], row - _start[kind]);
    }

    /// <summary>First row of a kind.</summary>
    public int Start(int kind) => _start[kind];

    /// <summary>Rows of a kind.</summary>
    public int Count(int kind) => _start[kind + 1] - _start[kind];
}
