using RiskMap.City.Model;
using RiskMap.City.Risk;
using RiskMap.City.Zoning.Rules;

namespace RiskMap.City.Zoning;

/// <summary>The working of separation rules, line by line. Pure.</summary>
static class SeparationWorking
{
    /// <summary>What the site is, each row, and what was left out.</summary>
    public static IReadOnlyList<ExplanationStep> Of(JudgedSite site, IReadOnlyList<SeparationRow> rows, IReadOnlyList<UnknownNeighbour> unknown, bool isKnown)
    {
        var steps = new List<ExplanationStep>();
        if (!isKnown)
            steps.Add(Working.Step($"该企业的行业代码或存量缺失：由其推定的设施可能不全", $"the enterprise's industry code or inventory is missing: the facilities that follow from them may be incomplete"));
        steps.AddRange(site.Facilities.Select(Facility));
        steps.AddRange(rows.Select(Row));
        if (rows.Count == 0)
            steps.Add(Working.Step($"没有适用的间距规则", $"no separation rule applies"));
        steps.AddRange(unknown.Select(other => Working.Step(
            $"“{other.OtherName}”距 {other.ActualMetres} m，行业代码缺失，未对其适用任何规则", $"'{other.OtherName}', {other.ActualMetres} m away, states no industry code: no rule was applied to it")));
        return steps;
    }

    static ExplanationStep Facility(DerivedFacility facility)
    {
        var title = FacilityRules.Default.Facilities[facility.Facility];
        if (facility.Rule == DerivedFacility.Stated)
            return Working.Step($"设施：{title.Zh}（已说明）", $"facility: {title.En} (stated)");
        var rule = FacilityRules.Default.Rules.First(rule => rule.Id == facility.Rule);
        return facility.Certain
            ? Working.Step($"设施：{title.Zh}，由行业代码、存量或工艺推定（{rule.Id}）", $"facility: {title.En}, derived from industry code, inventory or processes ({rule.Id})", rule.Source)
            : Working.Step($"可能的设施：{title.Zh}，由行业代码、存量或工艺推定（{rule.Id}）", $"possible facility: {title.En}, derived from industry code, inventory or processes ({rule.Id})", rule.Source);
    }

    static ExplanationStep Row(SeparationRow row)
    {
        var (zh, en) = (row.Reason is null ? "" : $"（{row.Reason.Zh}）", row.Reason is null ? "" : $" ({row.Reason.En})");
        var (ownZh, ownEn) = row.ActualMetres is { } actual
            ? (FormattableString.Invariant($"距“{row.OtherName}”{actual} m"), FormattableString.Invariant($"{actual} m to '{row.OtherName}'"))
            : ("没有邻近对象", "no neighbour");
        var (needZh, needEn) = row.RequiredMetres switch
        {
            null => ("没有可用数值", "no number held"),
            0 => ("不得设于同一处", "must not stand in one place"),
            { } required => (FormattableString.Invariant($"要求 {required} m"), FormattableString.Invariant($"{required} m required")),
        };
        return Working.Step($"{row.Rule} {row.Title.Zh}：{needZh}，{ownZh} → {Verdicts.Zh(row.Verdict)}{zh}", $"{row.Rule} {row.Title.En}: {needEn}, {ownEn} → {Verdicts.Token(row.Verdict)}{en}", row.Source);
    }
}
