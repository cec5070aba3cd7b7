using RiskMap.City.Model.Layers;
using RiskMap.City.Proximity;
using RiskMap.City.Snapshot;

namespace RiskMap.City.Zoning.Rules;

/// <summary>
/// What rules can ask of the sites of a layer: many sites share few answers, so that a word of the rules is compared with each answer once, not with
/// each site. Immutable.
/// </summary>
/// <param name="Distinct">The answers.</param>
/// <param name="OfSite">By site the position of its answer, or -1 for a site that no rule can mean.</param>
sealed record SitesByTraits(SiteTraits[] Distinct, int[] OfSite)
{
    static readonly int PlaceCategory = Places.Schema.IndexOf("category");
    static readonly int PlaceKind = Places.Schema.IndexOf("kind");
    static readonly int PlaceDay = Places.Schema.IndexOf("capacityDay");
    static readonly int PlaceNight = Places.Schema.IndexOf("capacityNight");
    static readonly int TeamKind = Teams.Schema.IndexOf("kind");
    static readonly int RoadClass = Roads.Schema.IndexOf("roadClass");

    /// <summary>The answers of a layer's sites.</summary>
    public static SitesByTraits Of(Sites sites)
    {
        var (numbers, distinct, ofSite) = (new Dictionary<SiteTraits, int>(ReferenceEqualityComparer.Instance), new List<SiteTraits>(), new int[sites.Count]);
        var ask = Asker();
        for (var site = 0; site < ofSite.Length; site++)
        {
            ofSite[site] = -1;
            if (ask(sites.Feature(site)) is not { } traits)
                continue;
            if (!numbers.TryGetValue(traits, out var number))
            {
                numbers[traits] = number = distinct.Count;
                distinct.Add(traits);
            }
            ofSite[site] = number;
        }
        return new([.. distinct], ofSite);
    }

    // What was asked last is kept: rows of a block and roads of a class come one after another.
    static Func<FeatureRef, SiteTraits?> Asker()
    {
        var (block, rows, shared) = ((LayerBlock?)null, (SiteTraits?[])[], new Dictionary<string, SiteTraits>(StringComparer.Ordinal));
        return feature =>
        {
            if (feature.Block.Schema.Name != Enterprises.Schema.Name)
                return TraitsOf(feature, shared);
            if (!ReferenceEquals(block, feature.Block))
                (block, rows) = (feature.Block, EnterpriseFacilities.Of(feature.Block));
            return rows[feature.Row];
        };
    }

    static SiteTraits TraitsOf(FeatureRef feature, Dictionary<string, SiteTraits> shared) => feature.Block.Schema.Name switch
    {
        "places" => new("places", [], feature.Text(PlaceCategory), feature.Text(PlaceKind), PeopleAt(feature)),
        "teams" => Shared("teams", feature.Text(TeamKind), shared),
        // A road of unknown class may be any.
        "roads" => Shared("roads", feature.Text(RoadClass), shared),
        var layer => Shared(layer, null, shared),
    };

    static SiteTraits Shared(string layer, string? kind, Dictionary<string, SiteTraits> shared)
    {
        if (!shared.TryGetValue(kind ?? "", out var traits))
            shared[kind ?? ""] = traits = new(layer, [], Kind: kind);
        return traits;
    }

    static double? PeopleAt(FeatureRef place) =>
        place.IsNull(PlaceDay) && place.IsNull(PlaceNight) ? null : Math.Max(place.Integer(PlaceDay), place.Integer(PlaceNight));
}
