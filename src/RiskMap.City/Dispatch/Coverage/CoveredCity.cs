using RiskMap.City.Risk;
using RiskMap.City.Snapshot;

namespace RiskMap.City.Dispatch.Coverage;

/// <summary>The sites of one layer with who covers them.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="Points">Its sites.</param>
/// <param name="Covered">Which are covered.</param>
/// <param name="Districts">District of each, or -1.</param>
sealed record CoveredSites(HazardLayer Layer, LayerPoints Points, CoveredPlaces Covered, int[] Districts);

/// <summary>A city with who and what its bases cover: people, sites and ground. Immutable.</summary>
/// <param name="Coverage">Bases and moment.</param>
/// <param name="Units">The districts.</param>
/// <param name="People">People by population cell.</param>
/// <param name="PeopleCovered">Which of the cells are covered.</param>
/// <param name="PeopleDistricts">District of each cell, or -1.</param>
/// <param name="Sites">The layers of sites.</param>
/// <param name="Ground">The ground in cells.</param>
/// <param name="GroundCovered">Which of them are covered.</param>
sealed record CoveredCity(
    CityCoverage Coverage, AreaUnits Units, DemandPoints People, CoveredPlaces PeopleCovered, int[] PeopleDistricts, IReadOnlyList<CoveredSites> Sites, CoverageCells Ground,
    CoveredPlaces GroundCovered)
{
    /// <summary>The city as its bases cover it.</summary>
    public static CoveredCity Of(CityCoverage coverage, CoverageRules rules)
    {
        var (city, units) = (coverage.City, AreaUnits.DistrictsOf(coverage.City, RiskModel.Default));
        var (people, ground) = (DemandPoints.Of(city), CoverageCells.Of(city, rules.Cells));
        return new(
            coverage, units, people, coverage.Of(people.X, people.Y), DistrictMembers.Of(units, city.Plane, people.X, people.Y),
            [.. HazardLayer.All.Select(SitesOf)], ground, coverage.Of(ground.X, ground.Y));

        CoveredSites SitesOf(HazardLayer layer)
        {
            var points = LayerPoints.Of(city, layer.Layer);
            return new(layer, points, coverage.Of(points.X, points.Y), DistrictMembers.Of(units, city.Plane, points.X, points.Y));
        }
    }

    /// <summary>The same without some bases, by their number; nothing is searched again.</summary>
    public CoveredCity Without(IReadOnlyCollection<int> bases) => bases.Count == 0 ? this : this with
    {
        Coverage = Coverage.Without(bases),
        PeopleCovered = PeopleCovered.Without(bases),
        Sites = [.. Sites.Select(sites => sites with { Covered = sites.Covered.Without(bases) })],
        GroundCovered = GroundCovered.Without(bases),
    };
}
