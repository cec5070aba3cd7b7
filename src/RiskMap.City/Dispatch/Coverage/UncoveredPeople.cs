namespace RiskMap.City.Dispatch.Coverage;

/// <summary>Writes out where people live whom no base covers. Pure.</summary>
static class UncoveredPeople
{
    /// <summary>The population cells that are not covered: all are counted, those with most people are listed; null where nobody knows where people live.</summary>
    public static UncoveredPeopleList? Of(CoveredCity city, int listLimit)
    {
        var (points, covered) = (city.People, city.PeopleCovered);
        if (points.People.Length == 0)
            return null;
        var cells = covered.Uncovered.Where(cell => points.People[cell] > 0).ToList();
        return new(cells.Count, [.. cells.OrderByDescending(cell => points.People[cell]).ThenBy(cell => cell).Take(listLimit).Select(Told)]);

        UncoveredPeopleCell Told(int cell) => new(points.People[cell], covered.IsTooFar(cell), QuestionPlace.LonLatOf(city.Coverage.City, points.X[cell], points.Y[cell]));
    }
}
