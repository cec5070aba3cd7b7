using RiskMap.City.Dispatch.Coverage;
using RiskMap.City.Dispatch.Incident;
using RiskMap.City.Model;
using RiskMap.City.Model.Layers;
using RiskMap.City.Snapshot;
using RiskMap.City.Travel;

namespace RiskMap.City.Dispatch.Force;

/// <summary>One force question with its units and arrivals. One use, one thread.</summary>
sealed class ForcePlan
{
    readonly CitySnapshot _city;
    readonly ForceOrder _order;
    readonly ForceUnits _units;
    readonly TravelTimes _travelTimes;
    readonly DateTimeOffset _asOf;
    readonly ForceProblem _problem;
    readonly double[] _available;
    readonly HashSet<int> _pinned;
    readonly HashSet<int> _forbidden;

    public ForcePlan(CitySnapshot city, ForceOrder order, ForceUnits units, TravelTimes travelTimes, DateTimeOffset asOf)
    {
        (_city, _order, _units, _travelTimes, _asOf) = (city, order, units, travelTimes, asOf);
        var travel = travelTimes.ToOne([.. units.Units.Select(unit => unit.At)], (order.At.X, order.At.Y));
        double[] seconds = [.. units.Units.Select((unit, i) => unit.SecondsAt(asOf, travel[i]))];
        (_pinned, _forbidden) = (Positions(order.Pinned), Positions(order.Forbidden));
        NameUnreachable(seconds);
        // Who was ordered goes, as long as a way leads there.
        _pinned.UnionWith(Enumerable.Range(0, seconds.Length).Where(unit => units.Units[unit].Order is not null && double.IsFinite(seconds[unit])));
        var able = Enumerable.Range(0, seconds.Length).Where(unit => double.IsFinite(seconds[unit]) && !_forbidden.Contains(unit)).ToList();
        _available = [.. order.Needs.Select((_, need) => able.Sum(unit => units.Units[unit].Gives[need]))];
        // What nobody has cannot be waited for: the plan then brings all that there is.
        _problem = new(seconds, [.. units.Units.Select(unit => unit.Gives)], [.. order.Needs.Select((need, i) => Math.Min(need.Amount, _available[i]))]);
    }

    public ForceAnswer Answer()
    {
        var best = ForceSolver.Solve(_problem, _pinned, _forbidden) ?? throw new InvalidOperationException("needs were cut to what there is and are still not met");
        var unmet = Unmet().ToList();
        var second = unmet.Count > 0 ? null : ForceSolver.SecondBest(_problem, best, _pinned, _forbidden);
        var missing = new List<MissingData>(_units.Missing);
        var coverage = CoverageAfter.Of(_city, [.. best.Units.Select(unit => _units.Units[unit])], _travelTimes, _asOf, missing);
        return new(unmet.Count == 0, _problem.Needs.Max() > 0 ? best.Seconds : null, [.. best.Units.Select(Sent)], Bottleneck(), unmet,
            second is { } other ? new(other.Solution.Seconds, [.. other.Solution.Units.Select(Sent)], _units.Units[other.Without].Name) : null,
            coverage, best.IsFewest, _asOf, _units.LeftOut, missing, _city.Version.Text, _city.WhatIf, [.. Steps(best, unmet), .. CoverageSteps(coverage)])
        {
            Needs = [.. _order.Needs.Select(need => new AskedNeed(KindOf(need), TokenOf(need), need.Title, need.Amount, need.Unit))],
        };
    }

    HashSet<int> Positions(IReadOnlySet<UnitName> names) => [.. Enumerable.Range(0, _units.Units.Count).Where(unit => names.Contains(_units.Units[unit].Name))];

    void NameUnreachable(double[] seconds)
    {
        for (var unit = 0; unit < seconds.Length; unit++)
        {
            if (double.IsFinite(seconds[unit]))
                continue;
            var (feature, layer) = (_units.Units[unit].Feature, _units.Units[unit].Layer);
            if (_pinned.Contains(unit))
                throw new QuestionException("pinned", $"{layer}/{feature.Id}", ("到不了现场", "it cannot get there"), ("去掉它，或检查断路", "leave it out, or check the closures"));
            _units.LeftOut.Add(new(layer, feature.Id, feature.Name, ("到不了现场", "it cannot get there")));
        }
    }

    IEnumerable<UnmetNeed> Unmet()
    {
        for (var need = 0; need < _available.Length; need++)
        {
            if (_order.Needs[need] is var asked && asked.Amount - _available[need] is > ForceProblem.Tolerance and var missing)
                yield return new(TokenOf(asked), asked.Title, asked.Amount, _available[need], missing, asked.Unit);
        }
    }

