using System.Globalization;
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
    const string Html = "html";

    static readonly string[] Everywhere = ["lang", "f"];

    /// <summary>
    /// Refuses parameters that the resource does not know (OGC 17-069r4, requirement 8), and formats other than JSON where the resource does not name
    /// <c>f</c> among its own.
    /// </summary>
    public static void Allow(HttpRequest request, params ReadOnlySpan<string> known) => AllowFormats(request, [Json], known);

    /// <summary>The same for a resource that has a page for people too.</summary>
    public static void AllowPage(HttpRequest request, params ReadOnlySpan<string> known) => AllowFormats(request, [Json, Html], known);

    static void AllowFormats(HttpRequest request, ReadOnlySpan<string> formats, ReadOnlySpan<string> known)
    {
        foreach (var (name, values) in request.Query)
        {
            if (!known.Contains(name) && !Everywhere.Contains(name))
                throw new ProblemException(new Problem(StatusCodes.Status400BadRequest, "unknown-parameter", name, Known(known)) { Member = name });
            if (values.Count > 1) throw Problem.Invalid(name, values.ToString(), MessageTexts.Both("expected.once"));
        }

        if (!known.Contains("f") && Text(request, "f") is { } format && !formats.Contains(format)) throw Problem.Invalid("f", format, MessageTexts.Both("expected.format", string.Join(", ", formats)));
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

    static string Known(ReadOnlySpan<string> known) => string.Join(", ", known.ToArray().Union(Everywhere, StringComparer.Ordinal));
}
