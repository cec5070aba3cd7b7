using RiskMap.City.Snapshot;

namespace RiskMap.City.Check;

/// <summary>Rows that point to rows that are not there, and codes that two rows share.</summary>
static class ReferenceChecks
{
    static readonly (string Layer, string Field, string Target, string? TargetField)[] References =
    [
        ("confined-spaces", "enterpriseKey", "enterprises", null),
        ("incidents", "enterpriseKey", "enterprises", null),
        ("closures", "roadKey", "roads", null),
        ("districts", "parentCode", "districts", "code"),
    ];

    static readonly (string Layer, string Field)[] Unique = [("districts", "code"), ("enterprises", "creditCode")];

    public static IEnumerable<Finding> Of(CitySnapshot city) =>
        References.Select(reference => Dangling(city, reference)).Concat(Unique.Select(unique => Shared(city.Layer(unique.Layer), unique.Field))).OfType<Finding>();

    static Finding? Dangling(CitySnapshot city, (string Layer, string Field, string Target, string? TargetField) reference)
    {
        var (layer, target) = (city.Layer(reference.Layer), city.Layer(reference.Target));
        if (layer.Count == 0 || !layer.Schema.TryIndexOf(reference.Field, out var field)) return null;
        var known = target.All.Select(row => reference.TargetField is { } name ? row.Text(target.Schema.IndexOf(name)) : row.Key).ToHashSet(StringComparer.Ordinal);
        // The topmost district names a parent that no city has.
        var top = reference.Layer == reference.Target ? TopLevel(layer) : null;
        var rows = layer.All.Where(row => row.Text(field) is { } key && !known.Contains(key) && (top is null || !top.Contains(row.Id))).ToList();
        return CityCheck.About($"{reference.Layer}-{reference.Field}-unknown", Model.Layers.Districts.Schema.Name == reference.Layer ? Severity.Note : Severity.Warning, layer, rows,
            ($"{layer.Schema.Title.Zh}：{rows.Count} 行的“{layer.Schema.Fields[field].Title.Zh}”在“{target.Schema.Title.Zh}”中找不到", $"{reference.Layer}: {rows.Count} rows name a {reference.Field} that {reference.Target} does not have"),
            ($"更正该字段，或先导入 {reference.Target}", $"Correct the field, or import {reference.Target}"));
    }

    static HashSet<long> TopLevel(LayerSnapshot districts)
    {
        var (level, ranks) = (districts.Schema.IndexOf("level"), Model.Layers.Districts.Levels.Codes.Select(code => code.Value).ToList());
        var highest = districts.All.Select(row => ranks.IndexOf(row.Text(level) ?? "")).DefaultIfEmpty(-1).Min();
        return [.. districts.All.Where(row => ranks.IndexOf(row.Text(level) ?? "") == highest).Select(row => row.Id)];
    }

    static Finding? Shared(LayerSnapshot layer, string name)
    {
        var field = layer.Schema.IndexOf(name);
        var rows = layer.All.Where(row => !row.IsNull(field)).GroupBy(row => row.Text(field), StringComparer.Ordinal)
            .Where(group => group.Skip(1).Any()).SelectMany(group => group).ToList();
        return CityCheck.About($"{layer.Schema.Name}-{name}-shared", Severity.Warning, layer, rows,
            ($"{layer.Schema.Title.Zh}：{rows.Count} 行的“{layer.Schema.Fields[field].Title.Zh}”与他行相同", $"{layer.Schema.Name}: {rows.Count} rows share their {name} with another row"),
            ("合并重复的行，或更正代码", "Merge what is double, or correct the code"));
    }
}
