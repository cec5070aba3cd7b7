using RiskMap.City.Model;

namespace RiskMap.City.Zoning.Rules;

/// <summary>Whether something holds, with what is known.</summary>
public enum Match
{
    /// <summary>It does not hold.</summary>
    No,

    /// <summary>It may hold: what would tell is missing.</summary>
    Possible,

    /// <summary>It holds.</summary>
    Certain,
}

/// <summary>What a rule can ask of a site: the same for a planned use and for a feature of the city.</summary>
/// <param name="Layer">Layer that such a site stands in.</param>
/// <param name="Facilities">Facilities of an enterprise, empty for none.</param>
/// <param name="Category">Category of a place, or null when it is missing.</param>
/// <param name="Kind">Kind of a place or team, class of a road; or null when it is missing.</param>
/// <param name="People">People at a place, the larger of day and night; or null when they are missing.</param>
public sealed record SiteTraits(string Layer, IReadOnlyList<DerivedFacility> Facilities, string? Category = null, string? Kind = null, double? People = null);

/// <summary>A word of the standards ("important public building") as the city's data can tell it: met when any of its conditions is. Immutable.</summary>
/// <param name="Id">Token.</param>
/// <param name="Title">The word, for people.</param>
/// <param name="Any">The conditions.</param>
/// <param name="Source">Why it is read so; a local method.</param>
public sealed record SiteTerm(string Id, LocalizedText Title, IReadOnlyList<SiteCondition> Any, RuleSource Source)
{
    /// <summary>The layers that sites of this word stand in.</summary>
    public IReadOnlyList<string> Layers { get; } = [.. Any.Select(condition => condition.Layer).Distinct(StringComparer.Ordinal)];

    /// <summary>Whether a site is meant, and by which condition.</summary>
    public (Match Match, SiteCondition? Condition) MatchOf(SiteTraits traits)
    {
        var best = (Match: Match.No, Condition: (SiteCondition?)null);
        foreach (var condition in Any)
        {
            var match = condition.MatchOf(traits);
            if (match > best.Match)
                best = (match, condition);
        }
        return best;
    }
}

/// <summary>A condition on a site: all that it names must hold.</summary>
/// <param name="Layer">Layer of the site.</param>
/// <param name="Facilities">One of these facilities, or null for any enterprise.</param>
/// <param name="Categories">One of these categories of places, or null.</param>
/// <param name="Kinds">One of these kinds or road classes, or null.</param>
/// <param name="LeastPeople">At least so many people, or null.</param>
/// <param name="HalfWidthMetres">What lies between the drawn line and the edge that the rule means (half a road's land), metres.</param>
/// <param name="Certainty"><c>possible</c> where the condition does not settle the matter, else null.</param>
public sealed record SiteCondition(
    string Layer, IReadOnlyList<string>? Facilities = null, IReadOnlyList<string>? Categories = null, IReadOnlyList<string>? Kinds = null,
    double? LeastPeople = null, double HalfWidthMetres = 0, string? Certainty = null)
{
    /// <summary>Whether a site meets the condition.</summary>
    public Match MatchOf(SiteTraits traits)
    {
        if (!string.Equals(traits.Layer, Layer, StringComparison.Ordinal))
            return Match.No;
        var match = Certainty == "possible" ? Match.Possible : Match.Certain;
        if (Facilities is not null) match = Least(match, Has(traits));
        if (Categories is not null) match = Least(match, OneOf(Categories, traits.Category));
        if (Kinds is not null) match = Least(match, OneOf(Kinds, traits.Kind));
        if (LeastPeople is { } least) match = Least(match, traits.People switch { null => Match.Possible, { } people => people >= least ? Match.Certain : Match.No });
        return match;
    }

    Match Has(SiteTraits traits)
    {
        var best = Match.No;
        foreach (var facility in traits.Facilities)
        {
            if (Facilities!.Contains(facility.Facility, StringComparer.Ordinal) && facility.Match > best)
                best = facility.Match;
        }
        return best;
    }

    static Match OneOf(IReadOnlyList<string> tokens, string? token) =>
        token is null ? Match.Possible : tokens.Contains(token, StringComparer.Ordinal) ? Match.Certain : Match.No;

    static Match Least(Match one, Match other) => one < other ? one : other;
}
