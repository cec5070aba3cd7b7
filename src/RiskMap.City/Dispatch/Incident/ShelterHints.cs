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

    /// <summary>How long people need to move, or null where they are not known.</summary>
    /// <param name="people">People of the period, or null.</param>
    /// <param name="metresToSide">Way out across the wind, metres.</param>
    /// <param name="rules">The parameters.</param>
    public static double? MoveSeconds(long? people, double metresToSide, ShelterRules rules) => people is { } count
        ? rules.NotifySeconds.Value + rules.PrepareSeconds.Value + (count / (rules.ExitWidthMetres.Value * rules.ExitPersonsPerMetreSecond.Value)) + (metresToSide / rules.WalkMetresPerSecond.Value)
        : null;

    /// <summary>What a place should do; null for what is not known.</summary>
    public static string ActionOf(string zone, double? arrivalSeconds, double? moveSeconds) =>
        zone == ZoneNames.Isolation ? Evacuate
        : moveSeconds is not { } move || arrivalSeconds is not { } arrival ? NoData
        : move < arrival ? Evacuate : Shelter;

    /// <summary>The hint for one place.</summary>
    /// <param name="zone">The zone that it lies in.</param>
    /// <param name="arrivalSeconds">When the release reaches it, or null in calm.</param>
    /// <param name="moveSeconds">How long its people need to move, or null where they are not known.</param>
    public static ShelterHint Of(string zone, double? arrivalSeconds, double? moveSeconds) => new(ActionOf(zone, arrivalSeconds, moveSeconds), moveSeconds, (zone, moveSeconds, arrivalSeconds) switch
    {
        (ZoneNames.Isolation, _, _) => ("隔离区内：立即向侧上风方向转移", "in the isolation circle: move out at once, across and against the wind"),
        (_, null, _) => ("没有人数，转移时间无数据", "people are not known, so the time to move has no data"),
        (_, _, null) => ("静风，到达时间无数据", "calm, so the arrival has no data"),
        (_, { } move, { } arrival) => ($"转移 {move:0} s {Sign(move, arrival)} 到达 {arrival:0} s", $"move {move:0} s {Sign(move, arrival)} arrival {arrival:0} s"),
    });

    static string Sign(double move, double arrival) => move < arrival ? "<" : "≥";
}
