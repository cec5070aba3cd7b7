using System.Globalization;
using RiskMap.City.Model;

namespace RiskMap.City.Risk.SpaceLedger;

/// <summary>The working of an answer about the ledger, in both languages. Pure.</summary>
static class LedgerExplanation
{
    static readonly RuleSource ResponseSource = new("local method", "data/risk-model.json", RuleSource.ToBeVerified);

    public static IReadOnlyList<ExplanationStep> Of(LedgerAnswer answer, LedgerRules rules, RescueReach reach, ResponseModel response)
    {
        var steps = new List<ExplanationStep> { new(($"有限空间 {answer.All.Spaces} 处，截至 {Day(answer.AsOf)}", $"{answer.All.Spaces} confined spaces, as of {Day(answer.AsOf)}")) };
        steps.AddRange(answer.Fields.Select(field => new ExplanationStep(Completeness(field), field.Source)));
        steps.Add(new(Stale(answer.All, rules.Stale), rules.Stale.Source));
        steps.Add(new(Owners(answer.Owners)));
        steps.Add(new(Teams(reach)));
        steps.Add(new(Travel(response), ResponseSource));
        steps.Add(new(Reached(answer.All, rules.Rescue), rules.Rescue.Source));
        steps.Add(new(TieOut(answer.TieOut)));
        return steps;
    }

    static LocalizedText Completeness(FieldCompleteness field)
    {
        var (zh, en) = Open(field.Source);
        return ($"{field.Title.Zh}：应有 {field.Required} 处，已填 {field.Known}，缺 {field.Missing}{zh}", $"{field.Title.En}: required of {field.Required}, there {field.Known}, missing {field.Missing}{en}");
    }

    static LocalizedText Stale(LedgerCounts all, StaleRule rule)
    {
        var (zh, en) = Open(rule.Source);
        return ($"超过 {rule.AfterDays} 天未更新 {all.Stale} 处，未注明日期 {all.Undated} 处（无数据），日期晚于截止日 {all.DatedAhead} 处{zh}",
            $"{all.Stale} not updated for more than {rule.AfterDays} days, {all.Undated} without a date (no data), {all.DatedAhead} dated ahead{en}");
    }

    static LocalizedText Owners(OwnerMatches owners) => (
        $"所属单位：按标识对应 {owners.ByKey} 处，按名称对应 {owners.ByName} 处，未对应 {owners.Unmatched} 处（{owners.NumberUnmatched} 家），无单位 {owners.WithoutOwner} 处",
        $"owners: {owners.ByKey} matched by key, {owners.ByName} by name, {owners.Unmatched} not matched ({owners.NumberUnmatched} owners), {owners.WithoutOwner} without owner");

    static LocalizedText Teams(RescueReach reach) => (
        $"救援队伍 {reach.All} 支，其中能做有限空间救援的 {reach.Capable} 支（{reach.WithoutTurnout} 支出动时间未知，按 0 计，只能证明到不了），能力未知 {reach.WithoutCapabilities} 支",
        $"{reach.All} rescue teams, {reach.Capable} of them for confined spaces ({reach.WithoutTurnout} with unknown turnout, taken as 0: they can show what is beyond reach only), {reach.WithoutCapabilities} with unknown capabilities");

    static LocalizedText Travel(ResponseModel response)
    {
        var (detour, speed) = (Text(response.DetourFactor), Text(response.SpeedKilometresPerHour));
        return ($"到场时间 = 出动时间 + 直线距离 × {detour}，时速 {speed} km（待核实）", $"time to the space = turnout + straight distance × {detour} at {speed} km/h (to be verified)");
    }

    static LocalizedText Reached(LedgerCounts all, RescueRule rule)
    {
        var ((zh, en), limit) = (Open(rule.Source), Text(rule.LimitSeconds));
        return ($"{limit} 秒内可到 {all.WithinReach} 处，到不了 {all.BeyondReach} 处，无数据 {all.ReachUnknown} 处{zh}",
            $"within {limit} s: {all.WithinReach} in reach, {all.BeyondReach} beyond, {all.ReachUnknown} no data{en}");
    }

    static LocalizedText TieOut(LedgerTieOut sums) => (
        $"各组合计 {sums.SumOfGroups} − 重复计入 {sums.CountedMoreThanOnce} = 总数 {sums.Total}", $"groups {sums.SumOfGroups} − counted again {sums.CountedMoreThanOnce} = total {sums.Total}");

    static (string Zh, string En) Open(RuleSource source) => source.Status == RuleSource.ToBeVerified ? ("（待核实）", " (to be verified)") : ("", "");

    static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    static string Text(double number) => number.ToString("0.##", CultureInfo.InvariantCulture);
}
