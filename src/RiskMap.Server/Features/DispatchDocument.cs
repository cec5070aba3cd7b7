using System.Text.Json.Nodes;
using RiskMap.City.Dispatch.Record;
using RiskMap.City.Export;
using RiskMap.City.Model;
using RiskMap.City.Snapshot;
using RiskMap.Geo.Crs;

namespace RiskMap.Server.Features;

/// <summary>An incident with its orders, ended ones included, by ascending id.</summary>
/// <param name="Incident">The incident as its collection tells it (GeoJSON feature, longitude and latitude).</param>
/// <param name="Orders">The orders.</param>
/// <param name="DataVersion">Version of the data.</param>
sealed record DispatchDocument(JsonNode Incident, IReadOnlyList<OrderDocument> Orders, string DataVersion)
{
    /// <summary>The document of an incident.</summary>
    /// <param name="city">The city.</param>
    /// <param name="incident">The incident.</param>
    /// <param name="now">The moment that decides on who is late.</param>
    public static DispatchDocument Of(CitySnapshot city, FeatureRef incident, DateTimeOffset now)
    {
        using var json = new JsonBuffer();
        Items.WriteOne(json, incident, CoordinateSystem.Crs84, personal: false);
        return new(JsonNode.Parse(json.Written.Span)!, [.. DispatchBook.Of(city).OfIncident(incident.Key).Select(order => OrderDocument.Of(city, order, now))], city.Version.Text);
    }
}

/// <summary>One order of an incident.</summary>
/// <param name="Id">Id of the order.</param>
/// <param name="Key">Its key.</param>
/// <param name="Revision">Its revision, for If-Match; it is the change set that last wrote it.</param>
/// <param name="OrderedBy">Change set that gave the order, which says who did; null where another program wrote it.</param>
/// <param name="Layer">Layer of the unit.</param>
/// <param name="UnitId">Id of the unit; null where it is no more.</param>
/// <param name="UnitKey">Key of the unit.</param>
/// <param name="Name">Its name when it was ordered.</param>
/// <param name="Location">[longitude, latitude] of its base when it was ordered, or null.</param>
/// <param name="State">State.</param>
/// <param name="OrderedAt">When it was ordered.</param>
/// <param name="TurnedOutAt">When it left its base, or null.</param>
/// <param name="ArrivedAt">When it was there, or null.</param>
/// <param name="ReleasedAt">When the order ended, or null.</param>
/// <param name="ExpectedSeconds">Seconds in which it was expected, or null.</param>
/// <param name="ExpectedAt">When it was expected, or null.</param>
/// <param name="Late">True where it came, or is still to come, after that; null where there is nothing to be late for.</param>
/// <param name="Materials">What it brings.</param>
/// <param name="Note">Note.</param>
sealed record OrderDocument(
    long Id, string Key, long Revision, long? OrderedBy, string Layer, long? UnitId, string UnitKey, string? Name, double[]? Location, string? State, DateTimeOffset? OrderedAt,
    DateTimeOffset? TurnedOutAt, DateTimeOffset? ArrivedAt, DateTimeOffset? ReleasedAt, double? ExpectedSeconds, DateTimeOffset? ExpectedAt, bool? Late,
    IReadOnlyList<OrderedMaterial> Materials, string? Note)
{
    /// <summary>The document of an order.</summary>
    public static OrderDocument Of(CitySnapshot city, DispatchOrder order, DateTimeOffset now) => new(
        order.Row.Id, order.Row.Key, order.Row.Revision, order.Number, order.UnitLayer, UnitOf(city, order), order.UnitKey, order.Row.Name,
        order.Row.Geometry is { Coordinate: { } at } ? [at.X, at.Y] : null, order.State, order.OrderedAt, order.TurnedOutAt, order.ArrivedAt, order.ReleasedAt,
        order.ExpectedSeconds, order.ExpectedAt, order.IsLate(now), order.Materials, order.Note);

    static long? UnitOf(CitySnapshot city, DispatchOrder order) =>
        CityLayers.Find(order.UnitLayer) is { } layer && LayerKeys.Find(city.Layer(layer.Name), order.UnitKey) is { } unit ? unit.Id : null;
}
