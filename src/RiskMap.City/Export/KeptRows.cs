using System.Runtime.CompilerServices;
using RiskMap.City.Snapshot;

namespace RiskMap.City.Export;

/// <summary>
/// Rows of large blocks as they were encoded first: a row never changes while its block lives, and copying is five times as fast as encoding. What
/// belongs to a block goes with it. Thread-safe.
/// </summary>
/// <param name="budgetBytes">Most bytes that are kept for one block; further rows are encoded each time.</param>
sealed class KeptRows(long budgetBytes = KeptRows.DefaultBudgetBytes)
{
    /// <summary>Budget where nothing else is said: that of the tiles, enough for 250,000 enterprises.</summary>
    public const long DefaultBudgetBytes = 128L << 20;

    /// <summary>Rows below which a block is not worth it: an edit makes a new small block each time.</summary>
    const int LeastRows = 1024;

    // What an array costs beside its bytes, and its place in the list.
    const int OverheadBytes = 32;

    readonly ConditionalWeakTable<LayerBlock, Rows> _blocks = [];

    /// <summary>The rows of a block, or null for a small one.</summary>
    public Rows? Of(LayerBlock block) => block.Count < LeastRows ? null : _blocks.GetValue(block, key => new Rows(key.Count, budgetBytes));

    /// <summary>Encoded rows of one block.</summary>
    internal sealed class Rows(int count, long budgetBytes)
    {
        readonly byte[]?[] _rows = new byte[]?[count];
        long _bytes;

        /// <summary>The row, or null while it is not kept.</summary>
        public byte[]? Find(int row) => Volatile.Read(ref _rows[row]);

        /// <summary>Keeps a row while the budget lasts.</summary>
        public void Keep(int row, ReadOnlySpan<byte> encoded)
        {
            if (Interlocked.Read(ref _bytes) + encoded.Length > budgetBytes) return;
            Interlocked.Add(ref _bytes, encoded.Length + OverheadBytes);
            Volatile.Write(ref _rows[row], encoded.ToArray());
        }
    }
}
