using RiskMap.City.Proximity;
using RiskMap.City.Snapshot;
using static RiskMap.City.Tests.TestFeatures;

namespace RiskMap.City.Tests.Proximity;

public sealed class SitesTests
{
    static readonly string[] Layers = ["enterprises", "places", "zones", "roads", "population"];

    [Fact]
    public void Within_finds_what_brute_force_finds() => Seeded.ForEach(25, random =>
    {
        var city = RandomCities.Make(random);
        var found = new List<int>();
        foreach (var layer in Layers)
        {
            var (from, to) = (Sites.Of(city, random.OneOf("enterprises", "places", "zones", "roads")), Sites.Of(city, layer));
            var (outline, metres) = (from.Outline(random.Next(from.Count)), random.OneOf(0, 1, 50, 300, 1500, 1e6));
            to.Within(outline, metres, found);

            found.ShouldBe(Enumerable.Range(0, to.Count).Where(site => outline.IsWithin(to.Outline(site), metres)), $"{layer} within {metres}");
            to.CountWithin(outline, metres).ShouldBe(found.Count);
        }
    });

    [Fact]
    public void The_nearest_are_those_of_brute_force() => Seeded.ForEach(25, random =>
    {
        var city = RandomCities.Make(random);
        foreach (var layer in Layers)
        {
            var (from, to) = (Sites.Of(city, random.OneOf("enterprises", "places", "zones", "roads")), Sites.Of(city, layer));
            var (outline, count, most) = (from.Outline(random.Next(from.Count)), random.OneOf(1, 3, 50, 1000), random.OneOf(100, 700, double.PositiveInfinity));

            var expected = Enumerable.Range(0, to.Count).Select(site => (Metres: outline.DistanceTo(to.Outline(site)).Metres, to.Feature(site).Id))
                .Where(near => near.Metres <= most).Order().Take(count).ToList();
            to.Nearest(outline, count, most).Select(near => (near.Distance.Metres, to.Feature(near.Site).Id)).ShouldBe(expected, $"{layer}, {count} within {most}");
        }
    });

    [Fact]
    public void Counts_are_those_of_brute_force_for_every_feature() => Seeded.ForEach(10, random =>
    {
        var city = RandomCities.Make(random);
        foreach (var (fromLayer, toLayer) in new[] { ("enterprises", "confined-spaces"), ("places", "enterprises"), ("enterprises", "enterprises"), ("zones", "places") })
        {
            var (from, to, metres) = (Sites.Of(city, fromLayer), Sites.Of(city, toLayer), random.Between(0, 800));
            var expected = Enumerable.Range(0, from.Count).Select(a => Enumerable.Range(0, to.Count).Count(b => from.Outline(a).IsWithin(to.Outline(b), metres)));
            NeighbourCounts.Of(city, fromLayer, toLayer, metres).ShouldBe(expected, $"{fromLayer} {toLayer} {metres}");
        }
    });

    [Fact]
    public void A_site_at_exactly_the_distance_is_within()
    {
        var city = SmallCity(("enterprises", At("enterprises", 1, 100, 100)), ("places", At("places", 1, 400, 500)));
        var exactly = Sites.Of(city, "enterprises").Outline(0).DistanceTo(Sites.Of(city, "places").Outline(0)).Metres;

        exactly.ShouldBe(500, 1e-6);
        NeighbourCounts.Of(city, "enterprises", "places", exactly + 1e-9).ShouldBe([1]);
        NeighbourCounts.Of(city, "enterprises", "places", exactly - 1e-6).ShouldBe([0]);
    }

    [Fact]
    public void Features_without_a_place_are_left_out_and_an_empty_layer_has_no_sites()
    {
        var city = SmallCity(("enterprises", Feature("enterprises", 1, null)), ("enterprises", At("enterprises", 2, 0, 0)));

        Sites.Of(city, "enterprises").Count.ShouldBe(1);
        Sites.Of(city, "places").Count.ShouldBe(0);
        Sites.Of(city, "places").Nearest(Sites.Of(city, "enterprises").Outline(0), 3).ShouldBeEmpty();
        NeighbourCounts.Of(city, "enterprises", "places", 500).ShouldBe([0]);
        NeighbourCounts.Of(city, "places", "enterprises", 500).ShouldBeEmpty();
    }

    [Fact]
    public void An_edit_of_the_boundaries_moves_the_edge_and_an_untouched_city_keeps_its_sites()
    {
        var city = SmallCity(("enterprises", At("enterprises", 1, 0, 0)), ("places", At("places", 1, 300, 0)));
        var drawn = city.Imagine("site-boundaries", [Area("site-boundaries", 1, (0, -50, 200, 50), ("ofLayer", "enterprises"), ("ofKey", "enterprises-1"))], []);

        DistanceOf(city).ShouldBe(300, 1e-3);
        DistanceOf(drawn).ShouldBe(100, 1e-3);
        DistanceOf(city).ShouldBe(300, 1e-3);
        Sites.Of(city, "enterprises").ShouldBeSameAs(Sites.Of(city, "enterprises"));
        Sites.Of(drawn, "places").ShouldNotBeSameAs(Sites.Of(city, "places"));
    }

    static double DistanceOf(CitySnapshot city) => Sites.Of(city, "enterprises").Outline(0).DistanceTo(Sites.Of(city, "places").Outline(0)).Metres;
}