    SentUnit Sent(int unit)
    {
        var (source, gives) = (_units.Units[unit], new List<GivenAmount>());
        for (var need = 0; need < source.Gives.Length; need++)
        {
            if (source.Gives[need] > 0)
                gives.Add(new(TokenOf(_order.Needs[need]), _order.Needs[need].Title, source.Gives[need], _order.Needs[need].Unit));
        }
        return new(source.Layer, source.Feature.Id, source.Feature.Key, source.Feature.Name, gives, _problem.Seconds[unit], source.TurnoutSeconds, source.TurnoutAssumed,
            _pinned.Contains(unit), QuestionPlace.LonLatOf(_city, source.At.X, source.At.Y))
        {
            OrderId = source.Order?.Row.Id,
            OrderState = source.Order?.State,
        };
    }

    ForceBottleneck? Bottleneck()
    {
        int[] byTime = [.. Enumerable.Range(0, _problem.Seconds.Length).Where(unit => !_forbidden.Contains(unit) && double.IsFinite(_problem.Seconds[unit]))
            .OrderBy(unit => _problem.Seconds[unit]).ThenBy(unit => unit)];
        var met = _order.Needs.Select((need, i) => (Need: need, By: _problem.MetBy(i, byTime))).Where(entry => entry.By.Unit >= 0).OrderByDescending(entry => entry.By.Seconds).ToList();
        if (met.Count == 0)
            return null;
        var (last, unit) = (met[0], _units.Units[met[0].By.Unit]);
        return new(TokenOf(last.Need), last.Need.Title, last.By.Seconds, met.Count > 1 ? met[1].By.Seconds : 0, unit.Layer, unit.Feature.Id);
    }

    static string KindOf(ForceNeed need) => need.Capability is not null ? "capability" : need.Vehicle is not null ? "vehicle" : "material";

    static string TokenOf(ForceNeed need) => need.Capability ?? need.Vehicle ?? need.Material!;

    IEnumerable<ExplanationStep> Steps(ForceSolution best, IReadOnlyList<UnmetNeed> unmet)
    {
        if (_order.Template is { } template)
            yield return new(($"需求按模板“{template.Title.Zh}”{template.Source.Mark.Zh}", $"needs by the template '{template.Title.En}'{template.Source.Mark.En}"), template.Source);
        foreach (var need in _order.Needs)
            yield return new(($"需要 {need.Title.Zh} {need.Amount:0.##} {need.Unit}".TrimEnd(), $"needed: {need.Title.En} {need.Amount:0.##} {need.Unit}".TrimEnd()), need.Source);
        yield return _travelTimes.Method;
        yield return new(($"到达 = 出动（或装载 {IncidentTemplates.Default.DepotLoading.Value} s）+ 行驶；可调库存 = 在库 − 预留 − 过期 − 维修 − 未结束指令占用（{_asOf:yyyy-MM-dd}）；只算在岗且未出动的队伍",
            $"arrival = turnout (loading {IncidentTemplates.Default.DepotLoading.Value} s) + travel; deployable = on hand − reserved − expired − under repair − taken by open orders ({_asOf:yyyy-MM-dd}); only teams on duty that are not out"), IncidentTemplates.Default.DepotLoading.Source);
        if (_units.Units.Where(unit => unit.Order is not null).ToList() is { Count: > 0 } ordered)
        {
            var arrived = ordered.Count(unit => unit.Order!.State == DispatchOrders.Arrived);
            yield return new(($"已为本事故下达 {ordered.Count} 条指令，其中 {arrived} 条已到场（按 0 s 计），其余按余下的时间计", $"{ordered.Count} orders were given for this incident: {arrived} units are there (0 s), the others with the time that they still need"));
        }
        foreach (var need in unmet)
            yield return new(($"全市不足：{need.Title.Zh} 需 {need.Amount:0.##}，只有 {need.Available:0.##}，缺 {need.Missing:0.##}", $"not enough in the city: {need.Title.En} needs {need.Amount:0.##}, there is {need.Available:0.##}, {need.Missing:0.##} missing"), null);
        yield return new(($"先求全部需求满足的最短时间 {best.Seconds:0} s，再求其中单位最少、到达时间之和最小的组合：{best.Units.Length} 个{(best.IsProven ? "" : best.IsFewest ? "（时间之和未证明最小）" : "（未证明最少）")}",
            $"first the least time in which all needs are met, {best.Seconds:0} s; then the fewest units, and of those the least sum of arrivals: {best.Units.Length}{(best.IsProven ? "" : best.IsFewest ? " (the sum not proven to be the least)" : " (not proven to be the fewest)")}"), IncidentTemplates.Default.Source);
    }

    static IEnumerable<ExplanationStep> CoverageSteps(CoverageLeft? coverage)
    {
        if (coverage is null)
            yield break;
        yield return new(($"消防站标准时限（行车 {coverage.StandardSeconds:0} s）内的人口：出动前 {coverage.CoveredBefore:0}，出动后 {coverage.CoveredAfter:0}（共 {coverage.People:0}，人口按格网中心计；有道路时离道路过远的算未覆盖）",
            $"people within the standard of a fire station ({coverage.StandardSeconds:0} s of driving): {coverage.CoveredBefore:0} before, {coverage.CoveredAfter:0} after (of {coverage.People:0}; at the middle of their cells; where there are roads, who lives too far from them is not covered)"),
            CoverageRules.Default.FireStation.Source);
    }
}
