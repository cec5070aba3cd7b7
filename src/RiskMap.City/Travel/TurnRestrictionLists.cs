using System.Globalization;
using System.Text.Json;
using RiskMap.City.Model;
using RiskMap.Routing.Graph;

namespace RiskMap.City.Travel;

/// <summary>
/// Reads roads.turnRestrictions: kind, via (<c>node/1</c>, or keys of roads with semicolons), to (key of a road), except, conditional. A condition that is
/// neither hours nor a kind of vehicle is taken to hold always, since a route must not rely on a turn that may be forbidden. Pure.
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
        var condition = TurnConditions.Of(row.Conditional);
        return new TurnRestriction(kind, from, node, ways, to)
        {
            Except = row.Except?.Split(';', StringSplitOptions.TrimEntries) ?? [],
            OnlyFor = condition.Vehicle,
            Condition = condition.Text,
            Hours = condition.Hours,
        };
    }

    static long? NodeOf(string via) =>
        via.StartsWith(NodePrefix, StringComparison.Ordinal) && long.TryParse(via.AsSpan(NodePrefix.Length), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var node)
            ? node : null;
}
