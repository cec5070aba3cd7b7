using System.Runtime.CompilerServices;
using RiskMap.City.Model.Layers;
using RiskMap.City.Proximity;
using RiskMap.City.Snapshot;

namespace RiskMap.City.Zoning.External;

/// <summary>A contour of individual risk: inside it the risk is at least so many deaths a year.</summary>
readonly record struct RiskContour(FeatureRef Feature, SiteOutline Outline, double PerYear);

/// <summary>The contours of one enterprise's report that are valid on a day. Immutable.</summary>
/// <param name="Key">Key of the enterprise.</param>
/// <param name="Contours">The contours, the highest risk first.</param>
sealed record RiskContourSet(string Key, IReadOnlyList<RiskContour> Contours)
{
    static readonly int KeyField = RiskContours.Schema.IndexOf("ofEnterpriseKey");
    static readonly int RiskField = RiskContours.Schema.IndexOf("individualRisk");
    static readonly int ValidField = RiskContours.Schema.IndexOf("validTo");

    // One day is kept: most questions ask about today.
    static readonly ConditionalWeakTable<Sites, Tuple<DateOnly, IReadOnlyDictionary<string, RiskContourSet>>> Made = [];

    /// <summary>All sets that are valid on a day, by key.</summary>
    public static IReadOnlyDictionary<string, RiskContourSet> Of(CitySnapshot city, DateOnly day)
    {
        var sites = Sites.Of(city, RiskContours.Schema.Name);
        if (Made.TryGetValue(sites, out var made) && made.Item1 == day)
            return made.Item2;
        var sets = Read(day, sites);
        Made.AddOrUpdate(sites, new(day, sets));
        return sets;
    }

    static Dictionary<string, RiskContourSet> Read(DateOnly day, Sites sites) =>
        Enumerable.Range(0, sites.Count)
            .Where(site => !sites.Feature(site).IsNull(RiskField) && (sites.Feature(site).IsNull(ValidField) || sites.Feature(site).Integer(ValidField) >= day.DayNumber))
            .Select(site => new RiskContour(sites.Feature(site), sites.Outline(site), sites.Feature(site).Number(RiskField)))
            .GroupBy(contour => contour.Feature.Text(KeyField) ?? "", StringComparer.Ordinal)
            .ToDictionary(set => set.Key, set => new RiskContourSet(set.Key, [.. set.OrderByDescending(contour => contour.PerYear)]), StringComparer.Ordinal);

    /// <summary>
    /// What the contours tell of the risk at a site: at least the value of the innermost contour that it meets, less than that of the next one
    /// farther in; null where no contour tells.
    /// </summary>
    public (double? AtLeast, double? LessThan, RiskContour? Inside) At(SiteOutline site)
    {
        double? farther = null;
        foreach (var contour in Contours)
        {
            if (contour.Outline.IsWithin(site, 0))
                return (contour.PerYear, farther, contour);
            farther = contour.PerYear;
        }
        return (null, farther, null);
    }
}
