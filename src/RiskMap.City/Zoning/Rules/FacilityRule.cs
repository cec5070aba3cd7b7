using RiskMap.City.Model;
using RiskMap.City.Risk;
using RiskMap.City.Risk.MajorHazard;

namespace RiskMap.City.Zoning.Rules;

/// <summary>From what a facility follows: a row of data/facilities.json. All that it names must hold. Immutable.</summary>
/// <param name="Id">Token (<c>F11</c>).</param>
/// <param name="Gives">The facilities that follow.</param>
/// <param name="IndustryPrefixes">The industry code begins with one of these, or null for any industry.</param>
/// <param name="NotIndustryPrefixes">And with none of these, or null.</param>
/// <param name="Chemicals">CAS numbers that count, or null.</param>
/// <param name="FireClasses">Fire classes of substances that count (<c>A</c>, <c>B</c>), or null.</param>
/// <param name="FireItems">Of class A only these items, or null.</param>
/// <param name="Hazards">Only substances with one of these hazards, <c>*</c> for any; or null.</param>
/// <param name="Without">CAS numbers none of which is stated, or null.</param>
/// <param name="Processes">A process that holds one of these words, or null.</param>
/// <param name="NotProcesses">And none of these, or null.</param>
/// <param name="MoreThanTonnes">More tonnes than these, of all that counts together.</param>
/// <param name="AtMostTonnes">At most so many tonnes, or null.</param>
/// <param name="Volumes">Tank volumes that count, or null.</param>
/// <param name="MoreThanCubicMetres">More cubic metres than these.</param>
/// <param name="AtMostCubicMetres">At most so many cubic metres, or null.</param>
/// <param name="MajorHazard">True when the inventory must make a major hazard source.</param>
/// <param name="Certainty"><c>possible</c> when the facility may be there, else null.</param>
/// <param name="WhenUnknown"><c>possible</c> when it may be there where the inventory does not tell, else null.</param>
/// <param name="Source">Standard and clause, or local method.</param>
public sealed record FacilityRule(
    string Id, IReadOnlyList<string> Gives, IReadOnlyList<string>? IndustryPrefixes, IReadOnlyList<string>? NotIndustryPrefixes,
    IReadOnlyList<string>? Chemicals, IReadOnlyList<string>? FireClasses, IReadOnlyList<int>? FireItems, IReadOnlyList<string>? Hazards,
    IReadOnlyList<string>? Without, IReadOnlyList<string>? Processes, IReadOnlyList<string>? NotProcesses, double MoreThanTonnes, double? AtMostTonnes,
    IReadOnlyList<TankVolume>? Volumes, double MoreThanCubicMetres, double? AtMostCubicMetres, bool MajorHazard, string? Certainty, string? WhenUnknown, RuleSource Source)
{
    bool AsksForChemicals => Chemicals is not null || FireClasses is not null || Hazards is not null;

    /// <summary>True when the rule is for that industry; a missing code is of no industry.</summary>
    public bool IsOfIndustry(string? code) =>
        (IndustryPrefixes is null || StartsWithOne(code, IndustryPrefixes)) && !StartsWithOne(code, NotIndustryPrefixes);

    /// <summary>Whether inventory and processes are those that the rule asks for.</summary>
    public Match MatchOf(StatedInventory? inventory, IReadOnlyList<string> processes)
    {
        if (Processes is not null && !processes.Any(process => HasOne(process, Processes) && !HasOne(process, NotProcesses ?? [])))
            return Match.No;
        if (Without is not null && inventory is not null && inventory.Lines.Any(line => line.Cas is not null && Without.Contains(line.Cas, StringComparer.Ordinal)))
            return Match.No;
        return Holds(inventory) switch
        {
            true => Certainty == "possible" ? Match.Possible : Match.Certain,
            null when WhenUnknown == "possible" => Match.Possible,
            _ => Match.No,
        };
    }

    bool? Holds(StatedInventory? inventory)
    {
        if (!AsksForChemicals && Volumes is null && !MajorHazard)
            return true;
        if (inventory is null)
            return null;
        if (AsksForChemicals && !IsBetween(TonnesThatCount(inventory), MoreThanTonnes, AtMostTonnes))
            return false;
        if (MajorHazard)
            return inventory.IsMajorHazardSource;
        return Volumes is null ? true : HasVolume(inventory.Lines);
    }

    double TonnesThatCount(StatedInventory inventory)
    {
        var tonnes = 0.0;
        for (var line = 0; line < inventory.Lines.Count; line++)
        {
            if (Counts(inventory.Lines[line], inventory.Substances[line]))
                tonnes += inventory.Lines[line].Tonnes;
        }
        return tonnes;
    }

    static bool HasOne(string process, IReadOnlyList<string> words) => words.Any(word => process.Contains(word, StringComparison.OrdinalIgnoreCase));

    bool Counts(InventoryLine line, Substance? substance)
    {
        if (Chemicals is not null && line.Cas is not null && Chemicals.Contains(line.Cas, StringComparer.Ordinal))
            return true;
        if ((FireClasses is null && Hazards is null) || substance is null)
            return false;
        return (FireClasses is null || (substance.FireClass is { } fire && FireClasses.Contains(fire, StringComparer.Ordinal)))
            && (FireItems is null || (substance.FireItem is { } item && FireItems.Contains(item)))
            && (Hazards is null || substance.Hazards.Any(hazard => Hazards.Contains("*", StringComparer.Ordinal) || Hazards.Contains(hazard, StringComparer.Ordinal)));
    }

    // A station whose fuels nobody states has a volume all the same.
    bool? HasVolume(IReadOnlyList<InventoryLine> inventory)
    {
        var cubicMetres = Volumes!.Sum(volume => inventory.Where(line => line.Cas == volume.Cas).Sum(line => line.Tonnes) / volume.TonnesPerCubicMetre * volume.Share);
        return cubicMetres > 0 ? IsBetween(cubicMetres, MoreThanCubicMetres, AtMostCubicMetres) : null;
    }

    static bool IsBetween(double value, double moreThan, double? atMost) => value > moreThan && !(value > atMost);

    static bool StartsWithOne(string? code, IReadOnlyList<string>? prefixes) =>
        code is not null && prefixes is not null && prefixes.Any(prefix => code.StartsWith(prefix, StringComparison.Ordinal));
}
