using NetTopologySuite.Geometries;
using RiskMap.City.Proximity;
using RiskMap.City.Snapshot;
using RiskMap.City.Zoning.Catalogue;
using RiskMap.City.Zoning.External;
using RiskMap.City.Zoning.Rules;

namespace RiskMap.City.Zoning.Siting;

/// <summary>A use in a city on a day, ready to be judged on many sites. Immutable; safe for parallel reads.</summary>
sealed class SitingCase
{
    readonly IReadOnlyList<DerivedFacility> _facilities;
    readonly IReadOnlyList<SiteTraits> _traits;
    readonly IReadOnlyList<AppliedRule> _applied;
    readonly Verdict? _safetyOfPlant;

    /// <summary>A use in a city.</summary>
    public SitingCase(CitySnapshot city, PlannedUse use, string? contoursOf, DateOnly day)
    {
        (City, Use, ContoursOf, Day) = (city, use, contoursOf, day);
        _facilities = PlannedTraits.FacilitiesOf(use);
        _traits = PlannedTraits.Of(use, _facilities);
        _applied = [.. AppliedRule.Of(_traits)];
        // A plant's method follows from what it holds and its contours lie where its report drew them: neither moves with the site.
        if (IsPlant)
            _safetyOfPlant = ExternalSafety.Of(new JudgedSite(city, _facilities, _traits, default), use, contoursOf, day).Verdict;
    }

    /// <summary>The city.</summary>
    public CitySnapshot City { get; }

    /// <summary>What is planned.</summary>
    public PlannedUse Use { get; }

    /// <summary>Key of the project's contours, or null.</summary>
    public string? ContoursOf { get; }

    /// <summary>Day on which catalogue and reports must be valid.</summary>
    public DateOnly Day { get; }

    /// <summary>The same with another inventory.</summary>
    public SitingCase With(IReadOnlyList<Risk.InventoryLine> inventory) => new(City, Use with { Inventory = inventory }, ContoursOf, Day);

    /// <summary>The use on a site in the metric plane.</summary>
    public JudgedSite On(Geometry metric) => new(City, _facilities, _traits, new SiteOutline(metric));

    /// <summary>The verdict on a site in the metric plane.</summary>
    public Verdict VerdictOn(Geometry metric) => VerdictOn(new SiteGround(metric));

    /// <summary>
    /// The verdict on a site in the metric plane: the same as that of all rows, without making them. What is already known to be as severe as
    /// <paramref name="enough"/> is not looked at further.
    /// </summary>
    public Verdict VerdictOn(SiteGround ground, Verdict enough = Verdict.Prohibited)
    {
        var verdict = Catalogues.VerdictOf(Catalogues.Of(City, Use, ground, Day));
        var site = On(ground.Metric);
        foreach (var part in Parts(site))
        {
            if (verdict <= enough)
                break;
            verdict = Worse(verdict, part());
        }
        return verdict;
    }

    /// <summary>The best verdict that any place can gain: what rules without a number, missing layers and the plant's own method say everywhere.</summary>
    public Verdict BestVerdict()
    {
        var everywhere = Worse(SeparationRows.EverywhereOf(City, _applied), _safetyOfPlant ?? Verdict.Pass);
        return LacksLayer() || (Use.LandUse is not null && ZoningTable.Default.LandUsesOf(Use.LandUse).Count == 0) ? Worse(everywhere, Verdict.NoData) : everywhere;
    }

    bool IsPlant => Use.IndustryCode is not null || _facilities.Count > 0;

    IEnumerable<Func<Verdict>> Parts(JudgedSite site) =>
    [
        () => SeparationRows.VerdictOf(site, _applied),
        () => LandUseRows.Of(site, Use.LandUse).Select(row => row.Verdict).Append(Verdict.Pass).Worst(),
        () => _safetyOfPlant ?? ExternalSafety.Of(site, Use, ContoursOf, Day).Verdict,
    ];

    static Verdict Worse(Verdict one, Verdict other) => one < other ? one : other;

    bool LacksLayer() =>
        City.Layer("zones").Count == 0 || (City.Layer("parks").Count == 0 && ZoningTable.Default.ParkRules.Any(rule => rule.IsFor(Use.IndustryCode)));
}
