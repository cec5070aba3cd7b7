using RiskMap.City.Dispatch.Incident;
using RiskMap.City.Model;
using RiskMap.City.Snapshot;

namespace RiskMap.City.Dispatch.Coverage;

/// <summary>
/// Coverage truth: who and what fire stations, rescue teams or depots reach by road within their standard, beside area rule and circle formula; what is lost
/// without a station or a bridge; where the next station would cover most. A place is covered where turnout and drive of some base are within the standard, by
/// the very seconds of routes; what lies too far from the roads is not covered and named so, never reached in a straight line. Pure, thread-safe.
/// </summary>
public static class CoverageAnalysis
{
    /// <summary>The longest turnout or drive, seconds: longer than any city is wide, a typing error.</summary>
    public const double MostSeconds = 7200;

    /// <summary>Answers a question.</summary>
    /// <param name="city">The city; of a what-if the loss is told against the city beneath it.</param>
    /// <param name="question">The question.</param>
    /// <param name="now">The time that a question without one means.</param>
    /// <param name="rules">Standards; those of the installation where they are left out.</param>
    /// <exception cref="QuestionException">An input is unknown, out of bounds, or contradicts another; a base to take away is none; a candidate lies too far from the roads.</exception>
    public static CoverageAnswer Of(CitySnapshot city, CoverageQuestion question, DateTimeOffset now, CoverageRules? rules = null)
    {
        ArgumentNullException.ThrowIfNull(question);
        var known = rules ?? CoverageRules.Default;
        var order = CoverageOrder.Of(city, question, now, known);
        var bases = CoverageBases.Of(city, order);
        var removed = Removed(order, bases);
        var coverage = CityCoverage.Of(city, order, bases.All);
        var circle = order.Standard.HasArea ? CircleFormula.Of(order.Standard.DriveSeconds, known.Circle) : null;
        var empty = Empty(city, question, order, bases, circle, known);
        if (!coverage.HasRoads || city.Layer(order.Standard.Layer).Count == 0)
            return NoData(empty, coverage);
        var whole = CoveredCity.Of(coverage, known);
        return Found(empty, question, whole, whole.Without(removed), known);
    }

    static CoverageAnswer Found(CoverageAnswer empty, CoverageQuestion question, CoveredCity whole, CoveredCity after, CoverageRules rules)
    {
        var (city, missing, tallies) = (after.Coverage.City, new List<MissingData>(empty.Missing), new CoverageTallies(after));
        missing.AddRange(CoverageGaps.Of(after));
        var plan = new NextStations(after, rules, question.Areas).Plan(missing);
        var answer = empty with
        {
            Outcome = "found",
            All = tallies.All,
            Districts = tallies.OfDistricts(),
            Stations = new StationReports(whole, after, rules, empty.Circle, question.Areas).All(),
            UncoveredArea = question.Areas ? after.Ground.Outline(city, UncoveredGround(after)) : null,
            UncoveredSites = new UncoveredSites(after, (int)rules.ListLimit.Value).All(),
            UncoveredPeople = UncoveredPeople.Of(after, (int)rules.ListLimit.Value),
            Loss = LossOf(whole, after, rules, question.Areas),
            NextStations = plan,
            Missing = missing,
        };
        return answer with { Explanation = [.. CoverageExplanation.Of(answer, after, rules)] };
    }

    // Beyond the roads of a city without districts nobody knows whether there is a city.
    static List<int> UncoveredGround(CoveredCity city) => [.. city.GroundCovered.Uncovered.Where(cell => city.Ground.HasDistricts || !city.GroundCovered.IsTooFar(cell))];

    static CoverageLoss? LossOf(CoveredCity whole, CoveredCity after, CoverageRules rules, bool hasAreas)
    {
        var city = after.Coverage.City;
        if (!city.WhatIf && after.Coverage.Gone.Count == 0)
            return null;
        var order = after.Coverage.Order;
        var before = city.WhatIf ? CoveredCity.Of(CityCoverage.Of(city.Real, order, CoverageBases.Of(city.Real, order).All), rules) : whole;
        return CoverageLosses.Between(before, after, rules, hasAreas);
    }

    static HashSet<int> Removed(CoverageOrder order, CoverageBases bases)
    {
        var removed = new HashSet<int>();
        for (var i = 0; i < order.Without.Count; i++)
        {
            var number = bases.All.FindIndex(known => known.Name == order.Without[i]);
            removed.Add(number >= 0 ? number : throw new QuestionException($"without/{i}", $"{order.Without[i].Layer}/{order.Without[i].Id}",
                ("它不在所问的基地之中", "it is not among the bases that are asked about"), ("给出 stations 中的 id，或改 kinds、capabilities、materials", "send an id of stations, or change kinds, capabilities or materials")));
        }
        return removed;
    }

    static CoverageAnswer Empty(CitySnapshot city, CoverageQuestion question, CoverageOrder order, CoverageBases bases, CircleEstimate? circle, CoverageRules rules)
    {
        var standard = order.Standard;
        var limit = (int)rules.ListLimit.Value;
        return new(
            "no-data", standard.Purpose,
            new(standard.Title, standard.Layer, standard.TurnoutSeconds, standard.DriveSeconds, order.LimitSeconds, (question.TurnoutSeconds ?? question.DriveSeconds) is not null, standard.Source),
            order.Time, null, [], [], null, new(0, []), null, null, null, circle, [.. bases.LeftOut.Take(limit)], bases.Missing, city.Version.Text, city.WhatIf, []);
    }

    static CoverageAnswer NoData(CoverageAnswer empty, CityCoverage coverage)
    {
        var answer = coverage.HasRoads ? empty : empty with { Missing = [.. empty.Missing, new("roads", ("没有道路数据：按道路的覆盖无数据，只给圆形估算", "the roads layer has no road: coverage by road has no data, only the circle formula is given"))] };
        return answer with { Explanation = [.. CoverageExplanation.WithoutData(answer)] };
    }
}
