using RiskMap.City.Model;
using RiskMap.City.Travel;

namespace RiskMap.City.Dispatch.Coverage;

/// <summary>The working of an answer about coverage, in both languages. Pure.</summary>
static class CoverageExplanation
{
    // A bound of the method, 1 − 1/e, not a parameter of a city.
    const string GreedyShare = "1 − 1/e ≈ 63 %";

    /// <summary>The working.</summary>
    public static IEnumerable<ExplanationStep> Of(CoverageAnswer answer, CoveredCity city, CoverageRules rules)
    {
        yield return Standard(answer);
        yield return new(($"计入基地 {answer.Stations.Count(station => !station.Removed)} 个，未计入 {answer.LeftOut.Count} 个；出动（装载）时间取各自的，基地可行车时间 = 标准总时间 − 出动时间",
            $"{answer.Stations.Count(station => !station.Removed)} bases count, {answer.LeftOut.Count} do not; each with its own turnout or loading, and may drive for what the standard leaves after it"));
        foreach (var step in RouteTexts.HowTravelled(city.Coverage.Conditions))
            yield return step;
        var snap = RoadCostRules.Current.Snap;
        yield return new(($"某处被覆盖 = 至少一个基地的出动时间与按道路的行驶时间之和不超过标准，与路线计算一致；离可通行道路超过 {snap.LimitMetres:0} m 的算未覆盖，并单独列出，不按直线估算",
            $"a place is covered where turnout and drive by road of some base are within the standard, the very seconds of routes; what lies more than {snap.LimitMetres:0} m from usable roads is not covered and told apart, never by straight line"), snap.Source);
        yield return new(($"人口按格网中心计；范围按 {city.Ground.Grid.Edge:0} m 网格的中心计，与人口用同一规则", $"people live at the middle of their population cell; ground is judged by the middle of cells of {city.Ground.Grid.Edge:0} m, by the same rule"), rules.Cells.Source);
        if (answer.All?.Hazards.Any(hazard => hazard.Kind == HazardLayer.MajorHazards) == true)
            yield return new(("重大危险源只按存量判定（GB 18218-2018，S ≥ 1），不分级别计数：级别还取决于厂界外 500 m 内的人数", "major hazard sources are told by their inventory alone (GB 18218-2018, S ≥ 1) and counted without level, which also depends on the people within 500 m outside the boundary"));
        foreach (var step in Areas(answer, rules))
            yield return step;
        if (answer.NextStations is { } plan)
            yield return Next(plan, rules);
        if (answer.Loss is not null)
            yield return new(("损失 = 之前覆盖而之后未覆盖：假设情形与现状比，去掉的基地与未去掉比", "lost = covered before and not after: a what-if against the city as it is, bases that are taken away against the city with them"));
    }

    /// <summary>The working where there is nothing to tell.</summary>
    public static IEnumerable<ExplanationStep> WithoutData(CoverageAnswer answer)
    {
        yield return Standard(answer);
        foreach (var missing in answer.Missing)
            yield return new(missing.Reason);
        if (answer.Circle is { } circle)
            yield return Circle(circle, CoverageRules.Default.Circle.Source);
    }

    static ExplanationStep Standard(CoverageAnswer answer)
    {
        var standard = answer.Standard;
        var (zh, en) = standard.Stated ? ("（按所问时间，非标准原值）", " (times as stated in the question)")
            : standard.Source.Status == RuleSource.ToBeVerified ? ("（待核实）", " (to be verified)") : ("", "");
        return new(($"{standard.Title.Zh}：出动 {standard.TurnoutSeconds:0.#} s + 行驶 {standard.DriveSeconds:0.#} s = {standard.LimitSeconds:0.#} s{zh}",
            $"{standard.Title.En}: turnout {standard.TurnoutSeconds:0.#} s + drive {standard.DriveSeconds:0.#} s = {standard.LimitSeconds:0.#} s{en}"), standard.Source);
    }

    static IEnumerable<ExplanationStep> Areas(CoverageAnswer answer, CoverageRules rules)
    {
        if (answer.Circle is not { } circle)
            yield break;
        yield return Circle(circle, rules.Circle.Source);
        var verdicts = answer.Stations.Where(station => !station.Removed).CountBy(station => station.AreaRule!.Verdict, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);
        int Count(string verdict) => verdicts.GetValueOrDefault(verdict);
        yield return new(($"辖区面积规则：时限内可达范围不超过限值 {Count("within-limit")} 站，超过 {Count("beyond-limit")} 站（辖区由限值决定），不划辖区 {Count("no-area")} 站，站级或近郊无数据 {Count("no-data")} 站",
            $"area rule: {Count("within-limit")} stations reach no more in time than they may have, {Count("beyond-limit")} reach more (the limit decides on their area), {Count("no-area")} have no area, {Count("no-data")} without class or suburb have no data"),
            rules.AreaLimits[0].Source);
    }

    static ExplanationStep Circle(CircleEstimate circle, RuleSource source) => new(
        ($"圆形估算 A = 2(S/λ)²：S {circle.LeastWayMetres / 1000:0.##}–{circle.GreatestWayMetres / 1000:0.##} km，λ {circle.LeastDetour:0.#}–{circle.GreatestDetour:0.#} → {circle.LeastSquareKilometres:0.00}–{circle.GreatestSquareKilometres:0.00} km²；只作对照",
            $"circle formula A = 2(S/λ)²: S {circle.LeastWayMetres / 1000:0.##}–{circle.GreatestWayMetres / 1000:0.##} km, λ {circle.LeastDetour:0.#}–{circle.GreatestDetour:0.#} → {circle.LeastSquareKilometres:0.00}–{circle.GreatestSquareKilometres:0.00} km²; for comparison only"), source);

    static ExplanationStep Next(NextStationPlan plan, CoverageRules rules)
    {
        var (zh, en) = plan.Optimal ? ("在候选位置中已证明最优", "proven to be the best of the candidates")
            : ($"逐站贪心，不低于最优的 {GreedyShare}；任何选择至多 {plan.MostPossible:0.##}", $"greedy, one after another: at least {GreedyShare} of the best; no choice covers more than {plan.MostPossible:0.##}");
        return new(($"新站：最大覆盖，{plan.CandidateCount} 个候选位置，增加 {plan.Gained:0.##}（{plan.Weighs}）；{zh}", $"further bases: maximal coverage over {plan.CandidateCount} candidates, {plan.Gained:0.##} more ({plan.Weighs}); {en}"),
            rules.NextStation.Source);
    }
}
