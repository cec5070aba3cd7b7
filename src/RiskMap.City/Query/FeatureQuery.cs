using RiskMap.City.Snapshot;
using RiskMap.Geo.Geometries;

namespace RiskMap.City.Query;

/// <summary>One page of features.</summary>
/// <param name="Features">The features in their order.</param>
/// <param name="Matched">How many features match in all, exactly.</param>
/// <param name="HasMore">True when others come after these.</param>
public readonly record struct FeaturePage(IReadOnlyList<FeatureRef> Features, int Matched, bool HasMore);

/// <summary>Where a page begins: behind a feature of the same version. Its place in any order follows from the feature itself.</summary>
/// <param name="LastId">Id of the last feature of the page before.</param>
/// <param name="Matched">Number of features that match, counted for the first page.</param>
public readonly record struct PageStart(long LastId, int Matched);

/// <summary>
/// What features of a layer are asked for, in which order, and how many at a time. Pure: the pages of one version hold each feature that matches exactly
/// once. Immutable.
/// </summary>
/// <param name="Limit">Most features in a page.</param>
public sealed record FeatureQuery(int Limit)
{
    /// <summary>Boxes of which a feature must meet one; none means everywhere.</summary>
    public IReadOnlyList<SpatialBox> Boxes { get; init; } = [];

    /// <summary>Conditions that a feature must meet, all of them.</summary>
    public IReadOnlyList<RowPredicate> Tests { get; init; } = [];

    /// <summary>A box in longitude and latitude outside which no feature meets the conditions, or null.</summary>
    public Box? Around { get; init; }

    /// <summary>Keys of the order; none means by ascending id.</summary>
    public IReadOnlyList<SortKey> Sort { get; init; } = [];

    bool IsEverything => Boxes.Count == 0 && Tests.Count == 0;

    /// <summary>The page of a layer.</summary>
    /// <param name="layer">The layer, of the version that <paramref name="start"/> belongs to.</param>
    /// <param name="start">Where to begin; null for the first page.</param>
    /// <exception cref="ArgumentException">A sorted page begins behind a feature that is not in the layer.</exception>
    public FeaturePage Page(LayerSnapshot layer, PageStart? start = null)
    {
        if (Sort.Count > 0) return new SortedPage(this, layer).Page(start);
        var after = start?.LastId ?? long.MinValue;
        if (IsEverything) return Cut(layer.After(after), start?.Matched ?? layer.Count);
        if (Boxes is [{ IsPlain: true } box] && Tests.Count == 0 && layer.IsPoints) return Cut(PointsInBox.Find(layer, box.LonLat, after, Limit), start);
        return start is null ? CutAndCount(Matching(layer, after)) : Cut(Matching(layer, after), start.Value.Matched);
    }

    /// <summary>The features that match, with a greater id, by ascending id.</summary>
    internal IEnumerable<FeatureRef> Matching(LayerSnapshot layer, long after = long.MinValue)
    {
        foreach (var feature in Candidates(layer, after))
        {
            if (Meets(feature.Block, feature.Row)) yield return feature;
        }
    }

    bool Meets(LayerBlock block, int row)
    {
        foreach (var test in Tests)
        {
            if (!test(block, row)) return false;
        }

        return Boxes.Count == 0 || Boxes.Any(box => box.Meets(block, row));
    }

    IEnumerable<FeatureRef> Candidates(LayerSnapshot layer, long after)
    {
        var boxes = Boxes.Count > 0 ? Boxes.Select(box => Around is { } around ? box.LonLat.Intersection(around) : box.LonLat).ToList() : Around is { } only ? [only] : [];
        return boxes.Count switch
        {
            0 => layer.After(after),
            1 => layer.In(boxes[0]).Where(feature => feature.Id > after),
            _ => boxes.SelectMany(box => layer.In(box)).Where(feature => feature.Id > after).DistinctBy(feature => feature.Id).OrderBy(feature => feature.Id),
        };
    }

    FeaturePage Cut(IEnumerable<FeatureRef> features, int matched)
    {
        var page = new List<FeatureRef>(Math.Min(Limit, matched));
        foreach (var feature in features)
        {
            if (page.Count == Limit) return new(page, matched, HasMore: true);
            page.Add(feature);
        }

        return new(page, matched, HasMore: false);
    }

    FeaturePage CutAndCount(IEnumerable<FeatureRef> features)
    {
        var (page, matched) = (new List<FeatureRef>(), 0);
        foreach (var feature in features)
        {
            if (matched++ < Limit) page.Add(feature);
        }

        return new(page, matched, matched > page.Count);
    }

    FeaturePage Cut((List<FeatureRef> Page, int Matched) found, PageStart? start)
    {
        var hasMore = found.Page.Count > Limit;
        if (hasMore) found.Page.RemoveAt(Limit);
        return new(found.Page, start?.Matched ?? found.Matched, hasMore);
    }
}
