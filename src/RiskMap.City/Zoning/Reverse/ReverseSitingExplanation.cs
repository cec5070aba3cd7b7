using RiskMap.City.Model;
using RiskMap.City.Risk;

namespace RiskMap.City.Zoning.Reverse;

/// <summary>The working of reverse siting, in both languages. Pure.</summary>
static class ReverseSitingExplanation
{
    const double SquareMetresPerHectare = 10_000;

    /// <summary>What holds on every cell of a use.</summary>
    public static IReadOnlyList<ExplanationStep> Everywhere(PlannedUse use, DateOnly day, Verdict free)
    {
        var (kind, on) = (use.IndustryCode ?? use.PlaceKind ?? use.PlaceCategory ?? string.Join(' ', use.Facilities ?? []), day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
        var steps = new List<ExplanationStep> { Working.Step($"用途 {kind}，目录与报告按 {on} 有效", $"use {kind}; catalogue and reports valid on {on}") };
        if (free != Verdict.Pass)
            steps.Add(Working.Step($"未被占用的单元仍为“{Verdicts.Zh(free)}”：没有数值的规则、缺失的图层或项目自身的方法处处适用", $"free cells are '{Verdicts.Token(free)}' all the same: rules without a number, missing layers or the plant's own method hold everywhere"));
        return steps;
    }

    public static IEnumerable<ExplanationStep> Of(ReverseSitingAnswer answer, SitingArea area, int constraints)
    {
        var bounds = answer.Bounds;
        return
        [
            Working.Step($"范围：{area.Title.Zh}；{bounds.CellMetres} 米单元，{bounds.Columns} 列 × {bounds.Rows} 行，平面 {bounds.Plane}",
                $"area: {area.Title.En}; cells of {bounds.CellMetres} m, {bounds.Columns} columns × {bounds.Rows} rows, plane {bounds.Plane}"),
            Working.Step($"约束 {constraints} 条；每个单元按其中心点判断：中心到对方边界（或点位）的距离小于要求即不满足。地块有大小，落位前须另出选址证明",
                $"{constraints} constraints; a cell is judged at its centre: nearer to the other side's boundary (or point) than required breaks it. A site has an extent: it needs a certificate of its own"),
            Working.Step($"一个单元的控制约束：结论最严重者中差额（要求 − 实际）最大的一条",
                $"what binds a cell: of the gravest verdicts the one with the largest shortfall (required − actual)"),
            .. answer.Constraints.GroupBy(constraint => (constraint.Rule, constraint.Title, constraint.Source, constraint.RequiredMetres))
                .Select(group => Rule(group.Key.Rule, group.Key.Title, group.Key.Source, group.Key.RequiredMetres, group.Sum(constraint => constraint.BindingSquareMetres))),
            Working.Step($"面积 {Hectares(answer.AreaSquareMetres):0.##} 公顷，可用 {Hectares(answer.FreeSquareMetres):0.##} 公顷（{answer.FreeShare * 100:0.##}%），连片 {answer.NumberOfFreeAreas} 处",
                $"area {Hectares(answer.AreaSquareMetres):0.##} ha, free {Hectares(answer.FreeSquareMetres):0.##} ha ({answer.FreeShare * 100:0.##} %) in {answer.NumberOfFreeAreas} connected pieces"),
        ];
    }

    static ExplanationStep Rule(string rule, LocalizedText title, RuleSource source, double metres, double squareMetres) => metres > 0
        ? Working.Step($"{rule} {title.Zh}：要求 {metres:0.##} 米，控制 {Hectares(squareMetres):0.##} 公顷", $"{rule} {title.En}: {metres:0.##} m required, binds {Hectares(squareMetres):0.##} ha", source)
        : Working.Step($"{rule} {title.Zh}：范围内，控制 {Hectares(squareMetres):0.##} 公顷", $"{rule} {title.En}: inside, binds {Hectares(squareMetres):0.##} ha", source);

    static double Hectares(double squareMetres) => squareMetres / SquareMetresPerHectare;
}
