using System.Globalization;
using RiskMap.Geo.Geometries;
using RiskMap.Server.Texts;

namespace RiskMap.Server.Http;

/// <summary>Reads query parameters; a name that the resource does not know and a value that cannot be used are 400 and named.</summary>
public static class Parameters
{
    /// <summary>Most features in one page; a greater limit means this one (OGC 17-069r4, requirement 22).</summary>
    public const int MaximumLimit = 10_000;

    /// <summary>Features in a page where no limit is asked for.</summary>
    public const int DefaultLimit = 100;

    const string Json = "json";

    static readonly string[] Everywhere = ["lang", "f"];

    /// <summary>Refuses parameters that the resource does not know (OGC 17-069r4, requirement 8), and formats other than JSON.</summary>
    public static void Allow(HttpRequest request, params ReadOnlySpan<string> known)
    {
        foreach (var (name, values) in request.Query)
        {
            if (!known.Contains(name) && !Everywhere.Contains(name))
                throw new ProblemException(new Problem(StatusCodes.Status400BadRequest, "unknown-parameter", name, Known(known)) { Member = name });
            if (values.Count > 1) throw Problem.Invalid(name, values.ToString(), MessageTexts.Both("expected.once"));
        }

        // The page is the only answer that is not data: html is for "/" alone.
        if (Text(request, "f") is { } format && format != Json && !(format == "html" && request.Path == "/"))
            throw Problem.Invalid("f", format, MessageTexts.Both("expected.format"));
    }

    /// <summary>The value of a parameter, or null when it is absent or empty.</summary>
    public static string? Text(HttpRequest request, string name) =>
        request.Query.TryGetValue(name, out var values) && values.Count > 0 && values[0] is { Length: > 0 } value ? value : null;

    /// <summary>A parameter that is <c>true</c> or <c>false</c>; false when absent.</summary>
    public static bool Flag(HttpRequest request, string name) => Text(request, name) switch
    {
        null or "false" => false,
        "true" => true,
        var other => throw Problem.Invalid(name, other, MessageTexts.Both("expected.flag")),
    };

    /// <summary>Number of features wanted: 1 or more, clamped to <see cref="MaximumLimit"/>.</summary>
    public static int Limit(HttpRequest request)
    {
        if (Text(request, "limit") is not { } text) return DefaultLimit;
        if (!long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) || limit < 1)
            throw Problem.Invalid("limit", text, MessageTexts.Both("expected.limit", MaximumLimit));
        return (int)Math.Min(limit, MaximumLimit);
    }

    /// <summary>
    /// The boxes of <c>bbox</c> in longitude and latitude: none when absent, two when it crosses the antimeridian. Heights of a box with six numbers are ignored.
    /// </summary>
    public static IReadOnlyList<Box> BoundingBox(HttpRequest request)
    {
        if (Text(request, "bbox") is not { } text) return [];
        var numbers = text.Split(',').Select(ParseFinite).ToArray();
        if (numbers.Length is not (4 or 6) || Array.Exists(numbers, number => number is null))
            throw Problem.Invalid("bbox", text, MessageTexts.Both("expected.bbox"));
        var corner = numbers.Length / 2;
        var (west, south, east, north) = (numbers[0]!.Value, numbers[1]!.Value, numbers[corner]!.Value, numbers[corner + 1]!.Value);
        if (south > north || Math.Abs(south) > 90 || Math.Abs(north) > 90 || Math.Abs(west) > 180 || Math.Abs(east) > 180)
            throw Problem.Invalid("bbox", text, MessageTexts.Both("expected.bbox"));
        return west <= east ? [new Box(west, south, east, north)] : [new Box(west, south, 180, north), new Box(-180, south, east, north)];
    }

    static double? ParseFinite(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;

    static string Known(ReadOnlySpan<string> known) => string.Join(", ", known.ToArray().Concat(Everywhere));
}
