using System.Globalization;
using System.Text.RegularExpressions;
using RiskMap.City.Model;
using RiskMap.City.Model.Layers;

namespace RiskMap.City.Sources.Osm;

/// <summary>
/// What the tags of a highway say to a route (wiki.openstreetmap.org: Key:highway, Key:oneway, Key:maxspeed, Map Features/Units). Values that
/// cannot be understood are missing, never guessed. Pure, thread-safe.
/// </summary>
static partial class RoadTags
{
    /// <summary>Road class, or null when the way is no road. The outline of a square (area=yes) is a road: it joins those that end on it.</summary>
    public static string? ClassOf(OsmObject way) =>
        way.Tag("highway") is { } highway ? Roads.Classes.Codes.FirstOrDefault(code => code.Value == highway)?.Value : null;

    /// <summary><c>both</c>, <c>forward</c>, <c>backward</c>, or <c>changing</c> where the direction changes with the time.</summary>
    public static string DirectionOf(OsmObject way)
    {
        var always = DirectionWithoutHours(way);
        // At other hours a one-way street may be open both ways (no @ ...): its own direction is right at all of them.
        return way.Tag("oneway:conditional") is { } hours && !(always != "both" && SaysOnly(hours, "no")) ? Roads.Changing : always;
    }

    /// <summary>True where the direction changes with the time, whether or not one direction is right at all hours.</summary>
    public static bool HasHoursOfDirection(OsmObject way) => way.Tag("oneway:conditional") is not null || DirectionWithoutHours(way) == Roads.Changing;

    static bool SaysOnly(string conditional, string value) => ValuesOf(conditional).All(said => said == value);

    // yes @ (Mo-Fr 07:00-09:00); no @ (Sa,Su): a semicolon in brackets divides hours.
    static IEnumerable<string> ValuesOf(string conditional) =>
        conditional.Split('@').SkipLast(1).Select(part => part[(part.LastIndexOf(';') + 1)..].Trim());

    static string DirectionWithoutHours(OsmObject way)
    {
        switch (way.Tag("oneway"))
        {
            case "yes" or "true" or "1": return "forward";
            case "-1" or "reverse": return "backward";
            case "no" or "false" or "0": return "both";
            case "reversible" or "alternating": return Roads.Changing;
        }
        var implied = OsmTagRules.Current.ImpliedOneway;
        return implied.Highway.Contains(way.Tag("highway"), StringComparer.Ordinal) || implied.Junction.Contains(way.Tag("junction"), StringComparer.Ordinal)
            ? "forward"
            : "both";
    }

    /// <summary>Kilometres an hour; null for words such as <c>none</c>, <c>signals</c>, <c>CN:urban</c>, and for several values.</summary>
    public static double? SpeedOf(string? text) => Amount(text, "km/h", OsmTagRules.Current.SpeedUnits, Roads.Schema, "maxSpeedKmh", decimals: 1);

    /// <summary>Tonnes.</summary>
    public static double? WeightOf(string? text) => Amount(text, "t", OsmTagRules.Current.WeightUnits, Roads.Schema, "maxWeightTonnes", decimals: 3);

    /// <summary>The lower of two limits of weight, of which either may be missing.</summary>
    public static double? WeightOf(OsmObject way) =>
        new[] { WeightOf(way.Tag("maxweight")), WeightOf(way.Tag("maxweightrating")) }.Min();

    /// <summary>Metres of a height, width or length; feet and inches are understood (<c>13'6"</c>).</summary>
    /// <param name="text">The tag.</param>
    /// <param name="field">Field of roads that the value must fit.</param>
    public static double? MetresOf(string? text, string field)
    {
        if (text is null)
            return null;
        var feet = FeetAndInches().Match(text);
        if (feet.Success)
        {
            var rules = OsmTagRules.Current;
            var inches = feet.Groups[2].Success ? Number(feet.Groups[2].Value) : 0;
            return InRange(Math.Round((Number(feet.Groups[1].Value) * rules.MetresPerFoot) + (inches * rules.MetresPerInch), 3), field);
        }
        return Amount(text, "m", Metre, Roads.Schema, field, decimals: 3);
    }

    /// <summary>Right of access for motor traffic: the most specific tag wins; null when there is none.</summary>
    public static string? AccessOf(OsmObject way) => way.Tag("motor_vehicle") ?? way.Tag("vehicle") ?? way.Tag("access");

    /// <summary>
    /// Rights of the kinds of vehicles that the profiles know, in the form of roads.accessByVehicle, or null: their own tags, what the tag for motor traffic
    /// says of emergency vehicles, and for walkers the tag for all traffic where it lets nobody in.
    /// </summary>
    public static string? VehicleAccessOf(OsmObject way)
    {
        var rows = OsmTagRules.Current.AccessVehicles.Select(vehicle => (Vehicle: vehicle, Value: way.Tag(vehicle))).Where(row => row.Value is not null).ToList();
        if (way.Tag(Emergency) is null && AccessOf(way) is { } motor && VehicleAccessRule.Values(motor).Contains(Emergency, StringComparer.Ordinal))
            rows.Add((Emergency, "yes"));
        if (way.Tag(Foot) is null && way.Tag("access") is "no")
            rows.Add((Foot, "no"));
        // What is no word of the key is missing, as everywhere here.
        var texts = rows.Select(row => VehicleAccessRule.Rule.Normalize($"{row.Vehicle}:{row.Value!.Replace(';', ',')}").Value).OfType<string>().ToList();
        return texts.Count == 0 ? null : string.Join(';', texts);
    }

    const string Emergency = "emergency";
    const string Foot = "foot";

    /// <summary>True for a bridge or tunnel; null when there is no such tag.</summary>
    public static bool? Flag(OsmObject way, string key) => way.Tag(key) is { } value ? value != "no" : null;

    /// <summary>Level above or below ground, or null.</summary>
    public static long? LevelOf(string? text)
    {
        var field = Roads.Schema.Fields[Roads.Schema.IndexOf("roadLevel")];
        return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var level)
            && level >= field.Minimum && level <= field.Maximum ? level : null;
    }

    static readonly Dictionary<string, double> Metre = new(StringComparer.Ordinal) { ["m"] = 1 };

    static double? Amount(string? text, string unitWithout, Dictionary<string, double> units, LayerSchema layer, string field, int decimals)
    {
        if (text is null || NumberAndUnit().Match(text) is not { Success: true } match)
            return null;
        var unit = match.Groups[2].Length == 0 ? unitWithout : match.Groups[2].Value;
        return units.TryGetValue(unit, out var factor) ? InRange(Math.Round(Number(match.Groups[1].Value) * factor, decimals), field, layer) : null;
    }

    static double? InRange(double value, string field, LayerSchema? layer = null)
    {
        var schema = layer ?? Roads.Schema;
        var declared = schema.Fields[schema.IndexOf(field)];
        return value >= declared.Minimum && value <= declared.Maximum ? value : null;
    }

    static double Number(string text) => double.Parse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^\s*(\d+(?:\.\d+)?)\s*([a-zA-Z/]*)\s*$", RegexOptions.CultureInvariant)]
    private static partial Regex NumberAndUnit();

    [GeneratedRegex("""^\s*(\d+(?:\.\d+)?)\s*(?:'|ft)\s*(?:(\d+(?:\.\d+)?)\s*(?:"|''|in))?\s*$""", RegexOptions.CultureInvariant)]
    private static partial Regex FeetAndInches();
}
