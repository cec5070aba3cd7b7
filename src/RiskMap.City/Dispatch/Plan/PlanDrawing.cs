using System.Text.Json;
using RiskMap.City.Dispatch.Incident;
using RiskMap.Geo.GeoJson;

namespace RiskMap.City.Dispatch.Plan;

/// <summary>Draws a plan as GeoJSON (CRS84). Pure.</summary>
static class PlanDrawing
{
    /// <summary>
    /// A feature collection; each feature's <c>role</c> is <c>isolation</c>, <c>protective</c>, <c>fan</c>, <c>route</c>, <c>unit</c>, <c>place</c>,
    /// <c>closure-point</c>, <c>staging</c>, <c>incident</c> or <c>destination</c>.
    /// </summary>
    public static JsonElement Of(IncidentPlan plan) => GeoJsonWriter.Collection(json =>
    {
        Card(json, plan.Card);
        Force(json, plan);
        Feature(json, "destination", "Point", plan.Destination.Location, ("kind", plan.Destination.Kind));
    });

    // What is painted over the rest comes last.
    static void Card(Utf8JsonWriter json, IncidentCard card)
    {
        foreach (var zone in card.Zones.Reverse())
            Feature(json, zone.Zone, zone.Geometry.Type, zone.Geometry.Coordinates, ("areaSquareMetres", zone.AreaSquareMetres));
        foreach (var place in card.Exposed?.Places ?? [])
            Feature(json, "place", "Point", place.Site.Location, ("name", place.Site.Name), ("zone", place.Site.Zone), ("arrivalSeconds", place.Site.ArrivalSeconds), ("people", place.People), ("action", place.Hint.Action));
        foreach (var point in card.Roads?.ClosurePoints ?? [])
            Feature(json, "closure-point", "Point", point.Location, ("name", point.Name), ("roadId", point.RoadId), ("roadClass", point.RoadClass));
        if (card.Staging is { } staging)
            Feature(json, "staging", "Point", staging.Location, ("name", staging.RoadName), ("approachDegrees", staging.ApproachDegrees));
        Feature(json, "incident", "Point", card.Location, ("unNumber", card.Material.UnNumber));
    }

    static void Force(Utf8JsonWriter json, IncidentPlan plan)
    {
        foreach (var route in plan.Routes)
        {
            Feature(json, "route", route.Geometry.Type, route.Geometry.Coordinates, ("layer", route.Layer), ("id", route.Id), ("name", route.Name),
                ("travelSeconds", route.TravelSeconds), ("arrivalSeconds", route.ArrivalSeconds), ("distanceMetres", route.DistanceMetres), ("viaStraightLine", route.ViaStraightLine));
        }
        foreach (var unit in plan.Force.Units)
            Feature(json, "unit", "Point", unit.Location, ("layer", unit.Layer), ("id", unit.Id), ("name", unit.Name), ("arrivalSeconds", unit.Seconds), ("pinned", unit.Pinned));
    }

    static void Feature(Utf8JsonWriter json, string role, string geometryType, object coordinates, params ReadOnlySpan<(string Name, object? Value)> properties)
    {
        json.WriteStartObject();
        json.WriteString("type", "Feature");
        json.WriteStartObject("geometry");
        json.WriteString("type", geometryType);
        json.WritePropertyName("coordinates");
        JsonSerializer.Serialize(json, coordinates, coordinates.GetType());
        json.WriteEndObject();
        json.WriteStartObject("properties");
        json.WriteString("role", role);
        foreach (var (name, value) in properties)
        {
            json.WritePropertyName(name);
            JsonSerializer.Serialize(json, value, value?.GetType() ?? typeof(object));
        }
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
