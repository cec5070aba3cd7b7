using NetTopologySuite.Geometries;
using NetTopologySuite.Operation.Predicate;
using RiskMap.City.Snapshot;
using RiskMap.Geo.Geometries;
using RiskMap.Server.Http;

namespace RiskMap.Server.Features;

/// <summary>One page of features.</summary>
/// <param name="Features">The features by ascending id.</param>
/// <param name="Matched">How many features match in all.</param>
/// <param name="Next">Id after which the next page begins, or null on the last page.</param>
public readonly record struct ItemsPage(IReadOnlyList<FeatureRef> Features, int Matched, long? Next);

/// <summary>What a request for features asks for: boxes, times, and the size of a page. Pure.</summary>
/// <param name="Boxes">Boxes in longitude and latitude; none means everywhere.</param>
/// <param name="Times">Interval of time, or null for always.</param>
/// <param name="Limit">Most features in a page.</param>
public sealed record ItemsQuery(IReadOnlyList<Box> Boxes, TimeInterval? Times, int Limit)
{
    static readonly GeometryFactory Factory = new();

    /// <summary>Reads a request.</summary>
    /// <exception cref="ProblemException">400: a parameter that cannot be used.</exception>
    public static ItemsQuery Of(HttpRequest request) => new(Parameters.BoundingBox(request), TimeInterval.Of(request), Parameters.Limit(request));

    /// <summary>The page of a layer after a token.</summary>
    public ItemsPage Page(LayerSnapshot layer, PageToken? start)
    {
        var filter = Times?.FilterOf(layer.Schema);
        if (Boxes.Count == 0 && filter is null) return Cut(layer.After(start?.LastId ?? long.MinValue), start?.Matched ?? layer.Count);
        if (Boxes.Count == 1 && filter is null && BoxQuery.Fits(layer)) return Cut(BoxQuery.Find(layer, Boxes[0], start?.LastId ?? long.MinValue, Limit), start);
        var matching = Boxes.Count == 0 ? [.. layer.All] : Inside(layer);
        if (filter is not null) matching.RemoveAll(feature => !filter(feature));
        var first = start is null ? 0 : FirstAfter(matching, start.LastId);
        var count = Math.Min(Limit, matching.Count - first);
        return new(matching.GetRange(first, count), start?.Matched ?? matching.Count, first + count < matching.Count ? matching[first + count - 1].Id : null);
    }

    ItemsPage Cut(IEnumerable<FeatureRef> features, int matched)
    {
        var page = new List<FeatureRef>(Math.Min(Limit, matched));
        foreach (var feature in features)
        {
            if (page.Count == Limit) return new(page, matched, page[^1].Id);
            page.Add(feature);
        }

        return new(page, matched, Next: null);
    }

    ItemsPage Cut((List<FeatureRef> Page, int Matched) found, PageToken? start)
    {
        var isLast = found.Page.Count <= Limit;
        if (!isLast) found.Page.RemoveAt(Limit);
        return new(found.Page, start?.Matched ?? found.Matched, isLast ? null : found.Page[^1].Id);
    }

    static int FirstAfter(List<FeatureRef> features, long id)
    {
        var (low, high) = (0, features.Count);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (features[middle].Id <= id) low = middle + 1;
            else high = middle;
        }

        return low;
    }

    List<FeatureRef> Inside(LayerSnapshot layer) => Boxes.Count == 1
        ? In(layer, Boxes[0])
        : [.. Boxes.SelectMany(box => In(layer, box)).DistinctBy(feature => feature.Id).OrderBy(feature => feature.Id)];

    // The index answers for boxes; lines and polygons that only their box brings into the query are looked at closely.
    static List<FeatureRef> In(LayerSnapshot layer, Box box)
    {
        var found = layer.In(box);
        if (BoxQuery.Fits(layer)) return found;
        var rectangle = new Lazy<RectangleIntersects>(() =>
            new RectangleIntersects((Polygon)Factory.ToGeometry(new Envelope(box.MinX, box.MaxX, box.MinY, box.MaxY))));
        found.RemoveAll(feature => !box.Contains(feature.Box) && !Meets(feature.Geometry));
        return found;

        bool Meets(Geometry geometry) => box is { Width: > 0, Height: > 0 }
            ? rectangle.Value.Intersects(geometry)
            : geometry.Intersects(Factory.ToGeometry(new Envelope(box.MinX, box.MaxX, box.MinY, box.MaxY)));
    }
}
