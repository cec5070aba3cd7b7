using System.Runtime.CompilerServices;
using System.Text.Json;
using RiskMap.City.Model;
using RiskMap.City.Model.Codes;
using RiskMap.City.Model.Layers;
using RiskMap.City.Snapshot;

namespace RiskMap.City.Zoning.Catalogue;

/// <summary>One zone of the catalogue with its lists read. Immutable.</summary>
sealed class CatalogueZone(FeatureRef feature)
{
    static readonly int RestrictionField = Zones.Schema.IndexOf("restriction");
    static readonly int LandUseField = Zones.Schema.IndexOf("landUse");
    static readonly int PrefixesField = Zones.Schema.IndexOf("industryPrefixes");
    static readonly int ChemicalsField = Zones.Schema.IndexOf("chemicals");
    static readonly int ProcessesField = Zones.Schema.IndexOf("processes");
    static readonly int ClauseField = Zones.Schema.IndexOf("clause");
    static readonly int FromField = Zones.Schema.IndexOf("validFrom");
    static readonly int ToField = Zones.Schema.IndexOf("validTo");

    readonly IReadOnlyList<string> _prefixes = List(feature, PrefixesField);
    readonly IReadOnlyList<string> _chemicals = List(feature, ChemicalsField);
    readonly IReadOnlyList<string> _processes = List(feature, ProcessesField);

    /// <summary>The zone.</summary>
    public FeatureRef Feature => feature;

    /// <summary>Token of its restriction, or null for a zone of land use only.</summary>
    public string? Restriction { get; } = feature.Text(RestrictionField);

    /// <summary>Its land uses, empty when they are missing or not known.</summary>
    public IReadOnlyList<LandUse> LandUses { get; } = ZoningTable.Default.LandUsesOf(feature.Text(LandUseField));

    /// <summary>The zone's clause; without one the layer and key are named.</summary>
    public RuleSource Source { get; } = new("zones layer", feature.Text(ClauseField) is { Length: > 0 } clause ? clause : $"zones/{feature.Key}", RuleSource.ToBeVerified);

    /// <summary>True on a day on which the zone is in force.</summary>
    public bool IsInForce(DateOnly day) =>
        (feature.IsNull(FromField) || feature.Integer(FromField) <= day.DayNumber) && (feature.IsNull(ToField) || feature.Integer(ToField) >= day.DayNumber);

    /// <summary>By what the zone means a use, most general lists last: (what, the entry, digits of the code that agree); empty when it does not.</summary>
    public IEnumerable<(string By, string? Entry, int Length)> MatchesOf(PlannedUse use)
    {
        if (_prefixes.Count + _chemicals.Count + _processes.Count == 0)
            yield return ("zone", null, 0);
        if (_prefixes.Select(prefix => (Prefix: prefix, Length: LengthOf(prefix, use.IndustryCode))).Where(match => match.Length > 0).OrderByDescending(match => match.Length).FirstOrDefault() is { Length: > 0 } best)
            yield return ("industry", best.Prefix, best.Length);
        foreach (var line in use.Inventory)
        {
            if (line.Cas is { } cas && line.Tonnes > 0 && _chemicals.Contains(cas, StringComparer.Ordinal))
                yield return ("chemical", cas, 0);
        }
        foreach (var process in _processes.Where(process => use.Processes?.Any(own => own.Contains(process, StringComparison.OrdinalIgnoreCase)) == true))
            yield return ("process", process, 0);
    }

    // A section letter alone is the most general prefix; before digits it only repeats what they say.
    static int LengthOf(string prefix, string? code)
    {
        if (code is null || prefix.Length == 0)
            return 0;
        var digits = char.IsAsciiLetter(prefix[0]) ? prefix[1..] : prefix;
        if (digits.Length < prefix.Length && IndustryCode.SectionOf(int.Parse(code[..2], System.Globalization.CultureInfo.InvariantCulture)) != char.ToUpperInvariant(prefix[0]))
            return 0;
        return code.StartsWith(digits, StringComparison.Ordinal) ? digits.Length + 1 : 0;
    }

    static IReadOnlyList<string> List(FeatureRef zone, int field) =>
        zone.IsNull(field) ? [] : [.. JsonSerializer.Deserialize<List<JsonElement>>(zone.Utf8(field))!.Select(entry => entry.ToString().Trim())];
}

/// <summary>The zones of a city with their lists read. Hangs on the zones' areas; made once.</summary>
static class CatalogueZones
{
    static readonly ConditionalWeakTable<AreaSites, CatalogueZone[]> Made = [];

    /// <summary>The zones by their position in the areas of the layer.</summary>
    public static (AreaSites Areas, CatalogueZone[] Zones) Of(CitySnapshot city)
    {
        var areas = AreaSites.Of(city, "zones");
        return (areas, Made.GetValue(areas, all => [.. Enumerable.Range(0, all.Count).Select(zone => new CatalogueZone(all.Feature(zone)))]));
    }
}
