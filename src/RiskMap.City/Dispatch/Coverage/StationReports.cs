using RiskMap.City.Model.Layers;
using RiskMap.City.Snapshot;

namespace RiskMap.City.Dispatch.Coverage;

/// <summary>Tells of each base what it reaches, what it covers alone, and how its ground stands to area rule and circle formula. Pure.</summary>
sealed class StationReports(CoveredCity whole, CoveredCity after, CoverageRules rules, CircleEstimate? circle, bool hasAreas)
{
    static readonly int StationClass = Teams.Schema.IndexOf("stationClass");
    static readonly int Suburban = Teams.Schema.IndexOf("suburban");

    /// <summary>The bases, those that cover most people alone first, then those that reach most ground.</summary>
    public IReadOnlyList<StationCoverage> All() => [.. after.Coverage.Bases.Select(Of)
        .OrderByDescending(station => station.PeopleAlone ?? 0).ThenByDescending(station => station.SquareKilometres).ThenBy(station => station.Id)];

    StationCoverage Of(CoverageBase known, int number)
    {
        var (city, feature) = (after.Coverage.City, known.Feature);
        // One that is taken away covers nothing now: of it is told what it covers where it stands.
        var isRemoved = after.Coverage.Gone.Contains(number);
        var stand = isRemoved ? whole : after;
        var reached = stand.GroundCovered.ByBase[number];
        var people = stand.PeopleCovered.ByBase[number];
        var hasPeople = stand.People.People.Length > 0;
        var square = reached.Length * stand.Ground.SquareKilometres;
        return new(
            known.Name.Layer, feature.Id, feature.Key, feature.Name, QuestionPlace.LonLatOf(city, known.At.X, known.At.Y), known.TurnoutSeconds, known.TurnoutAssumed,
            Math.Max(0, stand.Coverage.DriveSeconds(known)), stand.Coverage.IsTooFar(known), isRemoved, Math.Round(square, 4), AreaRuleOf(feature, square),
            hasPeople ? Sum(stand, people) : null, hasPeople ? Sum(stand, people.Where(stand.PeopleCovered.IsCoveredOnce)) : null,
            stand.Sites.Sum(sites => sites.Covered.ByBase[number].Count(sites.Covered.IsCoveredOnce)), hasAreas ? stand.Ground.Outline(city, reached) : null);
    }

    static double Sum(CoveredCity city, IEnumerable<int> cells) => Math.Round(cells.Sum(cell => city.People.People[cell]), 2);

    StationAreaRule? AreaRuleOf(FeatureRef station, double reached)
    {
        if (circle is null)
            return null;
        var (stationClass, suburban) = (station.Text(StationClass), station.IsNull(Suburban) ? (bool?)null : station.Integer(Suburban) != 0);
        var (limit, isKnown, source) = LimitOf(stationClass, suburban);
        var verdict = !isKnown ? "no-data" : limit is null ? "no-area" : reached <= limit ? "within-limit" : "beyond-limit";
        return new(
            stationClass, suburban, verdict, limit, limit is { } most ? Math.Round(reached - most, 4) : null, Math.Round(reached - circle.GreatestSquareKilometres, 4),
            Math.Round(reached - circle.LeastSquareKilometres, 4), source);
    }

    // Where a class has one limit everywhere, nobody needs to know whether its area lies in the suburbs.
    (double? Limit, bool IsKnown, Model.RuleSource? Source) LimitOf(string? stationClass, bool? suburban)
    {
        if (rules.AreaLimits.FirstOrDefault(row => row.StationClass == stationClass) is not { } row)
            return (null, false, null);
        return row.SquareKilometres == row.SuburbanSquareKilometres ? (row.SquareKilometres, true, row.Source)
            : suburban is { } isSuburban ? (isSuburban ? row.SuburbanSquareKilometres : row.SquareKilometres, true, row.Source)
            : (null, false, row.Source);
    }
}
