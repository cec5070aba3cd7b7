using System.Text.Json;
using RiskMap.City.Model.Layers;
using RiskMap.City.Snapshot;

namespace RiskMap.City.Risk;

/// <summary>One line of an inventory of chemicals.</summary>
/// <param name="Cas">CAS number, or null where only a category is known.</param>
/// <param name="Tonnes">Design maximum, tonnes (GB 18218-2018, 4.2).</param>
/// <param name="Name">Name as it was given, or null.</param>
/// <param name="Category">Category symbol of GB 18218-2018, table 2 (<c>W5.3</c>), or the token of a variant of the substance; null: then the substance's own, at its lowest critical quantity.</param>
/// <param name="Unit">Production or storage unit, or null.</param>
public sealed record InventoryLine(string? Cas, double Tonnes, string? Name = null, string? Category = null, string? Unit = null);

/// <summary>Reads the inventory that stands in an enterprise's row. Pure, thread-safe.</summary>
public static class Inventories
{
    static readonly int Field = Enterprises.Schema.IndexOf("inventory");
    static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    /// <summary>The lines, empty where the enterprise is known to hold nothing; null where nothing is known.</summary>
    public static IReadOnlyList<InventoryLine>? Of(FeatureRef enterprise) =>
        enterprise.IsNull(Field) ? null : JsonSerializer.Deserialize<List<InventoryLine>>(enterprise.Utf8(Field), Web) ?? [];
}
