using RiskMap.Geo.Mvt.Internal;

namespace RiskMap.Geo.Mvt;

/// <summary>
/// Writes a vector tile layer after layer; a layer without features is left out, a tile without layers has no bytes. Keep the
/// writer and use it again: after <see cref="Clear"/> the next tile needs no new memory. Not thread-safe.
/// </summary>
public sealed class MvtTileWriter
{
    readonly ProtoBuffer _tile = new(64 * 1024);
    readonly MvtLayerWriter _layer = new();
    readonly HashSet<string> _names = new(StringComparer.Ordinal);
    bool _open;

    /// <summary>Bytes of the layers ended so far.</summary>
    public ReadOnlySpan<byte> Written => _tile.Written;

    /// <summary>True when no layer had a feature.</summary>
    public bool IsEmpty => _tile.Length == 0;

    /// <summary>Begins another tile.</summary>
    public void Clear()
    {
        _tile.Clear();
        _names.Clear();
        _open = false;
    }

    /// <summary>Begins a layer; the same object is given for each.</summary>
    /// <exception cref="ArgumentException">The name is empty or used in this tile already, or the extent is not positive.</exception>
    /// <exception cref="InvalidOperationException">A layer is still open.</exception>
    public MvtLayerWriter BeginLayer(string name, int extent = 4096)
    {
        if (_open) throw new InvalidOperationException($"Layer '{_layer.Name}' is still open: call EndLayer first.");
        if (name.Length == 0) throw new ArgumentException("A layer needs a name.", nameof(name));
        if (extent <= 0) throw new ArgumentOutOfRangeException(nameof(extent), extent, "An extent is 1 or more.");
        if (!_names.Add(name)) throw new ArgumentException($"The tile has a layer '{name}' already.", nameof(name));
        _layer.Begin(name, extent);
        _open = true;
        return _layer;
    }

    /// <summary>Ends the layer; true when it had features and was written.</summary>
    public bool EndLayer()
    {
        if (!_open) throw new InvalidOperationException("No layer is open: call BeginLayer first.");
        if (_layer.FeatureCount > 0) _layer.WriteTo(_tile);
        else _names.Remove(_layer.Name);
        _open = false;
        return _layer.FeatureCount > 0;
    }

    /// <summary>The tile in an array of its own.</summary>
    public byte[] ToArray() => _tile.Written.ToArray();
}
