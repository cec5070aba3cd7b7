using System.Runtime.CompilerServices;
using RiskMap.City.Snapshot;
using RiskMap.Geo.Geometries;
using RiskMap.Geo.Index;

namespace RiskMap.City.Proximity;

/// <summary>
/// The features of one layer as sites in the metric plane, indexed for distances edge to edge: a feature is measured from its boundary in
/// site-boundaries where it has one, else from its own geometry (design, decision 10). Made once for each pair of layer and boundaries; what
/// belongs to an unedited block is shared with the sites before an edit. Features without geometry are left out. Metres. Immutable; safe for
/// parallel reads.
/// </summary>
public sealed class Sites
{
    // A layer keeps its sites under the boundaries that they were made with: an edit of either makes them anew.
    static readonly ConditionalWeakTable<LayerSnapshot, ConditionalWeakTable<LayerSnapshot, Lazy<Sites>>> Made = [];

    readonly LayerPoints _points;
    readonly PointGrid _grid;
    readonly PackedRTree _tree;
    readonly int[]? _shapeOf;
    readonly (int Site, ShapedRows Rows, int Place)[] _shapes;

    Sites(CitySnapshot city, LayerSnapshot layer)
    {
        _points = LayerPoints.Of(city, layer.Schema.Name);
        _shapes = ShapesOf(city, layer, _points);
        _tree = PackedRTree.Build(Array.ConvertAll(_shapes, shape => shape.Rows.BoxAt(shape.Place)));
        if (_shapes.Length == 0)
        {
            _grid = _points.Grid;
            return;
        }
        _shapeOf = new int[Count];
        Array.Fill(_shapeOf, -1);
        for (var shape = 0; shape < _shapes.Length; shape++)
            _shapeOf[_shapes[shape].Site] = shape;
        _grid = GridWithout(_shapeOf, _points);
    }

    /// <summary>Number of sites.</summary>
    public int Count => _points.Count;

    /// <summary>The sites of a layer of a city.</summary>
    public static Sites Of(CitySnapshot city, string layer) =>
        Made.GetValue(city.Layer("site-boundaries"), _ => []).GetValue(city.Layer(layer), features => new(() => new Sites(city, features))).Value;

    /// <summary>The feature of a site.</summary>
    public FeatureRef Feature(int site) => _points.Features[site];

    /// <summary>Where a site stands.</summary>
    public SiteOutline Outline(int site) => new(_points.X[site], _points.Y[site], ShapeOf(site));

    /// <summary>Finds the sites at most so many metres from another, edge to edge; ascending. The list is emptied first.</summary>
    public void Within(in SiteOutline from, double metres, List<int> found)
    {
        found.Clear();
        if (from.Shape is { } shape)
        {
            var near = new NearShape(this, shape, metres, found);
            VisitAround(shape.Box, metres, ref near);
        }
        else
        {
            _grid.Within(from.X, from.Y, metres, found);
        }
        var shapes = new NearSite(this, from, metres, found);
        _tree.Query(from.Box.Expand(metres), ref shapes);
        found.Sort();
    }

    /// <summary>How many sites are at most so many metres from another, edge to edge. Without allocation.</summary>
    public int CountWithin(in SiteOutline from, double metres)
    {
        var count = 0;
        if (from.Shape is { } shape)
        {
            var near = new NearShape(this, shape, metres, null);
            VisitAround(shape.Box, metres, ref near);
            count = near.Count;
        }
        else
        {
            count = _grid.CountWithin(from.X, from.Y, metres);
        }
        if (_shapes.Length == 0)
            return count;
        var shapes = new NearSite(this, from, metres, null);
        _tree.Query(from.Box.Expand(metres), ref shapes);
        return count + shapes.Count;
    }

