using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using RiskMap.City.Model;

namespace RiskMap.City.Snapshot.Rules;

/// <summary>What a stored geometry or value breaks; the row stays, what breaks the rule is left out of the snapshot and of every answer.</summary>
/// <param name="Id">Feature id.</param>
/// <param name="Field">Name of the field, or null for the geometry (<c>key</c> for a key that is no text).</param>
/// <param name="Problem">What is wrong with it.</param>
public sealed record RowFault(long Id, string? Field, LocalizedText Problem);

/// <summary>The rules of a layer's fields, in their order. Immutable and safe to share.</summary>
sealed class RowRules
{
    static readonly ConditionalWeakTable<LayerSchema, RowRules> OfLayer = [];

    RowRules(LayerSchema layer) => Fields =
        [.. layer.Fields.Select((field, index) => FieldRule.Of(field, field.Required || (index == 0 && layer.NameRequired)))];

    /// <summary>One rule a field.</summary>
    public ImmutableArray<FieldRule> Fields { get; }

    /// <summary>The rules of a layer, made once.</summary>
    public static RowRules Of(LayerSchema layer) => OfLayer.GetValue(layer, schema => new(schema));
}
