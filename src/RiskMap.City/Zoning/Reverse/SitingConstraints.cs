using NetTopologySuite.Geometries;
using RiskMap.City.Model.Layers;
using RiskMap.City.Proximity;
using RiskMap.City.Risk.MajorHazard;
using RiskMap.City.Snapshot;
using RiskMap.City.Zoning.Catalogue;
using RiskMap.City.Zoning.Rules;
using RiskMap.City.Zoning.Siting;
using RiskMap.Geo.Geometries;

namespace RiskMap.City.Zoning.Reverse;

/// <summary>
/// Everything in a part of the city from which a use must keep away: the separation rules, the catalogue with its rules about parks, and the land uses
/// that must not lie beside its own. The same tables as the certificate's, as shapes. Pure.
/// </summary>
static class SitingConstraints
{
    static readonly int ParkKind = Parks.Schema.IndexOf("kind");
    static readonly int ParkGrade = Parks.Schema.IndexOf("grade");

    /// <summary>The constraints on a use in a part of the metric plane on a day.</summary>
    public static List<SitingConstraint> Of(CitySnapshot city, PlannedUse use, DateOnly day, Box area) =>
    [
        .. Separation.Constraints(new SitingCase(city, use, null, day).Applied, area).Select(one => new SitingConstraint(one.Rule.Id, one.Rule.Title, one.Rule.Source, one.Other, one.Outline, one.RequiredMetres, one.WhenBroken)),
        .. WithoutNumber(city, use, area), .. OfZones(city, use, day, area), .. OfParks(city, use, area), .. OfLandUses(city, use, area), .. SafetyConstraints.Of(city, use, day, area),
    ];

    // A rule without a number says what it says to a target near such a hazard; to the hazard itself it says it everywhere.
    static IEnumerable<SitingConstraint> WithoutNumber(CitySnapshot city, PlannedUse use, Box area)
    {
        var (metres, near) = (SeparationTable.Default.LookMetres, new List<TermSite>());
        foreach (var applied in AppliedRule.Of(city, PlannedTraits.Of(use)).Where(applied => !applied.IsHazard && applied.Rule.Always is not null))
        {
            foreach (var sites in applied.Sites)
            {
                sites.Near(area, metres, near);
                foreach (var site in near)
                    yield return new(applied.Rule.Id, applied.Rule.Title, applied.Rule.Source, site.Feature, site.Outline, metres + site.HalfWidthMetres, applied.Rule.Always!.Value);
            }
        }
    }

    // Where zones overlap, of the entries by industry only those with the longest prefix decide: they cut the others' zones.
    static IEnumerable<SitingConstraint> OfZones(CitySnapshot city, PlannedUse use, DateOnly day, Box area)
    {
        var (areas, zones) = CatalogueZones.Of(city);
        var meant = areas.Near(area, 0).Select(i => (Zone: zones[i], Outline: areas.Outline(i))).Where(pair => pair.Zone.Restriction is not null && pair.Zone.IsInForce(day))
            .Select(pair => (pair.Zone, pair.Outline, Matches: pair.Zone.MatchesOf(use).ToList())).Where(pair => pair.Matches.Count > 0).ToList();
        foreach (var (zone, outline, matches) in meant)
        {
            var verdict = ZoningTable.Default.VerdictOf(zone.Restriction);
            var length = matches.All(match => match.By == "industry") ? matches.Max(match => match.Length) : int.MaxValue;
            var longer = meant.Where(other => other.Matches.Any(match => match.By == "industry" && match.Length > length) && other.Outline.Box.Intersects(outline.Box)).Select(other => other.Outline.Geometry).ToList();
            if (verdict == Verdict.Pass || Without(outline.Geometry, longer) is not { IsEmpty: false } ground)
                continue;
            var title = Zones.Restrictions.Find(zone.Restriction!)?.Title ?? (zone.Restriction!, zone.Restriction!);
            yield return new("zone", title, zone.Source, zone.Feature, longer.Count == 0 ? outline : new SiteOutline(ground), 0, verdict);
        }
    }

