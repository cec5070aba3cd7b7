using System.Collections.Concurrent;
using RiskMap.Geo.Geometries;
using RiskMap.Geo.Index;
using RiskMap.Geo.Mvt;

namespace RiskMap.Geo.Tiles;

/// <summary>
/// Rows ready to be drawn in tiles: geometries in EPSG:3857, their index, ids and encoded attributes. Immutable for its users; any
/// number of threads may write tiles from it at once. Several sources may write into one layer (a base and its changes).
/// </summary>
public sealed partial class TileSource
{
    readonly GeometryColumn _mercator;
    readonly PackedRTree _index;
    readonly long[] _ids;
    readonly MvtAttribute[] _attributes;
    readonly Lazy<float[]> _importance;
    readonly ConcurrentBag<Scratch> _scratch = [];

    /// <summary>Makes a source.</summary>
    /// <param name="mercator">Geometries in EPSG:3857.</param>
    /// <param name="ids">Feature id of each row, 0 to 2^53 - 1.</param>
    /// <param name="attributes">Tile attributes, with a code for each row and different keys.</param>
    /// <param name="index">Index of the geometries, where there is one already.</param>
    /// <exception cref="ArgumentException">The lengths differ or a key is there twice.</exception>
    public TileSource(GeometryColumn mercator, long[] ids, IEnumerable<MvtAttribute> attributes, PackedRTree? index = null)
    {
        (_mercator, _ids, _attributes) = (mercator, ids, [.. attributes]);
        if (ids.Length != mercator.Count) throw new ArgumentException($"There are {ids.Length} ids for {mercator.Count} rows.", nameof(ids));
        foreach (var id in ids)
            if ((ulong)id > MvtLayerWriter.MaxId) throw new ArgumentException($"The feature id {id} does not lie between 0 and {MvtLayerWriter.MaxId}.", nameof(ids));
        foreach (var attribute in _attributes)
        {
            if (attribute.Codes.Length != mercator.Count)
                throw new ArgumentException($"Attribute '{attribute.Key}' has {attribute.Codes.Length} codes for {mercator.Count} rows.", nameof(attributes));
            if (_attributes.Count(other => other.Key == attribute.Key) > 1)
                throw new ArgumentException($"Attribute '{attribute.Key}' is there twice.", nameof(attributes));
        }

        _index = index ?? PackedRTree.Build(mercator);
        _importance = new Lazy<float[]>(() => VertexImportance.Of(_mercator));
    }

    /// <summary>Number of rows.</summary>
    public int Count => _mercator.Count;

    /// <summary>Geometries in EPSG:3857.</summary>
    internal GeometryColumn Mercator => _mercator;

    /// <summary>Box of everything, in EPSG:3857.</summary>
    public Box Extent => _index.Extent;

    /// <summary>True when the box of a row touches a tile or its buffer.</summary>
    public bool Touches(TileId tile) => _index.Any(new Internal.TileFrame(tile, TileOptions.Default).QueryBox(tile));

    /// <summary>Writes what a tile shows into a layer; returns the number of features written.</summary>
    /// <param name="layer">The layer, whose extent holds instead of that of the options.</param>
    /// <param name="tile">The tile.</param>
    /// <param name="options">Buffer and simplification.</param>
    /// <param name="keep">Rows to write; all when null.</param>
    /// <param name="importance">The <see cref="VertexImportance"/> to use, where rows have neighbours in another source; else their own.</param>
    public int Write(MvtLayerWriter layer, TileId tile, TileOptions? options = null, Predicate<int>? keep = null, float[]? importance = null)
    {
        if (_ids.Length == 0) return 0;
        var before = layer.FeatureCount;
        Write(layer, tile, options, turn: 0, keep, importance);
        // The world goes on beyond its edges: what lies across the antimeridian is seen in the buffer, and longitudes beyond 180 degrees on the other side.
        if (tile.X == 0 || Extent.MaxX > WebMercator.HalfWorldMetres) Write(layer, tile, options, turn: 1, keep, importance);
        if (tile.X == (1 << tile.Z) - 1 || Extent.MinX < -WebMercator.HalfWorldMetres) Write(layer, tile, options, turn: -1, keep, importance);
        return layer.FeatureCount - before;
    }

    void Write(MvtLayerWriter layer, TileId tile, TileOptions? options, int turn, Predicate<int>? keep, float[]? importance)
    {
        var scratch = Begin(layer, tile, options, turn);
        if (_mercator.IsPointColumn) WritePoints(layer, scratch, keep);
        else WriteShapes(layer, scratch, keep, importance);
        End(scratch);
    }

