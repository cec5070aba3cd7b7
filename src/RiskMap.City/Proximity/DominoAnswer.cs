using RiskMap.City.Model;

namespace RiskMap.City.Proximity;

/// <summary>Plants whose accidents can escalate to each other. Screening, not QRA.</summary>
/// <param name="DataVersion">Token of the data version and the rule tables.</param>
/// <param name="WhatIf">True when the city is a what-if copy.</param>
/// <param name="NumberMatched">How many pairs there are.</param>
/// <param name="Pairs">The nearest of them.</param>
/// <param name="Groups">Plants that hang together by pairs, the largest group first.</param>
/// <param name="NoData">Plants with chemicals for which the screening has no radius, with the reason: their reach is not known, or nothing that they hold escalates.</param>
/// <param name="WithoutInventory">Enterprises whose inventory is not known.</param>
/// <param name="Explanation">The working.</param>
public sealed record DominoAnswer(
    string DataVersion, bool WhatIf, int NumberMatched, IReadOnlyList<DominoPair> Pairs, IReadOnlyList<DominoGroup> Groups, IReadOnlyList<DominoPlant> NoData,
    int WithoutInventory, IReadOnlyList<ExplanationStep> Explanation);

/// <summary>Two plants of which at least one reaches the other; A is the one with the greater radius.</summary>
/// <param name="A">Id of the one.</param>
/// <param name="B">Id of the other.</param>
/// <param name="DistanceMetres">Metres edge to edge.</param>
/// <param name="RadiusA">Escalation radius of A, metres.</param>
/// <param name="RadiusB">Escalation radius of B, metres, or null (no data).</param>
/// <param name="AReachesB">A's radius reaches B.</param>
/// <param name="BReachesA">B's radius reaches A, or null where it has none (no data).</param>
/// <param name="From">End point on A, [longitude, latitude].</param>
/// <param name="To">End point on B, [longitude, latitude].</param>
public sealed record DominoPair(
    long A, long B, double DistanceMetres, double RadiusA, double? RadiusB, bool AReachesB, bool? BReachesA, double[] From, double[] To);

/// <summary>Plants that hang together.</summary>
public sealed record DominoGroup(IReadOnlyList<DominoPlant> Plants);

/// <summary>A plant.</summary>
/// <param name="Id">Feature id.</param>
/// <param name="Key">Key.</param>
/// <param name="Name">Name, or null.</param>
/// <param name="RadiusMetres">Escalation radius, or null (no data).</param>
/// <param name="Effect">Effect that gives it.</param>
/// <param name="Cas">Chemical that gives it.</param>
/// <param name="Source">Threshold and method.</param>
/// <param name="Reasons">Why there is no radius, or what is not known beside it; empty when all is known.</param>
/// <param name="MeasuredFrom"><c>boundary</c> or <c>point</c>.</param>
public sealed record DominoPlant(
    long Id, string Key, string? Name, double? RadiusMetres, string? Effect, string? Cas, RuleSource? Source, IReadOnlyList<LocalizedText> Reasons, string MeasuredFrom);
