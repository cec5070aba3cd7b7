
namespace RiskMap.City.Dispatch.Coverage;

/// <summary>What is lost between two states of a city: bases taken away, a bridge gone, a road shut. Sites are the same when layer and id are. Pure.</summary>
static class CoverageLosses
{
    /// <summary>Compares two states.</summary>
    public static CoverageLoss Between(CoveredCity before, CoveredCity after, CoverageRules rules, bool hasAreas)
    {
        var (tallyBefore, tallyAfter) = (new CoverageTallies(before), new CoverageTallies(after));
        var hasPeople = before.People.People.Length > 0;
        return new(
            tallyBefore.All, tallyAfter.All, hasPeople ? People(before, after) : null, hasPeople ? People(after, before) : null,
            new UncoveredSites(after, (int)rules.ListLimit.Value).Of(SitesLost(before, after)), OfDistricts(tallyBefore, tallyAfter), hasAreas ? LostArea(before, after) : null);
    }

    // Cells that a what-if changes are compared by where they lie.
    static double People(CoveredCity before, CoveredCity after)
    {
        var covered = new HashSet<(double X, double Y)>(Enumerable.Range(0, after.People.People.Length).Where(after.PeopleCovered.IsCovered).Select(cell => (after.People.X[cell], after.People.Y[cell])));
        return Math.Round(Enumerable.Range(0, before.People.People.Length)
            .Where(cell => before.PeopleCovered.IsCovered(cell) && !covered.Contains((before.People.X[cell], before.People.Y[cell]))).Sum(cell => before.People.People[cell]), 2);
    }

    // What the what-if itself takes away is no site any more, and so none that is lost.
    static IEnumerable<SiteHit> SitesLost(CoveredCity before, CoveredCity after)
    {
        foreach (var (was, isNow) in before.Sites.Zip(after.Sites))
        {
            var covered = Enumerable.Range(0, was.Points.Count).Where(was.Covered.IsCovered).Select(site => was.Points.Features[site].Id).ToHashSet();
            foreach (var site in isNow.Covered.Uncovered.Where(site => covered.Contains(isNow.Points.Features[site].Id)))
                yield return new(isNow, site);
        }
    }

    static List<DistrictLoss> OfDistricts(CoverageTallies before, CoverageTallies after)
    {
        var now = after.OfDistricts().ToLookup(district => (district.Id, district.Code));
        return [.. before.OfDistricts().SelectMany(was => now[(was.Id, was.Code)].Select(isNow => new DistrictLoss(was.Code, was.Name, was.Counts, isNow.Counts))).Where(HasChanged)];
    }

    static bool HasChanged(DistrictLoss district) => district.Before.People != district.After.People || district.Before.SquareKilometres != district.After.SquareKilometres
        || !district.Before.Hazards.SequenceEqual(district.After.Hazards);

    static NetTopologySuite.Geometries.MultiPolygon? LostArea(CoveredCity before, CoveredCity after) => !ReferenceEquals(before.Ground, after.Ground) ? null
        : after.Ground.Outline(after.Coverage.City, [.. after.GroundCovered.Uncovered.Where(before.GroundCovered.IsCovered)]);
}
