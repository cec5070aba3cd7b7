using System.Collections.Immutable;

namespace RiskMap.City.Model;

/// <summary>One code of a closed list: the token on the wire and in the stores, its titles and other spellings that files use for it.</summary>
/// <param name="Value">The token, e.g. <c>red</c>.</param>
/// <param name="Title">Titles for people.</param>
/// <param name="Aliases">Other spellings accepted at import, e.g. <c>重大</c>; compared without case and surrounding spaces.</param>
public sealed record Code(string Value, LocalizedText Title, params string[] Aliases);

/// <summary>A closed list of codes with its source. Immutable and safe to share.</summary>
/// <param name="Source">The standard and clause, or <c>local method</c>.</param>
/// <param name="Codes">The codes in their order, the most severe first where there is an order.</param>
public sealed record CodeList(string Source, ImmutableArray<Code> Codes)
{
    readonly Dictionary<string, Code> _bySpelling = Codes
        .SelectMany(code => new[] { code.Value, code.Title.Zh, code.Title.En }.Concat(code.Aliases).Select(spelling => (spelling, code)))
        .DistinctBy(pair => pair.spelling, StringComparer.OrdinalIgnoreCase)
        .ToDictionary(pair => pair.spelling, pair => pair.code, StringComparer.OrdinalIgnoreCase);

    /// <summary>Makes a list from its codes.</summary>
    public static CodeList Of(string source, params Code[] codes) => new(source, [.. codes]);

    /// <summary>The code that <paramref name="spelling"/> means (token, title or alias), or null.</summary>
    public Code? Find(string spelling) => _bySpelling.GetValueOrDefault(spelling.Trim());

    /// <summary>The tokens, for messages.</summary>
    public string Tokens => string.Join(", ", Codes.Select(code => code.Value));
}
