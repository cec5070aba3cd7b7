using System.Text.Json;
using RiskMap.City.Model;
using RiskMap.City.Model.Layers;
using RiskMap.City.Proximity;
using RiskMap.City.Risk;
using RiskMap.City.Snapshot;

namespace RiskMap.City.Zoning.Reverse;

/// <summary>Where a use is looked for.</summary>
/// <param name="Title">What it is, for people.</param>
/// <param name="Parts">Its areas in the metric plane.</param>
sealed record SitingArea(LocalizedText Title, IReadOnlyList<SiteOutline> Parts)
{
    static readonly LocalizedText Remedy = (
        "给出区划或园区代码、{\"layer\", \"id\"} 或 GeoJSON 多边形", "give the code of a district or park, {\"layer\", \"id\"}, or a GeoJSON polygon");

    /// <summary>Reads the input <c>area</c>; missing means the districts of the lowest level that covers the city.</summary>
    /// <exception cref="QuestionException">There is no such area, it is broken or outside the city, or the city has no districts.</exception>
    public static SitingArea Read(CitySnapshot city, JsonElement? area) => area switch
    {
        null or { ValueKind: JsonValueKind.Null or JsonValueKind.Undefined } => Whole(city),
        { ValueKind: JsonValueKind.String } code => OfCode(city, code.GetString()!),
        { ValueKind: JsonValueKind.Object } named when named.TryGetProperty("layer", out _) => OfFeature(city, named),
        { } drawn => Drawn(city, drawn),
    };

    static SitingArea Whole(CitySnapshot city)
    {
        var districts = AreaUnits.DistrictsOf(city, RiskModel.Default).Features;
        if (districts.Count == 0)
            throw new QuestionException("area", null, ("没有行政区划，无法取全市范围", "there are no districts that would make the whole city"), ("导入行政区划，或给出 area", "import districts, or give area"));
        return new(("全市", "the whole city"), [.. districts.Select(district => OutlineOf(city, district))]);
    }

    static SitingArea OfCode(CitySnapshot city, string code)
    {
        foreach (var schema in new[] { Districts.Schema, Parks.Schema })
        {
            var field = schema.IndexOf("code");
            foreach (var feature in city.Layer(schema.Name).All)
            {
                if (!feature.IsEmpty && feature.Text(field) == code)
                    return Of(city, feature);
            }
        }
        throw new QuestionException("area", code, ($"没有代码为“{code}”的区划或园区", $"no district or park has the code '{code}'"), Remedy);
    }

    static SitingArea OfFeature(CitySnapshot city, JsonElement named)
    {
        var layer = named.GetProperty("layer").ToString();
        if (layer is not ("districts" or "parks" or "zones"))
            throw new QuestionException("area/layer", layer, ($"“{layer}”不是面状区域图层", $"'{layer}' is no layer of areas"), ("可用：districts parks zones", "use districts, parks or zones"));
        if (!named.TryGetProperty("id", out var id) || id.ValueKind != JsonValueKind.Number || !id.TryGetInt64(out var number))
            throw new QuestionException("area/id", null, ("应为要素编号", "the id of a feature is expected"), ("给出整数编号", "give a whole number"));
        return Of(city, QuestionFaults.Feature(city, "area/id", layer, number));
    }

    static SitingArea Drawn(CitySnapshot city, JsonElement drawn)
    {
        var shape = QuestionGeometry.Read(city, "area", drawn);
        return shape.Area > 0
            ? new(("所给范围", "the given area"), [new SiteOutline(shape)])
            : throw new QuestionException("area", shape.GeometryType, ("应为面", "an area is expected"), Remedy);
    }

    static SitingArea Of(CitySnapshot city, FeatureRef feature)
    {
        var called = feature.Name ?? feature.Key;
        return new(($"{feature.Block.Schema.Title.Zh} {called}", $"{feature.Block.Schema.Name} {called}"), [OutlineOf(city, feature)]);
    }

    static SiteOutline OutlineOf(CitySnapshot city, FeatureRef feature) => new(feature.Block.Metric(city.Plane).ToGeometry(feature.Row));
}
