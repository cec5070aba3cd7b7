using System.Text.Json;
using RiskMap.City.Model;
using RiskMap.City.Snapshot;

namespace RiskMap.City.Proximity;

/// <summary>Where a question starts from.</summary>
/// <param name="Outline">In the metric plane.</param>
/// <param name="Feature">The feature, or null for a drawn position or shape.</param>
sealed record ProximityOrigin(SiteOutline Outline, FeatureRef? Feature)
{
    /// <summary>True for the feature that the question starts from.</summary>
    public bool IsSelf(FeatureRef other) => Feature == other;

    /// <summary>Reads the input <c>from</c>.</summary>
    /// <exception cref="QuestionException">It is missing, broken, or outside the city; or the layer or feature does not exist.</exception>
    public static ProximityOrigin Read(CitySnapshot city, JsonElement from)
    {
        if (from.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null)
            throw new QuestionException("from", null, ("缺少起点", "the start is missing"),
                ("给出 [经度, 纬度]、GeoJSON 几何，或 {\"layer\", \"id\"}", "give [longitude, latitude], a GeoJSON geometry, or {\"layer\", \"id\"}"));
        if (from.ValueKind != JsonValueKind.Object || !from.TryGetProperty("layer", out var layer))
            return new(new SiteOutline(QuestionGeometry.Read(city, "from", from)), null);
        var name = QuestionFaults.Layer("from/layer", layer.ValueKind == JsonValueKind.String ? layer.GetString() : layer.GetRawText());
        if (!from.TryGetProperty("id", out var id) || id.ValueKind != JsonValueKind.Number || !id.TryGetInt64(out var number))
            throw new QuestionException("from/id", id.ValueKind == JsonValueKind.Undefined ? null : id.GetRawText(), ("应为要素编号", "the id of a feature is expected"), ("给出整数编号", "give a whole number"));
        var feature = QuestionFaults.Feature(city, "from/id", name, number);
        var shape = ShapedRows.Of(city, feature.Block).OfRow(feature.Row);
        var metric = feature.Block.Metric(city.Plane);
        return new(new SiteOutline(metric.PointX(feature.Row), metric.PointY(feature.Row), shape), feature);
    }
}
