using RiskMap.City.Proximity;
using RiskMap.City.Snapshot;
using RiskMap.City.Zoning.Rules;

namespace RiskMap.City.Zoning;

/// <summary>What one feature of the city demands of a planned use: to keep so far from it.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Other">The feature.</param>
/// <param name="Outline">Where it stands, in the metric plane.</param>
/// <param name="RequiredMetres">Least distance from the outline, metres: that of the rule, and half the width of a road where the outline is its centre line.</param>
public sealed record SeparationConstraint(SeparationRule Rule, FeatureRef Other, SiteOutline Outline, double RequiredMetres)
{
    /// <summary>What a use that stands nearer is told: no data where it is not certain that the rule applies to both.</summary>
    public Verdict WhenBroken { get; init; } = Verdict.Fail;
}
