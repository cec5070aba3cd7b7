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

/// <summary>A site without its rim of a millimetre, so that a shared border is not shared ground. Immutable.</summary>
/// <param name="Metric">The whole site in the metric plane.</param>
/// <param name="Inner">The site without its rim.</param>
sealed record SiteGround(Geometry Metric, Geometry Inner)
{
    /// <summary>Box of the site without its rim.</summary>
    public Box Box { get; } = BoxOf(Inner.EnvelopeInternal);

    /// <summary>The ground of a site in the metric plane.</summary>
    public SiteGround(Geometry metric)
        : this(metric, WithoutRim(metric))
    {
    }

    /// <summary>The same site elsewhere, metres east and north.</summary>
    public SiteGround Moved(double east, double north)
    {
        var shift = AffineTransformation.TranslationInstance(east, north);
        return new(shift.Transform(Metric), shift.Transform(Inner));
    }

    static Geometry WithoutRim(Geometry metric)
    {
        var inner = metric.Buffer(-Rules.SeparationTable.Default.ToleranceMetres);
        return inner.IsEmpty ? metric.InteriorPoint : inner;
    }

    static Box BoxOf(Envelope envelope) => new(envelope.MinX, envelope.MinY, envelope.MaxX, envelope.MaxY);
}
