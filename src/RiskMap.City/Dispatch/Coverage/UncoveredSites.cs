using RiskMap.City.Model.Layers;
using RiskMap.City.Snapshot;

namespace RiskMap.City.Dispatch.Coverage;

/// <summary>A site among those of a covered city.</summary>
/// <param name="Sites">Its layer.</param>
/// <param name="Site">Its number there.</param>
readonly record struct SiteHit(CoveredSites Sites, int Site)
{
    public FeatureRef Feature => Sites.Points.Features[Site];
}

/// <summary>Writes out sites that are not covered: all are counted, the first are listed. Pure.</summary>
sealed class UncoveredSites(CoveredCity city, int listLimit)
{
    readonly MajorHazardMarks _marks = MajorHazardMarks.Of(city.Coverage.City);

    /// <summary>The sites that are not covered.</summary>
    public UncoveredSiteList All() => Of(city.Sites.SelectMany(sites => sites.Covered.Uncovered.Select(site => new SiteHit(sites, site))));

    /// <summary>Some of the sites: what the standard weighs first, then major hazard sources, then the most severe; at most so many as data/coverage.json says.</summary>
    public UncoveredSiteList Of(IEnumerable<SiteHit> hits)
    {
        var weighs = city.Coverage.Order.Standard.Weighs;
        var all = hits.ToList();
        List<SiteHit> listed = [.. all.OrderBy(hit => hit.Sites.Layer.Layer != weighs).ThenBy(hit => !IsMajor(hit)).ThenBy(hit => LayerRank(hit))
            .ThenBy(hit => hit.Sites.Layer.RankOf(hit.Sites.Layer.CodeOf(hit.Feature))).ThenBy(hit => hit.Feature.Id).Take(listLimit)];
        var seconds = FirstArrivals.At(city.Coverage, [.. listed.Select(hit => (hit.Sites.Points.X[hit.Site], hit.Sites.Points.Y[hit.Site]))]);
        return new(all.Count, [.. listed.Select((hit, i) => Told(hit, seconds[i]))]);
    }

    bool IsMajor(SiteHit hit) => hit.Sites.Layer.Layer == Enterprises.Schema.Name && _marks.IsSource(hit.Feature.Id);

    static int LayerRank(SiteHit hit) => Enumerable.Range(0, HazardLayer.All.Count).First(layer => HazardLayer.All[layer].Layer == hit.Sites.Layer.Layer);

    UncoveredSite Told(SiteHit hit, double seconds)
    {
        var (sites, feature, district) = (hit.Sites, hit.Feature, hit.Sites.Districts[hit.Site]);
        var reason = sites.Covered.IsTooFar(hit.Site) ? "too-far-from-roads" : double.IsFinite(seconds) ? "too-slow" : "no-way";
        return new(
            sites.Layer.Layer, feature.Id, feature.Key, feature.Name, sites.Layer.CodeOf(feature), IsMajor(hit), district < 0 ? null : city.Units.Features[district].Name, reason,
            double.IsFinite(seconds) ? Math.Round(seconds, 3) : null, QuestionPlace.LonLatOf(city.Coverage.City, sites.Points.X[hit.Site], sites.Points.Y[hit.Site]));
    }
}
