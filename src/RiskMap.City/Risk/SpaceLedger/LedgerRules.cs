using RiskMap.City.Model;

namespace RiskMap.City.Risk.SpaceLedger;

/// <summary>What a ledger of confined spaces must hold: data/confined-spaces.json.</summary>
/// <param name="Id">Token.</param>
/// <param name="Title">Title.</param>
/// <param name="RequiredFields">Fields that each space must have.</param>
/// <param name="Stale">When an entry is out of date.</param>
/// <param name="Rescue">Who must be there how soon.</param>
public sealed record LedgerRules(string Id, LocalizedText Title, IReadOnlyList<RequiredField> RequiredFields, StaleRule Stale, RescueRule Rescue)
{
    /// <summary>Token of the field that is the space's place on the map.</summary>
    public const string Place = "place";

    static readonly Lazy<LedgerRules> Loaded = new(() => RuleFiles.Read<LedgerRules>("confined-spaces.json"));

    /// <summary>The rules of this installation.</summary>
    public static LedgerRules Default => Loaded.Value;
}

/// <summary>A field that a space must have.</summary>
/// <param name="Field">Field of the layer, or <c>place</c>.</param>
/// <param name="Source">The rule.</param>
/// <param name="WhenHazards">Only for spaces with one of these hazards; null for all.</param>
public sealed record RequiredField(string Field, RuleSource Source, IReadOnlyList<string>? WhenHazards = null);

/// <summary>After how many days without an update an entry is out of date.</summary>
public sealed record StaleRule(int AfterDays, RuleSource Source);

/// <summary>Within which time a team with one of the capabilities must reach a space.</summary>
public sealed record RescueRule(double LimitSeconds, IReadOnlyList<string> Capabilities, RuleSource Source);
