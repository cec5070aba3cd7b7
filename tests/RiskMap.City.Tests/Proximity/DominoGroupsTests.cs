using RiskMap.City.Model;
using RiskMap.City.Proximity;
using RiskMap.City.Risk;
using RiskMap.City.Risk.Consequence;
using static RiskMap.City.Tests.TestFeatures;

namespace RiskMap.City.Tests.Proximity;

public sealed class DominoGroupsTests
{
    static readonly RuleSource Source = new("local method", "test", RuleSource.ToBeVerified);

    // Metres of radius a tonne, so that a test reads as it is drawn; benzene has none.
    static readonly Func<IReadOnlyList<InventoryLine>, EscalationAnswer> RadiusOf = inventory => inventory[0].Cas == "71-43-2"
        ? new(null, [], [("未知", "unknown")])
        : new(new(inventory[0].Tonnes, "fireball", inventory[0].Cas!, Source), [], []);

    [Fact]
    public void A_pair_says_who_reaches_whom()
    {
        var answer = DominoGroups.Of(SmallCity(Plant(1, 0, 300), Plant(2, 200, 250), Plant(3, 480, 100)), RadiusOf);

        answer.Pairs.Select(pair => (pair.A, pair.B, Math.Round(pair.DistanceMetres), pair.AReachesB, pair.BReachesA)).ShouldBe([(1, 2, 200, true, true)]);
        answer.Groups.Single().Plants.Select(plant => plant.Id).ShouldBe([1L, 2]);
    }

    [Fact]
    public void One_way_is_a_pair_too_and_pairs_that_share_a_plant_are_one_group()
    {
        var answer = DominoGroups.Of(SmallCity(Plant(1, 0, 250), Plant(2, 200, 50), Plant(3, 440, 245), Plant(4, 2000, 100), Plant(5, 2050, 100)), RadiusOf);

        answer.Pairs.OrderBy(pair => pair.A).Select(pair => (pair.A, pair.B, pair.BReachesA)).ShouldBe([(1, 2, false), (3, 2, false), (4, 5, true)]);
        answer.Groups.Select(group => string.Join(' ', group.Plants.Select(plant => plant.Id))).ShouldBe(["1 2 3", "4 5"]);
    }

    [Fact]
    public void A_plant_without_a_radius_is_no_data_and_can_be_reached_all_the_same()
    {
        var answer = DominoGroups.Of(SmallCity(Plant(1, 0, 250), Plant(2, 200, 80, "71-43-2"), ("enterprises", At("enterprises", 3, 10, 10))), RadiusOf);

        answer.NoData.Select(plant => (plant.Id, plant.Reasons.Single().En)).ShouldBe([(2, "unknown")]);
        answer.WithoutInventory.ShouldBe(1);
        answer.Pairs.Single().ShouldBe(answer.Pairs.Single() with { A = 1, B = 2, RadiusB = null, BReachesA = null });
        answer.Explanation.ShouldContain(step => step.Source == Source && step.Text.En.Contains("to be verified"));
    }

    [Fact]
    public void Distances_go_from_fence_to_fence()
    {
        var fence = ("site-boundaries", Area("site-boundaries", 1, (0, -50, 120, 50), ("ofLayer", "enterprises"), ("ofKey", "enterprises-1")));

        DominoGroups.Of(SmallCity(Plant(1, 0, 100), Plant(2, 200, 10)), RadiusOf).Pairs.ShouldBeEmpty();
        var pair = DominoGroups.Of(SmallCity(Plant(1, 0, 100), Plant(2, 200, 10), fence), RadiusOf).Pairs.Single();
        pair.DistanceMetres.ShouldBe(80, 1e-3);
    }

    [Fact]
    public void The_radius_is_that_of_the_consequence_screening()
    {
        var radius = Escalation.Of([new("74-98-6", 100)])!.RadiusMetres;
        var city = SmallCity(Plant(1, 0, 100), Plant(2, radius - 1, 100, "7727-37-9"), Plant(3, -(radius + 1), 100, "7727-37-9"));

        var pair = DominoGroups.Of(city).Pairs.Single();

        (pair.A, pair.B, pair.RadiusA).ShouldBe((1, 2, radius));
    }

    [Fact]
    public void Pairs_and_groups_are_those_of_brute_force() => Seeded.ForEach(20, random =>
    {
        var plants = Enumerable.Range(1, 60).Select(id => (Id: (long)id, East: random.Between(0, 4000), North: random.Between(0, 4000), Metres: Math.Round(random.Between(20, 400)))).ToList();
        var answer = DominoGroups.Of(SmallCity(plants.Select(plant => Plant(plant.Id, plant.East, plant.Metres, north: plant.North))), RadiusOf, limit: 3);

        var pairs = (from a in plants from b in plants where a.Id < b.Id && Math.Sqrt(Math.Pow(a.East - b.East, 2) + Math.Pow(a.North - b.North, 2)) <= Math.Max(a.Metres, b.Metres) select (a.Id, b.Id)).ToList();
        answer.NumberMatched.ShouldBe(pairs.Count);
        answer.Pairs.Count.ShouldBe(Math.Min(3, pairs.Count));
        foreach (var (a, b) in pairs)
            answer.Groups.Count(group => group.Plants.Any(plant => plant.Id == a) && group.Plants.Any(plant => plant.Id == b)).ShouldBe(1);
        answer.Groups.Sum(group => group.Plants.Count).ShouldBe(pairs.SelectMany(pair => new[] { pair.Item1, pair.Item2 }).Distinct().Count());
    });

    static (string, Feature) Plant(long id, double east, double metres, string cas = "74-98-6", double north = 0) =>
        ("enterprises", At("enterprises", id, east, north, ("inventory", FormattableString.Invariant($$"""[{"cas":"{{cas}}","tonnes":{{metres}}}]"""))));
}
