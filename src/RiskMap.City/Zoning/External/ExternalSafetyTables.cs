using RiskMap.City.Model;

namespace RiskMap.City.Zoning.External;

/// <summary>data/external-safety.json: how the external safety distance is found (GB/T 37243-2019). Immutable; safe to share.</summary>
/// <param name="NotApplicable">Where the standard does not hold.</param>
/// <param name="Explosives">By the consequences of an accident.</param>
/// <param name="Gases">By quantitative risk assessment.</param>
/// <param name="Others">By the distances of the standards.</param>
public sealed record ExternalSafetyTable(IReadOnlyList<NotApplicableRule> NotApplicable, MethodRule Explosives, MethodRule Gases, MethodRule Others)
{
    static readonly Lazy<ExternalSafetyTable> Loaded = new(() => RuleFiles.Read<ExternalSafetyTable>("external-safety.json"));

    /// <summary>The table of this installation.</summary>
    public static ExternalSafetyTable Default => Loaded.Value;
}

/// <summary>Plants for which the standard does not hold.</summary>
/// <param name="Id">Token.</param>
/// <param name="Title">What they are.</param>
/// <param name="IndustryPrefixes">Beginnings of their industry codes.</param>
/// <param name="Facilities">Stated facilities that make a plant one of them.</param>
/// <param name="Source">Standard and clause.</param>
/// <param name="NotHeld">Their own standards, where the separation rules have none of their distances; null where they do.</param>
public sealed record NotApplicableRule(
    string Id, LocalizedText Title, IReadOnlyList<string> IndustryPrefixes, IReadOnlyList<string> Facilities, RuleSource Source, string? NotHeld = null);

/// <summary>A method and when it is taken.</summary>
/// <param name="Title">The method.</param>
/// <param name="Hazards">Hazards of substances that call for it, or null.</param>
/// <param name="RatioAtLeast">From which sum of design maximum over critical quantity on.</param>
/// <param name="Source">Standard and clause.</param>
public sealed record MethodRule(LocalizedText Title, IReadOnlyList<string>? Hazards, double RatioAtLeast, RuleSource Source);

/// <summary>data/individual-risk.json: the criteria of GB 36894-2018. Immutable; safe to share.</summary>
/// <param name="Criteria">Greatest individual risk by category.</param>
/// <param name="Kinds">Categories of kinds of places.</param>
public sealed record IndividualRiskTable(IReadOnlyList<RiskCriterion> Criteria, IReadOnlyList<PlaceKindRule> Kinds)
{
    static readonly Lazy<IndividualRiskTable> Loaded = new(() => RuleFiles.Read<IndividualRiskTable>("individual-risk.json"));

    /// <summary>The table of this installation.</summary>
    public static IndividualRiskTable Default => Loaded.Value;

    /// <summary>The strictest criterion.</summary>
    public RiskCriterion Strictest => Criteria.MinBy(criterion => criterion.NewPerYear)!;

    /// <summary>The criterion of a place, by its category, else by its kind; null when neither tells.</summary>
    public RiskCriterion? Of(string? category, string? kind)
    {
        var known = category ?? Kinds.FirstOrDefault(rule => kind is not null && rule.Kinds.Contains(kind, StringComparer.Ordinal))?.Category;
        return known is null ? null : Criteria.FirstOrDefault(criterion => criterion.Categories.Contains(known, StringComparer.Ordinal));
    }
}

/// <summary>Greatest individual risk, deaths a year.</summary>
/// <param name="Id">Token.</param>
/// <param name="Categories">Categories of places.</param>
/// <param name="NewPerYear">For new, rebuilt and extended plants.</param>
/// <param name="InServicePerYear">For plants in service.</param>
/// <param name="Source">Standard and clause.</param>
public sealed record RiskCriterion(string Id, IReadOnlyList<string> Categories, double NewPerYear, double InServicePerYear, RuleSource Source);

/// <summary>The category of kinds of places whose size does not matter.</summary>
public sealed record PlaceKindRule(string Category, IReadOnlyList<string> Kinds, RuleSource Source);
