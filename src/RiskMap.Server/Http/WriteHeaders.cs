using System.Globalization;
using Microsoft.Net.Http.Headers;
using RiskMap.Server.Texts;

namespace RiskMap.Server.Http;

/// <summary>The headers of a write: who, on what condition, and under which key it may be repeated.</summary>
/// <param name="Who">The person, as the client names them until there is access control.</param>
/// <param name="Key">Idempotency key, or null.</param>
/// <param name="Match">Entity tags of which one must stand there; null where none is asked for.</param>
public sealed record WriteHeaders(string Who, string? Key, IReadOnlyList<EntityTagHeaderValue>? Match)
{
    /// <summary>Header that names the person, percent-encoded UTF-8.</summary>
    public const string WhoHeader = "RiskMap-Who";

    /// <summary>Header with the key under which a write may be repeated (IETF draft-ietf-httpapi-idempotency-key-header).</summary>
    public const string KeyHeader = "Idempotency-Key";

    /// <summary>Header of an answer that was given before.</summary>
    public const string ReplayedHeader = "Idempotency-Replayed";

    /// <summary>Header with the id of the change set that a write made.</summary>
    public const string ChangeSetHeader = "RiskMap-Change-Set";

    /// <summary>Name where none is given.</summary>
    public const string Nobody = "http";

    const int LongestWho = 100;
    const int LongestKey = 200;

    /// <summary>Reads a request.</summary>
    /// <param name="request">The request.</param>
    /// <param name="needsMatch">True for writes to what stands there already.</param>
    /// <exception cref="ProblemException">400: a header that cannot be used; 428: no If-Match.</exception>
    public static WriteHeaders Of(HttpRequest request, bool needsMatch) => new(ReadWho(request), ReadKey(request), needsMatch ? ReadMatch(request) : null);

    /// <summary>True when the feature's revision is one of those that the client may have seen. The tags are weak, and so is the comparison.</summary>
    public bool Matches(long revision) => Match is null || Match.Any(tag => tag.Equals(EntityTagHeaderValue.Any) || tag.Tag == Quoted(revision));

    /// <summary>The entity tag of a revision.</summary>
    public static string TagOf(long revision) => "W/" + Quoted(revision);

    static string Quoted(long revision) => string.Create(CultureInfo.InvariantCulture, $"\"{revision}\"");

    static string ReadWho(HttpRequest request)
    {
        if (request.Headers[WhoHeader] is not { Count: > 0 } given) return Nobody;
        var who = Uri.UnescapeDataString(given.ToString()).Trim();
        return given.Count == 1 && who.Length is > 0 and <= LongestWho && !who.Any(letter => char.IsControl(letter) || letter is '\u2028' or '\u2029' or '\uFFFD' || char.IsSurrogate(letter))
            ? who
            : throw Problem.Invalid(WhoHeader, Shown(given.ToString()), MessageTexts.Both("expected.who", LongestWho));
    }

    // The draft writes the key as a quoted string of RFC 8941; most clients leave the quotes out.
    static string? ReadKey(HttpRequest request)
    {
        if (request.Headers[KeyHeader] is not { Count: > 0 } given) return null;
        var text = given.ToString();
        var key = text is ['"', .., '"'] and { Length: > 2 } ? text[1..^1] : text;
        return given.Count == 1 && key.Length is > 0 and <= LongestKey && key.All(letter => letter is > ' ' and <= '~' and not ('"' or '\\' or ','))
            ? key
            : throw Problem.Invalid(KeyHeader, Shown(text), MessageTexts.Both("expected.idempotency-key", LongestKey));
    }

    static IList<EntityTagHeaderValue>? ParseMatch(HttpRequest request) =>
        EntityTagHeaderValue.TryParseStrictList(request.Headers.IfMatch, out var tags) && tags.Count > 0 ? tags : null;

    static IReadOnlyList<EntityTagHeaderValue> ReadMatch(HttpRequest request)
    {
        if (request.Headers.IfMatch.Count == 0)
            throw new ProblemException(new Problem(StatusCodes.Status428PreconditionRequired, "precondition-required") { Member = HeaderNames.IfMatch });
        return ParseMatch(request) is { } tags ? [.. tags] : throw Problem.Invalid(HeaderNames.IfMatch, Shown(request.Headers.IfMatch.ToString()), MessageTexts.Both("expected.if-match"));
    }

    static string Shown(string text) => text.Length <= LongestKey ? text : text[..LongestKey] + "…";
}
