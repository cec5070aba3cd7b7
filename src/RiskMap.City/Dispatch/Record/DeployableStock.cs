using System.Text.Json;
using System.Text.Json.Nodes;
using RiskMap.City.Model;
using RiskMap.City.Model.Layers;
using RiskMap.City.Snapshot;

namespace RiskMap.City.Dispatch.Record;

/// <summary>A line of a depot's stock as its row holds it; null where the row does not say.</summary>
sealed record StockLine(string? Code, double? Quantity, string? Unit, DateOnly? Expiry, double? Reserved, string? Name, double? UnderRepair)
{
    /// <summary>On hand − reserved − expired − under repair, at least 0; null where the quantity is not known. Open orders are not taken off here.</summary>
    /// <param name="today">A line is good through its expiry date.</param>
    public double? DeployableOn(DateOnly today) => Quantity is not { } onHand ? null
        : Expiry < today ? 0
        : Math.Max(0, onHand - (Reserved ?? 0) - (UnderRepair ?? 0));
}

/// <summary>Reads what a depot can send: on hand − reserved − expired − under repair − what open orders take. Pure, thread-safe.</summary>
static class DeployableStock
{
    static readonly int Field = Depots.Schema.IndexOf("stock");
    static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web) { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The lines, or null where the row says nothing about stock.</summary>
    public static IReadOnlyList<StockLine>? LinesOf(FeatureRef depot) =>
        depot.IsNull(Field) ? null : JsonSerializer.Deserialize<List<StockLine>>(depot.Utf8(Field), Web) ?? [];

    /// <summary>The lines of a row that no snapshot has checked; null where it says nothing, or nothing that can be read.</summary>
    public static IReadOnlyList<StockLine>? LinesOf(Feature depot)
    {
        try
        {
            return depot.Values[Field] is string list ? JsonSerializer.Deserialize<List<StockLine>>(list, Web) ?? [] : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>How much of a material can be sent, and how many lines had to be left out because their unit or quantity does not say.</summary>
    /// <param name="lines">The stock.</param>
    /// <param name="material">Supply code, or the first digits of one for a class.</param>
    /// <param name="unit">Unit; null takes any.</param>
    /// <param name="today">The day.</param>
    /// <param name="ordered">What open orders take from this depot. A line without unit takes from each unit: rather too little than what another was promised.</param>
    public static (double Amount, int Unclear) AmountOf(IReadOnlyList<StockLine> lines, string material, string? unit, DateOnly today, IReadOnlyList<OrderedMaterial> ordered)
    {
        var (amount, unclear) = (0.0, 0);
        foreach (var same in lines.Where(line => line.Code?.StartsWith(material, StringComparison.Ordinal) == true).GroupBy(line => (line.Code, line.Unit)))
        {
            if (unit is not null && same.Key.Unit != unit)
            {
                unclear += same.Count();
                continue;
            }
            unclear += same.Count(line => line.Quantity is null);
            var taken = ordered.Where(line => line.Code == same.Key.Code && (line.Unit is null || line.Unit == same.Key.Unit)).Sum(line => line.Quantity);
            amount += Math.Max(0, same.Sum(line => line.DeployableOn(today) ?? 0) - taken);
        }
        return (amount, unclear);
    }

    /// <summary>The stock of a depot after some of a material was used up: what expires first goes first. Lines and members that are not concerned stay as they are.</summary>
    /// <returns>The depot, and what could not be taken off because the row does not have it on hand.</returns>
    public static (Feature Depot, double Short) Without(Feature depot, OrderedMaterial used)
    {
        var (stock, left) = (JsonNode.Parse((string)depot.Values[Field]!)!.AsArray(), used.Used ?? 0);
        var lines = LinesOf(depot)!;
        foreach (var i in Enumerable.Range(0, lines.Count).Where(i => lines[i].Code == used.Code && lines[i].Unit == used.Unit).OrderBy(i => lines[i].Expiry ?? DateOnly.MaxValue))
        {
            var taken = Math.Min(left, lines[i].Quantity ?? 0);
            if (taken <= 0)
                continue;
            stock[i]!["quantity"] = lines[i].Quantity - taken;
            left -= taken;
        }
        return (depot.With(Depots.Schema, (Depots.Stock.Name, stock.ToJsonString(Web))), left);
    }
}
