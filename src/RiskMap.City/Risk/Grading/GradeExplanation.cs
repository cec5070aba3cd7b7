using RiskMap.City.Model;

namespace RiskMap.City.Risk.Grading;

/// <summary>The working of a 100-point grade in words. Pure.</summary>
static class GradeExplanation
{
    static HundredPointTables Tables => HundredPointTables.Default;

    public static IReadOnlyList<ExplanationStep> Of(
        IReadOnlyList<GradeItem> items, IReadOnlyList<GradeFinding> vetoes, IReadOnlyList<MissingFinding> missing, double least, double most, string worst, string best) =>
    [
        Working.Step($"适用于：{Tables.AppliesTo.Zh}", $"for: {Tables.AppliesTo.En}", Tables.AppliesTo.Source),
        .. items.Where(item => item.Deductions.Count + item.Bonuses.Count > 0 || item.Points is null).Select(Item),
        Working.Step($"各项相加，总分 {Range(least, most)}，不超过 {Tables.Total.AtMost}", $"the items sum to {Range(least, most)}, at most {Tables.Total.AtMost}", Tables.Total.Source),
        .. vetoes.Select(veto => Working.Step($"直接判为红色：{veto.Title.Zh}", $"red whatever the score: {veto.Title.En}", veto.Source)),
        .. missing.Count == 0 ? Array.Empty<ExplanationStep>() : [Working.Step($"{missing.Count} 项无数据，按最有利与最不利两端给出", $"{missing.Count} findings are not known: both ends are given")],
        Working.Step($"等级：{(worst == best ? worst : $"{worst} 至 {best}")}", $"grade: {(worst == best ? worst : $"{worst} to {best}")}", Tables.BandOf(least).Source),
    ];

    static ExplanationStep Item(GradeItem item)
    {
        string Lines(Func<LocalizedText, string> title) =>
            string.Concat(item.Deductions.Concat(item.Bonuses).Select(finding => FormattableString.Invariant($" {finding.Points:+0.##;−0.##} ({title(finding.Title)} × {finding.Count})")));
        return Working.Step($"{item.Title.Zh}：{item.Max}{Lines(title => title.Zh)} → {Range(item.PointsAtLeast, item.PointsAtMost)}",
            $"{item.Title.En}: {item.Max}{Lines(title => title.En)} → {Range(item.PointsAtLeast, item.PointsAtMost)}", item.Source);
    }

    static string Range(double least, double most) =>
        Math.Abs(most - least) < 1e-9 ? FormattableString.Invariant($"{most:0.##}") : FormattableString.Invariant($"{least:0.##}–{most:0.##}");
}
