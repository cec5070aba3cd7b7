using RiskMap.City.Model;
using RiskMap.City.Risk;
using RiskMap.City.Risk.MajorHazard;
using RiskMap.City.Zoning.Rules;

namespace RiskMap.City.Zoning.External;

/// <summary>The method by which the external safety distance of a plant is found (GB/T 37243-2019, 4).</summary>
/// <param name="Method"><c>not-applicable</c>, <c>accident-consequence</c>, <c>qra</c> or <c>standards</c>.</param>
/// <param name="Title">The method, or why the standard does not hold.</param>
/// <param name="GasRatio">Sum of design maximum over critical quantity of the toxic and flammable gases.</param>
/// <param name="Clause">Standard and clause, never empty.</param>
/// <param name="Source">Standard, clause and status.</param>
/// <param name="NotHeld">The plant's own standards where the product has none of their distances, so that nothing can be said; else null.</param>
public sealed record SafetyMethod(string Method, LocalizedText Title, double GasRatio, string Clause, RuleSource Source, string? NotHeld = null)
{
    /// <summary>The plant lies outside the standard.</summary>
    public const string NotApplicable = "not-applicable";

    /// <summary>Consequences of the worst accident with explosives.</summary>
    public const string AccidentConsequence = "accident-consequence";

    /// <summary>Quantitative risk assessment of the whole plant.</summary>
    public const string Qra = "qra";

    /// <summary>Distances of the applicable standards.</summary>
    public const string Standards = "standards";
}

/// <summary>Chooses the method. Pure, thread-safe.</summary>
static class SafetyMethods
{
    /// <summary>The method for a plant.</summary>
    public static SafetyMethod Of(string? industryCode, IReadOnlyList<InventoryLine> inventory, IReadOnlyList<DerivedFacility> facilities)
    {
        var table = ExternalSafetyTable.Default;
        var ratio = GasRatio(inventory, table.Gases);
        if (table.NotApplicable.FirstOrDefault(rule => Means(rule, industryCode, facilities)) is { } outside)
            return Method(SafetyMethod.NotApplicable, outside.Title, ratio, outside.Source) with { NotHeld = outside.NotHeld };
        if (inventory.Any(line => line.Tonnes > 0 && HasOne(line, table.Explosives)))
            return Method(SafetyMethod.AccidentConsequence, table.Explosives.Title, ratio, table.Explosives.Source);
        return NeedsAssessment(ratio)
            ? Method(SafetyMethod.Qra, table.Gases.Title, ratio, table.Gases.Source)
            : Method(SafetyMethod.Standards, table.Others.Title, ratio, table.Others.Source);
    }

    /// <summary>True when so much of toxic and flammable gases calls for a quantitative risk assessment: a sum that rounding keeps below 1 is 1, as in GB 18218.</summary>
    public static bool NeedsAssessment(double gasRatio) => gasRatio >= ExternalSafetyTable.Default.Gases.RatioAtLeast - MajorHazardTables.Rounding;

    // The units of an enterprise are taken as one (4.3).
    static double GasRatio(IReadOnlyList<InventoryLine> inventory, MethodRule gases) =>
        inventory.Where(line => HasOne(line, gases)).Sum(line => HazardLine.Of(line).Ratio ?? 0);

    static bool HasOne(InventoryLine line, MethodRule rule) => Substances.HazardsOf(line) is { } hazards && rule.Hazards!.Any(hazard => hazards.Contains(hazard, StringComparer.Ordinal));

    static bool Means(NotApplicableRule rule, string? code, IReadOnlyList<DerivedFacility> facilities) =>
        (code is not null && rule.IndustryPrefixes.Any(prefix => code.StartsWith(prefix, StringComparison.Ordinal)))
        || facilities.Any(facility => facility.Rule == DerivedFacility.Stated && rule.Facilities.Contains(facility.Facility, StringComparer.Ordinal));

    static SafetyMethod Method(string method, LocalizedText title, double ratio, RuleSource source) => new(method, title, ratio, source.Citation.En, source);
}
