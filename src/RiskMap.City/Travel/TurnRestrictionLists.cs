using System.Globalization;
using System.Text.Json;
using RiskMap.Routing.Graph;

namespace RiskMap.City.Travel;

/// <summary>
/// Reads roads.turnRestrictions: kind, via (<c>node/1</c>, or keys of roads with semicolons), to (key of a road), except, conditional. A condition on the
/// hour is taken to hold at any hour, since a route must not rely on a turn that may be forbidden; one on a kind of vehicle (<c>hgv</c>) holds for that.
/// Pure.
/// </summary>
static class TurnRestrictionLists
{
    const string NodePrefix = "node/";

    static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    sealed record Row(string? Kind, string? Via, string? To, string? Except, string? Conditional);

    /// <summary>The restrictions that start from a road; those that name a road which is not in the layer are left out.</summary>
    /// <param name="json">The field.</param>
    /// <param name="from">Id of the road.</param>
    /// <param name="ids">Ids of roads by key.</param>
    internal static IEnumerable<TurnRestriction> Read(ReadOnlySpan<byte> json, long from, Dictionary<string, long> ids)
    {
        var rows = JsonSerializer.Deserialize<Row[]>(json, Options) ?? [];
        return rows.Select(row => Restriction(row, from, ids)).OfType<TurnRestriction>();
    }

    static TurnRestriction? Restriction(Row row, long from, Dictionary<string, long> ids)
    {
        if (row is not { Kind: { } kind, Via: { } via, To: { } toKey } || !ids.TryGetValue(toKey, out var to))
            return null;
        var (node, ways) = (NodeOf(via), new List<long>());
        foreach (var key in node is null ? via.Split(';') : [])
        {
            if (!ids.TryGetValue(key, out var way))
                return null;
            ways.Add(way);
        }
        return new TurnRestriction(kind, from, node, ways, to) { Except = row.Except?.Split(';', StringSplitOptions.TrimEntries) ?? [], OnlyFor = VehicleOf(row.Conditional) };
    }

    static long? NodeOf(string via) =>
        via.StartsWith(NodePrefix, StringComparison.Ordinal) && long.TryParse(via.AsSpan(NodePrefix.Length), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var node)
            ? node : null;

    /// <summary>The kind of vehicle in <c>hgv</c> or <c>hgv:conditional (07:00-19:00)</c>; null in <c>(07:00-19:00)</c>.</summary>
    static string? VehicleOf(string? condition)
    {
        if (condition is null || condition.StartsWith('('))
            return null;
        var end = condition.AsSpan().IndexOfAny(" :(");
        return end < 0 ? condition : condition[..end];
    }
}
