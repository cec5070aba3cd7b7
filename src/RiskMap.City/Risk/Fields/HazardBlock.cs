using RiskMap.City.Snapshot;
using RiskMap.Geo.Crs;
using RiskMap.Geo.Geometries;
using RiskMap.Geo.Index;

namespace RiskMap.City.Risk.Fields;

/// <summary>What the sources of the field depend on beside the enterprises themselves.</summary>
readonly record struct HazardMark(LayerBlock Boundaries, MetricPlane Plane, RiskModel Model);

/// <summary>
/// The enterprises of one block as sources of the field, with an index over how far each reaches. Hangs on the block, so that an edit never makes
/// it anew. Immutable; safe for parallel reads.
/// </summary>
sealed class HazardBlock
{
    static readonly Kept<LayerBlock, HazardMark, HazardBlock> Made = new();

    HazardBlock(LayerBlock block, HazardMark mark)
    {
        (Block, Mark) = (block, mark);
        var boundaries = BoundaryRows.Of(mark.Boundaries);
        Sites = new HazardSite[block.Count];
        var boxes = new Box[block.Count];
        for (var row = 0; row < Sites.Length; row++)
        {
            var boundary = boundaries.Find(block.Key(row));
            Sites[row] = SiteOf(new(block, row), boundary < 0 ? null : new FeatureRef(mark.Boundaries, boundary), mark.Plane, mark.Model);
            boxes[row] = ReachOf(Sites[row], mark.Model);
        }
        Reach = PackedRTree.Build(boxes);
    }

    /// <summary>The block.</summary>
    public LayerBlock Block { get; }

    /// <summary>With what it was made.</summary>
    public HazardMark Mark { get; }

    /// <summary>One source a row.</summary>
    public HazardSite[] Sites { get; }

    /// <summary>Index over the boxes within which each source can be felt.</summary>
    public PackedRTree Reach { get; }

    /// <summary>The sources of a block of enterprises, measured from the boundaries of a block of site-boundaries.</summary>
    public static HazardBlock Of(LayerBlock enterprises, HazardMark mark) => Made.Of(enterprises, mark, static (block, kept) => new(block, kept));

    /// <summary>An enterprise as a source.</summary>
    public static HazardSite SiteOf(FeatureRef enterprise, FeatureRef? boundary, MetricPlane plane, RiskModel model)
    {
        var metric = enterprise.Block.Metric(plane);
        var rule = Influence.PositionFor(enterprise, model);
        return new(
            enterprise, metric.PointX(enterprise.Row), metric.PointY(enterprise.Row), boundary?.Block.Metric(plane), boundary?.Row ?? 0,
            model.GradeWeights.ScoreOf(Influence.GradeOf(enterprise)) ?? double.NaN, rule < 0 ? 0 : model.Influence[rule].RadiusMetres, rule);
    }

    /// <summary>Box within which a source can be felt, were it of the worst grade where it has none; empty for an enterprise without a place.</summary>
    public static Box ReachOf(in HazardSite site, RiskModel model) => site.HasPlace ? site.Box.Expand(RadiusAtMost(site, model)) : Box.Empty;

    /// <summary>Influence radius, that of the worst grade where it has none. Metres.</summary>
    public static double RadiusAtMost(in HazardSite site, RiskModel model) =>
        site.IsGraded ? site.RadiusMetres : Math.Max(site.RadiusMetres, Influence.RadiusOf(model.Ungraded.WorstGrade, model));
}