    static IEnumerable<SitingConstraint> OfParks(CitySnapshot city, PlannedUse use, Box area)
    {
        var areas = AreaSites.Of(city, Parks.Schema.Name);
        if (areas.Count == 0)
            return [];
        var near = areas.Near(area, 0);
        return ZoningTable.Default.ParkRules.Where(rule => rule.IsFor(use.IndustryCode))
            .SelectMany(rule => rule.NeedsParkKind is { } kind ? OutsideParks(rule, kind, use, areas, near, area) : InParks(rule, areas, near));
    }

    // Outside the parks of a kind the rule forbids; in a park of unknown kind nobody can tell.
    static IEnumerable<SitingConstraint> OutsideParks(ParkRule rule, string kind, PlannedUse use, AreaSites areas, List<int> near, Box area)
    {
        var known = near.Where(park => areas.Feature(park).Text(ParkKind) == kind).Select(park => areas.Outline(park).Geometry).ToList();
        var unknown = near.Where(park => areas.Feature(park).IsNull(ParkKind)).ToList();
        foreach (var park in unknown)
        {
            if (Without(areas.Outline(park).Geometry, known) is { IsEmpty: false } ground)
                yield return new(rule.Id, rule.Title, rule.Source, areas.Feature(park), new SiteOutline(ground), 0, Verdict.NoData);
        }
        var verdict = use.Inventory.Count == 0 ? Verdict.NoData : IsDangerous(use) ? rule.Verdict : Verdict.Pass;
        var whole = new GeometryFactory().ToGeometry(new Envelope(area.MinX, area.MaxX, area.MinY, area.MaxY));
        if (verdict != Verdict.Pass && Without(whole, [.. known, .. unknown.Select(park => areas.Outline(park).Geometry)]) is { IsEmpty: false } outside)
            yield return new(rule.Id, rule.Title, rule.Source, null, new SiteOutline(outside), 0, verdict);
    }

    static IEnumerable<SitingConstraint> InParks(ParkRule rule, AreaSites areas, List<int> near)
    {
        foreach (var park in near.Where(park => areas.Feature(park).Text(ParkKind) == rule.ParkKind))
        {
            var grade = areas.Feature(park).Text(ParkGrade);
            if (grade is null || rule.ForbiddenGrades!.Contains(grade, StringComparer.Ordinal))
                yield return new(rule.Id, rule.Title, rule.Source, areas.Feature(park), areas.Outline(park), 0, grade is null ? Verdict.NoData : rule.Verdict);
        }
    }

    static IEnumerable<SitingConstraint> OfLandUses(CitySnapshot city, PlannedUse use, Box area)
    {
        var own = ZoningTable.Default.LandUsesOf(use.LandUse).Select(landUse => landUse.Id).ToList();
        var (areas, zones) = CatalogueZones.Of(city);
        foreach (var pair in ZoningTable.Default.LandUsePairs)
        {
            var others = own.Where(id => id == pair.One || id == pair.Other).Select(id => id == pair.One ? pair.Other : pair.One).ToList();
            foreach (var zone in others.Count == 0 ? [] : areas.Near(area, pair.BesideMetres).Where(zone => zones[zone].LandUses.Any(landUse => others.Contains(landUse.Id, StringComparer.Ordinal))))
                yield return new(pair.Id, ($"{pair.One} 与 {pair.Other} 不相邻", $"{pair.One} not beside {pair.Other}"), pair.Source, areas.Feature(zone), areas.Outline(zone), pair.BesideMetres, pair.Verdict);
        }
    }

    static bool IsDangerous(PlannedUse use) => use.Inventory.Any(line => line.Category is not null || Substances.Of(line) is { Hazards.Count: > 0 });

    static Geometry Without(Geometry whole, List<Geometry> parts) => parts.Count == 0
        ? whole
        : whole.Difference(NetTopologySuite.Operation.Union.UnaryUnionOp.Union(parts));
}
