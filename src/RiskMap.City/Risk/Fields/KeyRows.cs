using System.Runtime.CompilerServices;
using System.Text;
using RiskMap.City.Snapshot;

namespace RiskMap.City.Risk.Fields;

/// <summary>The rows of a block by key. Hangs on the block; made once, when a key is first looked for. Immutable; thread-safe.</summary>
sealed class KeyRows
{
    static readonly ConditionalWeakTable<LayerBlock, KeyRows> Made = [];

    readonly LayerBlock _block;
    readonly int[] _hashes;
    readonly int[] _rows;

    KeyRows(LayerBlock block)
    {
        (_block, _hashes, _rows) = (block, new int[block.Count], new int[block.Count]);
        for (var row = 0; row < block.Count; row++)
            (_hashes[row], _rows[row]) = (HashOf(block.Key(row)), row);
        Array.Sort(_hashes, _rows);
    }

    /// <summary>The rows of a block.</summary>
    public static KeyRows Of(LayerBlock block) => Made.GetValue(block, made => new KeyRows(made));

    /// <summary>The rows that bear a key: one, or none.</summary>
    public IEnumerable<int> Find(string key)
    {
        var utf8 = Encoding.UTF8.GetBytes(key);
        var hash = HashOf(utf8);
        var place = Array.BinarySearch(_hashes, hash);
        while (place > 0 && _hashes[place - 1] == hash)
            place--;
        for (; place >= 0 && place < _hashes.Length && _hashes[place] == hash; place++)
        {
            if (_block.Key(_rows[place]).SequenceEqual(utf8))
                yield return _rows[place];
        }
    }

    static int HashOf(ReadOnlySpan<byte> key)
    {
        var hash = new HashCode();
        hash.AddBytes(key);
        return hash.ToHashCode();
    }
}
