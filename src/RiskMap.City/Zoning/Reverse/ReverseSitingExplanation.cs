using System.Globalization;
using RiskMap.City.Model;

namespace RiskMap.City.Zoning.Reverse;

/// <summary>The working of reverse siting, in both languages. Pure.</summary>
static class ReverseSitingExplanation
{
    public static IEnumerable<ExplanationStep> Of(ReverseSitingAnswer answer, SitingArea area, int constraints)
    {
        var (cell, bounds) = (Text(answer.Bounds.CellMetres), answer.Bounds);
        yield return new((
            $"范围：{area.Title.Zh}；{cell} 米单元，{bounds.Columns} 列 × {bounds.Rows} 行，平面 {bounds.Plane}",
            $"area: {area.Title.En}; cells of {cell} m, {bounds.Columns} columns × {bounds.Rows} rows, plane {bounds.Plane}"));
        yield return new((
            $"约束 {constraints} 条；每个单元按其中心点判断：中心到对方边界（或点位）的距离小于要求即不满足。地块有大小，落位前须另出选址证明",
            $"{constraints} constraints; a cell is judged at its centre: nearer to the other side's boundary (or point) than required breaks it. A site has an extent: it needs a certificate of its own"));
        yield return new((
            "一个单元的控制约束：结论最严重者中差额（要求 − 实际）最大的一条",
            "what binds a cell: of the gravest verdicts the one with the largest shortfall (required − actual)"));
        foreach (var group in answer.Constraints.GroupBy(constraint => (constraint.Rule, constraint.Title, constraint.Source, constraint.RequiredMetres)))
            yield return Rule(group.Key.Rule, group.Key.Title, group.Key.Source, group.Key.RequiredMetres, group.Sum(constraint => constraint.BindingSquareMetres));
        yield return new((
            $"面积 {Hectares(answer.AreaSquareMetres)} 公顷，可用 {Hectares(answer.FreeSquareMetres)} 公顷（{Percent(answer.FreeShare)}%），连片 {answer.NumberOfFreeAreas} 处",
            $"area {Hectares(answer.AreaSquareMetres)} ha, free {Hectares(answer.FreeSquareMetres)} ha ({Percent(answer.FreeShare)} %) in {answer.NumberOfFreeAreas} connected pieces"));
    }

    static ExplanationStep Rule(string rule, LocalizedText title, RuleSource source, double metres, double squareMetres)
    {
        var (zh, en) = source.Status == RuleSource.ToBeVerified ? ("（待核实）", " (to be verified)") : ("", "");
        return new((
            $"{rule} {title.Zh}：要求 {Text(metres)} 米，控制 {Hectares(squareMetres)} 公顷{zh}",
            $"{rule} {title.En}: {Text(metres)} m required, binds {Hectares(squareMetres)} ha{en}"), source);
    }

    static string Hectares(double squareMetres) => (squareMetres / 10_000).ToString("0.##", CultureInfo.InvariantCulture);

    static string Percent(double share) => (share * 100).ToString("0.##", CultureInfo.InvariantCulture);

    static string Text(double number) => number.ToString("0.##", CultureInfo.InvariantCulture);
}
