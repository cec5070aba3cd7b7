using System.Collections.Frozen;
using RiskMap.City.Model;

namespace RiskMap.City.Sources.Mapping;

/// <summary>The parameters of data/import-rules.json, read once. Immutable.</summary>
sealed record ImportRules(
    double OutsideCityMetres,
    double OutsideCityShareOfSize,
    double OutsideCityMetresWithoutDistricts,
    double ReachOutsideCityMetres,
    double SamePlaceMetres,
    double RepairAreaShare,
    int ImplausibleFirstRows,
    int RefusedRowsKept,
    int NoticeLinesKept,
    int LongestValueShown,
    int LongestKeyCharacters,
    int LongestRecordCharacters,
    int Utf8ProofCharacters,
    string[] MissingValues,
    string[] XHeaders,
    string[] YHeaders,
    string[] WktHeaders,
    string[] KeyHeaders,
    Dictionary<string, string> DatumMarks,
    string[] IgnoredHeaders)
{
    static readonly Lazy<ImportRules> Loaded = new(() => RuleFiles.Read<ImportRules>("import-rules.json"));

    /// <summary>The rules of this installation.</summary>
    public static ImportRules Current => Loaded.Value;

    /// <summary>Spellings of "no value".</summary>
    public FrozenSet<string> Missing { get; } = MissingValues.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Length of the longest of them: longer cells need no look-up.</summary>
    public int LongestMissing { get; } = MissingValues.Max(value => value.Length);
}
