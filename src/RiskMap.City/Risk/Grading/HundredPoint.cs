namespace RiskMap.City.Risk.Grading;

/// <summary>
/// Scores findings by the 100-point method (应急〔2018〕19号): an item's deductions end at 0, bonuses are added, the total ends at 100. A finding that is
/// not known makes a range. Pure, thread-safe.
/// </summary>
static class HundredPoint
{
    /// <summary>An item with its points.</summary>
    public static GradeItem Score(ItemRule item, IReadOnlyDictionary<string, KnownFinding> known)
    {
        var findings = item.Findings.Select(rule => (Rule: rule, Known: known.GetValueOrDefault(rule.Finding))).ToList();
        var deducted = findings.Where(finding => finding.Rule.Points < 0).Sum(finding => -Points(finding.Rule, finding.Known.AtLeast));
        var added = findings.Where(finding => finding.Rule.Points > 0).Sum(finding => Points(finding.Rule, finding.Known.AtLeast));
        var open = findings.Where(finding => !finding.Known.IsKnown).Select(finding => finding.Rule).ToList();
        var best = Math.Max(0, item.Most - deducted) + added + MostBonus(open);
        var worst = Math.Max(0, item.Most - deducted - MostDeduction(open)) + added;
        var counted = findings.Where(finding => finding.Known.AtLeast > 0).Select(finding => Counted(finding.Rule, finding.Known)).ToList();
        return new(item.Item, item.Title, item.Most, open.Count == 0 ? best : null, worst, best,
            [.. counted.Where(finding => finding.Points < 0)], [.. counted.Where(finding => finding.Points > 0)], item.Source);
    }

    static GradeFinding Counted(FindingRule rule, KnownFinding known) =>
        new(rule.Finding, rule.Title, known.AtLeast, Points(rule, known.AtLeast), known.From ?? "given", rule.Source);

    static double Points(FindingRule rule, double count) => rule.Points * Math.Min(rule.Each ? count : Math.Min(1, count), rule.Most ?? double.PositiveInfinity);

    // What counts for each has no bound; what excludes each other is deducted or added once.
    static double MostDeduction(List<FindingRule> open) => open.Where(rule => rule.Points < 0).GroupBy(rule => rule.Group ?? rule.Finding, StringComparer.Ordinal)
        .Sum(rules => rules.Max(rule => rule.Each ? double.PositiveInfinity : -rule.Points));

    static double MostBonus(List<FindingRule> open) => open.Where(rule => rule.Points > 0).GroupBy(rule => rule.Group ?? rule.Finding, StringComparer.Ordinal)
        .Sum(rules => rules.Max(rule => rule.Points * (rule.Most ?? 1)));
}
