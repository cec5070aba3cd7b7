using System.Text.Json;
using RiskMap.City.Model.Layers;
using RiskMap.City.Risk.Fields;
using RiskMap.City.Snapshot;
using RiskMap.City.Travel;
using RiskMap.Geo.Crs;
using RiskMap.Routing.Costing;

namespace RiskMap.City.Risk.SpaceLedger;

/// <summary>Whether a team reaches a space in time.</summary>
enum Reach
{
    Within,
    Beyond,

    /// <summary>No data.</summary>
    Unknown,
}

/// <summary>The first capable team at a space.</summary>
/// <param name="Reach">Whether it is there in time.</param>
/// <param name="Seconds">Turnout where known, and travel.</param>
/// <param name="Team">Position among the teams of <see cref="RescueReach"/>, or -1.</param>
/// <param name="IsByRoad">False when the travel is estimated by straight line, or no team comes.</param>
readonly record struct FirstTeam(Reach Reach, double Seconds, int Team, bool IsByRoad);

/// <summary>
/// How soon the teams that can rescue from confined spaces are at a space, through <see cref="Response"/>: one search for all teams, a second one for those
/// with known turnout where some are not known. A turnout that is not known counts as nothing: such a team can show that a space is beyond reach, not that
/// it is within. Thread-safe.
/// </summary>
sealed class RescueReach
{
    static readonly int Capabilities = Teams.Schema.IndexOf("capabilities");
    static readonly int Turnout = Teams.Schema.IndexOf("turnoutSeconds");

    // Where the spaces of a block lie on the roads: rows of a block never move.
    static readonly Kept<LayerBlock, (RoadCosts Costs, MetricPlane Plane), PlacesOnRoads> Laid = new();

    readonly List<(FeatureRef Feature, double? TurnoutSeconds)> _teams = [];
    readonly RescueRule _rule;
    readonly Dictionary<LayerBlock, PlacesOnRoads> _spaces;
    readonly NearestSources _first;
    readonly NearestSources _firstKnown;

    public RescueReach(CitySnapshot city, RescueRule rule, StandingRoads roads)
    {
        _rule = rule;
        var points = LayerPoints.Of(city, "teams");
        All = points.Count;
        var sources = new List<TravelSource>();
        for (var team = 0; team < points.Count; team++)
        {
            var feature = points.Features[team];
            if (feature.IsNull(Capabilities))
                WithoutCapabilities++;
            else if (JsonSerializer.Deserialize<List<string>>(feature.Utf8(Capabilities))!.Intersect(rule.Capabilities, StringComparer.Ordinal).Any())
            {
                _teams.Add((feature, feature.IsNull(Turnout) ? null : feature.Integer(Turnout)));
                sources.Add(new((points.X[team], points.Y[team]), _teams[^1].TurnoutSeconds ?? 0));
            }
        }
        _first = Response.Nearest(city, sources, roads);
        _firstKnown = WithoutTurnout == 0 ? _first : Response.Nearest(city, [.. sources.Where((_, team) => KnowsTurnout(team))], roads);
        _spaces = city.Layer("confined-spaces").Blocks.ToDictionary(block => block, block => Laid.Of(block, (_first.Conditions.Costs, city.Plane), Lay));
    }

    /// <summary>True where the city has roads.</summary>
    public bool HasRoads => _first.Conditions.Costs.Graph.EdgeCount > 0;

    /// <summary>Teams with a place.</summary>
    public int All { get; }

    /// <summary>Teams that can rescue from confined spaces.</summary>
    public int Capable => _teams.Count;

    /// <summary>Capable teams whose turnout is not known.</summary>
    public int WithoutTurnout => _teams.Count(team => team.TurnoutSeconds is null);

    /// <summary>Teams of which nobody knows what they can do.</summary>
    public int WithoutCapabilities { get; }

    /// <summary>A capable team.</summary>
    public FeatureRef Team(int team) => _teams[team].Feature;

    /// <summary>True when a team's turnout is known.</summary>
    public bool KnowsTurnout(int team) => _teams[team].TurnoutSeconds is not null;

    /// <summary>The first team at a space with a place.</summary>
    public FirstTeam At(FeatureRef space)
    {
        var places = _spaces[space.Block];
        var (first, known) = (_first.To(places, space.Row), _firstKnown.To(places, space.Row));
        return new(ReachOf(first.Seconds, known.Seconds), first.Seconds, first.Source, first.IsByRoad);
    }

    static PlacesOnRoads Lay(LayerBlock spaces, (RoadCosts Costs, MetricPlane Plane) mark)
    {
        var metric = spaces.Metric(mark.Plane);
        return new(mark.Costs, spaces.Count, row => (metric.PointX(row), metric.PointY(row)));
    }

    Reach ReachOf(double soonest, double soonestKnown)
    {
        if (soonestKnown <= _rule.LimitSeconds)
            return Reach.Within;
        // A team of unknown capabilities might be the one that is near.
        return soonest <= _rule.LimitSeconds || WithoutCapabilities > 0 || All == 0 ? Reach.Unknown : Reach.Beyond;
    }
}
