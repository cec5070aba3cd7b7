using RiskMap.City.Model.Layers;
using RiskMap.City.Risk;
using RiskMap.City.Zoning.Rules;

namespace RiskMap.City.Zoning;

/// <summary>What rules can ask of a planned use: it may be an enterprise, a protected place, a fire station, or several of them. Pure, thread-safe.</summary>
static class PlannedTraits
{
    const string FireStation = "fire-station";

    /// <summary>The facilities of a planned use: those that it states with what they imply, else those that follow from code, inventory and processes.</summary>
    public static IReadOnlyList<DerivedFacility> FacilitiesOf(PlannedUse use) => use.Facilities is { Count: > 0 } stated
        ? [.. stated.SelectMany(FacilityRules.Default.With).Distinct(StringComparer.Ordinal).Select(facility => new DerivedFacility(facility, DerivedFacility.Stated, Match.Certain))]
        : FacilityRules.Default.Derive(use.IndustryCode, use.Inventory, use.Processes ?? []);

    /// <summary>The use as it stands in each layer to which such a thing belongs.</summary>
    public static IReadOnlyList<SiteTraits> Of(PlannedUse use) => Of(use, FacilitiesOf(use));

    /// <summary>The use with its facilities as it stands in each layer to which such a thing belongs.</summary>
    public static IReadOnlyList<SiteTraits> Of(PlannedUse use, IReadOnlyList<DerivedFacility> facilities)
    {
        var traits = new List<SiteTraits>();
        if (use.PlaceKind == FireStation || facilities.Any(facility => facility.Facility == FireStation))
            traits.Add(new(Teams.Schema.Name, [], Kind: "fire"));
        else if (use.PlaceKind is not null || use.PlaceCategory is not null)
            traits.Add(new(Places.Schema.Name, [], use.PlaceCategory, use.PlaceKind));
        if (use.IndustryCode is not null || facilities.Count > 0)
            traits.Add(new(Enterprises.Schema.Name, facilities));
        return traits;
    }

    /// <summary>How far a term means the use.</summary>
    public static Match MatchOf(IReadOnlyList<SiteTraits> traits, SiteTerm term)
    {
        var best = Match.No;
        foreach (var one in traits)
        {
            if (term.MatchOf(one).Match is var match && match > best)
                best = match;
        }
        return best;
    }

    /// <summary>What stands in an enterprise's row as a use.</summary>
    public static PlannedUse Of(Snapshot.FeatureRef enterprise) =>
        new(EnterpriseFacilities.CodeOf(enterprise), Inventories.Of(enterprise)!, Processes: EnterpriseFacilities.ProcessesOf(enterprise));
}
