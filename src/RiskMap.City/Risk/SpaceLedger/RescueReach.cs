using System.Text.Json;
using RiskMap.City.Model.Layers;
using RiskMap.City.Snapshot;
using RiskMap.City.Travel;

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
readonly record struct FirstTeam(Reach Reach, double Seconds, int Team);

/// <summary>
/// How soon the teams that can rescue from confined spaces are at a space, through <see cref="Response.ResponseSeconds"/>. A turnout that is not
/// known counts as nothing: such a team can show that a space is beyond reach, not that it is within. Immutable.
/// </summary>
sealed class RescueReach
{
    static readonly int Capabilities = Teams.Schema.IndexOf("capabilities");
    static readonly int Turnout = Teams.Schema.IndexOf("turnoutSeconds");

    readonly List<(FeatureRef Feature, (double X, double Y) At, double? TurnoutSeconds)> _teams = [];
    readonly RescueRule _rule;
    readonly ResponseModel _response;

    public RescueReach(CitySnapshot city, RescueRule rule, ResponseModel response)
    {
        (_rule, _response) = (rule, response);
        var points = LayerPoints.Of(city, "teams");
        All = points.Count;
        for (var team = 0; team < points.Count; team++)
        {
            var feature = points.Features[team];
            if (feature.IsNull(Capabilities))
                WithoutCapabilities++;
            else if (JsonSerializer.Deserialize<List<string>>(feature.Utf8(Capabilities))!.Intersect(rule.Capabilities, StringComparer.Ordinal).Any())
                _teams.Add((feature, (points.X[team], points.Y[team]), feature.IsNull(Turnout) ? null : feature.Integer(Turnout)));
        }
    }

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

    /// <summary>The first team at a position in the metric plane.</summary>
    public FirstTeam At((double X, double Y) space)
    {
        var (first, known) = (new FirstTeam(Reach.Unknown, double.PositiveInfinity, -1), double.PositiveInfinity);
        for (var team = 0; team < _teams.Count; team++)
        {
            var (_, at, turnout) = _teams[team];
            var seconds = (turnout ?? 0) + Response.ResponseSeconds(at, space, _response);
            if (seconds < first.Seconds)
                first = first with { Seconds = seconds, Team = team };
            if (turnout is not null && seconds < known)
                known = seconds;
        }
        return first with { Reach = ReachOf(first.Seconds, known) };
    }

    Reach ReachOf(double soonest, double soonestKnown)
    {
        if (soonestKnown <= _rule.LimitSeconds)
            return Reach.Within;
        // A team of unknown capabilities might be the one that is near.
        return soonest <= _rule.LimitSeconds || WithoutCapabilities > 0 || All == 0 ? Reach.Unknown : Reach.Beyond;
    }
}
