using System.Collections.Immutable;
using RiskMap.City.Model;
using RiskMap.City.Store;
using RiskMap.Geo.Crs;

namespace RiskMap.City.Snapshot;

/// <summary>
/// A city at one version: all layers in memory, immutable, safe for parallel reads. Features, tiles and analyses of one snapshot agree.
/// An edit makes a new snapshot that shares every untouched layer with everything derived from it.
/// </summary>
public sealed class CitySnapshot
{
    readonly ImmutableDictionary<string, LayerSnapshot> _layers;
    readonly CitySnapshot? _real;

    CitySnapshot(VersionToken version, CityMetadata? city, MetricPlane plane, ImmutableDictionary<string, LayerSnapshot> layers, CitySnapshot? real = null) =>
        (Version, City, Plane, _layers, _real) = (version, city, plane, layers, real);

    /// <summary>Token of the version that everything here belongs to. A what-if has its base's token, but no cache may use it.</summary>
    public VersionToken Version { get; }

    /// <summary>Metadata, or null before init or the first import.</summary>
    public CityMetadata? City { get; }

    /// <summary>The metric plane in which distances are measured.</summary>
    public MetricPlane Plane { get; }

    /// <summary>True for a copy with drawn features (design, decision 7): it enters no cache and its answers say so.</summary>
    public bool WhatIf => _real is not null;

    /// <summary>The city beneath a what-if, on which nothing is imagined; any other city itself. So an analysis can tell both.</summary>
    public CitySnapshot Real => _real ?? this;

    /// <summary>All layers in the order of <see cref="CityLayers.All"/>.</summary>
    public IEnumerable<LayerSnapshot> Layers => CityLayers.All.Select(schema => _layers[schema.Name]);

    /// <summary>Memory held by the layers, in bytes.</summary>
    public long MemoryBytes => _layers.Values.Sum(layer => layer.MemoryBytes);

    /// <summary>A layer by name.</summary>
    /// <exception cref="KeyNotFoundException">No such layer.</exception>
    public LayerSnapshot Layer(string name) => _layers.GetValueOrDefault(name) ?? LayerSnapshot.Empty(CityLayers.Get(name));

    /// <summary>Reads a whole city from a store.</summary>
    public static CitySnapshot Load(ICityReading reading, CancellationToken cancellation = default) => Load(reading, null, cancellation);

    /// <summary>Reads a whole city from a store; layers that stand as they stood in an earlier version are that version's, with everything derived from them.</summary>
    /// <param name="reading">What is read.</param>
    /// <param name="earlier">A version of the same store, not after the reading's and not before its history; or null.</param>
    /// <param name="cancellation">Cancels.</param>
    public static CitySnapshot Load(ICityReading reading, CitySnapshot? earlier, CancellationToken cancellation)
    {
        var plane = PlaneOf(reading.State.City);
        // In another plane nothing that was derived may be used again.
        var shared = plane.Equals(earlier?.Plane) ? earlier : null;
        var layers = ImmutableDictionary.CreateBuilder<string, LayerSnapshot>(StringComparer.Ordinal);
        foreach (var schema in CityLayers.All)
        {
            layers[schema.Name] = shared is not null && !reading.IsTouchedAfter(schema, shared.Version.Version)
                ? shared.Layer(schema.Name)
                : ReadLayer(reading, schema, cancellation);
        }
        return new(VersionToken.Of(reading.State), reading.State.City, plane, layers.ToImmutable());
    }

    /// <summary>Reads one layer.</summary>
    internal static LayerSnapshot ReadLayer(ICityReading reading, LayerSchema schema, CancellationToken cancellation)
    {
        using var rows = reading.Rows(schema);
        return LayerSnapshot.Of(LayerBlockBuilder.Build(schema, rows, 16, cancellation));
    }

    /// <summary>A city of these layers (tests).</summary>
    public static CitySnapshot Of(StoreState state, IEnumerable<LayerSnapshot> layers)
    {
        var all = CityLayers.All.Select(LayerSnapshot.Empty).ToImmutableDictionary(layer => layer.Schema.Name, StringComparer.Ordinal)
            .SetItems(layers.Select(layer => KeyValuePair.Create(layer.Schema.Name, layer)));
        return new(VersionToken.Of(state), state.City, PlaneOf(state.City), all);
    }

    /// <summary>The city after the changes of a store; untouched layers are shared.</summary>
    /// <param name="changes">What changed after this snapshot's version.</param>
    /// <param name="whole">Layers that were read anew because too much had changed.</param>
    public CitySnapshot With(ChangesSince changes, IReadOnlyDictionary<string, LayerSnapshot> whole)
    {
        var layers = _layers;
        foreach (var change in changes.Layers)
        {
            layers = layers.SetItem(change.Layer.Name, whole.GetValueOrDefault(change.Layer.Name)
                ?? Layer(change.Layer.Name).With(change.Upserts, change.Deletes));
        }
        var plane = PlaneOf(changes.State.City);
        if (plane.Equals(Plane))
            return new(VersionToken.Of(changes.State), changes.State.City, Plane, layers, _real);
        // Another plane: what was derived in the old one must not be used again.
        return new(VersionToken.Of(changes.State), changes.State.City, plane, layers.ToImmutableDictionary(pair => pair.Key, pair => pair.Value.Renewed(), StringComparer.Ordinal), _real);
    }

    /// <summary>The same version with a layer held otherwise (merged into one block).</summary>
    internal CitySnapshot WithSame(LayerSnapshot layer) =>
        new(Version, City, Plane, _layers.SetItem(layer.Schema.Name, layer.InPlaceOf(_layers[layer.Schema.Name])), _real);

    /// <summary>A what-if copy: features drawn, changed or taken away on top of this snapshot. Shares all untouched layers.</summary>
    public CitySnapshot Imagine(string layer, IReadOnlyList<Feature> upserts, IReadOnlyList<long> deletes) =>
        new(Version, City, Plane, _layers.SetItem(layer, Layer(layer).With(upserts, deletes)), Real);

    // Before the first layer there is nothing to measure; the plane of longitude 0 stands in until the city has one.
    static MetricPlane PlaneOf(CityMetadata? city) => city switch
    {
        { PlaneWkt: { } wkt } => MetricPlane.FromWkt(wkt),
        { Extent: { } extent } => MetricPlane.ForLocation(extent.CentreX, extent.CentreY),
        _ => MetricPlane.ForLocation(0, 0),
    };
}
