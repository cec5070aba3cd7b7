using System.Text.Json.Nodes;

namespace RiskMap.Faults.Cities;

/// <summary>A feature as a client sends it.</summary>
sealed record Draft(JsonObject Properties, JsonObject Geometry)
{
    public JsonObject ToJson() => new() { ["type"] = "Feature", ["properties"] = Properties.DeepClone(), ["geometry"] = Geometry.DeepClone() };
}

/// <summary>Made-up content of features, in the form in which the server writes it (6 decimals, times with their offset, rings counter-clockwise).</summary>
static class Drafts
{
    static readonly string?[] Grades = ["red", "orange", "yellow", "blue", null];
    static readonly string[] Restrictions = ["prohibited", "restricted", "controlled"];

    public static Draft Of(string layer, Random random, string key) => layer switch
    {
        "enterprises" => Enterprise(random, key),
        "zones" => new(new() { ["key"] = key, ["name"] = Name(random, "规划区"), ["restriction"] = Restrictions[random.Next(3)], ["landUse"] = Name(random, "M") }, Square(random)),
        "incidents" => new(new() { ["key"] = key, ["name"] = Name(random, "险情"), ["kind"] = Name(random, "fire"), ["occurredAt"] = Time(random) }, Point(random)),
        "closures" => new(new() { ["key"] = key, ["reason"] = Name(random, "施工"), ["from"] = Time(random), ["roadKey"] = Name(random, "road") }, Line(random)),
        "places" => new(new() { ["key"] = key, ["name"] = Name(random, "学校"), ["category"] = "important", ["capacityDay"] = random.Next(5_000) }, Point(random)),
        _ => throw new ArgumentException($"no draft of layer '{layer}'", nameof(layer)),
    };

    public static Draft Enterprise(Random random, string key) => new(
        new() { ["key"] = key, ["name"] = Name(random, "企业"), ["grade"] = Grades[random.Next(Grades.Length)], ["headcount"] = random.Next(2_000), ["score"] = random.Next(1_000) / 10.0 },
        Point(random));

    /// <summary>What the depot holds, more of it than is ever sent.</summary>
    public const string SupplyCode = "2010299";

    public static Draft Team(Random random, string key) => new(new() { ["key"] = key, ["name"] = Name(random, "队"), ["onDuty"] = 6 }, Point(random));

    public static Draft Depot(Random random, string key) => new(
        new() { ["key"] = key, ["name"] = Name(random, "库"), ["stock"] = new JsonArray(new JsonObject { ["code"] = SupplyCode, ["quantity"] = 1_000, ["unit"] = "套" }) }, Point(random));

    static string Name(Random random, string stem) => FormattableString.Invariant($"{stem}{random.Next(1_000_000)}");

    static string Time(Random random) => FormattableString.Invariant($"2026-{random.Next(1, 13):00}-{random.Next(1, 29):00}T{random.Next(24):00}:{random.Next(60):00}:00+00:00");

    static JsonObject Point(Random random) => Geometry("Point", Position(random));

    static JsonObject Line(Random random) => Geometry("LineString", new JsonArray(Position(random), Position(random), Position(random)));

    static JsonObject Square(Random random)
    {
        var (x, y, side) = (118_000_000 + random.Next(400_000), 24_400_000 + random.Next(400_000), 1_000 + random.Next(20_000));
        return Geometry("Polygon", new JsonArray(new JsonArray(At(x, y), At(x + side, y), At(x + side, y + side), At(x, y + side), At(x, y))));
    }

    static JsonArray Position(Random random) => At(118_000_000 + random.Next(500_000), 24_400_000 + random.Next(500_000));

    static JsonArray At(int microLongitude, int microLatitude) => [microLongitude / 1e6, microLatitude / 1e6];

    static JsonObject Geometry(string type, JsonArray coordinates) => new() { ["type"] = type, ["coordinates"] = coordinates };
}
