using RiskMap.City.Model.Layers;
using RiskMap.City.Snapshot;

namespace RiskMap.City.Dispatch.Record;

/// <summary>All orders of a city. Hangs on the layer of orders; made once. Immutable; safe for parallel reads.</summary>
public sealed class DispatchBook
{
    readonly ILookup<string, DispatchOrder> _byIncident;
    readonly ILookup<(string Layer, string Key), DispatchOrder> _openByUnit;

    DispatchBook(LayerSnapshot layer)
    {
        All = [.. layer.All.Select(row => DispatchOrder.Of(row.ToFeature()))];
        _byIncident = All.ToLookup(order => order.IncidentKey, StringComparer.Ordinal);
        _openByUnit = All.Where(order => order.IsOpen).ToLookup(order => (order.UnitLayer, order.UnitKey));
    }

    /// <summary>The orders, by ascending id.</summary>
    public IReadOnlyList<DispatchOrder> All { get; }

    /// <summary>The book of a city.</summary>
    public static DispatchBook Of(CitySnapshot city) => city.Layer(DispatchOrders.Schema.Name).DerivedOfContent(layer => new DispatchBook(layer));

    /// <summary>The orders for an incident, ended ones included.</summary>
    public IEnumerable<DispatchOrder> OfIncident(string key) => _byIncident[key];

    /// <summary>The open orders of a unit.</summary>
    public IEnumerable<DispatchOrder> OpenOf(string unitLayer, string unitKey) => _openByUnit[(unitLayer, unitKey)];

    /// <summary>What open orders take from a depot.</summary>
    public IReadOnlyList<OrderedMaterial> OrderedFrom(string depotKey) => [.. OpenOf(Depots.Schema.Name, depotKey).SelectMany(order => order.Materials)];
}
