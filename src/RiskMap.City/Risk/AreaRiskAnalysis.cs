using System.Globalization;
using RiskMap.City.Model;
using RiskMap.City.Risk.Fields;
using RiskMap.City.Snapshot;

namespace RiskMap.City.Risk;

/// <summary>
/// Risk by district, park and cell: a local method (field of the enterprises × exposed people × rescue reach) with its parameters in
/// data/risk-model.json and its working in every answer. Pure and thread-safe: the same snapshot and model give the same answer, whatever was asked
/// before; what an edit does not touch is only computed once. Distances are metres in the city's metric plane.
/// </summary>
public static class AreaRiskAnalysis
{
    /// <summary>Risk of the districts of the lowest level that covers the city.</summary>
    public static RiskReport ByDistrict(CitySnapshot city, RiskModel? model = null) => By("district", city, model);

    /// <summary>Risk of the parks.</summary>
    public static RiskReport ByPark(CitySnapshot city, RiskModel? model = null) => By("park", city, model);

    /// <summary>Risk of the <c>district</c>s or <c>park</c>s.</summary>
    /// <exception cref="QuestionException">Another word.</exception>
    public static RiskReport By(string by, CitySnapshot city, RiskModel? model = null)
    {
        var rules = model ?? RiskModel.Default;
        var facts = AreaFacts.Gather(city, rules, UnitsOf(by, city, rules));
        var areas = Enumerable.Range(0, facts.Units.Features.Count).Select(area => AreaIndex.Of(facts, area)).ToList();
        return new(
            city.Version.Text, city.WhatIf, MethodOf(rules, facts.Fields.Grid), by, facts.Units.Level, areas, facts.CountsOf(-1),
            AreaWorking.OfMethod(rules, facts.Fields));
    }

    /// <summary>What if this enterprise left: the areas before and after.</summary>
    /// <param name="city">The city.</param>
    /// <param name="enterpriseId">Feature id of the enterprise.</param>
    /// <param name="by"><c>district</c> or <c>park</c>.</param>
    /// <param name="model">Parameters, or null for those of the installation.</param>
    /// <exception cref="QuestionException">There is no such enterprise.</exception>
    public static RiskWithout Without(CitySnapshot city, long enterpriseId, string by = "district", RiskModel? model = null)
    {
        var enterprise = city.Layer("enterprises").Find(enterpriseId) ?? throw new QuestionException(
            "enterpriseId", enterpriseId.ToString(CultureInfo.InvariantCulture), ($"没有编号为 {enterpriseId} 的企业", $"there is no enterprise with id {enterpriseId}"),
            ("请给出 enterprises 图层中要素的 id", "give the id of a feature of the layer enterprises"));
        var (before, after) = (By(by, city, model), By(by, city.Imagine("enterprises", [], [enterpriseId]), model));
        var areas = before.Areas.Zip(after.Areas, (then, now) => new AreaWithout(
            then.Id, then.Code, then.Name, SideOf(then), SideOf(now), Math.Max(0, (then.Risk ?? 0) - (now.Risk ?? 0)))).ToList();
        var name = enterprise.Name ?? enterprise.Key;
        return new(city.Version.Text, city.WhatIf, before.Method, enterpriseId, enterprise.Key, enterprise.Name, areas,
        [
            new(($"{before.Method.Title.Zh}：移除 {name} 前后各算一次", $"{before.Method.Title.En}: computed with and without {name}"), before.Method.Source),
            .. areas.Where(area => area.Before != area.After).Select(area => new ExplanationStep((
                $"{area.Name ?? area.Code}：{area.Before.Text} → {area.After.Text}", $"{area.Name ?? area.Code}: {area.Before.Text} → {area.After.Text}"))),
        ]);
    }

    /// <summary>The cells of a box or an area as a raster.</summary>
    /// <exception cref="QuestionException">The box is none, lies outside the city, or holds too many cells; or there is no such area.</exception>
    public static RiskCells Cells(CitySnapshot city, RiskCellsQuestion question, RiskModel? model = null) =>
        CellRaster.Of(city, question, model ?? RiskModel.Default);

    internal static AreaUnits UnitsOf(string by, CitySnapshot city, RiskModel model) => by switch
    {
        "district" => AreaUnits.DistrictsOf(city, model),
        "park" => AreaUnits.Parks(city),
        _ => throw new QuestionException("by", by, ($"不能按“{by}”计算", $"risk is not computed by '{by}'"), ("请用 district 或 park", "use district or park")),
    };

    internal static RiskMethod MethodOf(RiskModel model, CellGrid grid) =>
        new(model.Id, model.Title, Local: true, model.File, model.Source, model.Source.Status, grid.Edge, model.Colours);

    static AreaSide SideOf(AreaRisk area) => new(area.Index, area.IndexAtLeast, area.IndexAtMost, area.Colour, area.Risk, area.ShareAbove);
}

/// <summary>Risk of the areas with and without an enterprise.</summary>
/// <param name="DataVersion">Token of the data version and the rule tables.</param>
/// <param name="WhatIf">True when the city itself is a what-if copy.</param>
/// <param name="Method">The method; always a local method.</param>
/// <param name="EnterpriseId">The enterprise.</param>
/// <param name="EnterpriseKey">Its key.</param>
/// <param name="EnterpriseName">Its name, or null.</param>
/// <param name="Areas">One entry an area, by ascending id.</param>
/// <param name="Explanation">What was computed, and the areas that change.</param>
public sealed record RiskWithout(
    string DataVersion, bool WhatIf, RiskMethod Method, long EnterpriseId, string EnterpriseKey, string? EnterpriseName,
    IReadOnlyList<AreaWithout> Areas, IReadOnlyList<ExplanationStep> Explanation);

/// <summary>One area with and without the enterprise.</summary>
/// <param name="Id">Feature id of the area.</param>
/// <param name="Code">Code, or null.</param>
/// <param name="Name">Name, or null.</param>
/// <param name="Before">With it.</param>
/// <param name="After">Without it.</param>
/// <param name="RiskLess">By how much the area's risk falls.</param>
public sealed record AreaWithout(long Id, string? Code, string? Name, AreaSide Before, AreaSide After, double RiskLess);

/// <summary>Value and colour of an area at one side of a comparison; members as in <see cref="AreaRisk"/>.</summary>
public sealed record AreaSide(double? Index, double IndexAtLeast, double IndexAtMost, string? Colour, double? Risk, double ShareAbove)
{
    internal string Text => Index is { } index
        ? $"{AreaWorking.Text(index)} ({Colour ?? "?"})"
        : $"{AreaWorking.Text(IndexAtLeast)}–{AreaWorking.Text(IndexAtMost)} ({Colour ?? "?"})";
}
