using System.Runtime.CompilerServices;
using System.Text.Json;
using RiskMap.City.Model.Layers;
using RiskMap.City.Risk;
using RiskMap.City.Snapshot;

namespace RiskMap.City.Zoning.Rules;

/// <summary>
/// The facilities of the enterprises in a block, told from their rows. Hangs on the block, so that an edit derives only the edited rows. Safe for
/// parallel reads.
/// </summary>
static class EnterpriseFacilities
{
    const string KnownKind = "known";

    /// <summary>Kind of an enterprise whose industry nobody states and from whose row nothing follows.</summary>
    public const string UnknownKind = "unknown";

    static readonly int CodeField = Enterprises.Schema.IndexOf("industryCode");
    static readonly int InventoryField = Enterprises.Schema.IndexOf("inventory");
    static readonly int ProcessesField = Enterprises.Schema.IndexOf("processes");
    static readonly SiteTraits OfUnknownKind = new(Enterprises.Schema.Name, [], Kind: UnknownKind);
    static readonly ConditionalWeakTable<LayerBlock, SiteTraits?[]> Made = [];

    /// <summary>What rules can ask of the enterprises of a block, by row; null for one that has no facility that they know. Equal ones share an instance.</summary>
    public static SiteTraits?[] Of(LayerBlock block) => Made.GetValue(block, Derive);

    /// <summary>The processes that stand in an enterprise's row; empty when none do.</summary>
    public static IReadOnlyList<string> ProcessesOf(FeatureRef enterprise) =>
        enterprise.IsNull(ProcessesField) ? [] : [.. JsonSerializer.Deserialize<List<JsonElement>>(enterprise.Utf8(ProcessesField))!.Select(process => process.ToString())];

    /// <summary>The industry code in an enterprise's row, or null.</summary>
    public static string? CodeOf(FeatureRef enterprise) => enterprise.Text(CodeField);

    static SiteTraits?[] Derive(LayerBlock block)
    {
        var derivation = new Derivation();
        var traits = new SiteTraits?[block.Count];
        for (var row = 0; row < traits.Length; row++)
            traits[row] = derivation.Of(new(block, row));
        return traits;
    }

    // Most enterprises state a code, and perhaps processes, and nothing else: what follows from equal words is derived once.
    sealed class Derivation
    {
        readonly Dictionary<string, IReadOnlyList<FacilityRule>> _rules = new(StringComparer.Ordinal);
        readonly Dictionary<(string Code, string Processes), SiteTraits?> _byWords = [];
        readonly Dictionary<string, SiteTraits> _shared = new(StringComparer.Ordinal);

        public SiteTraits? Of(FeatureRef enterprise)
        {
            var (code, processes) = (CodeOf(enterprise) ?? "", enterprise.Text(ProcessesField) ?? "");
            if (!enterprise.IsNull(InventoryField))
                return Derive(code, Inventories.Of(enterprise), ProcessesOf(enterprise));
            if (!_byWords.TryGetValue((code, processes), out var known))
                _byWords[(code, processes)] = known = Derive(code, null, ProcessesOf(enterprise));
            return known;
        }

        SiteTraits? Derive(string code, IReadOnlyList<InventoryLine>? inventory, IReadOnlyList<string> processes)
        {
            var facilities = FacilityRules.Derive(RulesOf(code), inventory, processes);
            if (facilities.Count == 0)
                return code.Length == 0 ? OfUnknownKind : null;
            var key = string.Join('|', facilities.Select(facility => $"{facility.Facility} {facility.Rule} {facility.Match}"));
            if (!_shared.TryGetValue(key, out var traits))
                _shared[key] = traits = new SiteTraits(Enterprises.Schema.Name, facilities, Kind: KnownKind);
            return traits;
        }

        IReadOnlyList<FacilityRule> RulesOf(string code)
        {
            if (!_rules.TryGetValue(code, out var rules))
                _rules[code] = rules = FacilityRules.Default.OfIndustry(code.Length == 0 ? null : code);
            return rules;
        }
    }
}
