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
        // A report's contours stand in the place of the screening.
        var isScreened = contoursOf is null || !RiskContourSet.Of(city, day).ContainsKey(contoursOf);
        _applied = [.. AppliedRule.Of(city, _traits), .. isScreened ? ExplosionScreening.RulesOf(city, use, _facilities) : []];
        // A plant's method follows from what it holds and its contours lie where its report drew them: neither moves with the site.
        if (IsPlant)
            _safetyOfPlant = ExternalSafety.Of(new JudgedSite(city, _facilities, _traits, _applied, default), use, contoursOf, day).Verdict;
    }

    /// <summary>The city.</summary>
    public CitySnapshot City { get; }

    /// <summary>What is planned.</summary>
    public PlannedUse Use { get; }

    /// <summary>Key of the project's contours, or null.</summary>
    public string? ContoursOf { get; }

    /// <summary>Day on which catalogue and reports must be valid.</summary>
    public DateOnly Day { get; }

    /// <summary>The rules that mean the use.</summary>
    public IReadOnlyList<AppliedRule> Applied => _applied;

    /// <summary>The same with another inventory.</summary>
    public SitingCase With(IReadOnlyList<Risk.InventoryLine> inventory) => new(City, Use with { Inventory = inventory }, ContoursOf, Day);

    /// <summary>The use on a site in the metric plane.</summary>
    public JudgedSite On(Geometry metric) => On(new SiteOutline(metric));

    JudgedSite On(SiteOutline outline) => new(City, _facilities, _traits, _applied, outline);

    /// <summary>The verdict on a site in the metric plane.</summary>
    public Verdict VerdictOn(Geometry metric) => VerdictOn(new SiteGround(metric));

    /// <summary>
    /// The verdict on a site in the metric plane: the same as that of all rows, without making them. What is already known to be as severe as
    /// <paramref name="enough"/> is not looked at further.
    /// </summary>
    public Verdict VerdictOn(SiteGround ground, Verdict enough = Verdict.Prohibited)
    {
        // Quick answers first: distances are looked up in an index, the ground of zones and parks is cut.
        var site = On(ground.Outline);
        var verdict = SeparationRows.VerdictOf(site, enough);
        if (verdict > enough)
            verdict = Worse(verdict, _safetyOfPlant ?? ExternalSafety.Of(site, Use, ContoursOf, Day).Verdict);
        if (verdict > enough)
            verdict = Worse(verdict, LandUseRows.Of(site, Use.LandUse).Select(row => row.Verdict).Append(Verdict.Pass).Worst());
        return verdict > enough ? Worse(verdict, Catalogues.VerdictOf(Catalogues.Of(City, Use, ground, Day))) : verdict;
    }

    /// <summary>The best verdict that any place can gain: what rules without a number, missing layers and the plant's own method say everywhere.</summary>
    public Verdict BestVerdict()
    {
        var everywhere = Worse(SeparationRows.EverywhereOf(_applied), _safetyOfPlant ?? Verdict.Pass);
        return LacksLayer() || (Use.LandUse is not null && ZoningTable.Default.LandUsesOf(Use.LandUse).Count == 0) ? Worse(everywhere, Verdict.NoData) : everywhere;
    }

    bool IsPlant => Use.IndustryCode is not null || _facilities.Count > 0;

    static Verdict Worse(Verdict one, Verdict other) => one < other ? one : other;

    bool LacksLayer() =>
        City.Layer("zones").Count == 0 || (City.Layer("parks").Count == 0 && ZoningTable.Default.ParkRules.Any(rule => rule.IsFor(Use.IndustryCode)));
}
