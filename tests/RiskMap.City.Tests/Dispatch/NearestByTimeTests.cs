using RiskMap.City.Dispatch;
using RiskMap.City.Model;
using RiskMap.City.Snapshot;
using RiskMap.City.Travel;
using static RiskMap.City.Tests.TestFeatures;

namespace RiskMap.City.Tests.Dispatch;

public class NearestByTimeTests
{
    static readonly double[] From = [.. new[] { At("teams", 1, 0, 0).Geometry!.Coordinate }.SelectMany(at => new[] { at.X, at.Y })];

    [Fact]
    public void A_team_that_turns_out_sooner_comes_before_a_nearer_one()
    {
        var city = SmallCity(
            ("teams", At("teams", 1, 500, 0, ("turnoutSeconds", 900))),
            ("teams", At("teams", 2, 3000, 0, ("turnoutSeconds", 60))),
            ("teams", At("teams", 3, 1000, 0, ("tier", "social"))));

        var answer = Of(city, new(From, "teams", 2));

        answer.Features.Select(team => team.Id).ShouldBe([2, 1]);
        answer.Features[0].TravelSeconds.ShouldBe(3000 * 1.4 / (35 / 3.6), 0.1);
        answer.Features[0].Seconds.ShouldBe(60 + answer.Features[0].TravelSeconds, 1e-9);
        Of(city, new(From, "teams", 3)).Features[2].ShouldSatisfyAllConditions(team => team.TurnoutAssumed.ShouldBeTrue(), team => team.TurnoutSeconds.ShouldBe(1800));
        answer.Explanation[0].Text.En.ShouldContain("not by road");
    }

    [Fact]
    public void The_quickest_are_found_however_crooked_the_ways() => Seeded.ForEach(30, random =>
    {
        var places = Enumerable.Range(1, random.Next(1, 400)).Select(id => ("places", At("places", id, random.Between(-5000, 5000), random.Between(-5000, 5000)))).ToArray();
        var city = SmallCity(places);
        // Every way is slower than the straight one by a factor of its own, up to six.
        var straight = TravelTimes.Of(city);
        double Seconds((double X, double Y) from, (double X, double Y) to) => straight.ToOne([from], to)[0] * (1 + (Math.Abs(Math.Sin(from.X * 12.9898)) * 5));
        var crooked = straight with { Between = (from, to, _) => [.. from.Select(a => to.Select(b => Seconds(a, b)).ToArray())] };
        var k = random.Next(1, 20);

        var found = NearestByTime.Of(city, new(From, "places", k), crooked).Features;

        var spill = city.Plane.Project(From[0], From[1]);
        var all = LayerPoints.Of(city, "places");
        var expected = Enumerable.Range(0, all.Count).Select(i => Seconds((all.X[i], all.Y[i]), spill)).Order().Take(k).ToList();
        found.Count.ShouldBe(expected.Count);
        for (var i = 0; i < found.Count; i++)
            found[i].Seconds.ShouldBe(expected[i], 1e-6);
    });

    [Fact]
    public void An_empty_layer_has_no_data_and_what_cannot_be_reached_is_not_listed()
    {
        Of(SmallCity(), new(From, "depots", 3)).NoData!.En.ShouldBe("layer 'depots' has no data");
        var city = SmallCity(("depots", At("depots", 1, 500, 0)));
        NearestByTime.Of(city, new(From, "depots", 3), TravelTimes.Of(city) with { Between = (from, to, _) => [.. from.Select(_ => to.Select(_ => double.PositiveInfinity).ToArray())] })
            .Features.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("layer", "roads", 3)]
    [InlineData("layer", null, 3)]
    [InlineData("layer", "fire-engines", 3)]
    [InlineData("k", "teams", 0)]
    [InlineData("k", "teams", 101)]
    [InlineData("k", "teams", null)]
    public void A_wrong_input_is_named(string member, string? layer, int? k) =>
        Should.Throw<QuestionException>(() => Of(SmallCity(), new(From, layer, k))).Member.ShouldBe(member);

    [Fact]
    public void A_position_far_outside_the_city_is_refused() =>
        Should.Throw<QuestionException>(() => Of(SmallCity(), new([0, 0], "teams", 1))).Member.ShouldBe("from");

    static NearestAnswer Of(CitySnapshot city, NearestQuestion question) => NearestByTime.Of(city, question, TravelTimes.Of(city));
}
