using RiskMap.City.Model;
using RiskMap.City.Snapshot.Columns;
using RiskMap.City.Snapshot.Rules;
using RiskMap.Geo.Crs;
using RiskMap.Geo.Geometries;
using RiskMap.Geo.Index;
using RiskMap.Geo.Tiles;

namespace RiskMap.City.Snapshot;

/// <summary>
/// Rows of one layer in flat columns, by ascending id. A layer is a large block and a small one of recent edits (<see cref="LayerSnapshot"/>).
/// Other planes and the index are made at first use and kept with the block. Immutable; safe for parallel reads.
/// </summary>
public sealed class LayerBlock
{
    readonly long[] _ids;
    readonly Column _revisions;
    readonly Column _keys;
    readonly Column[] _fields;
    readonly Lazy<PackedRTree> _index;
    readonly Lazy<GeometryColumn> _mercator;
    readonly Lazy<TileSource> _tiles;
    readonly Lazy<TileSource> _labels;
    readonly Lazy<PointClusters> _clusters;
    readonly Lazy<byte[]> _firstZooms;
    GeometryColumn? _metric;
    MetricPlane? _metricPlane;

    internal LayerBlock(
        LayerSchema schema, long[] ids, Column revisions, Column keys, Column[] fields, GeometryColumn geometry, IReadOnlyList<RowFault> faults)
    {
        (Schema, _ids, _revisions, _keys, _fields, Geometry, Faults) = (schema, ids, revisions, keys, fields, geometry, faults);
        _index = new(() => PackedRTree.Build(Geometry));
        _mercator = new(() => Geometry.Transform(WebMercator.Forward));
        _tiles = new(() => TileSources.Of(this));
        _labels = new(() => TileSources.LabelsOf(this));
        _clusters = new(() => TileSources.ClustersOf(this));
        _firstZooms = new(() => TileSources.FirstZoomsOf(this));
    }

    /// <summary>The layer's declaration.</summary>
    public LayerSchema Schema { get; }

    /// <summary>Number of rows.</summary>
    public int Count => _ids.Length;

    /// <summary>Ids, ascending.</summary>
    public ReadOnlySpan<long> Ids => _ids;

    /// <summary>Geometries in longitude and latitude (CRS84).</summary>
    public GeometryColumn Geometry { get; }

    /// <summary>What was left out because it breaks a rule.</summary>
    public IReadOnlyList<RowFault> Faults { get; }

    /// <summary>Geometries in EPSG:3857, for tiles.</summary>
    public GeometryColumn Mercator => _mercator.Value;

    /// <summary>The rows ready for vector tiles.</summary>
    public TileSource Tiles => _tiles.Value;

    /// <summary>One point for each row at which its name is written, with the row's tile attributes.</summary>
    public TileSource Labels => _labels.Value;

    /// <summary>The rows in the order in which they are summed up at low zooms; only of a layer with <see cref="LayerSchema.Clusters"/>.</summary>
    public PointClusters Clusters => _clusters.Value;

    /// <summary>The tile zoom from which each row is there; only of a layer with <see cref="LayerSchema.Details"/>.</summary>
    internal byte[] FirstZooms => _firstZooms.Value;

    /// <summary>Packed index over the boxes in longitude and latitude.</summary>
    public PackedRTree Index => _index.Value;

    /// <summary>Memory held by the columns and by the derived arrays made so far, in bytes.</summary>
    public long MemoryBytes =>
        (_ids.LongLength * sizeof(long)) + _revisions.MemoryBytes + _keys.MemoryBytes + _fields.Sum(column => column.MemoryBytes) + Geometry.MemoryBytes
        + (_index.IsValueCreated ? _index.Value.MemoryBytes : 0)
        + (_mercator.IsValueCreated ? _mercator.Value.MemoryBytes : 0)
        + (_clusters.IsValueCreated ? _clusters.Value.MemoryBytes : 0)
        + (_firstZooms.IsValueCreated ? _firstZooms.Value.Length : 0)
        + (_metric?.MemoryBytes ?? 0);

    /// <summary>Geometries in the city's metric plane, metres.</summary>
    public GeometryColumn Metric(MetricPlane plane)
    {
        if (_metric is { } made && ReferenceEquals(_metricPlane, plane))
            return made;
        lock (_index)
        {
            if (_metric is null || !ReferenceEquals(_metricPlane, plane))
                (_metric, _metricPlane) = (Geometry.Transform((x, y) => plane.Project(x, y, x, y)), plane);
            return _metric;
        }
    }

    /// <summary>A field's column, by its position in <see cref="LayerSchema.Fields"/>.</summary>
    public Column Field(int field) => _fields[field];

    /// <summary>Id of a row.</summary>
    public long Id(int row) => _ids[row];

    /// <summary>Version of the city in which the row was last written.</summary>
    public long Revision(int row) => _revisions.Integer(row);

    /// <summary>Key of a row, UTF-8.</summary>
    public ReadOnlySpan<byte> Key(int row) => _keys.Utf8(row);

    /// <summary>Row of an id, or the complement of where it would stand (as <see cref="Array.BinarySearch{T}(T[],T)"/>).</summary>
    public int Find(long id) => Array.BinarySearch(_ids, id);
}
