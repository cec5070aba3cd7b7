using System.Runtime.CompilerServices;
using System.Text;
using RiskMap.City.Model.Layers;
using RiskMap.City.Snapshot;

namespace RiskMap.City.Risk.Fields;

/// <summary>Which row of a block of site-boundaries is the boundary of which enterprise. Hangs on the block; made once. Safe for parallel reads.</summary>
sealed class BoundaryRows
{
    static readonly int OfLayerField = SiteBoundaries.Schema.IndexOf("ofLayer");
    static readonly int OfKeyField = SiteBoundaries.Schema.IndexOf("ofKey");
    static readonly ConditionalWeakTable<LayerBlock, BoundaryRows> Made = [];

    readonly Dictionary<string, int> _rows = new(StringComparer.Ordinal);

    BoundaryRows(LayerBlock block)
    {
        for (var row = 0; row < block.Count; row++)
        {
            if (IsOfEnterprise(block, row))
                _rows[KeyOf(block, row)] = row;
        }
    }

    /// <summary>The rows of a block.</summary>
    public static BoundaryRows Of(LayerBlock block) => Made.GetValue(block, made => new BoundaryRows(made));

    /// <summary>Row of an enterprise's boundary, or -1.</summary>
    public int Find(ReadOnlySpan<byte> enterpriseKey)
    {
        if (_rows.Count == 0)
            return -1;
        // Few enterprises have a boundary: keys are compared as characters on the stack, not as new strings.
        Span<char> text = enterpriseKey.Length <= 256 ? stackalloc char[enterpriseKey.Length] : new char[enterpriseKey.Length];
        var length = Encoding.UTF8.GetChars(enterpriseKey, text);
        return _rows.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(text[..length], out var row) ? row : -1;
    }

    /// <summary>Keys of the enterprises whose boundary is another one than in the large block of the layer.</summary>
    public static HashSet<string> KeysChangedIn(LayerSnapshot boundaries)
    {
        var keys = new HashSet<string>(Of(boundaries.Edits)._rows.Keys, StringComparer.Ordinal);
        foreach (var row in boundaries.HiddenRows())
        {
            if (IsOfEnterprise(boundaries.Main, row))
                keys.Add(KeyOf(boundaries.Main, row));
        }
        return keys;
    }

    static bool IsOfEnterprise(LayerBlock block, int row) => !block.Geometry.IsEmpty(row) && block.Field(OfLayerField).Utf8(row).SequenceEqual("enterprises"u8);

    static string KeyOf(LayerBlock block, int row) => Encoding.UTF8.GetString(block.Field(OfKeyField).Utf8(row));
}
