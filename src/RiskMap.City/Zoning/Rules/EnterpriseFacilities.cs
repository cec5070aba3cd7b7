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
        // Most enterprises state a code and nothing else: what follows from it is derived once.
        var byCode = new Dictionary<string, SiteTraits?>(StringComparer.Ordinal);
        var shared = new Dictionary<string, SiteTraits>(StringComparer.Ordinal);
        var traits = new SiteTraits?[block.Count];
        for (var row = 0; row < traits.Length; row++)
        {
            var enterprise = new FeatureRef(block, row);
            var code = CodeOf(enterprise) ?? "";
            if (!enterprise.IsNull(InventoryField) || !enterprise.IsNull(ProcessesField))
                traits[row] = Derive(code, Inventories.Of(enterprise), ProcessesOf(enterprise), shared);
            else if (byCode.TryGetValue(code, out var known))
                traits[row] = known;
            else
                traits[row] = byCode[code] = Derive(code, null, [], shared);
        }
        return traits;
    }

    static SiteTraits? Derive(string code, IReadOnlyList<InventoryLine>? inventory, IReadOnlyList<string> processes, Dictionary<string, SiteTraits> shared)
    {
        var facilities = FacilityRules.Default.Derive(code.Length == 0 ? null : code, inventory, processes);
        if (facilities.Count == 0)
            return code.Length == 0 ? OfUnknownKind : null;
        var key = string.Join('|', facilities.Select(facility => $"{facility.Facility} {facility.Rule} {facility.Match}"));
        if (!shared.TryGetValue(key, out var traits))
            shared[key] = traits = new SiteTraits(Enterprises.Schema.Name, facilities, Kind: KnownKind);
        return traits;
    }
}
