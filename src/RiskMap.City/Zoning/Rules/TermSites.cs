using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
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

    readonly TermSite[] _sites;
    readonly PackedRTree _index;

    TermSites(Sites sites, SitesByTraits traits, SiteTerm term)
    {
        var (matches, found) = (Array.ConvertAll(traits.Distinct, term.MatchOf), new List<TermSite>());
        for (var site = 0; site < traits.OfSite.Length; site++)
        {
            if (traits.OfSite[site] is >= 0 and var at && matches[at] is { Match: > Match.No } meant)
                found.Add(new(sites.Feature(site), sites.Outline(site), meant.Match, meant.Condition!.HalfWidthMetres));
        }
        _sites = [.. found];
        _index = PackedRTree.Build(Array.ConvertAll(_sites, site => site.Outline.Box));
        MostHalfWidthMetres = _sites.Length == 0 ? 0 : _sites.Max(site => site.HalfWidthMetres);
    }

    /// <summary>The greatest half width of the features.</summary>
    public double MostHalfWidthMetres { get; }

    /// <summary>All features that the word means.</summary>
    public IReadOnlyList<TermSite> All => _sites;

    /// <summary>The features of a layer that a word means.</summary>
    public static TermSites Of(CitySnapshot city, string layer, SiteTerm term)
    {
        var sites = Sites.Of(city, layer);
        return Made.GetValue(sites, all => new TermsOfSites(SitesByTraits.Of(all))).Find(sites, term);
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

    /// <summary>Shows the positions of the features whose boxes lie within so many metres of a box, their half widths added, to a visitor. Without allocation.</summary>
    public void Near<TVisitor>(in Box box, double metres, ref TVisitor visitor) where TVisitor : struct, IBoxVisitor =>
        _index.Query(box.Expand(metres + MostHalfWidthMetres), ref visitor);

    /// <summary>The feature at a position.</summary>
    public ref readonly TermSite At(int position) => ref _sites[position];

    sealed class TermsOfSites(SitesByTraits traits)
    {
        readonly ConcurrentDictionary<SiteTerm, Lazy<TermSites>> _terms = new(ReferenceEqualityComparer.Instance);

        public TermSites Find(Sites sites, SiteTerm term) => _terms.GetOrAdd(term, asked => new(() => new TermSites(sites, traits, asked))).Value;
    }
}
