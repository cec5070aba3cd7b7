using RiskMap.City.Dispatch.Force;
using RiskMap.City.Dispatch.Incident;
using RiskMap.City.Snapshot;
using RiskMap.City.Sources.Demo;
using RiskMap.City.Store;
using RiskMap.City.Travel;

namespace RiskMap.City.Tests.Dispatch;

/// <summary>The demo city's ammonia leak in the cold-chain park, from one position to a card and a force.</summary>
public class DemoScenarioTests
{
    static readonly double[] ColdStore = [118.2806, 24.6312];
    static readonly DateTimeOffset Morning = new(2026, 6, 30, 10, 0, 0, TimeSpan.FromHours(8));
    static readonly Lazy<CitySnapshot> City = new(Load);

    [Fact]
    public void The_card_tells_who_is_inside_and_where_to_close_the_roads()
    {
        var card = IncidentCards.Of(City.Value, new(ColdStore, Material: "液氨", Size: "large", Container: "highway-tank", WindFromDegrees: 45, WindMetresPerSecond: 2.5, Time: Morning));

        (card.IsolationMetres, card.ProtectMetres, card.Period).ShouldBe((150, 800, "day"));
        card.Exposed!.People!.Value.ShouldBeGreaterThan(0);
        card.Exposed.EnterpriseCount.ShouldBeGreaterThan(0);
        card.Exposed.Places.Select(place => place.Site.ArrivalSeconds).ShouldBe(card.Exposed.Places.Select(place => place.Site.ArrivalSeconds).Order());
        card.Roads!.ClosurePoints.ShouldNotBeEmpty();
        card.Staging!.RoadId.ShouldNotBeNull();
        // Upwind means with the wind in the back: it blows from the north-east.
        card.Staging.ApproachDegrees.ShouldBeInRange(225 - 60, 225 + 60);
        card.Missing.ShouldNotContain(missing => missing.What == "roads" || missing.What == "population");
    }

    [Theory]
    [InlineData("ammonia-leak")]
    [InlineData("confined-space-rescue")]
    [InlineData("fire")]
    [InlineData("chlorine-leak")]
    public void A_sufficient_force_is_found_and_meets_every_need(string template)
    {
        var answer = SufficientForces.Of(City.Value, new(ColdStore, template, Time: Morning), TravelTimes.Of(City.Value, Morning));

        answer.Explanation.ShouldContain(step => step.Text.En.StartsWith("travel time by road: Fire engine, traffic and closures of 2026-06-30 10:00 +08:00"));
        answer.Sufficient.ShouldBeTrue();
        answer.IsProvenFewest.ShouldBeTrue();
        foreach (var need in IncidentTemplates.Default.Find(template).Needs)
            answer.Units.SelectMany(unit => unit.Gives).Where(given => given.Need == (need.Capability ?? need.Vehicle ?? need.Material)).Sum(given => given.Amount).ShouldBeGreaterThanOrEqualTo(need.Amount);
        answer.TravelSeconds.ShouldBe(answer.Units.Max(unit => unit.Seconds));
        answer.Bottleneck!.Seconds.ShouldBe(answer.TravelSeconds!.Value);
        answer.CoverageLeft!.CoveredAfter.ShouldBeLessThanOrEqualTo(answer.CoverageLeft.CoveredBefore);
        answer.CoverageLeft.CoveredBefore.ShouldBeInRange(1, answer.CoverageLeft.People);
    }

    static CitySnapshot Load()
    {
        var demo = DemoCity.Generate(new DemoOptions());
        return CitySnapshot.Of(new StoreState("demo", "1", 1, demo.Metadata),
            demo.Layers.Select(layer => LayerSnapshot.Of(layer.Layer, layer.Rows.Select((row, i) => row with { Id = i + 1 }))));
    }
}
