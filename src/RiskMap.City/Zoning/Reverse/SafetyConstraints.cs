using RiskMap.City.Model.Layers;
using RiskMap.City.Risk;
using RiskMap.City.Snapshot;
using RiskMap.City.Zoning.External;
using RiskMap.City.Zoning.Rules;
using RiskMap.Geo.Geometries;

namespace RiskMap.City.Zoning.Reverse;

/// <summary>
/// Where a protected place must not stand for the external safety distances of plants around: inside their contours of too high a risk, near plants
/// that need an assessment of which no contours were uploaded, and within the screened blast of explosives. Pure.
/// </summary>
static class SafetyConstraints
{
    /// <summary>The constraints; none on a use that is a plant itself.</summary>
    public static IEnumerable<SitingConstraint> Of(CitySnapshot city, PlannedUse use, DateOnly day, Box area)
    {
        if (use.IndustryCode is not null || PlannedTraits.FacilitiesOf(use).Count > 0)
            return [];
        var sets = RiskContourSet.Of(city, day);
        return [.. sets.Values.OrderBy(set => set.Key, StringComparer.Ordinal).SelectMany(set => OfContours(set, use)), .. WithoutReport(city, sets, area), .. Blasts(city, use, sets)];
    }

    // Inside a contour the risk is at least its value, and less than that of the next farther in.
    static IEnumerable<SitingConstraint> OfContours(RiskContourSet set, PlannedUse use)
    {
        var known = IndividualRiskTable.Default.Of(use.PlaceCategory, use.PlaceKind);
        var criterion = known ?? IndividualRiskTable.Default.Strictest;
        double? farther = null;
        foreach (var contour in set.Contours)
        {
            var isAbove = contour.PerYear >= criterion.InServicePerYear;
            if (isAbove || !(farther <= criterion.InServicePerYear))
                yield return new(criterion.Id, ("个人风险等值线", "contour of individual risk"), criterion.Source, contour.Feature, contour.Outline, 0, isAbove && known is not null ? Verdict.Fail : Verdict.NoData);
            farther = contour.PerYear;
        }
    }

    static IEnumerable<SitingConstraint> Blasts(CitySnapshot city, PlannedUse use, IReadOnlyDictionary<string, RiskContourSet> sets) =>
        ExplosivePlants.Of(city).Where(plant => !sets.ContainsKey(plant.Feature.Key)).Select(plant =>
        {
            var (metres, isKnown, threshold) = ExplosionScreening.DistanceOf(plant.TntKilograms, use.PlaceCategory, use.PlaceKind);
            return new SitingConstraint("overpressure", plant.Method.Title, threshold.Source, plant.Feature, plant.Outline, metres, plant.VerdictInside(isKnown));
        });

    static IEnumerable<SitingConstraint> WithoutReport(CitySnapshot city, IReadOnlyDictionary<string, RiskContourSet> sets, Box area)
    {
        var (metres, near) = (SeparationTable.Default.LookMetres, new List<TermSite>());
        TermSites.Of(city, Enterprises.Schema.Name, SeparationTable.Default.Term("major-hazard-unit")).Near(area, metres, near);
        foreach (var plant in near.Where(plant => !sets.ContainsKey(plant.Feature.Key)))
        {
            var method = SafetyMethods.Of(EnterpriseFacilities.CodeOf(plant.Feature), Inventories.Of(plant.Feature) ?? [], []);
            if (method.Method == SafetyMethod.Qra)
                yield return new("qra", method.Title, method.Source, plant.Feature, plant.Outline, metres, Verdict.QraRequired);
        }
    }
}
