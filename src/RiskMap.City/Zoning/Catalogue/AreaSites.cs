using System.Runtime.CompilerServices;
using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Prepared;
using NetTopologySuite.Geometries.Utilities;
using RiskMap.City.Proximity;
using RiskMap.City.Snapshot;
using RiskMap.Geo.Geometries;
using RiskMap.Geo.Index;

namespace RiskMap.City.Zoning.Catalogue;

/// <summary>
/// The polygons of a layer, prepared to be asked which of them hold or meet a site. Hangs on the layer's sites; made once. Metric plane. Safe for
/// parallel reads.
/// </summary>
sealed class AreaSites
{
    static readonly ConditionalWeakTable<Sites, AreaSites> Made = [];

    readonly Sites _sites;
    readonly PackedRTree _index;
    readonly Lazy<IPreparedGeometry>[] _prepared;

    AreaSites(Sites sites)
    {
        _sites = sites;
        _index = PackedRTree.Build([.. Enumerable.Range(0, sites.Count).Select(site => sites.Outline(site).Box)]);
        _prepared = [.. Enumerable.Range(0, sites.Count).Select(site => new Lazy<IPreparedGeometry>(() => PreparedGeometryFactory.Prepare(sites.Outline(site).Geometry)))];
    }

    /// <summary>Number of areas.</summary>
    public int Count => _sites.Count;

    /// <summary>The areas of a layer.</summary>
    public static AreaSites Of(CitySnapshot city, string layer) => Made.GetValue(Sites.Of(city, layer), sites => new(sites));

    /// <summary>The feature of an area.</summary>
    public FeatureRef Feature(int area) => _sites.Feature(area);

    /// <summary>Where an area lies.</summary>
    public SiteOutline Outline(int area) => _sites.Outline(area);

    /// <summary>The areas that share ground with a site, ascending: touching along a border is not enough.</summary>
    public List<int> Sharing(SiteGround ground)
    {
        var found = Near(ground.Box, 0);
        found.RemoveAll(area => !Ask(area, shape => shape.Intersects(ground.Inner)));
        return found;
    }

    /// <summary>True when an area holds the whole site.</summary>
    public bool Holds(int area, SiteGround ground) => Ask(area, shape => shape.Covers(ground.Inner));

    /// <summary>False when an area certainly does not hold the whole site moved so many metres east and north: sooner told than <see cref="Holds"/>.</summary>
    public bool MayHold(int area, SiteGround ground, double east, double north)
    {
        var (outline, corner, tolerance) = (Outline(area), ground.Inner.Coordinate, Rules.SeparationTable.Default.ToleranceMetres);
        return outline.IsWithin(new SiteOutline(corner.X + east, corner.Y + north), tolerance);
    }

    /// <summary>The areas whose boxes lie within so many metres of a box, ascending.</summary>
    public List<int> Near(in Box box, double metres)
    {
        var found = new List<int>();
        _index.Query(box.Expand(metres), found);
        found.Sort();
        return found;
    }

    // A prepared shape builds its indexes when it is first asked; one asks at a time.
    bool Ask(int area, Func<IPreparedGeometry, bool> question)
    {
        var shape = _prepared[area].Value;
        lock (shape)
            return question(shape);
    }
}

/// <summary>A site with and without its rim of a millimetre: a shared border is not shared ground. Immutable; safe for parallel reads.</summary>
sealed class SiteGround
{
    readonly Lazy<Geometry> _metric;
    readonly Lazy<Geometry> _inner;

    /// <summary>The ground of a site in the metric plane.</summary>
    public SiteGround(Geometry metric)
        : this(new SiteOutline(metric), new(metric), new(() => WithoutRim(metric)))
    {
    }

    SiteGround(SiteOutline outline, Lazy<Geometry> metric, Lazy<Geometry> inner) => (Outline, _metric, _inner) = (outline, metric, inner);

    /// <summary>The whole site, to be measured.</summary>
    public SiteOutline Outline { get; }

    /// <summary>The whole site in the metric plane.</summary>
    public Geometry Metric => _metric.Value;

    /// <summary>The site without its rim.</summary>
    public Geometry Inner => _inner.Value;

    /// <summary>Box of the site without its rim.</summary>
    public Box Box => BoxOf(Inner.EnvelopeInternal);

    /// <summary>The same site elsewhere, metres east and north. Its geometries are made when they are asked for: many places are tried, and most fail by their distances.</summary>
    public SiteGround Moved(double east, double north)
    {
        var shift = AffineTransformation.TranslationInstance(east, north);
        var metric = new Lazy<Geometry>(() => shift.Transform(Metric));
        return new(Outline.Moved(east, north, () => metric.Value), metric, new(() => shift.Transform(Inner)));
    }

    static Geometry WithoutRim(Geometry metric)
    {
        var inner = metric.Buffer(-Rules.SeparationTable.Default.ToleranceMetres);
        return inner.IsEmpty ? metric.InteriorPoint : inner;
    }

    static Box BoxOf(Envelope envelope) => new(envelope.MinX, envelope.MinY, envelope.MaxX, envelope.MaxY);
}
