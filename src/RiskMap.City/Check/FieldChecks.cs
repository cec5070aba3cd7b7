using RiskMap.City.Model;
using RiskMap.City.Snapshot;

namespace RiskMap.City.Check;

/// <summary>Values that are missing and that an answer needs; what is missing is never taken for safe.</summary>
static class FieldChecks
{
    static readonly (string Layer, string Field, Severity Severity, LocalizedText Suffers)[] Needed =
    [
        ("enterprises", "grade", Severity.Warning, ("风险贡献与影响半径未知", "their part in the risk and their influence radius are unknown")),
        ("enterprises", "creditCode", Severity.Note, ("以名称和地址识别，改名后会成为新的一家", "they are known by name and address and become new ones when renamed")),
        ("enterprises", "industryCode", Severity.Note, ("不能按行业检查", "they cannot be checked by industry")),
        ("places", "category", Severity.Warning, ("防护目标类别未知（GB 36894-2018）", "their category is unknown (GB 36894-2018)")),
        ("places", "capacityDay", Severity.Warning, ("日间人数未知", "the people by day are unknown")),
        ("places", "capacityNight", Severity.Warning, ("夜间人数未知", "the people by night are unknown")),
        ("population", "residents", Severity.Warning, ("常住人口未知", "the residents are unknown")),
        ("districts", "code", Severity.Warning, ("不能与上下级及其他系统对应", "they cannot be matched with other levels and systems")),
        ("districts", "level", Severity.Warning, ("不能按级别统计", "counts by level leave them out")),
        ("confined-spaces", "spaceClass", Severity.Warning, ("有限空间类别未知（应急管理部令第13号）", "their class is unknown (MEM order 13)")),
        ("confined-spaces", "owner", Severity.Note, ("责任单位未知", "the responsible enterprise is unknown")),
        ("teams", "kind", Severity.Warning, ("队伍类型未知，不能派往对口险情", "their kind is unknown, so they cannot be matched with incidents")),
        ("depots", "stock", Severity.Note, ("库存未知", "their stock is unknown")),
    ];

    public static IEnumerable<Finding> Of(CitySnapshot city) => Needed.Select(needed => Missing(city.Layer(needed.Layer), needed)).OfType<Finding>();

    static Finding? Missing(LayerSnapshot layer, (string Layer, string Field, Severity Severity, LocalizedText Suffers) needed)
    {
        if (!layer.Schema.TryIndexOf(needed.Field, out var index)) return null;
        var (rows, title) = (layer.All.Where(row => row.IsNull(index)).ToList(), layer.Schema.Fields[index].Title);
        return CityCheck.About($"{needed.Layer}-without-{needed.Field}", needed.Severity, layer, rows,
            ($"{layer.Schema.Title.Zh}：{layer.Count} 行中 {rows.Count} 行没有“{title.Zh}”：{needed.Suffers.Zh}",
                $"{needed.Layer}: {rows.Count} of {layer.Count} have no {needed.Field}: {needed.Suffers.En}"),
            ($"在文件中补上“{title.Zh}”列后重新导入，或用 --map / --set 指定", $"Add the column {needed.Field} and import again, or give it with --map or --set"));
    }
}
