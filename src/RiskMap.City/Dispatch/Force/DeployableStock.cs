using System.Text.Json;
using RiskMap.City.Model.Layers;
using RiskMap.City.Snapshot;

namespace RiskMap.City.Dispatch.Force;

/// <summary>A line of a depot's stock as its row holds it; null where the row does not say.</summary>
sealed record StockLine(string? Code, double? Quantity, string? Unit, DateOnly? Expiry, double? Reserved, string? Name, double? UnderRepair)
{
    /// <summary>On hand − reserved − expired − under repair, at least 0; null where the quantity is not known.</summary>
    /// <param name="today">A line is good through its expiry date.</param>
    public double? DeployableOn(DateOnly today) => Quantity is not { } onHand ? null
        : Expiry < today ? 0
        : Math.Max(0, onHand - (Reserved ?? 0) - (UnderRepair ?? 0));
}

/// <summary>Reads what a depot can send. Pure, thread-safe.</summary>
static class DeployableStock
{
    static readonly int Field = Depots.Schema.IndexOf("stock");
    static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    /// <summary>The lines, or null where the row says nothing about stock.</summary>
    public static IReadOnlyList<StockLine>? LinesOf(FeatureRef depot) =>
        depot.IsNull(Field) ? null : JsonSerializer.Deserialize<List<StockLine>>(depot.Utf8(Field), Web) ?? [];

    /// <summary>How much of a material can be sent, and how many lines had to be left out because their unit or quantity does not say.</summary>
    public static (double Amount, int Unclear) AmountOf(IReadOnlyList<StockLine> lines, ForceNeed need, DateOnly today)
    {
        var (amount, unclear) = (0.0, 0);
        foreach (var line in lines.Where(line => line.Code?.StartsWith(need.Material!, StringComparison.Ordinal) == true))
        {
            if (line.DeployableOn(today) is not { } deployable || (need.Unit is not null && line.Unit != need.Unit))
                unclear++;
            else
                amount += deployable;
        }
        return (amount, unclear);
    }
}
