namespace RiskMap.City.Risk;

/// <summary>
/// Shares the points of the hazard and exposure terms out among enterprises: hazard by grade weight, exposure by the people of each reached
/// place, equally among the enterprises that reach it (also those of a neighbouring area). The shares sum to the two terms.
/// </summary>
static class Contributors
{
    public static IReadOnlyList<Contributor> Of(AreaFacts facts, int area, IReadOnlyList<RiskTerm> terms, RiskModel model)
    {
        var points = new Dictionary<int, double>();
        Share(points, HazardWeights(facts, area, model), PointsOf(terms, "hazard"));
        Share(points, ExposureWeights(facts, area, model), PointsOf(terms, "exposure"));
        var all = terms.Sum(term => term.Contribution ?? 0);
        return [.. points.Where(pair => pair.Value > 0)
            .OrderByDescending(pair => pair.Value).ThenBy(pair => facts.Enterprises.Features[pair.Key].Id)
            .Take(model.ContributorCount)
            .Select(pair => Describe(facts, pair.Key, pair.Value, all))];
    }

    static double PointsOf(IReadOnlyList<RiskTerm> terms, string name) => terms.FirstOrDefault(term => term.Term == name)?.Contribution ?? 0;

    static void Share(Dictionary<int, double> points, List<(int Enterprise, double Weight)> weights, double contribution)
    {
        var sum = weights.Sum(pair => pair.Weight);
        if (sum <= 0)
            return;
        foreach (var (enterprise, weight) in weights)
            points[enterprise] = points.GetValueOrDefault(enterprise) + (contribution * weight / sum);
    }

    static List<(int, double)> HazardWeights(AreaFacts facts, int area, RiskModel model) =>
        [.. facts.EnterprisesIn[area + 1].Select(enterprise => (enterprise, model.GradeWeights.Of(facts.Grades[enterprise]) ?? 0))];

    static List<(int, double)> ExposureWeights(AreaFacts facts, int area, RiskModel model)
    {
        var weights = new List<(int, double)>();
        var people = facts.ExposedIn(area).ToDictionary(
            place => place, place => (Exposure.WeightedPeople(facts.Places.Features[place], model.CategoryWeights) ?? 0) / facts.Exposure.ReachedBy[place]);
        if (people.Count == 0)
            return weights;
        foreach (var (enterprise, place) in facts.ReachingInto(area))
            weights.Add((enterprise, people.GetValueOrDefault(place)));
        return weights;
    }

    static Contributor Describe(AreaFacts facts, int enterprise, double points, double all)
    {
        var (feature, rule) = (facts.Enterprises.Features[enterprise], facts.Rules[enterprise]);
        return new(
            feature.Id, feature.Key, feature.Name, facts.Grades[enterprise], rule?.RadiusMetres, rule?.Id,
            facts.Exposure.FromBoundary(enterprise) ? "boundary" : "point", facts.Exposure.PlacesOf[enterprise].Length, points, all > 0 ? points / all : 0);
    }
}