    /// <summary>Writes some points into a layer, those that the tile shows.</summary>
    internal void Write(MvtLayerWriter layer, TileId tile, List<int> rows, TileOptions options)
    {
        if (rows.Count == 0) return;
        var scratch = Begin(layer, tile, options);
        var visitor = new PointVisitor(this, layer, scratch, keep: null);
        foreach (var row in rows) visitor.Visit(row, _mercator.BoxOf(row));
        End(scratch);
    }

    Scratch Begin(MvtLayerWriter layer, TileId tile, TileOptions? options, int turn = 0)
    {
        if (!_scratch.TryTake(out var scratch)) scratch = new Scratch(_attributes);
        scratch.Shaper.Begin(tile, (options ?? TileOptions.Default) with { Extent = layer.Extent }, turn);
        scratch.BeginLayer();
        return scratch;
    }

    void End(Scratch scratch)
    {
        scratch.EndLayer();
        _scratch.Add(scratch);
    }

    void WritePoints(MvtLayerWriter layer, Scratch scratch, Predicate<int>? keep)
    {
        var visitor = new PointVisitor(this, layer, scratch, keep);
        _index.Query(scratch.Shaper.QueryBox, ref visitor);
    }

    void WriteShapes(MvtLayerWriter layer, Scratch scratch, Predicate<int>? keep, float[]? importance)
    {
        scratch.Rows.Clear();
        _index.Query(scratch.Shaper.QueryBox, scratch.Rows);
        // Later rows are drawn over earlier ones, the same way in every tile.
        scratch.Rows.Sort();
        importance ??= _importance.Value;
        foreach (var row in scratch.Rows)
        {
            if (keep is not null && !keep(row)) continue;
            if (!scratch.Shaper.Shape(_mercator, importance, row)) continue;
            layer.BeginFeature(_ids[row]);
            scratch.WriteTags(layer, row);
            layer.End(scratch.Shaper.Geometry);
        }
    }

    /// <summary>The quick way for points: their positions come with the index, in the order of its curve.</summary>
    readonly struct PointVisitor(TileSource source, MvtLayerWriter layer, Scratch scratch, Predicate<int>? keep) : IBoxVisitor
    {
        readonly Internal.TileFrame _frame = scratch.Shaper.Frame;

        public bool Visit(int row, in Box box)
        {
            if (!_frame.TryPoint(box.MinX, box.MinY, out var x, out var y) || (keep is not null && !keep(row))) return true;
            layer.BeginFeature(source._ids[row]);
            scratch.WriteTags(layer, row);
            layer.EndPoint(x, y);
            return true;
        }
    }

    /// <summary>What one thread needs to write one layer: kept between tiles.</summary>
    sealed class Scratch(MvtAttribute[] attributes)
    {
        // Per attribute and code the number of the value in the layer, plus a base that grows with each layer: so that nothing
        // has to be cleared between tiles. Less than the base means: not met in this layer.
        readonly int[][] _numbers = [.. attributes.Select(attribute => new int[attribute.Values.Count])];
        readonly int[] _keys = new int[attributes.Length];
        int _base = 1;
        int _top = 1;

        internal TileShaper Shaper { get; } = new();

        internal List<int> Rows { get; } = [];

        internal void BeginLayer()
        {
            Array.Fill(_keys, -1);
            if (_top > int.MaxValue / 2)
            {
                foreach (var numbers in _numbers) Array.Clear(numbers);
                _top = 1;
            }

            _base = _top;
        }

        internal void EndLayer() => _base = _top;

        internal void WriteTags(MvtLayerWriter layer, int row)
        {
            for (var i = 0; i < attributes.Length; i++)
            {
                var code = attributes[i].Codes[row];
                if (code < 0) continue;
                var number = _numbers[i][code] - _base;
                if (number < 0) number = Meet(layer, i, code);
                layer.Tag(_keys[i], number);
            }
        }

        int Meet(MvtLayerWriter layer, int attribute, int code)
        {
            if (_keys[attribute] < 0) _keys[attribute] = layer.Key(attributes[attribute].Key);
            var number = layer.Value(attributes[attribute].Values, code);
            _numbers[attribute][code] = _base + number;
            _top = Math.Max(_top, _base + number + 1);
            return number;
        }
    }
}
