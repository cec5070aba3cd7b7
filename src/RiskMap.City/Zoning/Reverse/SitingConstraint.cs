using RiskMap.City.Model;
using RiskMap.City.Proximity;
using RiskMap.City.Snapshot;

namespace RiskMap.City.Zoning.Reverse;

/// <summary>What reverse siting keeps a use away from: a separation distance, or a zone that forbids it.</summary>
/// <param name="Rule">Rule, or row of the catalogue.</param>
/// <param name="Title">What it says.</param>
/// <param name="Source">Standard and clause.</param>
/// <param name="Other">The feature on the other side, or null for a rule that is about no one feature.</param>
/// <param name="Outline">Where it stands, in the metric plane.</param>
/// <param name="RequiredMetres">Required distance; 0 forbids the inside alone.</param>
/// <param name="Verdict">Verdict where it is broken.</param>
sealed record SitingConstraint(
    string Rule, LocalizedText Title, RuleSource Source, FeatureRef? Other, SiteOutline Outline, double RequiredMetres, Verdict Verdict);
