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

    /// <summary>The open order that holds a team at another incident; null where it is free, or at this one.</summary>
    public DispatchOrder? BusyElsewhere(string unitLayer, string unitKey, string? incidentKey)
    {
        var open = OpenOf(unitLayer, unitKey).ToList();
        return open.Exists(order => order.IncidentKey == incidentKey) ? null : open.FirstOrDefault();
    }

    /// <summary>Name of an order's incident, its key where it has none or is gone.</summary>
    public static string NameOfIncident(CitySnapshot city, DispatchOrder order) => LayerKeys.Find(city.Layer(Incidents.Schema.Name), order.IncidentKey)?.Name ?? order.IncidentKey;

    /// <summary>What open orders take from a depot.</summary>
    public IReadOnlyList<OrderedMaterial> OrderedFrom(string depotKey) => [.. OpenOf(Depots.Schema.Name, depotKey).SelectMany(order => order.Materials)];
}
