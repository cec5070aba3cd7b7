using System.Globalization;
using RiskMap.City.Dispatch.Force;
using RiskMap.City.Model;
using RiskMap.City.Model.Layers;
using RiskMap.City.Snapshot;
using RiskMap.City.Travel;

namespace RiskMap.City.Dispatch.Coverage;

/// <summary>A coverage question after its check.</summary>
/// <param name="Standard">The standard, with what the question states in the place of its own.</param>
/// <param name="Turnout">Turnout that every base is taken to need, or null for its own.</param>
/// <param name="Materials">Materials of which a depot must have something; empty for any depot.</param>
/// <param name="Time">When, on the city's clock.</param>
/// <param name="Without">Bases that are taken away.</param>
/// <param name="Candidates">Where a further base may stand, or null.</param>
/// <param name="NewStations">How many to propose.</param>
/// <param name="IsLayout">True for the layout of the stations, of which a standard speaks: a team that does not say how many are on duty counts, and so does one that is out at the moment.</param>
sealed record CoverageOrder(
    CoverageStandard Standard, double? Turnout, IReadOnlyList<ForceNeed> Materials, DateTimeOffset Time, IReadOnlyList<UnitName> Without, IReadOnlyList<QuestionPlace>? Candidates, int NewStations,
    bool IsLayout)
{
    /// <summary>Seconds from the order until one must be there.</summary>
    public double LimitSeconds => Standard.TurnoutSeconds + Standard.DriveSeconds;

    /// <summary>A question as its standard says, for those who ask none.</summary>
    public static CoverageOrder Of(CitySnapshot city, CoverageStandard standard, DateTimeOffset time, bool isLayout) =>
        new(standard, null, [], CityRoads.LocalTime(city, time), [], null, 0, isLayout);

    /// <summary>Checks a question.</summary>
    /// <exception cref="QuestionException">An input is unknown, out of bounds, or contradicts another; the member is named.</exception>
    public static CoverageOrder Of(CitySnapshot city, CoverageQuestion question, DateTimeOffset now, CoverageRules rules)
    {
        var known = StandardOf(question, rules);
        CheckFilters(question, known);
        var standard = known with
        {
            Kinds = question.Kinds ?? known.Kinds,
            Capabilities = question.Capabilities ?? known.Capabilities,
            TurnoutSeconds = Seconds("turnoutSeconds", question.TurnoutSeconds, 0) ?? known.TurnoutSeconds,
            DriveSeconds = Seconds("driveSeconds", question.DriveSeconds, 1) ?? known.DriveSeconds,
        };
        var count = question.NewStations >= 0 && question.NewStations <= rules.NextStation.MostStations ? question.NewStations
            : throw Wrong("newStations", question.NewStations.ToString(CultureInfo.InvariantCulture), ($"不在 0–{rules.NextStation.MostStations}", $"is not within 0–{rules.NextStation.MostStations}"),
                ("给出要推荐的新站数", "send how many further stations to propose"));
        return new(standard, question.TurnoutSeconds, MaterialsOf(question), CityRoads.LocalTime(city, question.Time ?? now), WithoutOf(city, question, known), CandidatesOf(city, question, rules), count,
            IsLayout: true);
    }

    static CoverageStandard StandardOf(CoverageQuestion question, CoverageRules rules)
    {
        if (question.Purpose is null && question.Layer is not null)
            return rules.Standards.FirstOrDefault(standard => standard.Layer == question.Layer) ?? throw Wrong("layer", question.Layer, ("没有这类基地", "there are no such bases"), ("给出 teams 或 depots", "send teams or depots"));
        var standard = question.Purpose is { } purpose ? rules.Find(purpose) : rules.FireStation;
        return question.Layer is null || question.Layer == standard.Layer ? standard
            : throw Wrong("layer", question.Layer, ($"“{standard.Title.Zh}”的基地在图层 {standard.Layer}", $"the bases of '{standard.Purpose}' stand in layer {standard.Layer}"),
                ($"去掉 layer，或改 purpose", "leave layer out, or change purpose"));
    }

    static void CheckFilters(CoverageQuestion question, CoverageStandard standard)
    {
        var isTeams = standard.Layer == Teams.Schema.Name;
        if (!isTeams && (question.Kinds ?? question.Capabilities) is not null)
            throw Wrong(question.Kinds is null ? "capabilities" : "kinds", null, ("物资库没有队伍类型和能力", "depots have no kinds and capabilities of teams"), ("去掉它，或用 materials", "leave it out, or use materials"));
        if (isTeams && question.Materials is not null)
            throw Wrong("materials", null, ("队伍没有库存", "teams have no stock"), ("去掉它，或用 purpose depot", "leave it out, or use purpose depot"));
        for (var i = 0; i < (question.Kinds?.Count ?? 0); i++)
        {
            if (!Teams.Kinds.Codes.Any(code => code.Value == question.Kinds![i]))
                throw Wrong($"kinds/{i}", question.Kinds![i], ("没有这种队伍类型", "there is no such kind of team"), ($"可用：{Teams.Kinds.Tokens}", $"use one of: {Teams.Kinds.Tokens}"));
        }
    }

    static double? Seconds(string member, double? seconds, double least) => seconds is null || (seconds >= least && seconds <= CoverageAnalysis.MostSeconds) ? seconds
        : throw Wrong(member, seconds.Value.ToString(CultureInfo.InvariantCulture), ($"不在 {least}–{CoverageAnalysis.MostSeconds} 秒之内", $"is not within {least}–{CoverageAnalysis.MostSeconds} s"), ("给出秒数，如 240", "send seconds, e.g. 240"));

    static List<ForceNeed> MaterialsOf(CoverageQuestion question)
    {
        var materials = (question.Materials ?? []).Select(code => new ForceNeed(Material: code, Amount: 1)).ToList();
        for (var i = 0; i < materials.Count; i++)
            ForceOrder.CheckMaterial(materials[i].Material!, $"materials/{i}");
        return materials;
    }

    static List<UnitName> WithoutOf(CitySnapshot city, CoverageQuestion question, CoverageStandard standard)
    {
        var without = question.Without?.Distinct().ToList() ?? [];
        for (var i = 0; i < without.Count; i++)
        {
            if (without[i].Layer != standard.Layer || city.Layer(standard.Layer).Find(without[i].Id) is null)
                throw Wrong($"without/{i}", $"{without[i].Layer}/{without[i].Id}", ($"图层 {standard.Layer} 中没有这一个", $"there is none such in layer {standard.Layer}"),
                    ($"如 {{\"layer\":\"{standard.Layer}\",\"id\":1}}", $"e.g. {{\"layer\":\"{standard.Layer}\",\"id\":1}}"));
        }
        return without;
    }

    static List<QuestionPlace>? CandidatesOf(CitySnapshot city, CoverageQuestion question, CoverageRules rules)
    {
        if (question.Candidates is not { } given)
            return null;
        var most = rules.NextStation.MostCandidates;
        if (given.Length is 0 || given.Length > most)
            throw Wrong("candidates", given.Length.ToString(CultureInfo.InvariantCulture), ($"候选位置不是 1–{most} 个", $"there are not 1 to {most} candidates"), ("给出 [[经度, 纬度], …]", "send [[longitude, latitude], ...]"));
        return [.. given.Select((place, i) => QuestionPlace.Of(city, place, $"candidates/{i}"))];
    }

    static QuestionException Wrong(string member, string? value, LocalizedText reason, LocalizedText remedy) => new(member, value, reason, remedy);
}
