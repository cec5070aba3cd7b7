using System.Text;
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
    public static InfluenceRule? RuleFor(FeatureRef enterprise, RiskModel model) =>
        PositionFor(enterprise, model) is >= 0 and var rule ? model.Influence[rule] : null;

    /// <summary>The same as the rule's position in the model, -1 for none.</summary>
    public static int PositionFor(FeatureRef enterprise, RiskModel model)
    {
        var grade = GradeOf(enterprise);
        var widest = -1;
        for (var i = 0; i < model.Influence.Count; i++)
        {
            var rule = model.Influence[i];
            if (rule.RadiusMetres > (widest < 0 ? 0 : model.Influence[widest].RadiusMetres) && Applies(rule, grade, enterprise))
                widest = i;
        }
        return widest;
    }

    /// <summary>Four-colour grade of an enterprise, or null.</summary>
    public static string? GradeOf(FeatureRef enterprise)
    {
        var grade = enterprise.Utf8(GradeField);
        return grade.SequenceEqual("red"u8) ? "red" : grade.SequenceEqual("orange"u8) ? "orange" :
            grade.SequenceEqual("yellow"u8) ? "yellow" : grade.SequenceEqual("blue"u8) ? "blue" : null;
    }

    /// <summary>Widest radius that a grade alone gives, metres; 0 when the model has none.</summary>
    public static double RadiusOf(string grade, RiskModel model) =>
        model.Influence.Where(rule => rule.Cas is null && (rule.Grade is null || rule.Grade == grade)).Select(rule => rule.RadiusMetres).DefaultIfEmpty(0).Max();

    static bool Applies(InfluenceRule rule, string? grade, FeatureRef enterprise) =>
        (rule.Grade is null || rule.Grade == grade) && (rule.Cas is null || TonnesOf(enterprise, rule.Cas) is { } tonnes && tonnes >= rule.MinimumTonnes);

    static double? TonnesOf(FeatureRef enterprise, string cas)
    {
        var inventory = enterprise.Utf8(InventoryField);
        // Most enterprises hold no chemicals, and few of those that do hold this one: look before parsing.
        if (inventory.IsEmpty || inventory.IndexOf(Encoding.UTF8.GetBytes(cas)) < 0)
            return null;
        using var lines = JsonDocument.Parse(inventory.ToArray());
        var tonnes = lines.RootElement.EnumerateArray().Where(line => line.GetProperty("cas").ValueEquals(cas)).Sum(line => line.GetProperty("tonnes").GetDouble());
        return tonnes > 0 ? tonnes : null;
    }
}
