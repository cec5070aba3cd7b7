using RiskMap.City.Proximity;
using RiskMap.City.Snapshot;
using RiskMap.City.Zoning.Rules;

namespace RiskMap.City.Zoning;

/// <summary>A use on a place in the city: what the rules are run on. Immutable.</summary>
/// <param name="City">The city.</param>
/// <param name="Facilities">Its facilities.</param>
/// <param name="Traits">What rules can ask of it.</param>
/// <param name="Applied">The rules that mean it.</param>
/// <param name="Outline">Where it stands, in the metric plane.</param>
/// <param name="Self">The feature itself when it stands in the city already, else null.</param>
sealed record JudgedSite(
    CitySnapshot City, IReadOnlyList<DerivedFacility> Facilities, IReadOnlyList<SiteTraits> Traits, IReadOnlyList<AppliedRule> Applied, SiteOutline Outline, FeatureRef? Self = null)
{
    /// <summary>A planned use on an outline.</summary>
    public static JudgedSite Of(CitySnapshot city, PlannedUse use, SiteOutline outline, FeatureRef? self = null)
    {
        var facilities = PlannedTraits.FacilitiesOf(use);
        var traits = PlannedTraits.Of(use, facilities);
        return new(city, facilities, traits, [.. AppliedRule.Of(city, traits)], outline, self);
    }

    /// <summary>True for the site itself, which is no neighbour.</summary>
    public bool Is(FeatureRef other) => Self is { } self && self.Id == other.Id && ReferenceEquals(self.Block.Schema, other.Block.Schema);

    /// <summary>A position of the plane as [longitude, latitude].</summary>
    public double[] LonLat((double X, double Y) metres)
    {
        var (longitude, latitude) = City.Plane.Unproject(metres.X, metres.Y);
        return [longitude, latitude];
    }
}

/// <summary>A rule that applies to a use in a city, and in which role. Immutable; safe for parallel reads.</summary>
/// <param name="City">The city.</param>
/// <param name="Rule">The rule.</param>
/// <param name="IsHazard">True when the use is the hazard.</param>
/// <param name="Own">How far the rule means the use.</param>
/// <param name="Other">What it must keep away from.</param>
sealed record AppliedRule(CitySnapshot City, SeparationRule Rule, bool IsHazard, Match Own, SiteTerm Other)
{
    readonly Lazy<TermSites[]> _sites = new(() => [.. Other.Layers.Select(layer => TermSites.Of(City, layer, Other))]);

    /// <summary>What it must keep away from, by layer; looked up once for all places that the use is tried on.</summary>
    public IReadOnlyList<TermSites> Sites => _sites.Value;

    /// <summary>A layer of the other side that holds no data, or null.</summary>
    public string? EmptyLayer { get; } = Other.Layers.FirstOrDefault(layer => City.Layer(layer).Count == 0);

    /// <summary>The rules that mean a use, in both roles, in the order of the table.</summary>
    public static IEnumerable<AppliedRule> Of(CitySnapshot city, IReadOnlyList<SiteTraits> traits)
    {
        var table = SeparationTable.Default;
        foreach (var rule in table.Rules)
        {
            if (rule.NeedsLayer is not null)
                continue;
            var (hazard, target) = (table.Term(rule.Hazard), table.Term(rule.Target));
            if (PlannedTraits.MatchOf(traits, hazard) is var asHazard && asHazard > Match.No)
                yield return new(city, rule, IsHazard: true, asHazard, target);
            if (PlannedTraits.MatchOf(traits, target) is var asTarget && asTarget > Match.No)
                yield return new(city, rule, IsHazard: false, asTarget, hazard);
        }
    }

    /// <summary>What the rule says on every site: its own word where it has no number, no data where the city has none of the other side.</summary>
    public Verdict Everywhere => (IsHazard ? Rule.Always : null) ?? (EmptyLayer is null ? Verdict.Pass : Verdict.NoData);

    /// <summary>Verdict of the broken rule against a neighbour that is certainly or possibly meant: never worse than the rule itself.</summary>
    public Verdict WhenBroken(Match other)
    {
        var broken = Rule.WhenBroken;
        return Own == Match.Certain && other == Match.Certain ? broken : Milder(broken, Verdict.NoData);
    }

    static Verdict Milder(Verdict one, Verdict other) => one > other ? one : other;
}
