using RiskMap.City.Dispatch.Incident;
using RiskMap.City.Model;

namespace RiskMap.City.Dispatch.Force;

/// <summary>The fastest sufficient force: the least time in which all needs are met, and the fewest units that do it.</summary>
/// <param name="Sufficient">True when all needs can be met.</param>
/// <param name="TravelSeconds">When all is there, seconds from the order, turnout included; for an insufficient force when all that there is has come. Null where nothing comes.</param>
/// <param name="Units">Who goes, the quickest first.</param>
/// <param name="Bottleneck">The need that decides on the time, or null.</param>
/// <param name="Unmet">Needs that the whole city cannot meet, and by how much.</param>
/// <param name="SecondBest">The best set without at least one of the units, or null where no other is sufficient.</param>
/// <param name="CoverageLeft">What the units leave behind.</param>
/// <param name="IsProvenFewest">False where the search for fewer units was cut off; the time is exact in any case.</param>
/// <param name="AsOf">The moment that decided on what has expired.</param>
/// <param name="LeftOut">Teams and depots that were not counted, with the reason.</param>
/// <param name="Missing">Data that is missing.</param>
/// <param name="DataVersion">Version of the data.</param>
/// <param name="WhatIf">True for an imagined city.</param>
/// <param name="Explanation">The working.</param>
public sealed record ForceAnswer(
    bool Sufficient, double? TravelSeconds, IReadOnlyList<SentUnit> Units, ForceBottleneck? Bottleneck, IReadOnlyList<UnmetNeed> Unmet, ForceAlternative? SecondBest,
    CoverageLeft? CoverageLeft, bool IsProvenFewest, DateTimeOffset AsOf, IReadOnlyList<LeftOutUnit> LeftOut, IReadOnlyList<MissingData> Missing, string DataVersion,
    bool WhatIf, IReadOnlyList<ExplanationStep> Explanation)
{
    /// <summary>What was needed, met or not.</summary>
    public IReadOnlyList<AskedNeed> Needs { get; init; } = [];
}

/// <summary>A need as it was asked for or as the template has it.</summary>
/// <param name="Kind"><c>capability</c>, <c>vehicle</c> or <c>material</c>.</param>
/// <param name="Need">Token or code.</param>
/// <param name="Title">In words.</param>
/// <param name="Amount">How many, or how much.</param>
/// <param name="Unit">Unit of a material, or null.</param>
public sealed record AskedNeed(string Kind, string Need, LocalizedText Title, double Amount, string? Unit);

/// <summary>A unit that goes.</summary>
/// <param name="Layer">teams or depots.</param>
/// <param name="Id">Id.</param>
/// <param name="Key">Key.</param>
/// <param name="Name">Name, or null.</param>
/// <param name="Gives">What it gives to the needs.</param>
/// <param name="Seconds">When it is there: turnout and travel; for one that was ordered already what is left of them, 0 for one that has arrived.</param>
/// <param name="TurnoutSeconds">Turnout of a team, loading of a depot.</param>
/// <param name="TurnoutAssumed">True where its row does not say and a default was taken.</param>
/// <param name="Pinned">True when it goes because a person wants it, or has ordered it already.</param>
/// <param name="Location">[longitude, latitude] of its base.</param>
public sealed record SentUnit(
    string Layer, long Id, string Key, string? Name, IReadOnlyList<GivenAmount> Gives, double Seconds, double TurnoutSeconds, bool TurnoutAssumed, bool Pinned, double[] Location)
{
    /// <summary>Order by which it goes to this incident already; null for one that is yet to be ordered. A depot may stand here with both.</summary>
    public long? OrderId { get; init; }

    /// <summary>State of that order, or null.</summary>
    public string? OrderState { get; init; }
}

/// <summary>What a unit gives to one need.</summary>
/// <param name="Need">Token or code.</param>
/// <param name="Title">In words.</param>
/// <param name="Amount">How much it has; it may be more than is needed.</param>
/// <param name="Unit">Unit of a material, or null.</param>
public sealed record GivenAmount(string Need, LocalizedText Title, double Amount, string? Unit);

/// <summary>The need that decides on the time.</summary>
/// <param name="Need">Token or code.</param>
/// <param name="Title">In words.</param>
/// <param name="Seconds">When it is met.</param>
/// <param name="SecondsWithout">When all other needs are met.</param>
/// <param name="UnitLayer">Layer of the unit with which it is met.</param>
/// <param name="UnitId">Id of that unit.</param>
public sealed record ForceBottleneck(string Need, LocalizedText Title, double Seconds, double SecondsWithout, string UnitLayer, long UnitId);

/// <summary>A need that nobody can meet.</summary>
/// <param name="Need">Token or code.</param>
/// <param name="Title">In words.</param>
/// <param name="Amount">How much is needed.</param>
/// <param name="Available">How much there is.</param>
/// <param name="Missing">How much is missing.</param>
/// <param name="Unit">Unit of a material, or null.</param>
public sealed record UnmetNeed(string Need, LocalizedText Title, double Amount, double Available, double Missing, string? Unit);

/// <summary>Another sufficient set.</summary>
/// <param name="TravelSeconds">When all is there.</param>
/// <param name="Units">Who goes.</param>
/// <param name="Without">The unit of the first set that this one does without.</param>
public sealed record ForceAlternative(double TravelSeconds, IReadOnlyList<SentUnit> Units, UnitName Without);

/// <summary>A team or depot that was not counted.</summary>
/// <param name="Layer">teams or depots.</param>
/// <param name="Id">Id.</param>
/// <param name="Name">Name, or null.</param>
/// <param name="Reason">Why.</param>
public sealed record LeftOutUnit(string Layer, long Id, string? Name, LocalizedText Reason);

/// <summary>What remains within the response standard of the fire stations when the chosen teams are away.</summary>
/// <param name="StandardSeconds">Driving time of the standard; a station whose turnout is longer than the standard's has so much less.</param>
/// <param name="People">People of the population layer.</param>
/// <param name="CoveredBefore">People within the standard of some station before.</param>
/// <param name="CoveredAfter">People within it of a station that stays.</param>
/// <param name="MoveUps">Who should move to an empty station, the most useful first.</param>
public sealed record CoverageLeft(double StandardSeconds, double People, double CoveredBefore, double CoveredAfter, IReadOnlyList<MoveUp> MoveUps);

/// <summary>A team to move to an empty station.</summary>
/// <param name="TeamId">Who moves.</param>
/// <param name="Team">Its name, or null.</param>
/// <param name="ToTeamId">To whose station.</param>
/// <param name="ToTeam">Its name, or null.</param>
/// <param name="Seconds">Driving time there.</param>
/// <param name="PeopleGained">People within the standard again, less those that the mover leaves.</param>
public sealed record MoveUp(long TeamId, string? Team, long ToTeamId, string? ToTeam, double Seconds, double PeopleGained);
