using RiskMap.City.Model;

namespace RiskMap.City.Risk.SpaceLedger;

/// <summary>A question about the ledger.</summary>
/// <param name="AsOf">Day on which staleness is judged; required, so that the answer can be had again.</param>
/// <param name="By"><c>district</c> (the usual), <c>park</c>, <c>owner</c>, <c>class</c> or <c>hazard</c>.</param>
/// <param name="Limit">How many spaces beyond reach, unmatched owners and groups by owner are told; all are counted.</param>
public sealed record LedgerQuestion(DateOnly? AsOf = null, string? By = null, int? Limit = null);

/// <summary>The state of the ledger.</summary>
/// <param name="DataVersion">Token of the data version and the rule tables.</param>
/// <param name="WhatIf">True when the city is a what-if copy.</param>
/// <param name="AsOf">Day on which staleness is judged.</param>
/// <param name="By">How <paramref name="Groups"/> are made.</param>
/// <param name="All">Counts over all spaces.</param>
/// <param name="Fields">Completeness of each required field.</param>
/// <param name="Groups">Counts by group.</param>
/// <param name="TieOut">That the groups sum to the whole.</param>
/// <param name="ByClass">Spaces by class; code null is missing.</param>
/// <param name="ByHazard">Spaces by hazard; a space with two hazards counts in both, code null is missing.</param>
/// <param name="Owners">Owners and the enterprises that they are.</param>
/// <param name="BeyondReach">Spaces beyond a rescue team's reach, the farthest first.</param>
/// <param name="Explanation">The working.</param>
public sealed record LedgerAnswer(
    string DataVersion, bool WhatIf, DateOnly AsOf, string By, LedgerCounts All, IReadOnlyList<FieldCompleteness> Fields, IReadOnlyList<LedgerGroup> Groups, LedgerTieOut TieOut,
    IReadOnlyList<CodeCount> ByClass, IReadOnlyList<CodeCount> ByHazard, OwnerMatches Owners, BeyondReachList BeyondReach, IReadOnlyList<ExplanationStep> Explanation);

/// <summary>Counts of spaces; each of the three triples and quadruples sums to <paramref name="Spaces"/>.</summary>
/// <param name="Spaces">Spaces.</param>
/// <param name="Complete">Those with every required field.</param>
/// <param name="Incomplete">Those without some.</param>
/// <param name="Fresh">Updated within the rule's days.</param>
/// <param name="Stale">Not updated for longer.</param>
/// <param name="Undated">Without a date.</param>
/// <param name="DatedAhead">With a date after the day that was asked for.</param>
/// <param name="WithinReach">A capable team is there in time, its turnout included.</param>
/// <param name="BeyondReach">No capable team can be there in time.</param>
/// <param name="ReachUnknown">No data: no place, no team whose capabilities are known, or in time only by teams whose turnout is not known.</param>
public sealed record LedgerCounts(
    int Spaces, int Complete, int Incomplete, int Fresh, int Stale, int Undated, int DatedAhead, int WithinReach, int BeyondReach, int ReachUnknown);

/// <summary>How often a required field is there.</summary>
/// <param name="Field">Field, or <c>place</c>.</param>
/// <param name="Title">Title.</param>
/// <param name="Required">Spaces of which it is required.</param>
/// <param name="Known">Those that have it.</param>
/// <param name="Missing">Those that do not.</param>
/// <param name="Share">Known / required, or null when it is required of none.</param>
/// <param name="Source">The rule.</param>
public sealed record FieldCompleteness(string Field, LocalizedText Title, int Required, int Known, int Missing, double? Share, RuleSource Source);

/// <summary>Spaces of one group.</summary>
/// <param name="Code">Code, key or token, or null for what belongs to none.</param>
/// <param name="Name">Name, or null.</param>
/// <param name="Counts">Counts.</param>
public sealed record LedgerGroup(string? Code, string? Name, LedgerCounts Counts);

/// <summary>Sum of the groups − counted more than once = total.</summary>
public sealed record LedgerTieOut(int SumOfGroups, int CountedMoreThanOnce, int Total, bool Ties);

/// <summary>Spaces with a code.</summary>
public sealed record CodeCount(string? Code, LocalizedText? Title, int Spaces);

/// <summary>Owners of spaces.</summary>
/// <param name="ByKey">Spaces whose enterprise key is an enterprise's.</param>
/// <param name="ByName">Spaces whose owner is the name of exactly one enterprise.</param>
/// <param name="Unmatched">Spaces with an owner that is no enterprise here, or whose name several bear.</param>
/// <param name="WithoutOwner">Spaces without owner and key.</param>
/// <param name="NumberUnmatched">Different owners that were not matched.</param>
/// <param name="UnmatchedOwners">The first of them, those with the most spaces first.</param>
public sealed record OwnerMatches(int ByKey, int ByName, int Unmatched, int WithoutOwner, int NumberUnmatched, IReadOnlyList<UnmatchedOwner> UnmatchedOwners);

/// <summary>An owner that was not matched.</summary>
/// <param name="Owner">Name or key as the ledger has it.</param>
/// <param name="Spaces">Its spaces.</param>
/// <param name="Reason">Why.</param>
public sealed record UnmatchedOwner(string Owner, int Spaces, LocalizedText Reason);

/// <summary>Spaces beyond reach.</summary>
/// <param name="NumberMatched">How many there are.</param>
/// <param name="Spaces">The farthest of them.</param>
public sealed record BeyondReachList(int NumberMatched, IReadOnlyList<UnreachedSpace> Spaces);

/// <summary>A space beyond reach, with the team that would be there first.</summary>
/// <param name="Id">Feature id.</param>
/// <param name="Key">Key.</param>
/// <param name="Name">Name, or null.</param>
/// <param name="Owner">Owner, or null.</param>
/// <param name="Seconds">Seconds until the first team is there, its turnout included where it is known; null without a team.</param>
/// <param name="TeamId">That team, or null.</param>
/// <param name="TeamName">Its name, or null.</param>
/// <param name="TurnoutKnown">False when the team's turnout is not in <paramref name="Seconds"/>.</param>
/// <param name="ResponseBy"><c>road</c>, or <c>straight-line</c> for an estimate; null without seconds.</param>
public sealed record UnreachedSpace(
    long Id, string Key, string? Name, string? Owner, double? Seconds, long? TeamId, string? TeamName, bool TurnoutKnown, string? ResponseBy);
