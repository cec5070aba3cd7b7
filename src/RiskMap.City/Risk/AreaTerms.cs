using RiskMap.City.Model;

namespace RiskMap.City.Risk;

/// <summary>Values of the index's terms for one area; null is "no data", and the reason goes to the list of what is missing.</summary>
sealed class AreaTerms(
    AreaFacts facts, int area, double squareKilometres, (double X, double Y) inside, RiskModel model, List<MissingData> missing)
{
    /// <summary>Value of a term in the unit of data/risk-model.json, or null.</summary>
    /// <exception cref="InvalidDataException">The model names a term that the program does not know.</exception>
    public double? ValueOf(string term) => term switch
    {
        "hazard" => Hazard(),
        "exposure" => Exposed(),
        "confinedSpaces" => facts.SpaceCount == 0 ? Missing(term, ("没有有限空间数据", "no confined spaces were imported")) : facts.SpacesIn[area + 1].Count / squareKilometres,
        "response" => LackOfReach(),
        _ => throw new InvalidDataException($"data/risk-model.json names an unknown term '{term}'; known are hazard, exposure, confinedSpaces, response"),
    };

    double? Hazard()
    {
        if (facts.Enterprises.Count == 0)
            return Missing("hazard", ("没有企业数据", "no enterprises were imported"));
        var enterprises = facts.EnterprisesIn[area + 1];
        var ungraded = enterprises.Count(enterprise => facts.Grades[enterprise] is null);
        if (ungraded > 0)
            Missing("hazard", ($"{enterprises.Count} 家企业中 {ungraded} 家没有风险等级", $"{ungraded} of {enterprises.Count} enterprises have no grade"));
        return TooFewKnown(ungraded, enterprises.Count)
            ? null
            : enterprises.Sum(enterprise => model.GradeWeights.Of(facts.Grades[enterprise]) ?? 0) / squareKilometres;
    }

    double? Exposed()
    {
        if (facts.Places.Count == 0)
            return Missing("exposure", ("没有防护目标数据", "no protected places were imported"));
        if (facts.Enterprises.Count == 0)
            return Missing("exposure", ("没有企业数据", "no enterprises were imported"));
        var enterprises = facts.EnterprisesIn[area + 1];
        var unreached = enterprises.Count(enterprise => facts.Rules[enterprise] is null);
        var people = facts.ExposedIn(area).Select(place => Exposure.WeightedPeople(facts.Places.Features[place], model.CategoryWeights)).ToList();
        var unknown = people.Count(weighted => weighted is null);
        if (unreached > 0)
            Missing("exposure", ($"{unreached} 家企业没有影响半径（缺风险等级或存量）", $"{unreached} enterprises have no influence radius (no grade and no listed chemical)"));
        if (unknown > 0)
            Missing("exposure", ($"{people.Count} 处受影响防护目标中 {unknown} 处缺人数或类别", $"{unknown} of {people.Count} exposed places have no people or no category"));
        return TooFewKnown(unreached, enterprises.Count) || TooFewKnown(unknown, people.Count) ? null : people.Sum(weighted => weighted ?? 0) / squareKilometres;
    }

    double? LackOfReach()
    {
        if (facts.Teams.Count == 0)
            return Missing("response", ("没有救援队伍数据", "no rescue teams were imported"));
        var enterprises = facts.EnterprisesIn[area + 1];
        var distance = enterprises.Count == 0
            ? AreaFacts.NearestMetres(facts.Teams, inside.X, inside.Y)!.Value
            : enterprises.Average(enterprise => AreaFacts.NearestMetres(facts.Teams, facts.Enterprises.X[enterprise], facts.Enterprises.Y[enterprise])!.Value);
        return 1 - Math.Exp(-Response.SecondsForDistance(distance, model.Response) / model.Response.DecaySeconds);
    }

    bool TooFewKnown(int unknown, int all) => all > 0 && all - unknown < model.Completeness.LeastKnownShare * all;

    double? Missing(string term, LocalizedText reason)
    {
        missing.Add(new(term, reason));
        return null;
    }
}
