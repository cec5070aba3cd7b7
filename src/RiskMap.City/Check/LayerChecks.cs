using RiskMap.City.Model;
using RiskMap.City.Snapshot;

namespace RiskMap.City.Check;

/// <summary>Layers that are empty and what suffers, and rows whose geometry is missing.</summary>
static class LayerChecks
{
    static readonly (string Layer, Severity Severity, LocalizedText Suffers)[] Wanted =
    [
        ("districts", Severity.Error, ("没有区划就没有区划风险", "without districts there is no risk by district")),
        ("enterprises", Severity.Error, ("没有企业就没有风险", "without enterprises there is no risk")),
        ("places", Severity.Warning, ("受影响的防护目标与人数未知", "exposed places and people are unknown")),
        ("population", Severity.Warning, ("常住与昼夜人口未知", "residents and people by day and night are unknown")),
        ("confined-spaces", Severity.Warning, ("有限空间一项无数据", "the term for confined spaces has no data")),
        ("teams", Severity.Warning, ("救援到达一项无数据", "the term for response has no data")),
        ("depots", Severity.Warning, ("最近物资库未知", "the nearest depot is unknown")),
        ("roads", Severity.Warning, ("到达时间只能按直线距离估算", "travel times can only be estimated from straight distances")),
        ("parks", Severity.Note, ("没有园区风险", "there is no risk by park")),
        ("zones", Severity.Note, ("选址不能对照禁限控规划区", "siting cannot be held against planning zones")),
        ("site-boundaries", Severity.Note, ("距离从点而不是从厂界量起", "distances are measured from points, not from boundaries")),
    ];

    public static IEnumerable<Finding> Of(CitySnapshot city) =>
        Wanted.Where(wanted => city.Layer(wanted.Layer).Count == 0).Select(Empty)
            .Concat(city.Layers.Select(WithoutGeometry).OfType<Finding>());

    static Finding Empty((string Layer, Severity Severity, LocalizedText Suffers) wanted)
    {
        var title = CityLayers.Get(wanted.Layer).Title;
        return new("layer-empty", wanted.Severity, wanted.Layer, 0,
            ($"图层“{title.Zh}”为空：{wanted.Suffers.Zh}", $"Layer {wanted.Layer} is empty: {wanted.Suffers.En}"),
            ($"导入：riskmap import {wanted.Layer} 文件", $"Import it: riskmap import {wanted.Layer} FILE"));
    }

    static Finding? WithoutGeometry(LayerSnapshot layer)
    {
        var unreadable = layer.Faults.Where(fault => fault.Field is null).Select(fault => fault.Id).ToHashSet();
        var rows = layer.All.Where(row => row.IsEmpty && !unreadable.Contains(row.Id)).ToList();
        return CityCheck.About("geometry-missing", Severity.Error, layer, rows,
            ($"{layer.Schema.Title.Zh}：{rows.Count} 行没有位置，未参与分析", $"{layer.Schema.Name}: {rows.Count} rows have no position, analyses leave them out"),
            ("补上经纬度后按标识重新导入", "Add longitude and latitude and import them again by key"));
    }
}
