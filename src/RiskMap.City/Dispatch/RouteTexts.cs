using System.Globalization;
using RiskMap.City.Model;
using RiskMap.City.Snapshot;
using RiskMap.City.Travel;
using RiskMap.Routing.Costing;
using RiskMap.Routing.Search;

namespace RiskMap.City.Dispatch;

/// <summary>Routes in words and in longitude and latitude. Pure.</summary>
sealed class RouteTexts(CitySnapshot city, TravelConditions conditions, RoadClosures closures)
{
    // So many names are read at a glance.
    const int MostNamed = 5;

    static readonly Dictionary<Manoeuvre, (string Token, LocalizedText Text)> Manoeuvres = new()
    {
        [Manoeuvre.Depart] = ("depart", ("出发", "set off")),
        [Manoeuvre.Straight] = ("straight", ("直行", "go straight on")),
        [Manoeuvre.SlightLeft] = ("slight-left", ("稍向左转", "bear left")),
        [Manoeuvre.Left] = ("left", ("左转", "turn left")),
        [Manoeuvre.SharpLeft] = ("sharp-left", ("向左急转", "turn sharp left")),
        [Manoeuvre.SlightRight] = ("slight-right", ("稍向右转", "bear right")),
        [Manoeuvre.Right] = ("right", ("右转", "turn right")),
        [Manoeuvre.SharpRight] = ("sharp-right", ("向右急转", "turn sharp right")),
        [Manoeuvre.TurnBack] = ("turn-back", ("掉头", "turn back")),
    };

    internal RoadClosure Closure(int number) => closures.All[number];

    internal RouteEnd End(RoadPosition position) => new(At(position.X, position.Y), Math.Round(position.SnapMetres, 1), conditions.Costs.Graph.TraitsOf(position.Edge).Name);

    internal RouteOption Option(RouteAnswer answer) => new(
        answer.TravelSeconds, Math.Round(answer.PenaltySeconds, 3), Math.Round(answer.DistanceMetres, 1),
        new RouteLine([.. answer.X.Zip(answer.Y, At)]), [.. answer.Legs.Select(leg => Leg(answer, leg))], [.. answer.Warnings.Select(Warning)]);

    internal IEnumerable<ExplanationStep> Explain(RouteAnswer answer, DateTimeOffset time)
    {
        yield return new ExplanationStep(Outcome(answer));
        foreach (var step in HowTravelled(conditions))
            yield return step;
        if (answer.PenaltySeconds > 0)
            yield return new ExplanationStep(Say($"其中违规通行附加 {answer.PenaltySeconds:F0} 秒，见提示", $"broken rules cost {answer.PenaltySeconds:F0} s of it, see the warnings"));
        foreach (var number in answer.CuttingClosures)
            yield return new ExplanationStep(Say($"断路“{NameOf(number)}”切断了通路", $"the closure '{NameOf(number)}' cuts the way"));
        if (Idle(time) is { } idle)
            yield return new ExplanationStep(idle);
    }

    /// <summary>Closures that shut nothing, since their drawing meets no road or they end before they begin, or null without any: whoever drew one believes a road shut.</summary>
    LocalizedText? Idle(DateTimeOffset time)
    {
        string[] names = [.. closures.All.Where(closure => closure.EndsBeforeItBegins || (closure.Stretches.Count == 0 && closure.HoldsAt(time))).Select(closure => closure.Name ?? closure.Key)];
        var first = string.Join(", ", names.Take(MostNamed));
        return names.Length == 0 ? null
            : Say($"{names.Length} 处断路未封闭任何道路（图形不在道路上，或结束早于开始）：{first}", $"{names.Length} closures shut nothing, they meet no road or end before they begin: {first}");
    }

    /// <summary>Who travels, in which traffic, and whether roads are shut.</summary>
    internal static IEnumerable<ExplanationStep> HowTravelled(TravelConditions conditions)
    {
        var profile = RoadCostRules.Current.Row(conditions.Costs.Profile.Id);
        var period = conditions.Costs.Period?.Id ?? "free";
        yield return new ExplanationStep(
            ($"出行方式：{profile.Title.Zh}；交通时段 {period}{profile.Source.Mark.Zh}", $"profile: {profile.Title.En}; traffic: {period}{profile.Source.Mark.En}"), profile.Source);
        if (TurnHours(conditions.Costs) is { } hours)
            yield return new ExplanationStep(hours);
        if (conditions.Costs.Graph.UnplacedRestrictions is > 0 and var unplaced)
            yield return new ExplanationStep(Say($"另有 {unplaced} 条转向限制与道路对不上，未生效", $"{unplaced} turn restrictions do not fit the roads that they name and are not kept"));
        if (conditions.Closed is { } closed)
            yield return new ExplanationStep(Say($"已避开断路，涉及 {closed.Count} 条路段", $"closures in force shut {closed.Count} road edges; none is driven through"));
    }

