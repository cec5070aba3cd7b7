using RiskMap.City.Travel;
using RiskMap.City.Model;
using RiskMap.City.Model.Layers;
using RiskMap.Routing.Costing;

namespace RiskMap.City.Tests.Travel;

public class RoadCostRulesTests
{
    static readonly RoadCostRules Rules = RoadCostRules.Current;

    [Fact]
    public void Every_row_names_its_source()
    {
        RuleSource[] sources =
        [
            Rules.Snap.Source, Rules.Connected.Source, Rules.Closures.Source, Rules.Outline.Source, Rules.Alternatives.Source, .. Rules.Rules.Select(row => row.Source), .. Rules.Access.Select(row => row.Source),
            Rules.Barriers.Source, .. Rules.Barriers.Kinds.Select(row => row.Source),
            .. Rules.Speeds.Select(row => row.Source), .. Rules.Periods.Select(row => row.Source), .. Rules.Profiles.Select(row => row.Source),
            .. Rules.Profiles.SelectMany(row => row.Rules).Select(row => row.Source),
        ];
        sources.ShouldAllBe(source => source.Standard.Length > 0 && source.Clause.Length > 0 && (source.Status == RuleSource.Verified || source.Status == RuleSource.ToBeVerified));
    }

    [Fact]
    public void The_four_profiles_are_there_and_are_always_the_same_objects()
    {
        foreach (var id in (string[])["fire-engine", "hazmat-truck", "car", "foot"])
            Rules.Profile(id).ShouldBeSameAs(Rules.Profile(id));
        var error = Should.Throw<QuestionException>(() => Rules.Profile("bicycle"));
        (error.Member, error.Value).ShouldBe(("profile", "bicycle"));
        error.Remedy.En.ShouldContain("fire-engine");
    }

    [Fact]
    public void Every_vehicle_says_how_it_meets_each_rule_that_may_be_broken()
    {
        // A rule that is not named is kept: whoever forgets one shuts the roads.
        var told = new[] { RoadRules.UnmarkedGate, RoadRules.ChangingDirection, RoadRules.DestinationOnly, RoadRules.PrivateRoad, RoadRules.Gate };
        foreach (var row in Rules.Profiles)
            row.Rules.Select(rule => RuleTokens.Of(rule.Rule)).ShouldBe(row.Rules.Select(rule => RuleTokens.Of(rule.Rule)).Union(told), ignoreOrder: true, row.Id);
        Rules.Rules.Select(row => RuleTokens.Of(row.Rule)).ShouldBe(Enum.GetValues<RoadRules>().Where(rule => rule != RoadRules.None), ignoreOrder: true);
    }

    [Fact]
    public void Every_road_class_is_for_somebody_and_every_speed_for_a_class()
    {
        var classes = Roads.Classes.Codes.Select(code => code.Value).ToArray();
        Rules.Speeds.Select(row => row.RoadClass).ShouldBe(classes, ignoreOrder: true);
        Rules.Speeds.ShouldAllBe(row => row.Kmh.Count > 0 && row.Kmh.All(pair => pair.Value > 0 && Rules.Profiles.Any(profile => profile.Id == pair.Key)));
        Rules.Periods.SelectMany(row => row.Factors).ShouldAllBe(pair => classes.Contains(pair.Key) && pair.Value > 0 && pair.Value <= 1);
    }

    [Fact]
    public void A_fire_engine_breaks_what_the_law_lets_it_break_and_no_limit_of_a_bridge()
    {
        var engine = Rules.Profile("fire-engine");

        foreach (var rule in (RoadRules[])[RoadRules.AgainstOneway, RoadRules.ForbiddenTurn, RoadRules.Gate])
            engine.Treatment(rule).Obedience.ShouldBe(Obedience.Break);
        foreach (var rule in (RoadRules[])[RoadRules.WeightLimit, RoadRules.HeightLimit])
            engine.Treatment(rule).Obedience.ShouldBe(Obedience.Obey);
        Rules.Profile("hazmat-truck").Treatment(RoadRules.Tunnel).Obedience.ShouldBe(Obedience.Obey);
        foreach (var rule in Enum.GetValues<RoadRules>().Where(rule => rule != RoadRules.None))
            RuleTokens.Of(RuleTokens.Of(rule)).ShouldBe(rule);
    }
}
