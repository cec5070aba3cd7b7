using RiskMap.City.Model;
using RiskMap.City.Snapshot;

namespace RiskMap.City.Risk;

/// <summary>How the risk of the areas went over several versions of a city, and which enterprises moved it. Pure, thread-safe; a local method.</summary>
public static class RiskTrend
{
    /// <summary>The trend over versions, the oldest first.</summary>
    /// <param name="cities">Two or more versions of one city.</param>
    /// <param name="by"><c>district</c> or <c>park</c>.</param>
    /// <param name="model">Parameters, or null for those of the installation: the same for all versions.</param>
    /// <exception cref="QuestionException">Fewer than two versions, or another word than district or park.</exception>
    public static RiskTrendAnswer Of(IReadOnlyList<CitySnapshot> cities, string by = "district", RiskModel? model = null)
    {
        if (cities.Count < 2)
        {
            throw new QuestionException("versions", null, ("至少需要两个版本", $"a trend needs two versions, there is {cities.Count}"),
                ("请再给出一个版本或时间", "name another version or time"));
        }
        var rules = model ?? RiskModel.Default;
        var reports = cities.Select(city => AreaRiskAnalysis.By(by, city, rules)).ToList();
        var steps = Enumerable.Range(1, cities.Count - 1).Select(i => TrendStep.Of(cities[i - 1], cities[i], by, rules)).ToList();
        var ids = reports.SelectMany(report => report.Areas.Select(area => area.Id)).Distinct().Order().ToList();
        var last = reports[^1];
        return new(last.DataVersion, cities.Any(city => city.WhatIf), last.Method, by, [.. cities.Select(city => city.Version.Version)],
            [.. ids.Select(id => AreaOf(id, cities, reports, steps))],
            [
                new(("各版本使用同一套参数与固定阈值，颜色可直接比较", "all versions are computed with the same parameters and fixed thresholds, so that their colours compare"), rules.Source),
                .. last.Explanation,
            ]);
    }

    static AreaTrend AreaOf(long id, IReadOnlyList<CitySnapshot> cities, List<RiskReport> reports, List<TrendStep> steps)
    {
        var areas = reports.Select(report => report.Areas.FirstOrDefault(area => area.Id == id)).ToList();
        var known = areas.Last(area => area is not null)!;
        var moments = cities.Zip(areas, (city, area) => new AreaMoment(
            city.Version.Version, area is not null, area?.Index, area?.IndexAtLeast, area?.IndexAtMost, area?.Colour, area?.Risk, area?.ShareAbove)).ToList();
        return new(id, known.Code, known.Name, moments, [.. steps.Select((step, i) => ChangeOf(id, areas[i], areas[i + 1], moments[i], moments[i + 1], step))]);
    }

    static AreaChange ChangeOf(long id, AreaRisk? before, AreaRisk? after, AreaMoment from, AreaMoment to, TrendStep step)
    {
        var reasons = new List<LocalizedText>();
        if (before is null || after is null)
            reasons.Add(before is null ? ("新增区域", "the area is new") : ("区域已删除", "the area is gone"));
        if (before?.Cell?.PeopleOfArea is var then && after?.Cell?.PeopleOfArea is var now && then != now)
            reasons.Add(($"已知人口由 {People(then)} 变为 {People(now)}", $"people known went from {People(then)} to {People(now)}"));
        if (step.TeamsChanged)
            reasons.Add(("消防救援队伍有变化", "fire and rescue teams changed"));
        if (step.RoadsChanged)
            reasons.Add(("道路或断路有变化，消防救援队伍到场时间随之改变", "roads or closures changed, and with them the time in which fire and rescue teams arrive"));
        if (step.AreasChanged)
            reasons.Add(("区域边界有变化", "borders of areas changed"));
        return new(from.Version, to.Version, to.Index - from.Index, from.Colour, to.Colour, step.EnterprisesOf(id), reasons);
    }

    static string People(double? people) => people is { } known ? AreaWorking.Text(known) : "0";
}

/// <summary>The trend of every area.</summary>
/// <param name="DataVersion">Token of the last version and the rule tables.</param>
/// <param name="WhatIf">True when one of the versions is a what-if copy.</param>
/// <param name="Method">The method; always a local method.</param>
/// <param name="By"><c>district</c> or <c>park</c>.</param>
/// <param name="Versions">The versions, the oldest first.</param>
/// <param name="Areas">One entry an area that stands in any of them, by ascending id.</param>
/// <param name="Explanation">How the values came about.</param>
public sealed record RiskTrendAnswer(
    string DataVersion, bool WhatIf, RiskMethod Method, string By, IReadOnlyList<long> Versions, IReadOnlyList<AreaTrend> Areas, IReadOnlyList<ExplanationStep> Explanation);

/// <summary>The trend of one area.</summary>
/// <param name="Id">Feature id of the area.</param>
/// <param name="Code">Code, or null.</param>
/// <param name="Name">Name, or null.</param>
/// <param name="Moments">Its value and colour in each version.</param>
/// <param name="Changes">What moved it from each version to the next.</param>
public sealed record AreaTrend(long Id, string? Code, string? Name, IReadOnlyList<AreaMoment> Moments, IReadOnlyList<AreaChange> Changes);

/// <summary>An area in one version; members as in <see cref="AreaRisk"/>, null where it was not there.</summary>
public sealed record AreaMoment(
    long Version, bool Exists, double? Index, double? IndexAtLeast, double? IndexAtMost, string? Colour, double? Risk, double? ShareAbove);

/// <summary>From one version to the next.</summary>
/// <param name="From">The earlier version.</param>
/// <param name="To">The later version.</param>
/// <param name="IndexChange">By how much the index rose, or null where it is not known on both sides.</param>
/// <param name="ColourFrom">Colour before, or null.</param>
/// <param name="ColourTo">Colour after, or null.</param>
/// <param name="Enterprises">Enterprises whose score, radius or place changed, those that moved the area most first.</param>
/// <param name="Reasons">What else changed.</param>
public sealed record AreaChange(
    long From, long To, double? IndexChange, string? ColourFrom, string? ColourTo, IReadOnlyList<EnterpriseChange> Enterprises, IReadOnlyList<LocalizedText> Reasons);

/// <summary>An enterprise that moved an area's risk.</summary>
/// <param name="Id">Feature id.</param>
/// <param name="Key">Key.</param>
/// <param name="Name">Name, or null.</param>
/// <param name="Kind"><c>added</c>, <c>removed</c> or <c>changed</c>.</param>
/// <param name="GradeFrom">Grade before, or null.</param>
/// <param name="GradeTo">Grade after, or null.</param>
/// <param name="RadiusFrom">Influence radius before, metres.</param>
/// <param name="RadiusTo">Influence radius after, metres.</param>
/// <param name="Risk">Change of the risk of all cells of the area together, with people and teams of the later version.</param>
public sealed record EnterpriseChange(
    long Id, string Key, string? Name, string Kind, string? GradeFrom, string? GradeTo, double? RadiusFrom, double? RadiusTo, double Risk);
