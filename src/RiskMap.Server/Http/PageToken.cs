using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using RiskMap.City.Query;
using RiskMap.City.Snapshot;
using RiskMap.Server.Hosting;
using RiskMap.Server.Texts;

namespace RiskMap.Server.Http;

/// <summary>
/// Where a page begins: the version that the reader pages through, the question, the last id that it has, and how many features match. So a reader sees
/// each feature of one version once, whatever is written meanwhile (decision 5). The place in a sorted order follows from the feature of that id.
/// </summary>
/// <param name="Version">Version token.</param>
/// <param name="Question">Fingerprint of what is asked for (<see cref="QuestionOf"/>).</param>
/// <param name="LastId">Id of the last feature of the page before.</param>
/// <param name="Matched">Number of features that match, counted for the first page.</param>
public sealed record PageToken(string Version, string Question, long LastId, int Matched)
{
    /// <summary>Name of the parameter.</summary>
    public const string Parameter = "cursor";

    const char Separator = '~';
    const int FingerprintBytes = 4;

    // A reader may go on in another form, language or system, with more or fewer features a page: they are the same features in the same order.
    static readonly string[] Forms = [Parameter, "limit", "f", "lang", CrsParameters.Answer, PropertyParameters.Properties];

    /// <summary>The features behind which the page begins.</summary>
    public PageStart Start => new(LastId, Matched);

    /// <summary>The token as a URL carries it.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Version}{Separator}{Question}{Separator}{LastId}{Separator}{Matched}");

    /// <summary>The token of a request, or null for a first page.</summary>
    /// <exception cref="ProblemException">400: not a token, or one of another question.</exception>
    public static PageToken? Of(HttpRequest request)
    {
        if (Parameters.Text(request, Parameter) is not { } text) return null;
        var parts = text.Split(Separator);
        return parts.Length == 4 && parts[1] == QuestionOf(request)
            && long.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            && int.TryParse(parts[3], NumberStyles.None, CultureInfo.InvariantCulture, out var matched)
            ? new PageToken(parts[0], parts[1], id, matched)
            : throw Invalid(text);
    }

    /// <summary>What a request asks for, whatever the form in which it is told: path and parameters that choose and order.</summary>
    public static string QuestionOf(HttpRequest request)
    {
        var parameters = request.Query.Where(parameter => !Forms.Contains(parameter.Key)).OrderBy(parameter => parameter.Key, StringComparer.Ordinal)
            .Select(parameter => $"{parameter.Key}={parameter.Value}");
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{request.Path}\n{string.Join('\n', parameters)}"));
        return Convert.ToHexStringLower(hash.AsSpan(0, FingerprintBytes));
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

    /// <summary>Refuses a token behind whose feature no page can begin.</summary>
    public ProblemException Refused() => Invalid(ToString());

    static ProblemException Invalid(string text) => Problem.Invalid(Parameter, text, MessageTexts.Both("expected.cursor"));
}
