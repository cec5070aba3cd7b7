using RiskMap.City.Model;

namespace RiskMap.Server.Tests.Support;

/// <summary>A city with a few features in every layer, names that markup must not break out of, and times.</summary>
static class WholeCity
{
    public const string Markup = "<script>alert(1)</script> \"甲\" & 乙's";

    public static void Draw(CityDraft draft)
    {
        draft.Town().Enterprises(3).School("实验小学", 118.21, 24.61, 900).Road("民安大道", "LINESTRING (118.2 24.6, 118.3 24.7)");
        draft.Add("enterprises", Markup, "POINT (118.22 24.62)", ("inventory", """[{"cas":"7664-41-7","tonnes":12.5,"name":"氨"}]"""), ("headcount", 42L), ("phone", "13900000000"));
        draft.Add("incidents", "泄漏", "POINT (118.23 24.63)", ("occurredAt", new DateTimeOffset(2026, 5, 3, 6, 0, 0, TimeSpan.Zero)));
        draft.Add("closures", "修路", "LINESTRING (118.2 24.6, 118.21 24.61)", ("from", new DateTimeOffset(2026, 5, 1, 0, 0, 0, TimeSpan.Zero)));
        draft.Add("confined-spaces", "污水井", "POINT (118.24 24.64)", ("hazards", """["h2s"]"""));
        draft.Add("parks", "工业园", "POLYGON ((118.2 24.6, 118.3 24.6, 118.3 24.7, 118.2 24.6))");
        draft.Add("site-boundaries", "厂界", "POLYGON ((118.2 24.6, 118.21 24.6, 118.21 24.61, 118.2 24.6))", ("ofLayer", "enterprises"), ("ofKey", "enterprises-企业1"));
        draft.Add("risk-contours", "等值线", "POLYGON ((118.2 24.6, 118.21 24.6, 118.21 24.61, 118.2 24.6))", ("ofEnterpriseKey", "enterprises-企业1"), ("individualRisk", 1e-6));
        draft.Add("dispatch-orders", "一队", "POINT (118.2 24.6)", ("incidentKey", "incidents-泄漏"), ("unitLayer", "teams"), ("unitKey", "teams-teams"), ("state", "ordered"), ("orderedAt", new DateTimeOffset(2026, 5, 3, 6, 5, 0, TimeSpan.Zero)));
        foreach (var layer in new[] { "zones", "depots", "teams", "population" }) draft.Add(layer, layer, CityLayers.Get(layer).Geometry == GeometryKind.Point ? "POINT (118.2 24.6)" : "POLYGON ((118.2 24.6, 118.3 24.6, 118.3 24.7, 118.2 24.6))");
    }
}
