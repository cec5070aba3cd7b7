using RiskMap.City.Model.Layers;
using RiskMap.City.Snapshot;
using RiskMap.City.Travel;

namespace RiskMap.City.Risk;

/// <summary>The index of one area from the gathered facts, with its working.</summary>
static class AreaIndex
{
    const double SquareMetresPerSquareKilometre = 1e6;

    static readonly (int Code, int Level, int Parent) DistrictFields =
        (Districts.Schema.IndexOf("code"), Districts.Schema.IndexOf("level"), Districts.Schema.IndexOf("parentCode"));
    static readonly int ParkCode = Parks.Schema.IndexOf("code");

    public static AreaRisk Of(AreaFacts facts, int area)
    {
        var (model, fields, feature) = (facts.Model, facts.Fields, facts.Units.Features[area]);
        var counts = facts.CountsOf(area);
        var gaps = new AreaGaps(facts, area, counts);
        var value = AreaPercentile.Of(facts.Cells[area], fields.Risk, fields.People.Count, model.AreaValue.Percentile);
        var most = gaps.IsUnbounded ? model.Scale.FullRisk : Math.Max(value.Risk, AtMost(facts, area, value));
        var isKnown = gaps.KnowsHazard && gaps.KnowsExposure && gaps.KnowsResponse;
        double? index = isKnown ? model.IndexOf(value.Risk) : null;
        var cell = CellOf(facts, value);
        var contributors = value.Cell < 0 ? [] : Contributors.Of(fields, value.Cell, index ?? 0, model);
        var (code, level, parent) = Identify(feature);
        var answer = new AreaRisk(
            feature.Id, code, feature.Name, level, parent, index, model.IndexOf(value.Risk), model.IndexOf(most), ColourOf(value.Risk, most, isKnown, model),
            isKnown ? value.Risk : null, ShareAbove(facts, area), cell, facts.Units.SquareMetres[area] / SquareMetresPerSquareKilometre, counts,
            Exposed(facts, area), facts.NearestMetres("depots", facts.Units.Inside[area]), facts.NearestMetres("teams", facts.Units.Inside[area]),
            Terms(facts, gaps, value), contributors, Veto(counts, model), gaps.Missing, []);
        return answer with { Explanation = AreaWorking.Of(answer, fields, model) };
    }

    // Where too little is known a colour is given only when the missing data could not make it another: no data is never shown as safe.
    static string? ColourOf(double atLeast, double atMost, bool isKnown, RiskModel model) =>
        model.ColourOf(atLeast) is var colour && (isKnown || colour == model.ColourOf(atMost)) ? colour : null;

    static double AtMost(AreaFacts facts, int area, AreaPercentile value)
    {
        var fields = facts.Fields;
        return facts.Cells[area].Any(cell => fields.RiskAtMost[cell] > fields.Risk[cell])
            ? AreaPercentile.Of(facts.Cells[area], fields.RiskAtMost, fields.People.Count, facts.Model.AreaValue.Percentile).Risk
            : value.Risk;
    }

    static double ShareAbove(AreaFacts facts, int area)
    {
        var threshold = facts.Model.RiskAtLeast(facts.Model.AreaValue.ShareAbove);
        var cells = facts.Cells[area];
        return cells.Length == 0 ? 0 : (double)cells.Count(cell => facts.Fields.Risk[cell] >= threshold) / cells.Length;
    }

    static RiskCell? CellOf(AreaFacts facts, AreaPercentile value)
    {
        if (value.Cell < 0)
            return null;
        var (x, y) = facts.Fields.Grid.Centre(value.Cell);
        var (longitude, latitude) = facts.City.Plane.Unproject(x, y);
        FirstSource? first = facts.Fields.Response is { HasTeams: true } response && response.FirstAt(value.Cell) is { Source: >= 0 } found ? found : null;
        return new(
            [longitude, latitude], facts.Fields.People.Count[value.Cell], value.People, first?.Seconds, first is { } team ? team.IsByRoad ? "road" : "straight-line" : null);
    }

    static IReadOnlyList<RiskTerm> Terms(AreaFacts facts, AreaGaps gaps, AreaPercentile value)
    {
        var (fields, cell) = (facts.Fields, value.Cell);
        return [.. facts.Model.Terms.Select(term => new RiskTerm(term.Term, term.Title, ValueOf(term.Term), term.Unit, term.Source))];

        double? ValueOf(string term) => term switch
        {
            "hazard" => gaps.KnowsHazard && cell >= 0 ? fields.Hazard.Least[cell] : null,
            "exposure" => gaps.KnowsExposure && cell >= 0 ? fields.People.Least[cell] : null,
            "response" => cell >= 0 ? fields.Response.FactorOf(cell) : null,
            _ => throw new InvalidDataException($"data/risk-model.json names an unknown term '{term}'; known are hazard, exposure, response"),
        };
    }

    static VetoAnswer Veto(AreaCounts counts, RiskModel model)
    {
        var (veto, concerned) = (model.Veto, counts.Ungraded + model.Veto.Grade switch
        {
            "red" => counts.Red,
            "orange" => counts.Orange,
            "yellow" => counts.Yellow,
            _ => counts.Blue,
        });
        return concerned == 0
            ? new("none", 0, veto.AtLeast, ($"区内没有{AreaWorking.NameOf(veto.Grade, "zh")}企业，否决规则不适用", $"no enterprise of the grade {AreaWorking.NameOf(veto.Grade, "en")} stands in the area: the veto does not apply"), veto.Source)
            : new("no-data", concerned, veto.AtLeast, (
                $"区内有 {concerned} 家{AreaWorking.NameOf(veto.Grade, "zh")}或未定级企业；没有隐患台账，无法判断否决规则（若有未挂牌督办的重大隐患，至少为{AreaWorking.NameOf(veto.AtLeast, "zh")}）",
                $"{concerned} enterprises of the grade {AreaWorking.NameOf(veto.Grade, "en")} or without one stand in the area; without a ledger of hidden dangers the veto cannot be decided (an open, unsupervised major hidden danger would make it at least {AreaWorking.NameOf(veto.AtLeast, "en")})"), veto.Source);
    }

    static (string? Code, string? Level, string? Parent) Identify(FeatureRef area) => area.Block.Schema.Name == Districts.Schema.Name
        ? (area.Text(DistrictFields.Code), area.Text(DistrictFields.Level), area.Text(DistrictFields.Parent))
        : (area.Text(ParkCode), null, null);

    static ExposedPeople Exposed(AreaFacts facts, int area)
    {
        var places = facts.ExposedIn(area);
        return new(places.Count, places.Sum(place => place.Day), places.Sum(place => place.Night), places.Count(place => !place.IsKnown));
    }
}
