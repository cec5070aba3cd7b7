using RiskMap.City.Zoning;
using RiskMap.City.Zoning.Rules;
using static RiskMap.City.Tests.Zoning.Sketch;

namespace RiskMap.City.Tests.Zoning;

public sealed class StatedFacilityTests
{
    [Fact]
    public void A_stated_grade_of_petrol_station_keeps_what_every_petrol_station_must()
    {
        var city = Town(Place(1, 1110, 1050, "kindergarten", "highly-sensitive"));

        var answer = Separation.Of(city, new(Site: Rectangle(1000, 1000, 1100, 1100), Use: new("5265", [], Facilities: ["petrol-station-1"])));

        answer.Rows.Row("S9").ShouldSatisfyAllConditions(row => row.RequiredMetres.ShouldBe(35), row => row.Verdict.ShouldBe(Verdict.Fail));
        answer.Verdict.ShouldBe(Verdict.Fail);
        answer.Facilities.Select(facility => facility.Facility).ShouldBe(["petrol-station", "petrol-station-1"]);
    }

    [Theory]
    [InlineData("class-a-warehouse-34-large", "class-a-warehouse")]
    [InlineData("petrochemical-liquid-tanks-ab", "liquid-tank-ab")]
    public void A_facility_implies_what_always_comes_with_it(string facility, string implied) => FacilityRules.Default.With(facility).ShouldBe([facility, implied], ignoreOrder: true);

    [Theory]
    [InlineData("class-a-warehouse")]
    [InlineData("hazmat-unit")]
    [InlineData("fire-station")]
    public void And_nothing_that_only_sometimes_does(string facility) => FacilityRules.Default.With(facility).ShouldBe([facility]);
}
