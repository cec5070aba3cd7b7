using System.Runtime.CompilerServices;
using System.Text;
using RiskMap.Geo.Mvt.Internal;

namespace RiskMap.Geo.Mvt;

/// <summary>
/// Writes one layer of a vector tile (vector-tile-spec 2.1). Keys are kept once, values once per type. A feature is
/// <see cref="BeginFeature"/>, any number of Tag calls, then one geometry call. Got from <see cref="MvtTileWriter"/>; its
/// arrays are used again for the next layer. Not thread-safe. Feature ids should be unique in the layer: that is the caller's part.
/// </summary>
public sealed class MvtLayerWriter
{
    /// <summary>Greatest feature id: above it JavaScript numbers are no longer exact.</summary>
    public const long MaxId = (1L << 53) - 1;

    const byte LayerField = 0x1A, NameField = 0x0A, KeysField = 0x1A, ValuesField = 0x22, ExtentField = 0x28, VersionField = 0x78, Version = 2;
    const byte FeatureField = 0x12, IdField = 0x08, TagsField = 0x12, TypeField = 0x18, GeometryField = 0x22;
    const uint MoveTo = 1, LineTo = 2, ClosePath = 7 | (1 << 3);
    const int HeaderBytes = 2 + 1 + ProtoBuffer.MaxVarint64 + 2;
    const int GeometryHeaderBytes = 2 + 2 + (3 * ProtoBuffer.MaxVarint32);

    readonly ProtoBuffer _features = new(64 * 1024);
    readonly ProtoBuffer _scratch = new(256);
    readonly InternTable _keys = new(KeysField);
    readonly InternTable _values = new(ValuesField);
    int[] _keyUsedBy = new int[64];
    int _featureStart;
    int _tagsStart;

    internal MvtLayerWriter()
    {
    }

    /// <summary>Name of the layer.</summary>
    public string Name { get; private set; } = "";

    /// <summary>Tile units along each side.</summary>
    public int Extent { get; private set; }

    /// <summary>Features written so far.</summary>
    public int FeatureCount { get; private set; }

    /// <summary>Number of a key.</summary>
    public int Key(string key) => Key(Encoding.UTF8.GetBytes(key));

    /// <summary>Number of a key in UTF-8.</summary>
    public int Key(ReadOnlySpan<byte> utf8)
    {
        var key = _keys.Intern(utf8);
        if (key >= _keyUsedBy.Length) Array.Resize(ref _keyUsedBy, _keyUsedBy.Length * 2);
        return key;
    }

    /// <summary>Number of a text in UTF-8.</summary>
    public int Value(ReadOnlySpan<byte> utf8)
    {
        ValueEncoding.Text(_scratch, utf8);
        return InternScratch();
    }

    /// <summary>Number of a whole number.</summary>
    public int Value(long value)
    {
        ValueEncoding.Whole(_scratch, value);
        return InternScratch();
    }

    /// <summary>Number of a real number; it stays a double even where it is whole.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is not finite.</exception>
    public int Value(double value)
    {
        ValueEncoding.Real(_scratch, value);
        return InternScratch();
    }

    /// <summary>Number of a truth value.</summary>
    public int Value(bool value)
    {
        ValueEncoding.Truth(_scratch, value);
        return InternScratch();
    }

    /// <summary>Number of a value that was encoded before.</summary>
    public int Value(MvtValues values, int code) => _values.Intern(values.Encoded(code), values.HashOf(code));

    /// <summary>Begins a feature.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The id is negative or above <see cref="MaxId"/>.</exception>
    public void BeginFeature(long? id = null)
    {
        _features.Reserve(HeaderBytes);
        _features.Byte(FeatureField);
        _featureStart = _features.BeginMessage();
        _tagsStart = 0;
        if (id is not { } number) return;
        if ((ulong)number > MaxId)
        {
            AbandonFeature();
            throw new ArgumentOutOfRangeException(nameof(id), number, $"A feature id lies between 0 and {MaxId}.");
        }

        _features.Byte(IdField);
        _features.Varint((ulong)number);
    }

    /// <summary>Adds a tag to the feature begun.</summary>
    /// <exception cref="InvalidOperationException">The feature has this key already, or no feature is begun.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Tag(int key, int value)
    {
        if (_featureStart == 0 || _keyUsedBy[key] == FeatureCount + 1) RefuseTag(key);
        _keyUsedBy[key] = FeatureCount + 1;
        _features.Reserve(2 + (2 * ProtoBuffer.MaxVarint32));
        if (_tagsStart == 0)
        {
            _features.Byte(TagsField);
            _tagsStart = _features.BeginMessage();
        }

        _features.Varint((uint)key);
        _features.Varint((uint)value);
    }

    /// <summary>Adds a text; key and text in UTF-8.</summary>
    public void Tag(ReadOnlySpan<byte> key, ReadOnlySpan<byte> text) => Tag(Key(key), Value(text));

    /// <summary>Adds a whole number.</summary>
    public void Tag(ReadOnlySpan<byte> key, long value) => Tag(Key(key), Value(value));

    /// <summary>Adds a real number.</summary>
    public void Tag(ReadOnlySpan<byte> key, double value) => Tag(Key(key), Value(value));

    /// <summary>Adds a truth value.</summary>
    public void Tag(ReadOnlySpan<byte> key, bool value) => Tag(Key(key), Value(value));

