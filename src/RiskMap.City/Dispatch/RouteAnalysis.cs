using System.Globalization;
using RiskMap.City.Model;
using RiskMap.City.Snapshot;
using RiskMap.City.Travel;
using RiskMap.Routing.Search;

namespace RiskMap.City.Dispatch;

/// <summary>The quickest way between two places by road as it is at a time, for people and clients. Pure, thread-safe.</summary>
public static class RouteAnalysis
{
    /// <summary>Answers a question.</summary>
    /// <param name="city">The city; drawn closures and roads count.</param>
    /// <param name="question">The question.</param>
    /// <param name="now">The time that a question without one means.</param>
    /// <exception cref="QuestionException">A place is none, or lies too far from the roads that the profile may use; no such profile.</exception>
    public static RouteReport Of(CitySnapshot city, RouteQuestion question, DateTimeOffset now)
    {
        var time = question.Time ?? now;
        var (from, to) = (Place(city, "from", question.From), Place(city, "to", question.To));
        var (conditions, snap) = (CityRoads.Conditions(city, question.Profile, time), RoadCostRules.Current.Snap);
        var answer = Routes.Find(conditions, from, to, snap.Rules);
        RefuseFar(answer, question, snap);
        var texts = new RouteTexts(city, conditions, RoadClosures.Of(city));
        return new RouteReport
        {
            Outcome = TokenOf(answer.Outcome),
            Profile = question.Profile,
            Time = time,
            Best = answer.Outcome == RouteOutcome.Found ? texts.Option(answer) : null,
            Others = question.Alternatives && answer.Outcome == RouteOutcome.Found ? Others(conditions, answer, texts) : [],
            Start = answer.Start is { } start ? texts.End(start) : null,
            End = answer.End is { } end ? texts.End(end) : null,
            CuttingClosures = [.. answer.CuttingClosures.Select(closure => texts.Closure(closure).Key)],
            Explanation = [.. texts.Explain(answer, time)],
            DataVersion = city.Version.Text,
            WhatIf = city.WhatIf,
        };
    }

    static RouteOption[] Others(TravelConditions conditions, RouteAnswer answer, RouteTexts texts) =>
        [.. Alternatives.Find(conditions, answer.Start!.Value, answer.End!.Value, RoadCostRules.Current.Alternatives.Rules).Skip(1).Select(texts.Option)];

    static (double X, double Y) Place(CitySnapshot city, string member, double[]? place)
    {
        if (place is [>= -180 and <= 180, > -89 and < 89])
            return city.Plane.Project(place[0], place[1]);
        var value = place is null ? null : string.Join(", ", place.Select(number => number.ToString(CultureInfo.InvariantCulture)));
        throw new QuestionException(member, value, ($"不是经纬度：{value ?? "缺失"}", $"this is no place: {value ?? "missing"}"), ("给出 [经度, 纬度]", "give [longitude, latitude] in degrees"));
    }

    static void RefuseFar(RouteAnswer answer, RouteQuestion question, SnapRow snap)
    {
        if (answer.Outcome is not (RouteOutcome.StartTooFar or RouteOutcome.EndTooFar))
            return;
        var (member, place) = answer.Outcome == RouteOutcome.StartTooFar ? ("from", question.From!) : ("to", question.To!);
        var (metres, limit) = (answer.NearestRoadMetres!.Value, snap.LimitMetres);
        throw new QuestionException(
            member, FormattableString.Invariant($"{place[0]}, {place[1]}"),
            (FormattableString.Invariant($"离最近可通行道路 {metres:F0} 米，超过 {limit:F0} 米"), FormattableString.Invariant($"the nearest road that this profile may use is {metres:F0} m away, more than {limit:F0} m")),
            ("给出道路附近的位置", "give a place near a road"));
    }

    static string TokenOf(RouteOutcome outcome) => outcome switch
    {
        RouteOutcome.Found => "found",
        RouteOutcome.Closed => "closed",
        RouteOutcome.NotConnected => "not-connected",
        _ => "no-data",
    };
}
