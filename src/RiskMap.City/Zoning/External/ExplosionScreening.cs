using RiskMap.City.Model.Layers;
using RiskMap.City.Risk;
using RiskMap.City.Risk.Consequence;
using RiskMap.City.Risk.MajorHazard;
using RiskMap.City.Snapshot;
using RiskMap.City.Zoning.Rules;

namespace RiskMap.City.Zoning.External;

/// <summary>
/// How far the blast of all explosives of a plant keeps protected places away, as separation rules: the thresholds of overpressure of GB/T 37243-2019
/// with the formula of GB 6722-2014, every explosive taken for TNT (data/consequence.json). Screening, not the calculation that the standard asks for:
/// a place inside fails, and a plant that keeps all distances has not passed. Pure, thread-safe.
/// </summary>
static class ExplosionScreening
{
    // One word for each threshold, made once: what a word means is kept with the layer's sites.
    static readonly Lazy<(OverpressureThreshold Threshold, SiteTerm Places)[]> Thresholds =
        new(() => [.. ConsequenceTables.Default.OverpressureThresholds.Select(threshold => (threshold, PlacesOf(threshold)))]);

    /// <summary>The distances that a planned plant must keep for its explosives; none where the method of GB/T 37243 is another.</summary>
    public static IEnumerable<AppliedRule> RulesOf(CitySnapshot city, PlannedUse use, IReadOnlyList<DerivedFacility> facilities)
    {
        if (SafetyMethods.Of(use.IndustryCode, use.Inventory, facilities).Method != SafetyMethod.AccidentConsequence)
            return [];
        var tnt = TntKilograms(use.Inventory);
        return Thresholds.Value.Select(pair => new AppliedRule(city, RuleOf(pair.Threshold, tnt), IsHazard: true, Match.Certain, pair.Places));
    }

    /// <summary>The distance that a planned place must keep from so much TNT, by its category, else its kind; of an unknown one the longest.</summary>
    public static (double Metres, bool IsKnown, OverpressureThreshold Threshold) DistanceOf(double tntKilograms, string? category, string? kind)
    {
        var known = category ?? IndividualRiskTable.Default.Of(null, kind)?.Categories[0];
        var thresholds = ConsequenceTables.Default.OverpressureThresholds;
        var threshold = thresholds.FirstOrDefault(one => known is not null && one.Categories.Contains(known, StringComparer.Ordinal));
        var taken = threshold ?? thresholds.MinBy(one => one.Pascals)!;
        return (MetresOf(taken, tntKilograms), threshold is not null, taken);
    }

    /// <summary>TNT of all explosives of an inventory, kg: the worst case is that all of them explode at once.</summary>
    public static double TntKilograms(IReadOnlyList<InventoryLine> inventory) =>
        inventory.Where(line => line.Tonnes > 0 && Substances.HazardsOf(line)?.Contains("explosive", StringComparer.Ordinal) == true).Sum(line => BlastModel.TntOfExplosive(line.Tonnes * 1000));

    static SeparationRule RuleOf(OverpressureThreshold threshold, double tnt) => new(
        FormattableString.Invariant($"overpressure-{threshold.Pascals}"),
        Working.Text($"爆炸冲击波超压 {threshold.Pascals} Pa（{tnt:0.###} kg TNT 当量；{ConsequenceTables.Default.Label.Zh}）",
            $"Blast overpressure of {threshold.Pascals} Pa ({tnt:0.###} kg of TNT; {ConsequenceTables.Default.Label.En})"),
        "", "", MetresOf(threshold, tnt), "hazmat-boundary", "building-wall", "must", null, null, null, null, null, threshold.Source);

    static double MetresOf(OverpressureThreshold threshold, double tnt) => Math.Round(BlastModel.RadiusMetres(tnt, threshold.Pascals), 3);

    static SiteTerm PlacesOf(OverpressureThreshold threshold) => new(
        FormattableString.Invariant($"overpressure-{threshold.Pascals}"), threshold.Meaning,
        [
            new(Places.Schema.Name, Categories: threshold.Categories),
            new(Places.Schema.Name, Kinds: [.. IndividualRiskTable.Default.Kinds.Where(rule => threshold.Categories.Contains(rule.Category, StringComparer.Ordinal)).SelectMany(rule => rule.Kinds)]),
        ],
        threshold.Source);
}
