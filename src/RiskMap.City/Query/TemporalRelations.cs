using RiskMap.Geo.Cql2;

namespace RiskMap.City.Query;

/// <summary>
/// Relations of times (OGC 21-065r2, 7.6; Allen 1983). An instant is taken as an interval that begins and ends with it. Where one side has days and
/// the other instants, a day is all of its instants in UTC.
/// </summary>
static class TemporalRelations
{
    public static Condition Compile(FilterCompiler compiler, TemporalPredicate relation)
    {
        var holds = Rule(relation.Operator);
        return Test(compiler.Time(relation.Left), compiler.Time(relation.Right), holds);
    }

    /// <summary>Comparison signs between instants; a day and an instant are equal when the instant lies in the day.</summary>
    public static Condition Compare(ComparisonOperator comparison, TimeValue left, TimeValue right) =>
        Test(left, right, (a, b) => Comparisons.Holds(comparison, a.End < b.Start ? -1 : a.Start > b.End ? 1 : 0));

    static Condition Test(TimeValue left, TimeValue right, Func<TimeSpanOf, TimeSpanOf, bool> holds)
    {
        var (first, second) = left.IsDays && right.IsDays ? (left, right) : (Times.InTicks(left), Times.InTicks(right));
        return new(block =>
        {
            var (a, b) = (first.Bind(block), second.Bind(block));
            return row => a(row) is { } one && b(row) is { } other ? holds(one, other).ToTruth() : Truth.Unknown;
        });
    }

    static Func<TimeSpanOf, TimeSpanOf, bool> Rule(TemporalOperator relation) => relation switch
    {
        TemporalOperator.After => (a, b) => a.Start > b.End,
        TemporalOperator.Before => (a, b) => a.End < b.Start,
        TemporalOperator.Disjoint => (a, b) => a.Start > b.End || a.End < b.Start,
        TemporalOperator.Intersects => (a, b) => a.Start <= b.End && a.End >= b.Start,
        TemporalOperator.Equals => (a, b) => a.Start == b.Start && a.End == b.End,
        TemporalOperator.Contains => (a, b) => a.Start < b.Start && a.End > b.End,
        TemporalOperator.During => (a, b) => a.Start > b.Start && a.End < b.End,
        TemporalOperator.FinishedBy => (a, b) => a.Start < b.Start && a.End == b.End,
        TemporalOperator.Finishes => (a, b) => a.Start > b.Start && a.End == b.End,
        TemporalOperator.Meets => (a, b) => a.End == b.Start,
        TemporalOperator.MetBy => (a, b) => a.Start == b.End,
        TemporalOperator.OverlappedBy => (a, b) => a.Start > b.Start && a.Start < b.End && a.End > b.End,
        TemporalOperator.Overlaps => (a, b) => a.Start < b.Start && a.End > b.Start && a.End < b.End,
        TemporalOperator.StartedBy => (a, b) => a.Start == b.Start && a.End > b.End,
        _ => (a, b) => a.Start == b.Start && a.End < b.End,
    };
}
