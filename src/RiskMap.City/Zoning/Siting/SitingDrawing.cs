using System.Text.Json;
using NetTopologySuite.Geometries;
using RiskMap.Geo.GeoJson;

namespace RiskMap.City.Zoning.Siting;

/// <summary>Draws a certificate as GeoJSON (CRS84). Pure.</summary>
static class SitingDrawing
{
    /// <summary>A feature collection; each feature's <c>role</c> is <c>site</c>, <c>distance</c>, <c>other</c>, <c>shift</c> or <c>parcel</c>.</summary>
    public static JsonElement Of(SitingAnswer answer) => GeoJsonWriter.Collection(json =>
    {
        Feature(json, answer.Drawn.LonLat, "site", answer.Verdict, null, null);
        foreach (var row in answer.Rules.Where(row => row is { Verdict: not Verdict.Pass, From: not null, To: not null }))
            Feature(json, Line(row.From!, row.To!), "distance", row.Verdict, row, null);
        foreach (var others in answer.Rules.Where(row => row is { Verdict: not Verdict.Pass, Other: not null }).GroupBy(row => (row.OtherLayer, row.OtherId)))
            Feature(json, others.First().Other!.Value.Geometry, "other", others.Select(row => row.Verdict).Worst(), null, others.First().OtherName);
        if (answer.Repair.SmallestShift is { } shift) Feature(json, shift.LonLat, "shift", shift.Verdict, null, null);
        if (answer.Repair.NearestCompliantParcel is { } parcel) Feature(json, parcel.LonLat, "parcel", parcel.Verdict, null, parcel.Name);
    });

    static void Feature(Utf8JsonWriter json, Geometry geometry, string role, Verdict verdict, SeparationRow? row, string? name)
    {
        json.WriteStartObject();
        json.WriteString("type", "Feature");
        json.WritePropertyName("geometry");
        GeoJsonWriter.WriteGeometry(json, geometry, PositionFormat.Degrees);
        json.WriteStartObject("properties");
        json.WriteString("role", role);
        json.WriteString("verdict", Verdicts.Token(verdict));
        if (name is not null) json.WriteString("name", name);
        if (row is not null) Row(json, row);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    static void Row(Utf8JsonWriter json, SeparationRow row)
    {
        json.WriteString("rule", row.Rule);
        json.WriteString("clause", row.Clause);
        json.WriteString("name", row.OtherName);
        if (row.ActualMetres is { } actual) json.WriteNumber("actualMetres", actual);
        if (row.RequiredMetres is { } required) json.WriteNumber("requiredMetres", required);
    }

    static LineString Line(double[] from, double[] to) => new([new Coordinate(from[0], from[1]), new Coordinate(to[0], to[1])]);
}
