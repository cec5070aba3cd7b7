using System.Text.Json.Serialization;
using NetTopologySuite.Geometries;
using RiskMap.City.Model;
using RiskMap.City.Snapshot;
using RiskMap.City.Zoning.Rules;

namespace RiskMap.City.Zoning;

/// <summary>Which separation distances hold around an enterprise, or around a use that is planned on a drawn site.</summary>
/// <param name="EnterpriseId">Id of an enterprise of the city, or null.</param>
/// <param name="Site">Polygon (CRS84) of a planned site, or null.</param>
/// <param name="Use">What is planned on the site, or null.</param>
public sealed record SeparationQuestion(long? EnterpriseId = null, Polygon? Site = null, PlannedUse? Use = null);

/// <summary>One rule against one neighbour, or one rule that has none.</summary>
/// <param name="Rule">Token of the rule.</param>
/// <param name="Title">What it keeps apart.</param>
/// <param name="Clause">Standard and clause, never empty.</param>
/// <param name="Role"><c>hazard</c> when the site is the hazard, <c>target</c> when it is what is protected.</param>
/// <param name="RequiredMetres">Required distance; null where the product has no number.</param>
/// <param name="ActualMetres">Distance edge to edge; null without a neighbour.</param>
/// <param name="ShortfallMetres">By how much it falls short; null where nothing does.</param>
/// <param name="From">End point on the site, [longitude, latitude]; null without a neighbour.</param>
/// <param name="To">End point on the neighbour.</param>
/// <param name="OtherLayer">Layer of the neighbour.</param>
/// <param name="OtherId">Id of the neighbour.</param>
/// <param name="OtherName">Name of the neighbour.</param>
/// <param name="MeasuredFrom"><c>boundary</c> or <c>point</c>: what of the neighbour was measured.</param>
/// <param name="MeasuredEnds">Where the rule measures from and to.</param>
/// <param name="Strictness"><c>must</c> or <c>should</c>.</param>
/// <param name="Verdict">What the rule says.</param>
/// <param name="Reason">What a reader should know besides, or null.</param>
/// <param name="Source">Standard, clause and status.</param>
public sealed record SeparationRow(
    string Rule, LocalizedText Title, string Clause, string Role, double? RequiredMetres, double? ActualMetres, double? ShortfallMetres, double[]? From, double[]? To,
    string? OtherLayer, long? OtherId, string? OtherName, string? MeasuredFrom, LocalizedText MeasuredEnds, string Strictness, Verdict Verdict, LocalizedText? Reason, RuleSource Source)
{
    /// <summary>The neighbour, for drawings.</summary>
    [JsonIgnore]
    public FeatureRef? Other { get; init; }
}

/// <summary>A rule that could not be run because the product has no such data.</summary>
/// <param name="Rule">Token of the rule.</param>
/// <param name="Title">What it keeps apart.</param>
/// <param name="Clause">Standard and clause.</param>
/// <param name="Reason">What is missing.</param>
/// <param name="Source">Standard, clause and status.</param>
public sealed record UncheckedRule(string Rule, LocalizedText Title, string Clause, LocalizedText Reason, RuleSource Source);

/// <summary>A neighbour to which no rule could be applied because nothing tells what it is.</summary>
/// <param name="OtherId">Id.</param>
/// <param name="OtherName">Name.</param>
/// <param name="ActualMetres">Distance edge to edge.</param>
public sealed record UnknownNeighbour(long OtherId, string? OtherName, double ActualMetres);

/// <summary>The answer to a <see cref="SeparationQuestion"/>.</summary>
/// <param name="Verdict">The most severe verdict of the rows.</param>
/// <param name="Rows">The rules that apply, the most severe first.</param>
/// <param name="Facilities">Facilities by which the site was judged, and from what they follow.</param>
/// <param name="MeasuredFrom"><c>boundary</c> or <c>point</c>: what of the site was measured.</param>
/// <param name="Unknown">Neighbours of unknown kind, to which no rule was applied.</param>
/// <param name="NotChecked">Rules that need data which the product does not have.</param>
/// <param name="DataVersion">Token of data version and rule tables.</param>
/// <param name="WhatIf">True on a what-if copy of the city.</param>
/// <param name="Explanation">The working, line by line.</param>
public sealed record SeparationAnswer(
    Verdict Verdict, IReadOnlyList<SeparationRow> Rows, IReadOnlyList<DerivedFacility> Facilities, string MeasuredFrom, IReadOnlyList<UnknownNeighbour> Unknown,
    IReadOnlyList<UncheckedRule> NotChecked, string DataVersion, bool WhatIf, IReadOnlyList<ExplanationStep> Explanation);
