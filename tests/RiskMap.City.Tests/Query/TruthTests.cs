using RiskMap.City.Query;
using RiskMap.City.Snapshot;
using static RiskMap.City.Tests.TestFeatures;

namespace RiskMap.City.Tests.Query;

public sealed class TruthTests
{
    static readonly LayerSnapshot Row = FilterSamples.Layer("enterprises", Feature("enterprises", 1, null, ("name", "a"), ("headcount", 1)));

    static readonly Dictionary<Truth, string> Terms = new() { [Truth.True] = "headcount = 1", [Truth.False] = "headcount = 2", [Truth.Unknown] = "score = 1" };

    [Fact]
    public void And_or_and_not_follow_the_truth_tables_of_three_values()
    {
        foreach (var a in Enum.GetValues<Truth>())
        {
            Row.TruthOf(1, $"NOT ({Terms[a]})").ShouldBe(a switch { Truth.True => Truth.False, Truth.False => Truth.True, _ => Truth.Unknown });
            foreach (var b in Enum.GetValues<Truth>())
            {
                Row.TruthOf(1, $"{Terms[a]} AND {Terms[b]}").ShouldBe(a == Truth.False || b == Truth.False ? Truth.False : a == Truth.True && b == Truth.True ? Truth.True : Truth.Unknown);
                Row.TruthOf(1, $"{Terms[a]} OR {Terms[b]}").ShouldBe(a == Truth.True || b == Truth.True ? Truth.True : a == Truth.False && b == Truth.False ? Truth.False : Truth.Unknown);
            }
        }
    }

    [Theory]
    [InlineData("score = 1")]
    [InlineData("score + 1 > 0")]
    [InlineData("score BETWEEN 1 AND 2")]
    [InlineData("score IN (1, 2)")]
    [InlineData("headcount / 0 = 1")]
    [InlineData("grade = 'red'")]
    [InlineData("grade <> 'red'")]
    [InlineData("grade IN ('red')")]
    [InlineData("grade LIKE '%'")]
    [InlineData("CASEI(grade) = 'red'")]
    [InlineData("CASEI(grade) LIKE '%'")]
    [InlineData("grade = name")]
    [InlineData("A_CONTAINS(inventory, ('7664-41-7'))")]
    [InlineData("S_INTERSECTS(geom, POINT(1 2))")]
    [InlineData("S_DISJOINT(geom, BBOX(1, 2, 3, 4))")]
    [InlineData("dwithin(geom, POINT(118 24), 5)")]
    [InlineData("area(geom) >= 0")]
    public void A_missing_value_makes_a_condition_and_its_denial_unknown(string condition)
    {
        Row.TruthOf(1, condition).ShouldBe(Truth.Unknown);
        Row.TruthOf(1, $"NOT ({condition})").ShouldBe(Truth.Unknown);
        Row.TruthOf(1, $"({condition}) IS NULL").ShouldBe(Truth.True);
        Row.TruthOf(1, $"({condition}) IS NOT NULL").ShouldBe(Truth.False);
    }

    [Fact]
    public void One_of_a_list_that_is_found_is_true_although_another_cannot_be_compared() =>
        Row.TruthOf(1, "headcount IN (score, 1)").ShouldBe(Truth.True);
}
