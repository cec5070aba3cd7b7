using RiskMap.City.Dispatch.Force;
using RiskMap.City.Model;
using RiskMap.City.Snapshot;
using RiskMap.City.Travel;
using RiskMap.Routing.Search;

namespace RiskMap.City.Dispatch.Plan;

/// <summary>The ways of the units of a force on the roads of an approach: those by which their times were reckoned. Pure.</summary>
sealed class ApproachRoutes(CitySnapshot city, Approach approach)
{
    static readonly LocalizedText Crosses = ("没有其他路：穿过防护行动区或风向不确定范围", "there is no other way: it leads through the protective zone or the fan");

    /// <summary>The way of a unit.</summary>
    /// <param name="unit">The unit as the force tells it.</param>
    /// <param name="at">Where it stands, metres.</param>
    public PlanRoute Of(SentUnit unit, (double X, double Y) at)
    {
        for (var tier = 0; tier < approach.Tiers.Count && approach.Tiers[tier].HasRoads; tier++)
        {
            var roads = approach.Tiers[tier];
            if (Routes.Find(roads.Conditions, at, (approach.Place.X, approach.Place.Y), RoadCostRules.Current.Snap.Rules) is { Outcome: RouteOutcome.Found } way)
                return ByRoad(unit, way, roads, crosses: tier > 0);
        }
        return Straight(unit, at);
    }

    PlanRoute ByRoad(SentUnit unit, RouteAnswer way, RoadTimes roads, bool crosses)
    {
        // That a way passes the areas which the plan shuts itself goes without saying.
        var told = way with { Warnings = [.. way.Warnings.Where(warning => approach.Roads.IsInForce(warning.Closure))] };
        var option = approach.Roads.Texts(roads).Option(told);
        var warnings = option.Warnings.Select(warning => warning.Text);
        return new(unit.Layer, unit.Id, unit.Name, option.TravelSeconds, unit.Seconds, option.DistanceMetres, option.Geometry, [.. crosses ? warnings.Prepend(Crosses) : warnings], false);
    }

    PlanRoute Straight(SentUnit unit, (double X, double Y) at)
    {
        var (dx, dy) = (approach.Place.X - at.X, approach.Place.Y - at.Y);
        return new(unit.Layer, unit.Id, unit.Name, unit.Seconds - unit.TurnoutSeconds, unit.Seconds, Math.Round(Math.Sqrt((dx * dx) + (dy * dy)), 1),
            new([QuestionPlace.LonLatOf(city, at.X, at.Y), approach.Place.LonLat]), [("离可通行道路过远：直线估算，不是路线", "too far from usable roads: a straight-line estimate, no way")], true);
    }

    /// <summary>True for a way that crosses the protective zone or the fan.</summary>
    public static bool IsCrossing(PlanRoute route) => route.Warnings.Contains(Crosses);
}
