using RiskMap.City.Model;
using static RiskMap.City.Tests.Travel.RoadGraphsTests;

namespace RiskMap.City.Tests.Travel;

/// <summary>Random roads of a test city: walks over the crossings of a grid, and yards that no road joins; closures for ever and for a time.</summary>
static class RandomRoadCity
{
    public const double Spacing = 400;

    static readonly (int East, int North)[] Steps = [(1, 0), (0, 1), (-1, 0), (0, -1)];

    /// <summary>A road over two to five crossings of a grid of so many columns and rows; one in eight is a yard beside them.</summary>
    public static Feature Street(Random random, long id, int columns, int rows)
    {
        var (column, row) = (random.Next(columns), random.Next(rows));
        var isYard = random.Next(8) == 0;
        var places = new List<(double, double)> { Place(column, row) };
        while (places.Count < random.Next(2, 6))
        {
            var (east, north) = random.OneOf(Steps);
            (column, row) = (Math.Clamp(column + east, 0, columns - 1), Math.Clamp(row + north, 0, rows - 1));
            if (places[^1] != Place(column, row))
                places.Add(Place(column, row));
        }
        return Road(id, [.. places],
            ("roadClass", random.OneOf("primary", "tertiary", "residential")), ("oneway", random.Next(5) == 0 ? "forward" : null),
            ("access", random.Next(10) == 0 ? "private" : null), ("maxWeightTonnes", random.Next(12) == 0 ? 5.0 : null));

        (double, double) Place(int column, int row) => isYard ? ((column * Spacing) + 90, (row * Spacing) + 120) : (column * Spacing, row * Spacing);
    }

    /// <summary>A closure across or along some street: of no stated time, or around a day.</summary>
    public static Feature Closure(Random random, long id, int columns, int rows, DateTimeOffset day)
    {
        var (east, north) = (random.Next(columns) * Spacing, random.Next(rows) * Spacing);
        var isStanding = random.Next(2) == 0;
        return Line("closures", id, [(east + 150, north - 40), (east + 150, north + 40)],
            ("from", isStanding ? null : day.AddHours(random.Next(-48, 24))), ("to", isStanding ? null : day.AddHours(random.Next(24, 48))));
    }
}
