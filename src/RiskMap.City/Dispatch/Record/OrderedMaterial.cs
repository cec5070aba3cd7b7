using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace RiskMap.City.Dispatch.Record;

/// <summary>A line of what a depot sends.</summary>
/// <param name="Code">Supply code of GB/T 38565-2020.</param>
/// <param name="Quantity">How much, in <paramref name="Unit"/>.</param>
/// <param name="Unit">Unit, or null where the row does not say.</param>
/// <param name="Name">What it is, or null.</param>
/// <param name="Used">How much was used up, stated when the order ends; null where nobody said.</param>
public sealed record OrderedMaterial(string Code, double Quantity, string? Unit = null, string? Name = null, double? Used = null)
{
    // As lists stand in the stores: compact, members in the order of the field, missing ones left out.
    static readonly JsonSerializerOptions Canonical = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>The list of a row; empty where it has none, or one that another program spoiled (which <c>riskmap check</c> names).</summary>
    public static IReadOnlyList<OrderedMaterial> Read(string? list)
    {
        try
        {
            return list is null ? [] : JsonSerializer.Deserialize<List<OrderedMaterial>>(list, Canonical)?.Where(line => line is { Code: not null }).ToList() ?? [];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    /// <summary>The list as a row holds it; null for none.</summary>
    public static string? Write(IReadOnlyList<OrderedMaterial> lines) => lines.Count == 0 ? null : JsonSerializer.Serialize(lines, Canonical);
}