    /// <summary>Ends the feature with one point, in tile units.</summary>
    public void EndPoint(int x, int y)
    {
        BeginGeometry(MvtGeometryType.Point, ProtoBuffer.MaxVarint32 * 3);
        var start = _features.BeginMessage();
        _features.Byte((1 << 3) | (int)MoveTo);
        _features.ZigZag(x);
        _features.ZigZag(y);
        EndGeometry(start);
    }

    /// <summary>
    /// Ends the feature with a geometry. Rings are turned as they are written: shells clockwise on the screen, holes the other way.
    /// </summary>
    /// <exception cref="ArgumentException">The geometry has no parts; the feature is taken back.</exception>
    public void End(MvtGeometry geometry)
    {
        if (geometry.IsEmpty)
        {
            AbandonFeature();
            throw new ArgumentException("A feature needs a geometry: leave features without one out.", nameof(geometry));
        }

        BeginGeometry(geometry.Type, (geometry.VertexCount * 2 * ProtoBuffer.MaxVarint32) + (geometry.PartCount * 11));
        var start = _features.BeginMessage();
        var cursor = default((int X, int Y));
        if (geometry.Type == MvtGeometryType.Point) WritePoints(geometry, ref cursor);
        else
            for (var part = 0; part < geometry.PartCount; part++) WritePath(geometry, part, ref cursor);
        EndGeometry(start);
    }

    /// <summary>Takes back the feature begun.</summary>
    public void AbandonFeature()
    {
        if (_featureStart == 0) return;
        _features.CutTo(_featureStart - 2);
        _keyUsedBy.AsSpan().Clear();
        _featureStart = 0;
    }

    internal void Begin(string name, int extent)
    {
        (Name, Extent, FeatureCount, _featureStart) = (name, extent, 0, 0);
        _features.Clear();
        _keys.Clear();
        _values.Clear();
        _keyUsedBy.AsSpan().Clear();
    }

    /// <summary>Writes the whole layer as a field of the tile.</summary>
    internal void WriteTo(ProtoBuffer tile)
    {
        if (_featureStart != 0) throw new InvalidOperationException($"A feature of layer '{Name}' has no geometry yet: call End or AbandonFeature.");
        var name = Encoding.UTF8.GetBytes(Name);
        tile.Reserve(64 + name.Length + _features.Length + _keys.Fields.Length + _values.Fields.Length);
        tile.Byte(LayerField);
        var start = tile.BeginMessage();
        tile.Byte(VersionField);
        tile.Byte(Version);
        tile.Byte(NameField);
        tile.Varint((uint)name.Length);
        tile.Bytes(name);
        tile.Bytes(_features.Written);
        tile.Bytes(_keys.Fields);
        tile.Bytes(_values.Fields);
        tile.Byte(ExtentField);
        tile.Varint((uint)Extent);
        tile.EndMessage(start);
    }

    int InternScratch()
    {
        var index = _values.Intern(_scratch.Written);
        _scratch.Clear();
        return index;
    }

    void BeginGeometry(MvtGeometryType type, int bytes)
    {
        if (_featureStart == 0) throw new InvalidOperationException("No feature is begun: call BeginFeature first.");
        if (_tagsStart != 0) _features.EndMessage(_tagsStart);
        _features.Reserve(GeometryHeaderBytes + bytes);
        _features.Byte(TypeField);
        _features.Byte((byte)type);
        _features.Byte(GeometryField);
    }

    void EndGeometry(int start)
    {
        _features.EndMessage(start);
        _features.EndMessage(_featureStart);
        _featureStart = 0;
        FeatureCount++;
    }

    void WritePoints(MvtGeometry geometry, ref (int X, int Y) cursor)
    {
        _features.Varint(MoveTo | ((uint)geometry.VertexCount << 3));
        for (var part = 0; part < geometry.PartCount; part++)
        {
            var x = geometry.X(part);
            var y = geometry.Y(part);
            for (var i = 0; i < x.Length; i++) Step(x[i], y[i], ref cursor);
        }
    }

    void WritePath(MvtGeometry geometry, int part, ref (int X, int Y) cursor)
    {
        var x = geometry.X(part);
        var y = geometry.Y(part);
        var ring = geometry.Type == MvtGeometryType.Polygon;
        var backwards = ring && (MvtGeometry.DoubleArea(x, y) > 0) != geometry.IsShell(part);
        _features.Varint(MoveTo | (1 << 3));
        Step(x[0], y[0], ref cursor);
        _features.Varint(LineTo | ((uint)(x.Length - 1) << 3));
        for (var i = 1; i < x.Length; i++)
        {
            var at = backwards ? x.Length - i : i;
            Step(x[at], y[at], ref cursor);
        }

        if (ring) _features.Varint(ClosePath);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    void Step(int x, int y, ref (int X, int Y) cursor)
    {
        _features.ZigZag(x - cursor.X);
        _features.ZigZag(y - cursor.Y);
        cursor = (x, y);
    }

    void RefuseTag(int key)
    {
        if (_featureStart == 0) throw new InvalidOperationException("No feature is begun: call BeginFeature first.");
        throw new InvalidOperationException($"The feature has the key '{Encoding.UTF8.GetString(_keys[key])}' already.");
    }
}
