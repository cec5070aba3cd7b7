using RiskMap.City.Proximity;

namespace RiskMap.City.Zoning.Reverse;

/// <summary>One site from which a planned use must keep away.</summary>
/// <param name="Outline">The site in the metric plane.</param>
/// <param name="RequiredMetres">A position less than this far from the outline breaks the rule; 0 forbids the inside of an area alone.</param>
/// <param name="Verdict">Verdict of a position that breaks it.</param>
/// <param name="Hazard">Number of the hazard, 0 and up: several keep-outs may stem from one.</param>
public readonly record struct KeepOut(SiteOutline Outline, double RequiredMetres, Verdict Verdict, int Hazard)
{
    /// <summary>How grave it is to break it; greater is graver.</summary>
    internal int Severity => Verdict.Pass - Verdict;
}
