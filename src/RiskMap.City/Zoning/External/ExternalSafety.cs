using RiskMap.City.Model;
using RiskMap.City.Model.Layers;
using RiskMap.City.Proximity;
using RiskMap.City.Risk;
using RiskMap.City.Risk.Consequence;
using RiskMap.City.Snapshot;
using RiskMap.City.Zoning.Rules;

namespace RiskMap.City.Zoning.External;

/// <summary>Individual risk at one protected place, checked against GB 36894-2018.</summary>
/// <param name="Rule">Token of the criterion.</param>
/// <param name="Clause">Standard and clause, never empty.</param>
/// <param name="OtherLayer">Layer of the other: the place, or for a planned place the enterprise.</param>
/// <param name="OtherId">Its id, or null for contours of a key that no enterprise has.</param>
/// <param name="OtherName">Its name, or null.</param>
/// <param name="Category">Category of the protected place, or null when it is missing.</param>
/// <param name="LimitPerYear">Greatest risk that the criterion allows, deaths a year; null where the category is missing.</param>
/// <param name="AtLeastPerYear">Risk of the innermost contour that it meets, or null.</param>
/// <param name="LessThanPerYear">Risk of the next contour farther in, or null.</param>
/// <param name="ContourId">The contour, or null.</param>
/// <param name="Verdict">What the criterion says.</param>
/// <param name="Reason">What a reader should know besides, or null.</param>
/// <param name="Source">Standard, clause and status.</param>
public sealed record RiskRow(
    string Rule, string Clause, string? OtherLayer, long? OtherId, string? OtherName, string? Category, double? LimitPerYear, double? AtLeastPerYear, double? LessThanPerYear,
    long? ContourId, Verdict Verdict, LocalizedText? Reason, RuleSource Source);

/// <summary>The external safety distance of a planned use.</summary>
/// <param name="Method">How it is found (GB/T 37243-2019); null for a use that is no plant.</param>
/// <param name="Verdict">What method and contours say.</param>
/// <param name="Reason">Why.</param>
/// <param name="Rows">Protected places inside contours; for a planned place the plants whose contours or missing reports concern it.</param>
public sealed record ExternalSafetyResult(SafetyMethod? Method, Verdict Verdict, LocalizedText Reason, IReadOnlyList<RiskRow> Rows);

/// <summary>
/// External safety distance: the method after GB/T 37243-2019, and uploaded contours of individual risk against GB 36894-2018. Where an assessment
/// is required and no contours were uploaded the verdict says so and never passes. Pure, thread-safe.
/// </summary>
static class ExternalSafety
{
    static readonly int Category = Places.Schema.IndexOf("category");
    static readonly int Kind = Places.Schema.IndexOf("kind");

    /// <summary>What is said of a planned use on a site.</summary>
    /// <param name="site">The site.</param>
    /// <param name="use">The use.</param>
    /// <param name="contoursOf">Key under which the project's own contours were uploaded, or null.</param>
    /// <param name="day">Day on which reports must be valid.</param>
    public static ExternalSafetyResult Of(JudgedSite site, PlannedUse use, string? contoursOf, DateOnly day)
    {
        var sets = RiskContourSet.Of(site.City, day);
        if (use.IndustryCode is null && site.Facilities.Count == 0)
            return OfPlace(site, use, sets);
        var method = SafetyMethods.Of(use.IndustryCode, use.Inventory, site.Facilities);
        var contours = contoursOf is null ? null : sets.GetValueOrDefault(contoursOf);
        return method.Method switch
        {
            SafetyMethod.NotApplicable when method.NotHeld is { } standards => new(method, Verdict.NoData,
                ($"不适用 GB/T 37243，执行 {standards}；本系统未收录其距离：不作判定", $"GB/T 37243 does not hold here; the distances of {standards} do, and are not held: nothing is said"), []),
            SafetyMethod.NotApplicable => new(method, Verdict.Pass, ("不适用 GB/T 37243，执行各自标准的距离", "GB/T 37243 does not hold here; the distances of the plant's own standards do"), []),
            SafetyMethod.Standards => new(method, Verdict.Pass, ("外部安全防护距离执行相关标准的间距规则", "the separation distances of the standards are the external safety distance"), []),
            _ when contours is not null => Checked(site, method, contours),
            SafetyMethod.Qra => new(method, Verdict.QraRequired, ("需定量风险评价，未提供报告（等值线）", "a quantitative risk assessment is required and no report's contours were uploaded"), []),
            _ when SafetyMethods.NeedsAssessment(method.GasRatio) => new(method, Verdict.QraRequired,
                ("除爆炸物外，有毒、易燃气体需定量风险评价，未提供报告（等值线）；爆炸超压已筛查", "beside the explosives, toxic and flammable gases require a quantitative risk assessment and no report's contours were uploaded; the blast was screened"), []),
            _ => new(method, Verdict.Conditional,
                ("爆炸超压距离为筛查结果（见间距规则），非定量风险评价；须按事故后果法正式计算", "the distances of the blast are screened (see the separation rules), not assessed; the consequences must be computed in due form"), []),
        };
    }

