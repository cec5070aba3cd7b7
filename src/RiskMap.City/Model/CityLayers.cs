using System.Collections.Frozen;
using System.Collections.Immutable;
using RiskMap.City.Model.Layers;

namespace RiskMap.City.Model;

/// <summary>The layers of a city, each declared once.</summary>
public static class CityLayers
{
    /// <summary>All layers in the order of the design; it is also the order of /collections.</summary>
    public static ImmutableArray<LayerSchema> All { get; } =
    [
        Districts.Schema, Enterprises.Schema, ConfinedSpaces.Schema, Parks.Schema, Zones.Schema, Depots.Schema, Teams.Schema,
        Places.Schema, SiteBoundaries.Schema, Population.Schema, Roads.Schema, Closures.Schema, Incidents.Schema,
        RiskContours.Schema, DispatchOrders.Schema,
    ];

    static readonly FrozenDictionary<string, LayerSchema> ByName = All.ToFrozenDictionary(layer => layer.Name, StringComparer.Ordinal);

    /// <summary>The layer of that name, or null.</summary>
    public static LayerSchema? Find(string name) => ByName.GetValueOrDefault(name);

    /// <summary>The layer of that name.</summary>
    /// <exception cref="KeyNotFoundException">No such layer; the message lists the names.</exception>
    public static LayerSchema Get(string name) => Find(name)
        ?? throw new KeyNotFoundException($"no layer '{name}'; the layers are {string.Join(' ', All.Select(layer => layer.Name))}");
}
