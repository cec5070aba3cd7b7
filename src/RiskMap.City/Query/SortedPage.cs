using RiskMap.City.Snapshot;

namespace RiskMap.City.Query;

/// <summary>A page of a sorted query: the first features behind the start, kept in a heap of the page's size, so that the others need no sorting.</summary>
sealed class SortedPage(FeatureQuery query, LayerSnapshot layer)
{
    readonly IComparer<FeatureRef> _order = SortKey.Order(layer.Schema, query.Sort);

    /// <summary>The page behind a start.</summary>
    /// <exception cref="ArgumentException">The start is no feature of the layer.</exception>
    public FeaturePage Page(PageStart? start)
    {
        FeatureRef? behind = start is { } begins ? layer.Find(begins.LastId) ?? throw new ArgumentException($"no feature {begins.LastId} to begin behind", nameof(start)) : null;
        var first = new PriorityQueue<FeatureRef, FeatureRef>(Comparer<FeatureRef>.Create((one, other) => _order.Compare(other, one)));
        var matched = 0;
        foreach (var feature in query.Matching(layer))
        {
            matched++;
            if (behind is null || _order.Compare(feature, behind.Value) > 0) Keep(first, feature);
        }

        return Cut(first, start?.Matched ?? matched);
    }

    // One more than the page shows whether others follow.
    void Keep(PriorityQueue<FeatureRef, FeatureRef> first, FeatureRef feature)
    {
        if (first.Count <= query.Limit) first.Enqueue(feature, feature);
        else if (_order.Compare(feature, first.Peek()) < 0) first.DequeueEnqueue(feature, feature);
    }

    FeaturePage Cut(PriorityQueue<FeatureRef, FeatureRef> first, int matched)
    {
        var page = new FeatureRef[first.Count];
        for (var i = page.Length - 1; i >= 0; i--) page[i] = first.Dequeue();
        return page.Length > query.Limit ? new(page[..query.Limit], matched, HasMore: true) : new(page, matched, HasMore: false);
    }
}
