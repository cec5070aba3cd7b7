using System.Text.Json.Serialization;
using RiskMap.City.Model;

namespace RiskMap.City.Risk.MajorHazard;

/// <summary>
/// A substance, or one variant of it (concentration, condition), with its critical quantity. One CAS number may have several rows. Immutable.
/// </summary>
/// <param name="Cas">CAS numbers, the first is the substance's own; empty for groups that have none (coal gas, aluminium alkyls).</param>
/// <param name="Name">Name as the table has it.</param>
/// <param name="Aliases">Other names in any language.</param>
/// <param name="Variant">Token of the variant, or null.</param>
/// <param name="No">Number in table 1, or null for a substance outside it.</param>
/// <param name="CriticalTonnes">Critical quantity of table 1, tonnes; null outside it.</param>
/// <param name="Categories">Symbols of the classes of tables 2 and 4; empty when it has none of them.</param>
/// <param name="Beta">β of a row of table 1; null outside it.</param>
/// <param name="BetaSource">Where β comes from.</param>
/// <param name="Hazards">Tokens: <c>toxic-gas toxic flammable-gas flammable-liquid explosive oxidiser oxidising-gas …</c>.</param>
/// <param name="FireClass"><c>A</c>, <c>B</c> or <c>C</c> (甲、乙、丙, GB 50016, 3.1.1 and 3.1.3) where it follows certainly, or null.</param>
/// <param name="FireItem">Item 1–6 of class A, which decides storehouse distances, or null.</param>
/// <param name="KeyRegulated">Notice that lists it among the key-regulated chemicals 重点监管危险化学品, or null.</param>
/// <param name="HighlyToxicByInhalation">True for gases and vapours that are highly toxic 吸入性剧毒.</param>
/// <param name="Source">Where the row comes from.</param>
public sealed record Substance(
    IReadOnlyList<string> Cas, LocalizedText Name, IReadOnlyList<string> Aliases, string? Variant, int? No, double? CriticalTonnes,
    IReadOnlyList<string> Categories, double? Beta, RuleSource? BetaSource, IReadOnlyList<string> Hazards, string? FireClass, int? FireItem,
    string? KeyRegulated, bool HighlyToxicByInhalation, RuleSource Source)
{
    /// <summary>True for a row of table 1.</summary>
    [JsonIgnore]
    public bool IsListed => No is not null;

    /// <summary>The substance's own CAS number, or null.</summary>
    [JsonIgnore]
    public string? MainCas => Cas.Count == 0 ? null : Cas[0];

    /// <summary>True when it has a hazard.</summary>
    public bool Has(string hazard) => Hazards.Contains(hazard, StringComparer.Ordinal);
}
