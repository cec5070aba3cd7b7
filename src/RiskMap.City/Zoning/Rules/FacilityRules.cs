using System.Text.Json.Serialization;
using RiskMap.City.Model;
using RiskMap.City.Risk;

namespace RiskMap.City.Zoning.Rules;

/// <summary>A facility that an enterprise or planned use has or may have.</summary>
/// <param name="Facility">Token (<c>petrol-station-1</c>).</param>
/// <param name="Rule">Row of data/facilities.json from which it follows, or <c>stated</c>.</param>
/// <param name="Match">Certain or possible.</param>
public sealed record DerivedFacility(string Facility, string Rule, [property: JsonIgnore] Match Match)
{
    /// <summary>The rule of a facility that the question states.</summary>
    public const string Stated = "stated";

    /// <summary>True when it is certain.</summary>
    public bool Certain => Match == Match.Certain;
}

/// <summary>Cubic metres of a tank from tonnes of what it holds.</summary>
/// <param name="Cas">CAS number.</param>
/// <param name="TonnesPerCubicMetre">Density.</param>
/// <param name="Share">Which share of the volume counts.</param>
public sealed record TankVolume(string Cas, double TonnesPerCubicMetre, double Share);

/// <summary>data/facilities.json: which facilities an enterprise has, told from industry code, inventory and processes. Immutable; safe to share.</summary>
/// <param name="Facilities">The facilities that rules know, with their titles.</param>
/// <param name="Rules">From what they follow.</param>
public sealed record FacilityRules(IReadOnlyDictionary<string, LocalizedText> Facilities, IReadOnlyList<FacilityRule> Rules)
{
    static readonly Lazy<FacilityRules> Loaded = new(() => RuleFiles.Read<FacilityRules>("facilities.json"));

    /// <summary>The rules of this installation.</summary>
    public static FacilityRules Default => Loaded.Value;

    /// <summary>The facilities that follow; a certain one stands once, a possible one only where it is not certain.</summary>
    /// <param name="industryCode">Industry code, or null when it is missing: then only rules apply that ask for none.</param>
    /// <param name="inventory">Inventory, or null when it is missing.</param>
    /// <param name="processes">Processes, empty for none.</param>
    public IReadOnlyList<DerivedFacility> Derive(string? industryCode, IReadOnlyList<InventoryLine>? inventory, IReadOnlyList<string> processes) =>
        Derive(OfIndustry(industryCode), inventory, processes);

    /// <summary>The rules that are for an industry, in the order of the table; a missing code is of no industry.</summary>
    internal IReadOnlyList<FacilityRule> OfIndustry(string? industryCode) => [.. Rules.Where(rule => rule.IsOfIndustry(industryCode))];

    /// <summary>The facilities that follow by the rules that are for an industry.</summary>
    internal static IReadOnlyList<DerivedFacility> Derive(IReadOnlyList<FacilityRule> rules, IReadOnlyList<InventoryLine>? inventory, IReadOnlyList<string> processes)
    {
        List<DerivedFacility>? found = null;
        var stated = inventory is null ? null : new StatedInventory(inventory);
        foreach (var rule in rules)
        {
            var match = rule.MatchOf(stated, processes);
            if (match == Match.No)
                continue;
            found ??= [];
            foreach (var facility in rule.Gives)
                Add(found, new(facility, rule.Id, match));
        }
        return found ?? (IReadOnlyList<DerivedFacility>)[];
    }

    /// <summary>A facility and those that every rule gives together with it: a petrol station of grade 1 is a petrol station.</summary>
    /// <param name="facility">Token of the facility.</param>
    public IEnumerable<string> With(string facility)
    {
        var givers = Rules.Where(rule => rule.Gives.Contains(facility, StringComparer.Ordinal)).ToList();
        return givers.Count == 0 ? [facility] : givers[0].Gives.Where(other => givers.TrueForAll(rule => rule.Gives.Contains(other, StringComparer.Ordinal)));
    }

    static void Add(List<DerivedFacility> found, DerivedFacility facility)
    {
        var at = found.FindIndex(other => other.Facility == facility.Facility);
        if (at < 0)
            found.Add(facility);
        else if (found[at].Match < facility.Match)
            found[at] = facility;
    }
}
