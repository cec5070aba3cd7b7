using System.Collections.Immutable;
using RiskMap.City.Store;

namespace RiskMap.City.Snapshot.Changes;

/// <summary>What changed from one published snapshot to the next, which may be several versions later. Immutable.</summary>
/// <param name="From">Version before.</param>
/// <param name="To">Version after.</param>
/// <param name="Layers">Touched layers, in the order in which the store told them.</param>
/// <param name="IsNewLife">True when the store began a new life (a restore): nothing that was read before holds any more.</param>
public sealed record CityChange(VersionToken From, VersionToken To, ImmutableArray<LayerChange> Layers, bool IsNewLife = false)
{
    /// <summary>Number of ids and places that it holds.</summary>
    internal int Weight => 1 + Layers.Sum(layer => layer.Count + layer.Boxes.Length);

    /// <summary>This change and the one that follows it as one.</summary>
    public CityChange Then(CityChange next) => new(From, next.To, Join(Layers, next.Layers), IsNewLife || next.IsNewLife);

    /// <summary>The change that a store told.</summary>
    internal static CityChange Of(CitySnapshot before, CitySnapshot after, ChangesSince told) => new(before.Version, after.Version,
    [
        .. told.Layers.Select(rows => (Rows: rows, Before: before.Layer(rows.Layer.Name), After: after.Layer(rows.Layer.Name)))
            .Select(layer => layer.Rows.Whole ? LayerChange.Whole(layer.Before, layer.After) : LayerChange.Of(layer.Before, layer.After, layer.Rows)),
    ]);

    /// <summary>The change to a city that was read anew as a whole.</summary>
    internal static CityChange Whole(CitySnapshot before, CitySnapshot after) => new(
        before.Version, after.Version, [.. after.Layers.Select(layer => LayerChange.Whole(before.Layer(layer.Schema.Name), layer))], after.Version.Life != before.Version.Life);

    static ImmutableArray<LayerChange> Join(ImmutableArray<LayerChange> first, ImmutableArray<LayerChange> next) =>
        [.. first.Concat(next).GroupBy(change => change.Layer.Name, StringComparer.Ordinal).Select(changes => changes.Aggregate((one, other) => one.Then(other)))];
}
