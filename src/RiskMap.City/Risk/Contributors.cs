using RiskMap.City.Risk.Fields;
using RiskMap.Geo.Geometries;

namespace RiskMap.City.Risk;

/// <summary>The enterprises behind the field of one cell: each adds score × kernel, and all of them sum to G.</summary>
static class Contributors
{
    /// <summary>Those that add most, the greatest first.</summary>
    public static IReadOnlyList<Contributor> Of(CityFields fields, int cell, double index, RiskModel model)
    {
        var (x, y) = fields.Grid.Centre(cell);
        var felt = new List<(int Site, double Field)>();
        foreach (var site in fields.Sites.FeltIn(Box.Of(x, y)))
        {
            var field = FieldOf(fields.Sites[site], x, y);
            if (field > 0)
                felt.Add((site, field));
        }
        var all = fields.Hazard.Least[cell];
        return [.. felt.OrderByDescending(pair => pair.Field).ThenBy(pair => fields.Sites[pair.Site].Feature.Id).Take(model.ContributorCount)
            .Select(pair => Describe(fields.Sites[pair.Site], pair.Field, pair.Field / all, index, Math.Sqrt(fields.Sites[pair.Site].SquaredDistance(x, y)), model))];
    }

    /// <summary>What a graded enterprise adds to G at a position; 0 beyond its radius.</summary>
    public static double FieldOf(in HazardSite site, double x, double y) =>
        site.IsGraded && site.RadiusMetres > 0 ? site.Score * HazardSite.Kernel(site.SquaredDistance(x, y), site.RadiusMetres) : 0;

    static Contributor Describe(in HazardSite site, double field, double share, double index, double distance, RiskModel model) => new(
        site.Feature.Id, site.Feature.Key, site.Feature.Name, Influence.GradeOf(site.Feature), site.Score, site.RadiusMetres,
        site.Rule < 0 ? null : model.Influence[site.Rule].Id, site.Shapes is null ? "point" : "boundary", distance, field, share * index, share);
}
