using System.Globalization;
using RiskMap.City.Model;
using RiskMap.City.Travel;

namespace RiskMap.City.Risk.SpaceLedger;

/// <summary>The working of an answer about the ledger, in both languages. Pure.</summary>
static class LedgerExplanation
{
    public static IReadOnlyList<ExplanationStep> Of(LedgerAnswer answer, IReadOnlyList<SpaceRow> rows, LedgerRules rules, RescueReach reach, StandingRoads roads)
    {
        var day = answer.AsOf.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return
        [
            Working.Step($"有限空间 {answer.All.Spaces} 处，截至 {day}", $"{answer.All.Spaces} confined spaces, as of {day}"),
            .. answer.Fields.Select(Completeness), Stale(answer.All, rules.Stale), Owners(answer.Owners), Teams(reach),
            Travel(rows, reach, roads),
            Reached(answer.All, rules.Rescue), TieOut(answer.TieOut),
        ];
    }

    static ExplanationStep Completeness(FieldCompleteness field) => Working.Step(
        $"{field.Title.Zh}：应有 {field.Required} 处，已填 {field.Known}，缺 {field.Missing}",
        $"{field.Title.En}: required of {field.Required}, there {field.Known}, missing {field.Missing}", field.Source);

    static ExplanationStep Stale(LedgerCounts all, StaleRule rule) => Working.Step(
        $"超过 {rule.AfterDays} 天未更新 {all.Stale} 处，未注明日期 {all.Undated} 处（无数据），日期晚于截止日 {all.DatedAhead} 处",
        $"{all.Stale} not updated for more than {rule.AfterDays} days, {all.Undated} without a date (no data), {all.DatedAhead} dated ahead", rule.Source);

    static ExplanationStep Owners(OwnerMatches owners) => Working.Step(
        $"所属单位：按标识对应 {owners.ByKey} 处，按名称对应 {owners.ByName} 处，未对应 {owners.Unmatched} 处（{owners.NumberUnmatched} 家），无单位 {owners.WithoutOwner} 处",
        $"owners: {owners.ByKey} matched by key, {owners.ByName} by name, {owners.Unmatched} not matched ({owners.NumberUnmatched} owners), {owners.WithoutOwner} without owner");

    static ExplanationStep Teams(RescueReach reach) => Working.Step(
        $"救援队伍 {reach.All} 支，其中能做有限空间救援的 {reach.Capable} 支（{reach.WithoutTurnout} 支出动时间未知，按 0 计，只能证明到不了），能力未知 {reach.WithoutCapabilities} 支",
        $"{reach.All} rescue teams, {reach.Capable} of them for confined spaces ({reach.WithoutTurnout} with unknown turnout, taken as 0: they can show what is beyond reach only), {reach.WithoutCapabilities} with unknown capabilities");

    static ExplanationStep Travel(IReadOnlyList<SpaceRow> rows, RescueReach reach, StandingRoads roads)
    {
        var placed = rows.Where(row => !row.Space.IsEmpty).ToList();
        if (reach.Capable == 0)
            return Working.Step($"没有能做有限空间救援的队伍：没有到场时间", $"no team can rescue from confined spaces: there are no times");
        var (estimated, never) = (placed.Count(row => row.First is { Team: >= 0, IsByRoad: false }), placed.Count(row => row.First.Team < 0));
        var how = Response.MethodOf(reach.HasRoads, roads, ($"有位置的 {placed.Count} 处有限空间", $"the {placed.Count} spaces with a place"), estimated, never);
        return Working.Step($"到场时间 = 出动时间 + 行驶时间：{how.Zh}", $"time to a space = turnout + travel: {how.En}", roads.Source);
    }

    static ExplanationStep Reached(LedgerCounts all, RescueRule rule) => Working.Step(
        $"{rule.LimitSeconds} 秒内可到 {all.WithinReach} 处，到不了 {all.BeyondReach} 处，无数据 {all.ReachUnknown} 处",
        $"within {rule.LimitSeconds} s: {all.WithinReach} in reach, {all.BeyondReach} beyond, {all.ReachUnknown} no data", rule.Source);

    static ExplanationStep TieOut(LedgerTieOut sums) => Working.Step(
        $"各组合计 {sums.SumOfGroups} − 重复计入 {sums.CountedMoreThanOnce} = 总数 {sums.Total}", $"groups {sums.SumOfGroups} − counted again {sums.CountedMoreThanOnce} = total {sums.Total}");
}
