using System.Text.Json;
using RiskMap.City.Model.Layers;
using RiskMap.City.Snapshot;

namespace RiskMap.City.Risk;

/// <summary>The rule that gives an enterprise its influence radius.</summary>
static class Influence
{
    static readonly int GradeField = Enterprises.Schema.IndexOf("grade");
    static readonly int InventoryField = Enterprises.Schema.IndexOf("inventory");

    /// <summary>The widest rule that applies, or null when none does (no grade, no listed chemical): then nothing is known about its reach.</summary>
    public static InfluenceRule? RuleFor(FeatureRef enterprise, RiskModel model)
    {
        var grade = enterprise.Text(GradeField);
        InfluenceRule? widest = null;
        foreach (var rule in model.Influence)
        {
            if (rule.RadiusMetres > (widest?.RadiusMetres ?? 0) && Applies(rule, grade, enterprise))
                widest = rule;
        }
        return widest;
    }

    static bool Applies(InfluenceRule rule, string? grade, FeatureRef enterprise) =>
        (rule.Grade is null || rule.Grade == grade) && (rule.Cas is null || TonnesOf(enterprise, rule.Cas) is { } tonnes && tonnes >= rule.MinimumTonnes);

    static double? TonnesOf(FeatureRef enterprise, string cas)
    {
        var inventory = enterprise.Utf8(InventoryField);
        // Most enterprises hold no chemicals, and few of those that do hold this one: look before parsing.
        if (inventory.IsEmpty || inventory.IndexOf(System.Text.Encoding.UTF8.GetBytes(cas)) < 0)
            return null;
        using var lines = JsonDocument.Parse(inventory.ToArray());
        var tonnes = lines.RootElement.EnumerateArray().Where(line => line.GetProperty("cas").ValueEquals(cas)).Sum(line => line.GetProperty("tonnes").GetDouble());
        return tonnes > 0 ? tonnes : null;
    }
}
