using System.Globalization;
using NetTopologySuite.Geometries;
using RiskMap.City.Model;
using RiskMap.City.Snapshot;
using RiskMap.City.Travel;
using RiskMap.Routing.Search;

namespace RiskMap.City.Dispatch;

/// <summary>Inputs of the process <c>isochrone</c>.</summary>
/// <param name="From">Start, [longitude, latitude].</param>
/// <param name="Seconds">The time, above 0 and at most 7,200.</param>
/// <param name="Profile">fire-engine, hazmat-truck, car or foot.</param>
/// <param name="Time">When one sets off; null is now.</param>
public sealed record IsochroneQuestion(double[]? From, double? Seconds, string Profile = "car", DateTimeOffset? Time = null);

/// <summary>What is reached from a place in a time.</summary>
/// <param name="Outcome">found, or no-data without roads.</param>
/// <param name="Profile">The profile.</param>
/// <param name="Time">When one sets off.</param>
/// <param name="Seconds">The time.</param>
/// <param name="Start">Where the start lies on the roads, or null without roads.</param>
/// <param name="Geometry">Polygon or MultiPolygon around the reached roads; null without roads.</param>
/// <param name="ReachedMetres">Length of the reached roads together; null without roads.</param>
/// <param name="AreaSquareMetres">Area of the polygon in the metric plane; null without roads.</param>
/// <param name="Explanation">The working.</param>
/// <param name="DataVersion">Version of the data.</param>
/// <param name="WhatIf">True when drawn features took part.</param>
public sealed record IsochroneAnswer(
    string Outcome, string Profile, DateTimeOffset Time, double Seconds, RouteEnd? Start, Geometry? Geometry, double? ReachedMetres, double? AreaSquareMetres,
    IReadOnlyList<ExplanationStep> Explanation, string DataVersion, bool WhatIf);

/// <summary>The roads that are reached from a place in a time, and the area around them. Pure, thread-safe.</summary>
public static class IsochroneAnalysis
{
    /// <summary>The longest time that is drawn, seconds: longer than any city is wide.</summary>
    public const double MostSeconds = 7200;

    /// <summary>Answers a question.</summary>
    /// <param name="city">The city; drawn closures and roads count.</param>
    /// <param name="question">The question.</param>
    /// <param name="now">The time that a question without one means.</param>
    /// <exception cref="QuestionException">The start is none, or lies too far from the roads that the profile may use; the time is out of bounds; no such profile.</exception>
    public static IsochroneAnswer Of(CitySnapshot city, IsochroneQuestion question, DateTimeOffset now)
    {
        var (time, from) = (question.Time ?? now, QuestionPlace.Of(city, question.From, "from"));
        var seconds = question.Seconds is > 0 and <= MostSeconds ? question.Seconds.Value
            : throw new QuestionException("seconds", question.Seconds?.ToString(CultureInfo.InvariantCulture), ($"时间不在 0–{MostSeconds} 秒之内", $"the time is not above 0 and at most {MostSeconds} s"),
                ("给出秒数，如 300", "send seconds, e.g. 300"));
        var roads = new RoadTimes(CityRoads.Conditions(city, question.Profile, time));
        var empty = new IsochroneAnswer("no-data", question.Profile, time, seconds, null, null, null, null, [new(("没有道路数据", "no data: the roads layer has no road"))], city.Version.Text, city.WhatIf);
        return roads.HasRoads ? Drawn(city, empty, roads, roads.Snap((from.X, from.Y)) ?? throw QuestionPlace.FarFromRoads("from", question.From!)) : empty;
    }

    static IsochroneAnswer Drawn(CitySnapshot city, IsochroneAnswer empty, RoadTimes roads, RoadPosition start)
    {
        var (reached, rules) = (Isochrones.Reached(roads.Conditions, start, empty.Seconds), RoadCostRules.Current.Outline);
        var area = Outline.Of(roads.Conditions.Costs.Graph, reached.Roads, rules.Rules);
        return empty with
        {
            Outcome = "found",
            Start = new(QuestionPlace.LonLatOf(city, start.X, start.Y), Math.Round(start.SnapMetres, 1), roads.Conditions.Costs.Graph.TraitsOf(start.Edge).Name),
            Geometry = city.Plane.Unproject(area.NumGeometries == 1 ? area.GetGeometryN(0) : area),
            ReachedMetres = Math.Round(reached.DistanceMetres, 1),
            AreaSquareMetres = Math.Round(area.Area),
            Explanation = [Step(empty.Seconds, reached, rules), .. RouteTexts.HowTravelled(roads.Conditions)],
        };
    }

    static ExplanationStep Step(double seconds, Isochrone reached, OutlineRow rules) => new(
        ($"{seconds:0.#} 秒内可达道路 {reached.DistanceMetres / 1000:0.0} 公里；范围为道路两侧 {rules.ReachMetres:0} 米、{rules.CellMetres:0} 米网格{rules.Source.Mark.Zh}",
            $"{reached.DistanceMetres / 1000:0.0} km of road are reached within {seconds:0.#} s; the area goes {rules.ReachMetres:0} m from them on cells of {rules.CellMetres:0} m{rules.Source.Mark.En}"), rules.Source);
}
