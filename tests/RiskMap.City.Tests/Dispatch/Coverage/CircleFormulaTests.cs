using RiskMap.City.Dispatch.Coverage;
using RiskMap.City.Dispatch.Force;
using RiskMap.City.Model;
using RiskMap.City.Model.Layers;
using RiskMap.City.Risk.SpaceLedger;

namespace RiskMap.City.Tests.Dispatch.Coverage;

/// <summary>The numbers of 建标152-2017, and that the tables tell one story.</summary>
public class CircleFormulaTests
{
    static readonly CoverageRules Rules = CoverageRules.Default;

    [Theory]
    [InlineData(2000, 1.3, 1.538, 4.73)]
    [InlineData(2330, 1.3, 1.792, 6.42)]
    [InlineData(2000, 1.5, 1.333, 3.56)]
    public void The_area_is_twice_the_square_of_the_straight_way(double way, double detour, double straightKilometres, double squareKilometres)
    {
        (CircleFormula.StraightMetres(way, detour) / 1000).ShouldBe(straightKilometres, 0.001);
        CircleFormula.SquareKilometres(way, detour, Rules.Circle).ShouldBe(squareKilometres, 0.006);
    }

    [Fact]
    public void The_range_goes_from_the_least_way_and_the_greatest_detour_to_the_opposite_and_grows_with_the_time()
    {
        var four = CircleFormula.Of(240, Rules.Circle);
        (four.LeastWayMetres, four.GreatestWayMetres).ShouldBe((2000, 2330));
        four.LeastSquareKilometres.ShouldBe(2 * Math.Pow(2.0 / 1.5, 2), 1e-9);
        four.GreatestSquareKilometres.ShouldBe(2 * Math.Pow(2.33 / 1.3, 2), 1e-9);
        CircleFormula.Of(480, Rules.Circle).LeastSquareKilometres.ShouldBe(4 * four.LeastSquareKilometres, 1e-9);
    }

    [Fact]
    public void Five_minutes_are_one_of_turnout_and_four_of_driving() =>
        (Rules.FireStation.TurnoutSeconds, Rules.FireStation.DriveSeconds, Rules.FireStation.Source.Status).ShouldBe((60, 240, RuleSource.Verified));

    [Fact]
    public void Area_limits_are_those_of_the_standard_for_every_class_of_station()
    {
        Rules.AreaLimits.Select(row => (row.StationClass, row.SquareKilometres, row.SuburbanSquareKilometres)).ShouldBe(
            [("first-class", 7.0, 15.0), ("second-class", 4.0, 15.0), ("small", 2.0, 2.0), ("special", 7.0, 15.0), ("logistics", null, null)]);
        Rules.AreaLimits.Select(row => row.StationClass).ShouldBe(Teams.StationClasses.Codes.Select(code => code.Value));
    }

    [Fact]
    public void The_other_standards_repeat_no_number_otherwise_than_where_it_comes_from()
    {
        var (rescue, depot) = (Rules.Find("confined-space-rescue"), Rules.Find("depot"));
        (rescue.TurnoutSeconds + rescue.DriveSeconds, string.Join(' ', rescue.Capabilities)).ShouldBe((LedgerRules.Default.Rescue.LimitSeconds, string.Join(' ', LedgerRules.Default.Rescue.Capabilities)));
        depot.TurnoutSeconds.ShouldBe(IncidentTemplates.Default.DepotLoading.Value);
        Should.Throw<QuestionException>(() => Rules.Find("police")).Remedy.En.ShouldContain("confined-space-rescue");
    }
}
