using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using RiskMap.City.Model.Layers;
using RiskMap.City.Proximity;
using RiskMap.City.Snapshot;
using RiskMap.Geo.Geometries;
using RiskMap.Geo.Index;

namespace RiskMap.City.Zoning.Rules;

/// <summary>A feature that a word of the rules means, or may mean.</summary>
/// <param name="Feature">The feature.</param>
/// <param name="Outline">Where it stands.</param>
/// <param name="Match">Certain or possible.</param>
/// <param name="HalfWidthMetres">What lies between the drawn line and the edge that the rule means, metres.</param>
readonly record struct TermSite(FeatureRef Feature, SiteOutline Outline, Match Match, double HalfWidthMetres);

/// <summary>
/// The features of a layer that a word of the rules means, indexed by their boxes. Made once for each word and kept with the layer's sites, so
/// that a question reads only what lies near it. Immutable; safe for parallel reads.
/// </summary>
sealed class TermSites
{
    static readonly ConditionalWeakTable<Sites, TermsOfSites> Made = [];
    static readonly int PlaceCategory = Places.Schema.IndexOf("category");
    static readonly int PlaceKind = Places.Schema.IndexOf("kind");
    static readonly int PlaceDay = Places.Schema.IndexOf("capacityDay");
    static readonly int PlaceNight = Places.Schema.IndexOf("capacityNight");
    static readonly int TeamKind = Teams.Schema.IndexOf("kind");
    static readonly int RoadClass = Roads.Schema.IndexOf("roadClass");

    readonly List<TermSite> _sites = [];
    readonly PackedRTree _index;

    TermSites(Sites sites, SiteTraits?[] traits, SiteTerm term)
    {
        for (var site = 0; site < traits.Length; site++)
        {
            if (traits[site] is { } known && term.MatchOf(known) is { Match: > Match.No } found)
                _sites.Add(new(sites.Feature(site), sites.Outline(site), found.Match, found.Condition!.HalfWidthMetres));
        }
        _index = PackedRTree.Build([.. _sites.Select(site => site.Outline.Box)]);
        MostHalfWidthMetres = _sites.Count == 0 ? 0 : _sites.Max(site => site.HalfWidthMetres);
    }

    /// <summary>The greatest half width of the features.</summary>
    public double MostHalfWidthMetres { get; }

    /// <summary>All features that the word means.</summary>
    public IReadOnlyList<TermSite> All => _sites;

    /// <summary>The features of a layer that a word means.</summary>
    public static TermSites Of(CitySnapshot city, string layer, SiteTerm term)
    {
        var sites = Sites.Of(city, layer);
        return Made.GetValue(sites, all => new TermsOfSites(Traits(all))).Find(sites, term);
    }

    /// <summary>Finds the features whose boxes lie within so many metres of a box, their half widths added. The list is emptied first.</summary>
    public void Near(in Box box, double metres, List<TermSite> found)
    {
        var rows = new List<int>();
        _index.Query(box.Expand(metres + MostHalfWidthMetres), rows);
        rows.Sort();
        found.Clear();
        foreach (var row in rows)
            found.Add(_sites[row]);
    }

    static SiteTraits?[] Traits(Sites sites)
    {
        var shared = new Dictionary<string, SiteTraits>(StringComparer.Ordinal);
        var traits = new SiteTraits?[sites.Count];
        for (var site = 0; site < traits.Length; site++)
            traits[site] = TraitsOfFeature(sites.Feature(site), shared);
        return traits;
    }

    static SiteTraits? TraitsOfFeature(FeatureRef feature, Dictionary<string, SiteTraits> shared) => feature.Block.Schema.Name switch
    {
        "enterprises" => EnterpriseFacilities.Of(feature),
        "places" => new("places", [], feature.Text(PlaceCategory), feature.Text(PlaceKind), PeopleAt(feature)),
        "teams" => new("teams", [], Kind: feature.Text(TeamKind)),
        // A road of unknown class may be any; many roads share few classes.
        "roads" => Shared(shared, feature.Text(RoadClass)),
        var layer => new(layer, []),
    };

    static SiteTraits Shared(Dictionary<string, SiteTraits> shared, string? roadClass)
    {
        if (!shared.TryGetValue(roadClass ?? "", out var traits))
            shared[roadClass ?? ""] = traits = new("roads", [], Kind: roadClass);
        return traits;
    }

    static double? PeopleAt(FeatureRef place) =>
        place.IsNull(PlaceDay) && place.IsNull(PlaceNight) ? null : Math.Max(place.Integer(PlaceDay), place.Integer(PlaceNight));

    sealed class TermsOfSites(SiteTraits?[] traits)
    {
        readonly ConcurrentDictionary<SiteTerm, Lazy<TermSites>> _terms = new(ReferenceEqualityComparer.Instance);

        public TermSites Find(Sites sites, SiteTerm term) => _terms.GetOrAdd(term, asked => new(() => new TermSites(sites, traits, asked))).Value;
    }
}
