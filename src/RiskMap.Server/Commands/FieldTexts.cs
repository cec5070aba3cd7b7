using System.Globalization;
using System.Text.Json.Nodes;
using RiskMap.City.Model;
using RiskMap.City.Store;

namespace RiskMap.Server.Commands;

/// <summary>Changed fields for people and as JSON. Values that concern persons are told only when asked for.</summary>
/// <param name="personal">Whether personal values are told.</param>
public sealed class FieldTexts(bool personal)
{
    const int LongestValue = 60;

    /// <summary>One line: <c>grade: orange → red; headcount: 5 → 7</c>.</summary>
    public string Line(FeatureDifference difference) =>
        string.Join("; ", difference.Changes.Select(change => $"{change.Field}: {Short(difference.Layer, change, change.Before)} → {Short(difference.Layer, change, change.After)}"));

    /// <summary>The changed fields for JSON.</summary>
    public IEnumerable<object> Wire(FeatureDifference difference) => difference.Changes.Select(change => IsHidden(difference.Layer, change)
        ? (object)new { change.Field, Personal = true }
        : new { change.Field, Before = Node(difference.Layer, change, change.Before), After = Node(difference.Layer, change, change.After) });

    bool IsHidden(LayerSchema layer, FieldChange change) => !personal && FieldOf(layer, change) is { Personal: true };

    static Field? FieldOf(LayerSchema layer, FieldChange change) => layer.Fields.FirstOrDefault(field => field.Name == change.Field);

    string Short(LayerSchema layer, FieldChange change, object? value)
    {
        if (value is null) return "-";
        if (IsHidden(layer, change)) return "***";
        var text = Text(value).ReplaceLineEndings(" ").Replace('\t', ' ');
        return text.Length <= LongestValue ? text : text[..LongestValue] + "…";
    }

    static JsonNode? Node(LayerSchema layer, FieldChange change, object? value) => value switch
    {
        null => null,
        bool truth => JsonValue.Create(truth),
        long number => JsonValue.Create(number),
        double number => JsonValue.Create(number),
        string json when FieldOf(layer, change) is { Type: FieldType.List } => JsonNode.Parse(json),
        _ => JsonValue.Create(Text(value)),
    };

    static string Text(object value) => value switch
    {
        DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTimeOffset time => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFF'Z'", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };
}
