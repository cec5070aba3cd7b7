using RiskMap.City.Model;
using RiskMap.City.Snapshot;
using RiskMap.City.Snapshot.Rules;

namespace RiskMap.City.Check;

/// <summary>What other programs wrote and breaks a rule: every row with its field and what is wrong. Such rows stay, what breaks the rule counts as no data.</summary>
static class FaultChecks
{
    /// <summary>Most rows that a finding lists; the count tells the rest.</summary>
    const int ListedCount = 100;

    public static IEnumerable<Finding> Of(CitySnapshot city) => city.Layers.SelectMany(layer =>
        layer.Faults.GroupBy(fault => fault.Field, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => Of(layer, group.Key, [.. group])));

    static Finding Of(LayerSnapshot layer, string? field, List<RowFault> faults)
    {
        var (zh, name) = (layer.Schema.Title.Zh, layer.Schema.Name);
        var finding = field is null
            ? new Finding("geometry-faulty", Severity.Error, name, faults.Count,
                ($"{zh}：{faults.Count} 行的几何不合规则，未参与分析", $"{name}: the geometry of {faults.Count} rows breaks a rule, analyses leave it out"),
                ("用 QGIS 修正这些行的几何，或重新导入", "Mend the geometry of these rows in QGIS, or import them again"))
            : new Finding("value-faulty", Severity.Error, name, faults.Count,
                ($"{zh}：{faults.Count} 行的“{TitleOf(layer.Schema, field)}”不合规则，按无数据处理", $"{name}: {field} of {faults.Count} rows breaks a rule and counts as no data"),
                ($"在 QGIS 或数据库中改正列 {ColumnOf(layer.Schema, field)}，或重新导入", $"Correct the column {ColumnOf(layer.Schema, field)} in QGIS or the database, or import again"));
        return finding with { Examples = [.. faults.Take(ListedCount).Select(fault => Example(layer, fault))] };
    }

    static FindingExample Example(LayerSnapshot layer, RowFault fault)
    {
        var row = layer.Find(fault.Id);
        return new(fault.Id, row?.Key ?? "", row?.Name) { Field = fault.Field ?? "geometry", Problem = fault.Problem };
    }

    static string TitleOf(LayerSchema layer, string field) => layer.TryIndexOf(field, out var index) ? layer.Fields[index].Title.Zh : field;

    static string ColumnOf(LayerSchema layer, string field) => layer.TryIndexOf(field, out var index) ? layer.Fields[index].Column : field;
}
