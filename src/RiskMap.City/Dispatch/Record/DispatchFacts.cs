using RiskMap.City.Model;
using RiskMap.City.Model.Layers;
using RiskMap.City.Snapshot;

namespace RiskMap.City.Dispatch.Record;

/// <summary>
/// As much of a city as the rules of the record ask for. A server reads it inside the writing transaction, so that two commanders are judged one after the
/// other; a snapshot gives the same. Immutable.
/// </summary>
/// <param name="Open">The open orders of the city.</param>
/// <param name="Incidents">Incidents by key: those of the open orders and of the one that is judged, as far as there are any.</param>
/// <param name="Unit">The team or depot of the order that is judged, or null where there is none.</param>
/// <param name="Now">The server's clock, in the city's time zone: its day decides on what has expired.</param>
public sealed record DispatchFacts(IReadOnlyList<DispatchOrder> Open, IReadOnlyDictionary<string, Feature> Incidents, Feature? Unit, DateTimeOffset Now)
{
    /// <summary>The facts of a snapshot.</summary>
    public static DispatchFacts Of(CitySnapshot city, Feature? unit, DateTimeOffset now) => new(
        [.. DispatchBook.Of(city).All.Where(order => order.IsOpen)],
        city.Layer(Model.Layers.Incidents.Schema.Name).All.Select(row => row.ToFeature()).ToDictionary(row => row.Key, StringComparer.Ordinal),
        unit,
        TimeZoneInfo.ConvertTime(now, CityMetadata.ZoneOf(city.City)));

    /// <summary>The facts with an incident, which may be one of them already.</summary>
    public DispatchFacts With(Feature incident) => this with { Incidents = new Dictionary<string, Feature>(Incidents, StringComparer.Ordinal) { [incident.Key] = incident } };

    /// <summary>The day in the city.</summary>
    internal DateOnly Today => DateOnly.FromDateTime(Now.DateTime);

    /// <summary>The moment as rows hold it: UTC, whole milliseconds.</summary>
    internal DateTimeOffset Moment => DateTimeOffset.FromUnixTimeMilliseconds(Now.ToUnixTimeMilliseconds());

    /// <summary>Name of an incident for messages, its key where it has none.</summary>
    internal string NameOf(string incidentKey) => Incidents.GetValueOrDefault(incidentKey)?.Name ?? incidentKey;

    /// <summary>Open orders for messages: unit and id.</summary>
    internal static string Listed(IEnumerable<DispatchOrder> orders) => string.Join(", ", orders.Select(order => $"{order.Row.Name} ({DispatchOrders.Schema.Name}/{order.Row.Id})"));
}
