using System.Runtime.CompilerServices;
using System.Text;
using NetTopologySuite.Geometries;
using RiskMap.City.Snapshot;
using RiskMap.Geo.Geometries;
using RiskMap.Geo.Index;

namespace RiskMap.City.Proximity;

/// <summary>
/// The features of one layer as sites in the metric plane, indexed for distances edge to edge: a feature is measured from its boundary in
/// site-boundaries where it has one, else from its own geometry (design, decision 10). Made once for each pair of layer and boundaries.
/// Features without geometry are left out. Metres. Immutable; safe for parallel reads.
/// </summary>
public sealed class Sites
{
    // A layer keeps its sites under the boundaries that they were made with: an edit of either makes them anew.
    static readonly ConditionalWeakTable<LayerSnapshot, Tuple<LayerSnapshot, Sites>> Made = [];

    readonly List<FeatureRef> _features = [];
    readonly List<SiteOutline> _outlines = [];
    readonly PointGrid _points;
    readonly int[] _pointSites;
    readonly PackedRTree _shapes;
    readonly int[] _shapeSites;

    Sites(CitySnapshot city, LayerSnapshot layer)
    {
        var boundaries = SiteShapes.Of(city).OfLayer(layer.Schema.Name);
        foreach (var block in layer.Blocks)
        {
            var metric = block.Metric(city.Plane);
            for (var row = 0; row < block.Count; row++)
            {
                if (!layer.IsHidden(block, row) && !metric.IsEmpty(row))
                    Add(new FeatureRef(block, row), metric, boundaries);
            }
        }
        (_points, _pointSites) = Points();
        (_shapes, _shapeSites) = Shapes();
    }

    /// <summary>Number of sites.</summary>
    public int Count => _features.Count;

    /// <summary>The sites of a layer of a city.</summary>
    public static Sites Of(CitySnapshot city, string layer)
    {
        var (features, boundaries) = (city.Layer(layer), city.Layer("site-boundaries"));
        if (Made.TryGetValue(features, out var made) && ReferenceEquals(made.Item1, boundaries))
            return made.Item2;
        var sites = new Sites(city, features);
        Made.AddOrUpdate(features, Tuple.Create(boundaries, sites));
        return sites;
    }

    /// <summary>The feature of a site.</summary>
    public FeatureRef Feature(int site) => _features[site];

    /// <summary>Where a site stands.</summary>
    public SiteOutline Outline(int site) => _outlines[site];

    /// <summary>Finds the sites at most so many metres from another, edge to edge; ascending. The list is emptied first.</summary>
    public void Within(in SiteOutline from, double metres, List<int> found)
    {
        found.Clear();
        var around = from.Box.Expand(metres);
        var rows = new List<int>();
        // A circle around the box holds every point that is near enough; each is then measured.
        _points.Within(around.CentreX, around.CentreY, Math.Sqrt((around.Width * around.Width) + (around.Height * around.Height)) / 2, rows);
        foreach (var row in rows)
            AddNear(_pointSites[row], from, metres, found);
        rows.Clear();
        _shapes.Query(around, rows);
        foreach (var row in rows)
            AddNear(_shapeSites[row], from, metres, found);
        found.Sort();
    }

    /// <summary>The nearest sites, the nearest first; at most <paramref name="count"/>, none farther than <paramref name="withinMetres"/>.</summary>
    public IReadOnlyList<SiteNeighbour> Nearest(SiteOutline from, int count, double withinMetres = double.PositiveInfinity)
    {
        if (Count == 0 || count <= 0)
            return [];
        var found = new List<int>();
        // The search circle doubles until it holds enough, so a city is never sorted whole.
        for (var metres = Math.Max(FirstRadius(from), 1); ; metres *= 2)
        {
            var reach = Math.Min(metres, withinMetres);
            Within(from, reach, found);
            if (found.Count >= count || found.Count == Count || reach >= withinMetres)
                break;
        }
        return [.. found.Select(site => new SiteNeighbour(site, from.DistanceTo(Outline(site)))).OrderBy(near => near.Distance.Metres).ThenBy(near => Feature(near.Site).Id).Take(count)];
    }

    double FirstRadius(in SiteOutline from) => _points.Count == 0
        ? from.Box.Union(_shapes.Extent).Width / Math.Sqrt(Count)
        : Math.Max(_points.CellSize, _points.Nearest(from.Box.CentreX, from.Box.CentreY).Distance);

    void AddNear(int site, in SiteOutline from, double metres, List<int> found)
    {
        if (from.IsWithin(_outlines[site], metres))
            found.Add(site);
    }

    void Add(FeatureRef feature, GeometryColumn metric, Dictionary<string, Geometry>? boundaries)
    {
        var shape = boundaries is null ? null : BoundaryOf(feature, boundaries);
        if (shape is null && metric.TypeOf(feature.Row) != GeometryType.Point)
            shape = metric.ToGeometry(feature.Row);
        _features.Add(feature);
        _outlines.Add(new(metric.PointX(feature.Row), metric.PointY(feature.Row), shape));
    }

    static Geometry? BoundaryOf(FeatureRef feature, Dictionary<string, Geometry> boundaries)
    {
        // Few features of a large layer have a boundary: keys are compared as bytes turned to characters, not as new strings.
        var key = feature.Block.Key(feature.Row);
        Span<char> text = key.Length <= 256 ? stackalloc char[key.Length] : new char[key.Length];
        var length = Encoding.UTF8.GetChars(key, text);
        return boundaries.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(text[..length], out var shape) ? shape : null;
    }

    (PointGrid, int[]) Points()
    {
        int[] sites = [.. Enumerable.Range(0, Count).Where(site => !_outlines[site].HasShape)];
        return (PointGrid.Build(Array.ConvertAll(sites, site => _outlines[site].Box.MinX), Array.ConvertAll(sites, site => _outlines[site].Box.MinY)), sites);
    }

    (PackedRTree, int[]) Shapes()
    {
        int[] sites = [.. Enumerable.Range(0, Count).Where(site => _outlines[site].HasShape)];
        return (PackedRTree.Build(Array.ConvertAll(sites, site => _outlines[site].Box)), sites);
    }
}

/// <summary>A site that a search found.</summary>
/// <param name="Site">Position in its <see cref="Sites"/>.</param>
/// <param name="Distance">How far, edge to edge.</param>
public readonly record struct SiteNeighbour(int Site, SiteDistance Distance);