    static ExternalSafetyResult Checked(JudgedSite site, SafetyMethod method, RiskContourSet contours)
    {
        var rows = PlacesInside(site.City, contours).Select(place => OfTarget(contours, place, isNew: true)).OrderBy(row => row.Verdict).ToList();
        var lowest = contours.Contours[^1].PerYear;
        var strictest = IndividualRiskTable.Default.Strictest;
        if (lowest > strictest.NewPerYear)
            rows.Add(Incomplete(contours, lowest, strictest));
        return new(method, rows.Select(row => row.Verdict).Append(Verdict.Pass).Worst(),
            Working.Text($"等值线内有 {rows.Count(row => row.OtherId is not null)} 处防护目标", $"{rows.Count(row => row.OtherId is not null)} protected places lie inside contours"), rows);
    }

    static RiskRow Incomplete(RiskContourSet contours, double lowest, RiskCriterion strictest) =>
        new(strictest.Id, Clause(strictest), null, null, contours.Key, null, strictest.NewPerYear, null, lowest, null, Verdict.NoData,
            Working.Text($"最外等值线为 {lowest:0e-0}，未提供 {strictest.NewPerYear:0e-0} 等值线", $"the outermost contour is {lowest:0e-0}; that of {strictest.NewPerYear:0e-0} was not uploaded"), strictest.Source);

    static List<TermSite> PlacesInside(CitySnapshot city, RiskContourSet contours)
    {
        var places = TermSites.Of(city, "places", SeparationTable.Default.Term("civil-building"));
        var (found, near) = (new Dictionary<long, TermSite>(), new List<TermSite>());
        foreach (var contour in contours.Contours)
        {
            places.Near(contour.Outline.Box, 0, near);
            foreach (var place in near.Where(place => contour.Outline.IsWithin(place.Outline, 0)))
                found.TryAdd(place.Feature.Id, place);
        }
        return [.. found.Values.OrderBy(place => place.Feature.Id)];
    }

    static RiskRow OfTarget(RiskContourSet contours, TermSite place, bool isNew)
    {
        var (category, kind) = (place.Feature.Text(Category), place.Feature.Text(Kind));
        return Judge(contours, place.Outline, category, kind, isNew) with { OtherLayer = "places", OtherId = place.Feature.Id, OtherName = place.Feature.Name };
    }

    static RiskRow Judge(RiskContourSet contours, SiteOutline target, string? category, string? kind, bool isNew)
    {
        var table = IndividualRiskTable.Default;
        var (known, (atLeast, lessThan, inside)) = (table.Of(category, kind), contours.At(target));
        var criterion = known ?? table.Strictest;
        var limit = isNew ? criterion.NewPerYear : criterion.InServicePerYear;
        // A contour of the limit itself holds what has more.
        var verdict = atLeast >= limit ? Verdict.Fail : lessThan is { } bound && bound <= limit ? Verdict.Pass : Verdict.NoData;
        LocalizedText? reason = verdict == Verdict.NoData ? ("等值线不足以判定", "the contours do not settle it") : null;
        if (known is null && verdict == Verdict.Fail)
            (verdict, reason) = (Verdict.NoData, ("防护目标类别缺失", "the category of the place is missing"));
        return new(criterion.Id, Clause(criterion), null, null, null, category, known is null ? null : limit, atLeast, lessThan, inside?.Feature.Id, verdict, reason, criterion.Source);
    }