    /// <summary>The nearest sites, the nearest first, equal distances by id; at most <paramref name="count"/>, none farther than <paramref name="withinMetres"/>.</summary>
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
        var near = found.ConvertAll(site => (Squared: from.SquaredDistance(Outline(site)), Feature(site).Id, Site: site));
        near.Sort();
        return [.. near.Take(count).Select(best => new SiteNeighbour(best.Site, from.DistanceTo(Outline(best.Site))))];
    }

    ShapeEdges? ShapeOf(int site) => _shapeOf is { } places && places[site] is >= 0 and var shape ? EdgesOf(shape) : null;

    ShapeEdges EdgesOf(int shape) => _shapes[shape].Rows.EdgesAt(_shapes[shape].Place);

    double FirstRadius(in SiteOutline from) => _grid.Count == 0
        ? from.Box.Union(_tree.Extent).Width / Math.Sqrt(Count)
        : Math.Max(_grid.CellSize, _grid.Nearest(from.Box.CentreX, from.Box.CentreY).Distance);

    // A circle around the box holds every point that is near enough; the visitor measures each. A hair wider, against rounding.
    void VisitAround(in Box box, double metres, ref NearShape visitor)
    {
        var diagonal = Math.Sqrt((box.Width * box.Width) + (box.Height * box.Height));
        _grid.VisitWithin(box.CentreX, box.CentreY, ((diagonal / 2) + metres) * (1 + 1e-9), ref visitor);
    }

    static (int, ShapedRows, int)[] ShapesOf(CitySnapshot city, LayerSnapshot layer, LayerPoints points)
    {
        var shapes = new List<(int, ShapedRows, int)>();
        var site = 0;
        // Sites stand block after block, by ascending row: one walk over both lists finds the site of each shaped row.
        foreach (var rows in layer.Blocks.Select(block => (Block: block, Shaped: ShapedRows.Of(city, block))))
        {
            for (var place = 0; place < rows.Shaped.Rows.Length; place++)
            {
                var row = rows.Shaped.Rows[place];
                while (site < points.Count && ReferenceEquals(points.Features[site].Block, rows.Block) && points.Features[site].Row < row)
                    site++;
                if (site < points.Count && points.Features[site] == new FeatureRef(rows.Block, row))
                    shapes.Add((site, rows.Shaped, place));
            }
            while (site < points.Count && ReferenceEquals(points.Features[site].Block, rows.Block))
                site++;
        }
        return [.. shapes];
    }

    // The grid leaves out rows without a number: its rows are sites.
    static PointGrid GridWithout(int[] shapeOf, LayerPoints points)
    {
        var (x, y) = (new double[points.Count], new double[points.Count]);
        for (var site = 0; site < x.Length; site++)
            (x[site], y[site]) = shapeOf[site] < 0 ? (points.X[site], points.Y[site]) : (double.NaN, double.NaN);
        return PointGrid.Build(x, y);
    }

    // Points near a shape, collected or counted.
    struct NearShape(Sites sites, ShapeEdges shape, double metres, List<int>? found) : IPointVisitor
    {
        readonly double _limit = metres * metres;
        readonly bool _holdsMiddle = shape.Contains(shape.Box.CentreX, shape.Box.CentreY);

        public int Count { get; private set; }

        public void Visit(int row, double squaredDistance)
        {
            // A point near the middle of the box is near the shape where that middle lies in it.
            if (!(_holdsMiddle && squaredDistance <= _limit) && !shape.IsWithin(sites._points.X[row], sites._points.Y[row], _limit))
                return;
            Count++;
            found?.Add(row);
        }
    }

    // Sites with a shape near any site, collected or counted.
    struct NearSite(Sites sites, SiteOutline from, double metres, List<int>? found) : IBoxVisitor
    {
        public int Count { get; private set; }

        public bool Visit(int row, in Box box)
        {
            var shape = sites._shapes[row];
            if (ShapeEdges.GapSquared(from.Box, box) > metres * metres || !from.IsWithin(new SiteOutline(box.MinX, box.MinY, sites.EdgesOf(row)), metres))
                return true;
            Count++;
            found?.Add(shape.Site);
            return true;
        }
    }
}

/// <summary>A site that a search found.</summary>
/// <param name="Site">Position in its <see cref="Sites"/>.</param>
/// <param name="Distance">How far, edge to edge.</param>
public readonly record struct SiteNeighbour(int Site, SiteDistance Distance);
