using RiskMap.City.Model;
using RiskMap.City.Model.Codes;
using RiskMap.City.Model.Layers;
using RiskMap.City.Risk.MajorHazard;
using RiskMap.City.Zoning.Rules;

namespace RiskMap.City.Zoning;

/// <summary>Refuses planned uses that cannot be judged. Pure, thread-safe.</summary>
static class UseChecks
{
    /// <summary>The use with its codes in canonical form.</summary>
    /// <param name="use">The use as given; lists may be missing.</param>
    /// <param name="at">Path of its members on the wire, with its slash; empty at the top.</param>
    /// <exception cref="QuestionException">Names the member at fault.</exception>
    public static PlannedUse Require(PlannedUse use, string at)
    {
        if (use is { IndustryCode: null, PlaceKind: null, PlaceCategory: null } && use.Facilities is not { Count: > 0 })
            throw new QuestionException(at + "industryCode", null,
                ("没有说明用途", "what is planned was not said"), ("请给出行业代码，或防护目标的类型或类别", "give an industry code, or the kind or category of a protected place"));
        if (use.PlaceCategory is { } category && Places.Categories.Codes.All(code => code.Value != category))
            throw new QuestionException(at + "placeCategory", category,
                ($"没有“{category}”这一防护目标类别", $"there is no category of protected places '{category}'"),
                ($"请用：{Places.Categories.Tokens}", $"use one of: {Places.Categories.Tokens}"));
        foreach (var facility in use.Facilities ?? [])
            RequireFacility(facility, at);
        // A list that the wire leaves out reads as null.
        return use with
        {
            IndustryCode = use.IndustryCode is { } code ? IndustryCodes.Require(code, at + "industryCode") : null,
            Inventory = InventoryChecks.Require(use.Inventory ?? [], at + "inventory"),
        };
    }

    static void RequireFacility(string facility, string at)
    {
        var known = FacilityRules.Default.Facilities;
        if (!known.ContainsKey(facility))
            throw new QuestionException(at + "facilities", facility,
                ($"规则不认识设施“{facility}”", $"no rule knows the facility '{facility}'"),
                ($"请用：{string.Join(", ", known.Keys)}", $"use one of: {string.Join(", ", known.Keys)}"));
    }
}
