using System.Globalization;
using RiskMap.City.Model;
using RiskMap.City.Model.Layers;
using RiskMap.City.Proximity;
using RiskMap.City.Snapshot;
using RiskMap.City.Zoning.Rules;
using RiskMap.Geo.Geometries;

namespace RiskMap.City.Zoning;

/// <summary>
/// Separation distances of the standards (data/separation.json), edge to edge in the metric plane, in both directions: a plant among schools and a
/// school among plants. What an existing enterprise is follows from its industry code, inventory and processes (data/facilities.json, a local
/// method). Pure, thread-safe.
/// </summary>
public static class Separation
{
    /// <summary>The rules around an enterprise or a planned use.</summary>
    /// <exception cref="QuestionException">No site was named, the site cannot be used, or a code, chemical or facility does not exist.</exception>
    public static SeparationAnswer Of(CitySnapshot city, SeparationQuestion question)
    {
        if (question.EnterpriseId is { } id)
            return OfEnterprise(city, id);
        if (question.Site is not { } site || question.Use is not { } use)
            throw new QuestionException(question.Site is null ? "site" : "use", null,
                ("没有给出企业，也没有给出地块和用途", "neither an enterprise nor a site with its use was given"),
                ("请给出 enterpriseId，或 site 与 use", "give enterpriseId, or site and use"));
        var checkedUse = UseChecks.Require(use, "use/");
        var drawn = DrawnSite.Of(city, site);
        return Answer(JudgedSite.Of(city, checkedUse, drawn.Outline), isKnown: true);
    }

    /// <summary>Makes what every question of siting needs from a city's enterprises, their sites and facilities: asked before, the first answer is as quick as the next.</summary>
    public static void Prepare(CitySnapshot city) => TermSites.Of(city, Enterprises.Schema.Name, SeparationTable.Unknown);

    /// <summary>
    /// All demands of existing features on a planned use, in both directions; rules without a number are not among them. The features are those of
    /// the whole city, or those that can matter to a part of it.
    /// </summary>
    /// <param name="city">The city.</param>
    /// <param name="use">What is planned.</param>
    /// <param name="metricArea">The part of the metric plane where the use may stand, or null for everywhere.</param>
    public static IReadOnlyList<SeparationConstraint> ConstraintsOn(CitySnapshot city, PlannedUse use, Box? metricArea = null) =>
        Constraints(AppliedRule.Of(city, PlannedTraits.Of(use)), metricArea);

    /// <summary>All demands of rules that have a number.</summary>
    internal static IReadOnlyList<SeparationConstraint> Constraints(IEnumerable<AppliedRule> rules, Box? metricArea)
    {
        var constraints = new List<SeparationConstraint>();
        foreach (var applied in rules)
        {
            if (applied.Rule is { RequiredMetres: { } metres, Always: null })
                AddConstraints(applied, Math.Max(metres, SeparationTable.Default.ToleranceMetres), metricArea, constraints);
        }
        return constraints;
    }

    static void AddConstraints(AppliedRule applied, double metres, Box? area, List<SeparationConstraint> constraints)
    {
        var near = new List<TermSite>();
        foreach (var sites in applied.Sites)
        {
            if (area is { } box)
                sites.Near(box, metres, near);
            foreach (var site in area is null ? sites.All : near)
            {
                constraints.Add(new(applied.Rule, site.Feature, site.Outline, metres + site.HalfWidthMetres)
                {
                    WhenBroken = applied.WhenBroken(site.Match),
                });
            }
        }
    }

    static SeparationAnswer OfEnterprise(CitySnapshot city, long id)
    {
        var enterprise = city.Layer(Enterprises.Schema.Name).Find(id) ?? throw new QuestionException("enterpriseId", id.ToString(CultureInfo.InvariantCulture),
            ($"没有编号为 {id} 的企业", $"there is no enterprise with the id {id}"), ("请在企业图层中查找编号", "look its id up in the layer of enterprises"));
        if (enterprise.IsEmpty)
            throw new QuestionException("enterpriseId", id.ToString(CultureInfo.InvariantCulture),
                ("该企业没有位置", "the enterprise has no position"), ("请先补充位置", "give it a position first"));
        var use = PlannedTraits.Of(enterprise);
        return Answer(JudgedSite.Of(city, use, OutlineOf(city, enterprise), enterprise), use is { IndustryCode: not null, Inventory: not null });
    }

    static SiteOutline OutlineOf(CitySnapshot city, FeatureRef enterprise)
    {
        var metric = enterprise.Block.Metric(city.Plane);
        return new(metric.PointX(enterprise.Row), metric.PointY(enterprise.Row), SiteShapes.Of(city).Find(enterprise));
    }

    static SeparationAnswer Answer(JudgedSite site, bool isKnown)
    {
        var rows = SeparationRows.Of(site);
        var unknown = SeparationRows.UnknownAround(site);
        // Of a use that is known, no rule is something said; of one that is not, it is nothing.
        var verdict = rows.Count == 0 && isKnown ? Verdict.Pass : rows.Select(row => row.Verdict).Append(isKnown ? Verdict.Pass : Verdict.NoData).Worst();
        return new(verdict, rows, site.Facilities, site.Outline.MeasuredFrom, unknown, NotChecked, site.City.Version.Text, site.City.WhatIf,
            SeparationWorking.Of(site, rows, unknown, isKnown));
    }

    /// <summary>The rules that need data which the product does not have.</summary>
    internal static IReadOnlyList<UncheckedRule> NotChecked { get; } = [.. SeparationTable.Default.Rules.Where(rule => rule.NeedsLayer is not null).Select(rule =>
        new UncheckedRule(rule.Id, rule.Title, rule.Clause, ($"本系统没有“{rule.NeedsLayer}”图层", $"there is no layer '{rule.NeedsLayer}'"), rule.Source))];
}
