using RiskMap.City.Model;
using RiskMap.City.Model.Layers;
using RiskMap.City.Risk.MajorHazard;
using RiskMap.City.Snapshot;

namespace RiskMap.City.Zoning.Catalogue;

/// <summary>One entry of the catalogue that means a planned use, or a rule that holds everywhere.</summary>
/// <param name="Rule">Token of the rule, or <c>zone</c> for an entry of the zones layer.</param>
/// <param name="Title">What it says.</param>
/// <param name="Clause">Standard and clause, never empty.</param>
/// <param name="MatchedBy"><c>industry</c>, <c>chemical</c>, <c>process</c>, <c>zone</c> (everything in it) or <c>park</c>.</param>
/// <param name="Matched">The prefix, CAS number or process that agrees, or null.</param>
/// <param name="OtherId">Zone or park, or null.</param>
/// <param name="OtherName">Its name, or null.</param>
/// <param name="Verdict">What it says.</param>
/// <param name="Decides">False for an entry that a longer industry prefix overrules.</param>
/// <param name="Reason">What a reader should know besides, or null.</param>
/// <param name="Source">Standard, clause and status.</param>
public sealed record CatalogueRow(
    string Rule, LocalizedText Title, string Clause, string MatchedBy, string? Matched, long? OtherId, string? OtherName, Verdict Verdict, bool Decides, LocalizedText? Reason, RuleSource Source);

/// <summary>
/// The catalogue of what is prohibited, restricted or controlled (禁限控): entries of the zones layer by the longest industry prefix, then chemical,
/// then process, the most severe of them; and the rules about chemical parks (data/zoning.json). Pure, thread-safe.
/// </summary>
static class Catalogues
{
    static readonly int ParkKind = Parks.Schema.IndexOf("kind");
    static readonly int ParkGrade = Parks.Schema.IndexOf("grade");

    /// <summary>What the catalogue says of a use on a site, the most severe first; empty when nothing means it.</summary>
    public static IReadOnlyList<CatalogueRow> Of(CitySnapshot city, PlannedUse use, SiteGround ground, DateOnly day) =>
        [.. ZoneRows(city, use, ground, day).Concat(ParkRows(city, use, ground)).OrderBy(row => row.Verdict)];

    /// <summary>The verdict of rows: that of those that decide; a use that nothing means passes.</summary>
    public static Verdict VerdictOf(IReadOnlyList<CatalogueRow> rows) => rows.Where(row => row.Decides).Select(row => row.Verdict).Append(Verdict.Pass).Worst();

    static IEnumerable<CatalogueRow> ZoneRows(CitySnapshot city, PlannedUse use, SiteGround ground, DateOnly day)
    {
        var (areas, zones) = CatalogueZones.Of(city);
        if (areas.Count == 0)
            return [NoLayer("zone", ("禁限控目录", "Catalogue of prohibitions"), Zones.Schema, new("local method", "data/zoning.json", RuleSource.Verified))];
        var found = areas.Sharing(ground).Select(area => zones[area]).Where(zone => zone.Restriction is not null && zone.IsInForce(day))
            .SelectMany(zone => zone.MatchesOf(use).Select(match => (Zone: zone, Match: match))).ToList();
        var longest = found.Where(pair => pair.Match.By == "industry").Select(pair => pair.Match.Length).DefaultIfEmpty(0).Max();
        return found.Select(pair => Row(pair.Zone, pair.Match.By, pair.Match.Entry, decides: pair.Match.By != "industry" || pair.Match.Length == longest));
    }

    static CatalogueRow Row(CatalogueZone zone, string by, string? entry, bool decides)
    {
        var title = Zones.Restrictions.Find(zone.Restriction!)?.Title ?? (zone.Restriction!, zone.Restriction!);
        LocalizedText? reason = decides ? null : ("行业代码前缀更长的条目优先", "an entry with a longer industry prefix comes first");
        return new("zone", title, Clause(zone.Source), by, entry, zone.Feature.Id, zone.Feature.Name, ZoningTable.Default.VerdictOf(zone.Restriction), decides, reason, zone.Source);
    }

    static IEnumerable<CatalogueRow> ParkRows(CitySnapshot city, PlannedUse use, SiteGround ground)
    {
        var rules = ZoningTable.Default.ParkRules.Where(rule => rule.IsFor(use.IndustryCode)).ToList();
        if (rules.Count == 0)
            return [];
        var areas = AreaSites.Of(city, Parks.Schema.Name);
        if (areas.Count == 0)
            return rules.Select(rule => NoLayer(rule.Id, rule.Title, Parks.Schema, rule.Source));
        var around = areas.Sharing(ground);
        return rules.Select(rule => rule.NeedsParkKind is { } kind ? InPark(rule, kind, use, areas, around, ground) : Grade(rule, areas, around)).OfType<CatalogueRow>();
    }

    static CatalogueRow InPark(ParkRule rule, string kind, PlannedUse use, AreaSites areas, List<int> around, SiteGround ground)
    {
        foreach (var area in around.Where(area => areas.Feature(area).Text(ParkKind) == kind && areas.Holds(area, ground)))
            return Row(rule, areas.Feature(area), Verdict.Pass, null);
        if (around.Where(area => areas.Feature(area).IsNull(ParkKind)).Select(area => (int?)area).FirstOrDefault() is { } unknown)
            return Row(rule, areas.Feature(unknown), Verdict.NoData, ("园区类型缺失", "the kind of the park is missing"));
        if (use.Inventory.Count == 0)
            return Row(rule, null, Verdict.NoData, ("未给出存量，不能确定是否生产危险化学品", "no inventory was given, so whether a dangerous chemical is made is not known"));
        return use.Inventory.Any(line => line.Category is not null || Substances.Of(line) is { Hazards.Count: > 0 })
            ? Row(rule, null, rule.Verdict, ("地块不在认定的化工园区内", "the site does not lie in a recognised chemical park"))
            : Row(rule, null, Verdict.Pass, ("存量中没有危险化学品", "there is no dangerous chemical in the inventory"));
    }

    static CatalogueRow? Grade(ParkRule rule, AreaSites areas, List<int> around)
    {
        foreach (var area in around.Where(area => areas.Feature(area).Text(ParkKind) == rule.ParkKind))
        {
            var park = areas.Feature(area);
            return park.Text(ParkGrade) is not { } grade
                ? Row(rule, park, Verdict.NoData, ("园区安全风险等级缺失", "the grade of the park is missing"))
                : Row(rule, park, rule.ForbiddenGrades!.Contains(grade, StringComparer.Ordinal) ? rule.Verdict : Verdict.Pass, ($"园区等级 {grade}", $"the park's grade is {grade}"));
        }
        return null;
    }

    static CatalogueRow Row(ParkRule rule, FeatureRef? park, Verdict verdict, LocalizedText? reason) =>
        new(rule.Id, rule.Title, Clause(rule.Source), "park", null, park?.Id, park?.Name, verdict, Decides: true, reason, rule.Source);

    static CatalogueRow NoLayer(string rule, LocalizedText title, LayerSchema layer, RuleSource source) =>
        new(rule, title, Clause(source), rule == "zone" ? "zone" : "park", null, null, null, Verdict.NoData, Decides: true,
            ($"图层“{layer.Title.Zh}”没有数据", $"the layer '{layer.Name}' holds no data"), source);

    static string Clause(RuleSource source) => source.Citation.En;
}
