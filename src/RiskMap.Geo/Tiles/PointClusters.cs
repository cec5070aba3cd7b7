using RiskMap.Geo.Geometries;
using RiskMap.Geo.Index;

namespace RiskMap.Geo.Tiles;

/// <summary>
/// Points in the order of a Z-curve (Morton 1966) with running sums: count, mean position and ranks of any cell of any zoom are two
/// searches and a subtraction. Positions are summed as whole numbers, so a sum minus a part is exactly the sum of the rest: clusters after
/// an edit equal clusters computed anew. Immutable; safe for parallel reads.
/// </summary>
public sealed class PointClusters
{
    // Units of a position: the world's edge in 2^32 steps of 9 mm; 2^31 of them still fit into a sum.
    const double Steps = 1L << 32;

    readonly uint[] _cells;
    readonly int[] _rows;
    readonly long[] _sumX;
    readonly long[] _sumY;
    readonly int[][] _ranked;
    readonly sbyte[] _ranks;
    readonly ClusterRules _rules;

    PointClusters(TileSource source, sbyte[] ranks, int rankCount, ClusterRules rules, IEnumerable<int> rows)
    {
        (Source, _ranks, _rules) = (source, ranks, rules);
        (_rows, _cells) = Order(source.Mercator, rows, rules.FinestBits);
        (_sumX, _sumY) = (new long[_rows.Length + 1], new long[_rows.Length + 1]);
        _ranked = new int[rankCount][];
        for (var rank = 0; rank < rankCount; rank++) _ranked[rank] = new int[_rows.Length + 1];
        Sum(source.Mercator);
    }

    /// <summary>The points themselves.</summary>
    internal TileSource Source { get; }

    /// <summary>Number of points.</summary>
    public int Count => _rows.Length;

    /// <summary>Memory held by the arrays, in bytes.</summary>
    public long MemoryBytes => _ranks.Length + (_rows.Length * (8L + 16 + (4L * _ranked.Length)));

    /// <summary>Puts points in order.</summary>
    /// <param name="source">The points; rows without a position are left out.</param>
    /// <param name="ranks">Rank of each row, 0 the worst; negative where it has none. Empty where nothing is ranked.</param>
    /// <param name="rankCount">Number of ranks.</param>
    /// <param name="rules">The grid.</param>
    /// <exception cref="ArgumentException">The source holds lines or polygons, or has another number of rows.</exception>
    public static PointClusters Of(TileSource source, sbyte[] ranks, int rankCount, ClusterRules rules)
    {
        if (!source.Mercator.IsPointColumn) throw new ArgumentException("Only points make clusters.", nameof(source));
        if (rankCount > 0 && ranks.Length != source.Count) throw new ArgumentException($"There are {ranks.Length} ranks for {source.Count} rows.", nameof(ranks));
        return new(source, ranks, rankCount, rules, Enumerable.Range(0, source.Count));
    }

    /// <summary>Some of these points in the same order: what to take from the sums.</summary>
    public PointClusters Of(IEnumerable<int> rows) => new(Source, _ranks, _ranked.Length, _rules, rows);

    static (int[] Rows, uint[] Cells) Order(GeometryColumn column, IEnumerable<int> rows, int bits)
    {
        var x = column.X;
        var y = column.Y;
        var (cells, placed) = (new List<uint>(), new List<int>());
        foreach (var row in rows)
        {
            if (double.IsNaN(x[row])) continue;
            cells.Add(Interleave((uint)(StepsX(x[row]) >> (32 - bits))) | (Interleave((uint)(StepsY(y[row]) >> (32 - bits))) << 1));
            placed.Add(row);
        }

        var (keys, sorted) = (cells.ToArray(), RadixSort.ByKey([.. cells], [.. placed]));
        Array.Sort(keys);
        return (sorted, keys);
    }

    void Sum(GeometryColumn column)
    {
        var x = column.X;
        var y = column.Y;
        for (var i = 0; i < _rows.Length; i++)
        {
            var row = _rows[i];
            _sumX[i + 1] = _sumX[i] + StepsX(x[row]);
            _sumY[i + 1] = _sumY[i] + StepsY(y[row]);
            for (var rank = 0; rank < _ranked.Length; rank++) _ranked[rank][i + 1] = _ranked[rank][i] + (_ranks[row] == rank ? 1 : 0);
        }
    }

    /// <summary>The points of a cell.</summary>
    /// <param name="column">Column of the cell, from west to east.</param>
    /// <param name="row">Row of the cell, from north to south.</param>
    /// <param name="bits">Columns and rows of the grid as a power of two, at most that of the finest grid.</param>
    internal CellMembers In(int column, int row, int bits)
    {
        var shift = 2 * (_rules.FinestBits - bits);
        var cell = (ulong)(Interleave((uint)column) | (Interleave((uint)row) << 1));
        var from = FirstFrom(cell << shift, 0);
        return new CellMembers(from, FirstFrom((cell + 1) << shift, from));
    }

    internal long SumX(CellMembers members) => _sumX[members.To] - _sumX[members.From];

    internal long SumY(CellMembers members) => _sumY[members.To] - _sumY[members.From];

    /// <summary>How many members have a rank.</summary>
    internal int Ranked(int rank, CellMembers members) => _ranked[rank][members.To] - _ranked[rank][members.From];

    internal ReadOnlySpan<int> Rows(CellMembers members) => _rows.AsSpan(members.From, members.Count);

    /// <summary>Metres in EPSG:3857 of a mean of positions.</summary>
    internal static (double X, double Y) Metres(long sumX, long sumY, int count) => (
        ((double)sumX / count / Steps * WebMercator.WorldMetres) - WebMercator.HalfWorldMetres,
        WebMercator.HalfWorldMetres - ((double)sumY / count / Steps * WebMercator.WorldMetres));

    int FirstFrom(ulong cell, int from)
    {
        var to = _cells.Length;
        while (from < to)
        {
            var middle = (from + to) >>> 1;
            if (_cells[middle] < cell) from = middle + 1;
            else to = middle;
        }

        return from;
    }

    static long StepsX(double metres) => StepsOf(metres + WebMercator.HalfWorldMetres);

    static long StepsY(double metres) => StepsOf(WebMercator.HalfWorldMetres - metres);

    static long StepsOf(double metres) => (long)Math.Clamp(metres / WebMercator.WorldMetres * Steps, 0, Steps - 1);

    /// <summary>The 16 bits of a number with a gap after each.</summary>
    static uint Interleave(uint number)
    {
        number = (number | (number << 8)) & 0x00FF00FF;
        number = (number | (number << 4)) & 0x0F0F0F0F;
        number = (number | (number << 2)) & 0x33333333;
        return (number | (number << 1)) & 0x55555555;
    }
}

/// <summary>The points of one cell: a stretch of the Z-curve.</summary>
readonly record struct CellMembers(int From, int To)
{
    internal int Count => To - From;
}