    /// <summary>What is known of turn restrictions with conditions, or null without any.</summary>
    static LocalizedText? TurnHours(RoadCosts costs)
    {
        var graph = costs.Graph;
        if (graph.RestrictionsWithHours + graph.RestrictionsUnread == 0)
            return null;
        var (holidaysZh, holidaysEn) = graph.HasHolidayHours ? ("（节假日未考虑）", " (holidays are not known)") : ("", "");
        var (unreadZh, unreadEn) = graph.RestrictionsUnread == 0 ? ("", "")
            : ($"；另有 {graph.RestrictionsUnread} 条的条件无法识别，按全天生效", $"; {graph.RestrictionsUnread} more have a condition that cannot be read and hold at all hours");
        return Say($"分时段转向限制 {graph.RestrictionsWithHours} 条，此时生效 {costs.RestrictionsInForce} 条{holidaysZh}{unreadZh}",
            $"{costs.RestrictionsInForce} of {graph.RestrictionsWithHours} turn restrictions with hours are in force{holidaysEn}{unreadEn}");
    }

    static LocalizedText Outcome(RouteAnswer answer) => answer.Outcome switch
    {
        RouteOutcome.Found => Say($"{answer.TravelSeconds:F0} 秒，{answer.DistanceMetres:F0} 米", $"{answer.TravelSeconds:F0} s, {answer.DistanceMetres:F0} m"),
        RouteOutcome.Closed => ("断路期间不可达；开放时可达", "not reachable while roads are closed; there would be a way without the closures"),
        RouteOutcome.NotConnected => Say(
            $"道路不连通：起点所在路网 {answer.StartComponentMetres / 1000:F1} 千米，终点所在路网 {answer.EndComponentMetres / 1000:F1} 千米",
            $"not connected: the start can get about on {answer.StartComponentMetres / 1000:F1} km of road, the end on {answer.EndComponentMetres / 1000:F1} km"),
        _ => ("没有道路数据", "no data: the roads layer has no road that this profile may use"),
    };

    RouteLegReport Leg(RouteAnswer answer, RouteLeg leg)
    {
        var ((token, text), street) = (Manoeuvres[leg.Manoeuvre], leg.Name);
        LocalizedText instruction = street is null ? text : ($"{text.Zh}，沿{street}行驶", $"{text.En} on {street}");
        return new RouteLegReport(leg.Name, leg.RoadClass, token, instruction, Math.Round(leg.DistanceMetres, 1), leg.TravelSeconds, At(answer.X[leg.FirstVertex], answer.Y[leg.FirstVertex]));
    }

    RouteWarningReport Warning(RouteWarning warning)
    {
        var at = At(warning.X, warning.Y);
        return warning.Kind switch
        {
            RouteWarningKind.RuleBroken => Broken(warning, at),
            RouteWarningKind.ClosureNear => new("closure-near", null, ($"途经断路“{NameOf(warning.Closure)}”附近", $"passes the closure '{NameOf(warning.Closure)}'"), at, null),
            RouteWarningKind.StartFar => new("start-far", null, Say($"起点离道路 {warning.Metres:F0} 米", $"the start lies {warning.Metres:F0} m from its road"), at, RoadCostRules.Current.Snap.Source),
            RouteWarningKind.EndFar => new("end-far", null, Say($"终点离道路 {warning.Metres:F0} 米", $"the end lies {warning.Metres:F0} m from its road"), at, RoadCostRules.Current.Snap.Source),
            RouteWarningKind.StartMoved => new("start-moved", null, Say($"离起点最近的道路与路网不连通，改用 {warning.Metres:F0} 米外的道路", $"the road nearest to the start is cut off; one {warning.Metres:F0} m away is taken"), at, null),
            _ => new("end-moved", null, Say($"离终点最近的道路与路网不连通，改用 {warning.Metres:F0} 米外的道路", $"the road nearest to the end is cut off; one {warning.Metres:F0} m away is taken"), at, null),
        };
    }

    static RouteWarningReport Broken(RouteWarning warning, double[] at)
    {
        var (row, street) = (RoadCostRules.Current.TitleOf(warning.Rule), warning.Name ?? "–");
        var turn = warning.Turn is null ? "" : $" ({warning.Turn})";
        return new RouteWarningReport(
            "rule-broken", row.Rule,
            Say($"{row.Title.Zh}{turn}：{street}，{warning.Metres:F0} 米，附加 {warning.PenaltySeconds:F0} 秒", $"{row.Title.En}{turn}: {street}, {warning.Metres:F0} m, {warning.PenaltySeconds:F0} s"),
            at, row.Source);
    }

    string NameOf(int closure) => Closure(closure).Name ?? Closure(closure).Key;

    double[] At(double x, double y) => QuestionPlace.LonLatOf(city, x, y);

    static LocalizedText Say(FormattableString zh, FormattableString en) => (zh.ToString(CultureInfo.InvariantCulture), en.ToString(CultureInfo.InvariantCulture));
}
