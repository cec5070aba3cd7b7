using RiskMap.City.Model;

namespace RiskMap.City.Zoning.Catalogue;

/// <summary>data/zoning.json: rules of the catalogue that hold everywhere. Immutable; safe to share.</summary>
/// <param name="Restrictions">What a zone of the zones layer says to a new project.</param>
/// <param name="ParkRules">Rules about chemical parks.</param>
/// <param name="LandUses">Land uses by their codes and words, the most particular first.</param>
/// <param name="LandUsePairs">Land uses that must not lie beside each other.</param>
public sealed record ZoningTable(
    IReadOnlyList<RestrictionRule> Restrictions, IReadOnlyList<ParkRule> ParkRules, IReadOnlyList<LandUse> LandUses, IReadOnlyList<LandUsePair> LandUsePairs)
{
    static readonly Lazy<ZoningTable> Loaded = new(() => RuleFiles.Read<ZoningTable>("zoning.json"));

    /// <summary>The table of this installation.</summary>
    public static ZoningTable Default => Loaded.Value;

    /// <summary>What a zone's restriction says; a restriction that is missing or unknown says nothing certain.</summary>
    public Verdict VerdictOf(string? restriction) => Restrictions.FirstOrDefault(rule => rule.Restriction == restriction)?.Verdict ?? Verdict.NoData;

    /// <summary>The land uses that a code or a text means: that of the code, else each whose word stands in the text; empty for none.</summary>
    public IReadOnlyList<LandUse> LandUsesOf(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return [];
        var trimmed = text.Trim();
        var byCode = LandUses.Where(use => use.Codes.Any(code => trimmed.StartsWith(code, StringComparison.OrdinalIgnoreCase))).ToList();
        return char.IsAsciiLetterOrDigit(trimmed[0]) && byCode.Count > 0
            ? [byCode[0]]
            : [.. LandUses.Where(use => use.Words.Any(word => trimmed.Contains(word, StringComparison.OrdinalIgnoreCase)))];
    }
}

/// <summary>What a restriction of the zones layer says.</summary>
public sealed record RestrictionRule(string Restriction, Verdict Verdict, RuleSource Source);

/// <summary>A rule about parks.</summary>
/// <param name="Id">Token (<c>Z1</c>).</param>
/// <param name="Title">What it says.</param>
/// <param name="IndustryPrefixes">Industries that it holds for.</param>
/// <param name="NeedsParkKind">The site must lie in a park of this kind, or null.</param>
/// <param name="ParkKind">The rule holds inside parks of this kind, or null.</param>
/// <param name="ForbiddenGrades">And forbids when the park has one of these grades, or null.</param>
/// <param name="Verdict">What it says when it is broken.</param>
/// <param name="Source">Standard and clause.</param>
public sealed record ParkRule(
    string Id, LocalizedText Title, IReadOnlyList<string> IndustryPrefixes, string? NeedsParkKind, string? ParkKind, IReadOnlyList<string>? ForbiddenGrades, Verdict Verdict, RuleSource Source)
{
    /// <summary>True when the rule is for that industry.</summary>
    public bool IsFor(string? industryCode) =>
        industryCode is not null && IndustryPrefixes.Any(prefix => industryCode.StartsWith(prefix, StringComparison.Ordinal));
}

/// <summary>A land use (GB 50137-2011).</summary>
/// <param name="Id">Token (<c>M3</c>).</param>
/// <param name="Title">Titles for people.</param>
/// <param name="Codes">Codes that begin so.</param>
/// <param name="Words">Words of texts.</param>
/// <param name="Source">Standard and clause.</param>
public sealed record LandUse(string Id, LocalizedText Title, IReadOnlyList<string> Codes, IReadOnlyList<string> Words, RuleSource Source);

/// <summary>Two land uses that must not lie beside each other.</summary>
/// <param name="Id">Token.</param>
/// <param name="One">Land use.</param>
/// <param name="Other">The other.</param>
/// <param name="BesideMetres">What counts as beside, metres edge to edge.</param>
/// <param name="Verdict">What the rule says when they do.</param>
/// <param name="Source">Standard and clause.</param>
public sealed record LandUsePair(string Id, string One, string Other, double BesideMetres, Verdict Verdict, RuleSource Source);
