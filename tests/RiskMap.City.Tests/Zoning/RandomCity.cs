using RiskMap.City.Model;
using RiskMap.City.Snapshot;
using RiskMap.City.Zoning;
using static RiskMap.City.Tests.Zoning.Sketch;

namespace RiskMap.City.Tests.Zoning;

/// <summary>Seeded random cities of two kilometres with plants, places, boundaries, roads and fire stations.</summary>
static class RandomCity
{
    public static readonly (string? Code, string? Inventory)[] Plants =
    [
        ("5265", Inventory("86290-81-5", 60)), ("5265", null), ("2614", Inventory("67-56-1", 120)), ("5942", Inventory("108-88-3", 20)), ("5930", Inventory("7664-41-7", 12)),
        ("4512", Inventory("68476-85-7", 60)), ("1811", null), (null, null), ("3912", Inventory("67-63-0", 2)), ("5942", Inventory("118-96-7", 0.02)),
    ];

    static readonly (string Kind, string? Category)[] Kinds =
        [("school", "highly-sensitive"), ("residential", "general-1"), ("village", "general-2"), ("shop", "general-3"), ("office", null), ("culture", "important")];

    public static CitySnapshot Of(Random random, int plants = 40, int places = 60) => Town(Features(random, plants, places));

    public static IEnumerable<Feature> Features(Random random, int plants, int places)
    {
        for (var id = 1; id <= plants; id++)
        {
            var (east, north) = (random.Between(0, 2000), random.Between(0, 2000));
            var (code, inventory) = random.OneOf<(string?, string?)>(Plants);
            yield return Enterprise(id, east, north, code, inventory);
            if (random.Next(3) == 0) yield return Boundary(id, "enterprises", id, east, north, random);
        }
        for (var id = 1; id <= places; id++)
        {
            var (east, north) = (random.Between(0, 2000), random.Between(0, 2000));
            var (kind, category) = random.OneOf<(string, string?)>(Kinds);
            yield return Place(id, east, north, kind, category);
            if (random.Next(3) == 0) yield return Boundary(1000 + id, "places", id, east, north, random);
        }
        yield return TestFeatures.At("teams", 1, random.Between(0, 2000), random.Between(0, 2000), ("kind", "fire"));
        yield return Line("roads", 1, [(random.Between(0, 2000), 0), (random.Between(0, 2000), 2000)], ("roadClass", random.OneOf("motorway", "primary", "residential")));
    }

    public static PlannedUse Use(Random random) => random.Next(4) == 0
        ? new(null, [], PlaceCategory: "highly-sensitive", PlaceKind: random.OneOf("school", "hospital", "residential"))
        : random.OneOf<PlannedUse>(new("5265", [new("86290-81-5", 100)]), new("2614", [new("67-56-1", 120)]), new("5942", [new("108-88-3", 20)]), new("5930", [new("7664-41-7", 8)]));

    /// <summary>A use as before, or a store of explosives.</summary>
    public static PlannedUse UseOrExplosives(Random random) => random.Next(5) == 0 ? new("5942", [new("118-96-7", 0.05)]) : Use(random);

    static Feature Boundary(long id, string layer, long of, double east, double north, Random random)
    {
        var (width, height) = (random.Between(10, 80), random.Between(10, 80));
        return TestFeatures.Area("site-boundaries", id, (east - width, north - height, east + width, north + height), ("ofLayer", layer), ("ofKey", $"{layer}-{of}"));
    }
}
