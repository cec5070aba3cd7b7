using System.Globalization;
using RiskMap.City.Snapshot;
using RiskMap.Server.Hosting;
using RiskMap.Server.Texts;

namespace RiskMap.Server.Http;

/// <summary>
/// Where a page begins: the version that the reader pages through, the last id that it has, and how many features match. So a reader sees each
/// feature of one version once, whatever is written meanwhile (decision 5).
/// </summary>
/// <param name="Version">Version token.</param>
/// <param name="LastId">Id of the last feature of the page before.</param>
/// <param name="Matched">Number of features that match, counted for the first page.</param>
public sealed record PageToken(string Version, long LastId, int Matched)
{
    /// <summary>Name of the parameter.</summary>
    public const string Parameter = "cursor";

    const char Separator = '~';

    /// <summary>The token as a URL carries it.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Version}{Separator}{LastId}{Separator}{Matched}");

    /// <summary>The token of a request, or null for a first page.</summary>
    /// <exception cref="ProblemException">400: not a token.</exception>
    public static PageToken? Of(HttpRequest request)
    {
        if (Parameters.Text(request, Parameter) is not { } text) return null;
        var parts = text.Split(Separator);
        return parts.Length == 3
            && long.TryParse(parts[1], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var id)
            && int.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out var matched)
            ? new PageToken(parts[0], id, matched)
            : throw Problem.Invalid(Parameter, text, MessageTexts.Both("expected.cursor"));
    }

    /// <summary>The snapshot of the token's version.</summary>
    /// <exception cref="ProblemException">410: the version is not kept any more.</exception>
    public CitySnapshot Snapshot(ServedCity city, string startAgain)
    {
        if (city.Required is { } current && current.Version.Text == Version) return current;
        return city.Versions.Find(Version) ?? throw new ProblemException(new Problem(StatusCodes.Status410Gone, "page-gone", startAgain)
        {
            Member = Parameter,
            Value = Version,
            StartAgain = startAgain,
        });
    }
}
