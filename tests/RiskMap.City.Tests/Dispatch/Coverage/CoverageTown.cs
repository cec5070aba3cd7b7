using RiskMap.City.Model;
using RiskMap.City.Snapshot;
using static RiskMap.City.Tests.TestFeatures;
using static RiskMap.City.Tests.Travel.RoadGraphsTests;

namespace RiskMap.City.Tests.Dispatch.Coverage;

/// <summary>
/// A town and an island, drawn with a character for 100 m; letters are junctions. At night a fire engine drives 500 m a minute here: in the standard's four
/// minutes 2,000 m. Road 3 is the bridge; the island lies farther from the mainland's roads than a house may.
/// </summary>
static class CoverageTown
{
    const string Drawing = "E-------------------A---------B=====C-------D";
    const double Cell = 100;

    public static readonly DateTimeOffset Night = new(2026, 7, 1, 3, 0, 0, TimeSpan.FromHours(8));

    public const long Bridge = 3;

    /// <summary>East of the letter A in metres.</summary>
    public static double East(char letter) => (Drawing.IndexOf(letter, StringComparison.Ordinal) - Drawing.IndexOf('A', StringComparison.Ordinal)) * Cell;

    /// <summary>Roads, districts and people.</summary>
    public static IEnumerable<(string, Feature)> Ground =>
    [
        ("roads", Road(1, [(East('E'), 0), (East('A'), 0)], ("name", "西路"))),
        ("roads", Road(2, [(East('A'), 0), (East('B'), 0)], ("name", "中路"))),
        ("roads", Road(Bridge, [(East('B'), 0), (East('C'), 0)], ("name", "大桥"), ("bridge", true))),
        ("roads", Road(4, [(East('C'), 0), (East('D'), 0)], ("name", "岛路"))),
        ("districts", Area("districts", 1, (-2100, -600, 1300, 3600), ("level", "town"), ("code", "01"), ("name", "陆镇"))),
        ("districts", Area("districts", 2, (1300, -600, 2500, 3600), ("level", "town"), ("code", "02"), ("name", "岛镇"))),
        Cells(1, 500, 20, 1000), Cells(2, 1700, 20, 200), Cells(3, 2300, 20, 300), Cells(4, -1900, 20, 400), Cells(5, 0, 3000, 50),
    ];

    public static CitySnapshot Town(params IEnumerable<(string, Feature)> more) => SmallCity([.. Ground, .. more]);

    /// <summary>A fire station east of A.</summary>
    public static (string, Feature) Station(long id, double east, params (string Field, object? Value)[] values) =>
        ("teams", At("teams", id, east, 10, [("kind", "fire"), ("tier", "national-fire"), ("onDuty", 10), ("turnoutSeconds", 60), .. values]));

    public static (string, Feature) Cells(long id, double east, double north, double people) =>
        ("population", Area("population", id, (east - 50, north - 50, east + 50, north + 50), ("residents", people)));

    public static double[] LonLat(double east, double north)
    {
        var at = At("teams", 1, east, north).Geometry!.Coordinate;
        return [at.X, at.Y];
    }
}
