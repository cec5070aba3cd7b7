using System.Text.RegularExpressions;
using RiskMap.City.Model;
using RiskMap.City.Query;
using RiskMap.City.Snapshot;
using RiskMap.Geo.Cql2;
using RiskMap.Server.Texts;

namespace RiskMap.Server.Http;

/// <summary>
/// The parameters <c>filter</c>, <c>filter-lang</c> (<c>cql2-text</c> where it is absent, or <c>cql2-json</c>) and <c>filter-crs</c> (CRS84 where it is
/// absent) of OGC 19-079r2.
/// </summary>
public static partial class FilterParameters
{
    /// <summary>The filter.</summary>
    public const string Filter = "filter";

    /// <summary>Its language.</summary>
    public const string Language = "filter-lang";

    /// <summary>System of its geometries.</summary>
    public const string Crs = "filter-crs";

    /// <summary>The filter is CQL2 text.</summary>
    public const string Text = "cql2-text";

    /// <summary>The filter is CQL2 JSON.</summary>
    public const string Json = "cql2-json";

    /// <summary>The filter of a request, or null when it has none.</summary>
    /// <param name="request">The request.</param>
    /// <param name="layer">Layer whose queryables the filter may name.</param>
    /// <param name="city">City whose metric plane the filter measures in.</param>
    /// <exception cref="ProblemException">400: names the parameter, the position, the piece at fault and the remedy.</exception>
    public static FeatureFilter? Of(HttpRequest request, LayerSchema layer, CitySnapshot city)
    {
        var isJson = Parameters.Text(request, Language) switch
        {
            null or Text => false,
            Json => true,
            var other => throw Problem.Invalid(Language, other, MessageTexts.Both("expected.filter-lang", Text, Json)),
        };
        var crs = CrsParameters.Of(request, Crs, city);
        if (Parameters.Text(request, Filter) is not { } filter) return null;
        try
        {
            return FeatureFilter.Compile(isJson ? Cql2Json.Parse(filter) : Cql2Text.Parse(filter), layer, city.Plane, crs);
        }
        catch (Cql2Exception wrong)
        {
            throw new ProblemException(ProblemOf(wrong));
        }
    }

    /// <summary>What a reader is told of a filter that cannot be used.</summary>
    internal static Problem ProblemOf(Cql2Exception wrong)
    {
        var expected = MessageTexts.Both($"cql2.expected.{Kebab(wrong.Expected.ToString())}");
        object[] values = [wrong.Piece, expected, wrong.Suggestion ?? ""];
        var what = MessageTexts.Both($"cql2.{Kebab(wrong.Error.ToString())}.what", values);
        var remedy = MessageTexts.Both($"cql2.{Kebab(wrong.Error.ToString())}.remedy", values);
        // Where the suggestion is a reason or a signature, the texts have a place for it.
        if (wrong.Suggestion is { } meant && wrong.Error is not (Cql2Error.InvalidGeometry or Cql2Error.OutsideCrs or Cql2Error.WrongArgumentCount or Cql2Error.InvalidMember))
        {
            var suggestion = MessageTexts.Both("cql2.suggestion", meant);
            remedy = new(remedy.Zh + suggestion.Zh, remedy.En + suggestion.En);
        }

        return new(StatusCodes.Status400BadRequest, "invalid-filter", wrong.Place, what, remedy) { Member = Filter, Value = wrong.Piece, Position = wrong.Place.ToString() };
    }

    static string Kebab(string name) => Hump().Replace(name, "-$1").ToLowerInvariant();

    [GeneratedRegex("(?<!^)([A-Z])")]
    private static partial Regex Hump();
}
