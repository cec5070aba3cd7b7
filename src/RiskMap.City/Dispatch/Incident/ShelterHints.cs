using RiskMap.City.Model;

namespace RiskMap.City.Dispatch.Incident;

/// <summary>Shelter or evacuate: whether people can leave before the release comes. A hint with its arithmetic, never an order. Pure, thread-safe.</summary>
static class ShelterHints
{
    public const string Evacuate = "evacuate";
    public const string Shelter = "shelter";
    public const string NoData = "no-data";

    /// <summary>The rule in words.</summary>
    public static LocalizedText Rule(ShelterRules rules) => (
        $"转移时间 = 通知 {rules.NotifySeconds.Value} s + 准备 {rules.PrepareSeconds.Value} s + 人数 ÷ ({rules.ExitWidthMetres.Value} m × {rules.ExitPersonsPerMetreSecond.Value} 人/(m·s)) + 横风向出区距离 ÷ {rules.WalkMetresPerSecond.Value} m/s；早于到达则转移，否则就地避险，隔离区内一律转移（本地方法，待核实）",
        $"time to move = notify {rules.NotifySeconds.Value} s + prepare {rules.PrepareSeconds.Value} s + people ÷ ({rules.ExitWidthMetres.Value} m × {rules.ExitPersonsPerMetreSecond.Value} persons/(m·s)) + way out across the wind ÷ {rules.WalkMetresPerSecond.Value} m/s; evacuate where that is before arrival, else shelter; always evacuate the isolation circle (local method, to be verified)");

    /// <summary>The hint for one place.</summary>
    /// <param name="site">The place and when the release reaches it.</param>
    /// <param name="people">People of the period, or null.</param>
    /// <param name="metresToSide">Way out across the wind, metres.</param>
    /// <param name="rules">The parameters.</param>
    public static ShelterHint Of(SiteInside site, long? people, double metresToSide, ShelterRules rules)
    {
        double? move = people is { } count
            ? rules.NotifySeconds.Value + rules.PrepareSeconds.Value + (count / (rules.ExitWidthMetres.Value * rules.ExitPersonsPerMetreSecond.Value)) + (metresToSide / rules.WalkMetresPerSecond.Value)
            : null;
        if (site.Zone == ZoneNames.Isolation)
            return new(Evacuate, move, ("隔离区内：立即向侧上风方向转移", "in the isolation circle: move out at once, across and against the wind"));
        if (move is not { } seconds)
            return new(NoData, null, ("没有人数，转移时间无数据", "people are not known, so the time to move has no data"));
        if (site.ArrivalSeconds is not { } arrival)
            return new(NoData, seconds, ("静风，到达时间无数据", "calm, so the arrival has no data"));
        var (action, sign) = seconds < arrival ? (Evacuate, "<") : (Shelter, "≥");
        return new(action, seconds, ($"转移 {seconds:0} s {sign} 到达 {arrival:0} s", $"move {seconds:0} s {sign} arrival {arrival:0} s"));
    }

    /// <summary>All hints together.</summary>
    public static ShelterAdvice Together(IReadOnlyList<PlaceInside> places, ShelterRules rules)
    {
        int Count(string action) => places.Count(place => place.Hint.Action == action);
        return new(Count(Evacuate), Count(Shelter), Count(NoData), Rule(rules));
    }
}
