using System.Text.Json;
using RiskMap.City.Model.Layers;
using RiskMap.City.Risk.MajorHazard;
using RiskMap.City.Snapshot;

namespace RiskMap.City.Risk.Grading;

/// <summary>How often a finding is known to hold.</summary>
/// <param name="AtLeast">Number that is certain.</param>
/// <param name="IsKnown">False when there may be more.</param>
/// <param name="From"><c>given</c>, <c>city</c>, or null when nobody told it.</param>
readonly record struct KnownFinding(double AtLeast, bool IsKnown, string? From);

/// <summary>What a city tells about findings of the 100-point method: level of the major hazard source, listed chemicals, processes, chemical park. Pure.</summary>
static class KnownFindings
{
    static readonly int ProcessesField = Enterprises.Schema.IndexOf("processes");
    static readonly int ParkKindField = Parks.Schema.IndexOf("kind");

    public static Dictionary<string, KnownFinding> Of(CitySnapshot city, FeatureRef enterprise)
    {
        var known = new Dictionary<string, KnownFinding>(StringComparer.Ordinal);
        AddLevel(known, MajorHazardSources.Assess(city, enterprise));
        AddSubstances(known, Inventories.Of(enterprise));
        Add(known, "hazardous-processes", Processes(enterprise));
        Add(known, "outside-chemical-park", OutsideChemicalPark(city, enterprise));
        return known;
    }

    static void AddLevel(Dictionary<string, KnownFinding> known, MajorHazardResult? result)
    {
        var isCertain = result is not null && (result.IsMajorHazardSource == false || result.Level is not null);
        for (var level = 1; level <= 4; level++)
            known[FormattableString.Invariant($"major-hazard-level-{level}")] = new(isCertain && result!.Level == level ? 1 : 0, isCertain, "city");
    }

    static void AddSubstances(Dictionary<string, KnownFinding> known, IReadOnlyList<InventoryLine>? inventory)
    {
        var substances = (inventory ?? []).Select(Substances.Of).OfType<Substance>().Distinct().ToList();
        var isCertain = inventory is not null && inventory.All(line => Substances.Of(line) is not null);
        int Count(Func<Substance, bool> holds) => substances.Where(holds).DistinctBy(substance => substance.MainCas ?? substance.Name.Zh, StringComparer.Ordinal).Count();
        known["explosive-chemicals"] = new(Count(IsExplosive), isCertain, "city");
        known["inhalation-toxic-chemicals"] = new(Count(IsInhalationToxic), isCertain, "city");
        known["other-key-chemicals"] = new(Count(substance => substance.KeyRegulated is not null && !IsExplosive(substance) && !IsInhalationToxic(substance)), isCertain, "city");
    }

    static bool IsExplosive(Substance substance) => substance.Has("explosive");

    static bool IsInhalationToxic(Substance substance) => substance.HighlyToxicByInhalation;

    static int? Processes(FeatureRef enterprise)
    {
        if (enterprise.IsNull(ProcessesField))
            return null;
        var named = JsonSerializer.Deserialize<List<string>>(enterprise.Utf8(ProcessesField)) ?? [];
        return HundredPointTables.Default.Processes.Count(process => named.Exists(name => Means(process, name)));
    }

    static bool Means(ProcessRule process, string name)
    {
        var bare = name.Trim().Replace("反应", "", StringComparison.Ordinal).Replace("工艺", "", StringComparison.Ordinal);
        return process.Aliases.Append(process.Name.Zh).Append(process.Name.En).Contains(bare, StringComparer.OrdinalIgnoreCase);
    }

    static int? OutsideChemicalPark(CitySnapshot city, FeatureRef enterprise)
    {
        var parks = city.Layer("parks");
        if (parks.Count == 0 || enterprise.IsEmpty)
            return null;
        var around = parks.In(enterprise.Box).Where(park => !park.IsEmpty && park.Geometry.Covers(enterprise.Geometry)).Select(park => park.Text(ParkKindField)).ToList();
        return around.Contains("chemical", StringComparer.Ordinal) ? 0 : around.Exists(kind => kind is null) ? null : 1;
    }

    static void Add(Dictionary<string, KnownFinding> known, string finding, int? count) => known[finding] = new(count ?? 0, count is not null, "city");
}