    static ExternalSafetyResult OfPlace(JudgedSite site, PlannedUse use, IReadOnlyDictionary<string, RiskContourSet> sets)
    {
        var rows = new List<RiskRow>();
        foreach (var set in sets.Values.OrderBy(set => set.Key, StringComparer.Ordinal).Where(set => set.At(site.Outline).AtLeast is not null))
        {
            var plant = set.Contours[0].Feature;
            rows.Add(Judge(set, site.Outline, use.PlaceCategory, use.PlaceKind, isNew: false) with { OtherLayer = plant.Block.Schema.Name, OtherId = plant.Id, OtherName = plant.Name ?? set.Key });
        }
        rows.AddRange(PlantsWithoutReport(site, sets));
        rows.AddRange(BlastsAround(site, use, sets));
        return new(null, rows.Select(row => row.Verdict).Append(Verdict.Pass).Worst(),
            rows.Count > 0 ? ("周边企业的外部安全防护距离涉及本地块", "the external safety distances of plants around concern the site") : ("周边没有须定量风险评价的企业，也不在等值线内", "no plant around needs an assessment, and no contour reaches the site"),
            [.. rows.OrderBy(row => row.Verdict)]);
    }

    static IEnumerable<RiskRow> PlantsWithoutReport(JudgedSite site, IReadOnlyDictionary<string, RiskContourSet> sets)
    {
        var (metres, near) = (SeparationTable.Default.LookMetres, new List<TermSite>());
        TermSites.Of(site.City, "enterprises", SeparationTable.Default.Term("major-hazard-unit")).Near(site.Outline.Box, metres, near);
        foreach (var plant in near.Where(plant => plant.Outline.IsWithin(site.Outline, metres) && !sets.ContainsKey(plant.Feature.Key)))
        {
            var method = SafetyMethods.Of(EnterpriseFacilities.CodeOf(plant.Feature), Inventories.Of(plant.Feature) ?? [], []);
            if (method.Method == SafetyMethod.Qra)
                yield return new("qra", method.Clause, "enterprises", plant.Feature.Id, plant.Feature.Name, null, null, null, null, null, Verdict.QraRequired,
                    Working.Text($"{metres} m 内的该企业需定量风险评价，未提供等值线", $"this plant within {metres} m needs a quantitative risk assessment, and no contours were uploaded"), method.Source);
        }
    }

    // A place within the screened blast of a plant that has no report.
    static IEnumerable<RiskRow> BlastsAround(JudgedSite site, PlannedUse use, IReadOnlyDictionary<string, RiskContourSet> sets)
    {
        foreach (var plant in ExplosivePlants.Of(site.City).Where(plant => !sets.ContainsKey(plant.Feature.Key)))
        {
            var (metres, isKnown, threshold) = ExplosionScreening.DistanceOf(plant.TntKilograms, use.PlaceCategory, use.PlaceKind);
            if (!plant.Outline.IsWithin(site.Outline, metres - SeparationTable.Default.ToleranceMetres))
                continue;
            var actual = plant.Outline.DistanceTo(site.Outline).Metres;
            yield return new("overpressure", threshold.Source.Citation.En, "enterprises", plant.Feature.Id, plant.Feature.Name, use.PlaceCategory, null, null, null, null,
                plant.VerdictInside(isKnown),
                Working.Text($"该企业的爆炸物（{plant.TntKilograms:0.###} kg TNT 当量）在 {metres} m 内超压达 {threshold.Pascals} Pa，实距 {actual:0.###} m；{ConsequenceTables.Default.Label.Zh}{Doubt(plant, isKnown).Zh}",
                    $"the plant's explosives ({plant.TntKilograms:0.###} kg of TNT) reach {threshold.Pascals} Pa within {metres} m, the site is {actual:0.###} m away; {ConsequenceTables.Default.Label.En}{Doubt(plant, isKnown).En}"),
                threshold.Source);
        }
    }

    static LocalizedText Doubt(ExplosivePlant plant, bool isKnown) => plant.Method.NotHeld is { } standards
        ? ($"；该企业执行 {standards}，本系统未收录其距离", $"; the distances of {standards} hold for the plant and are not held here")
        : isKnown ? ("", "") : ("；防护目标类别缺失", "; the category of the place is missing");

    static string Clause(RiskCriterion criterion) => criterion.Source.Citation.En;
}
