using System.Collections.Frozen;
using RiskMap.City.Dispatch.Record;
using RiskMap.City.Model;
using RiskMap.City.Model.Layers;
using RiskMap.City.Sources.Edits;
using RiskMap.City.Store;
using RiskMap.Server.Http;

namespace RiskMap.Server.Features;

/// <summary>
/// The rules of the dispatch record on every write of a feature: a table from layer to rule. What a rule asks for is read in the writing transaction, under the
/// version row's lock, so that of two commanders who order the same unit exactly one wins.
/// </summary>
static class RecordRules
{
    delegate Task<Feature?> RowRule(ICityWriter writer, Feature? before, Feature? after, TimeZoneInfo zone);

    static readonly FrozenDictionary<string, RowRule> Rules = new Dictionary<string, RowRule>(StringComparer.Ordinal)
    {
        [DispatchOrders.Schema.Name] = OrderAsync,
        [Incidents.Schema.Name] = IncidentAsync,
        [Teams.Schema.Name] = (writer, before, after, zone) => UnitAsync(Teams.Schema.Name, writer, before, after, zone),
        [Depots.Schema.Name] = (writer, before, after, zone) => UnitAsync(Depots.Schema.Name, writer, before, after, zone),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The row to write.</summary>
    /// <param name="writer">The transaction.</param>
    /// <param name="layer">The layer.</param>
    /// <param name="before">The row that stands there, or null for a new one.</param>
    /// <param name="after">The row as it was sent.</param>
    /// <param name="zone">The zone in which the city's days begin.</param>
    /// <exception cref="ProblemException">409: the record does not allow it as it stands.</exception>
    /// <exception cref="FaultyFeatureException">What was sent is wrong in itself.</exception>
    public static async Task<Feature> JudgedAsync(ICityWriter writer, LayerSchema layer, Feature? before, Feature after, TimeZoneInfo zone)
    {
        if (!Rules.TryGetValue(layer.Name, out var rule)) return after;
        try
        {
            return (await rule(writer, before, after, zone))!;
        }
        catch (DispatchRecordException refusal)
        {
            var pointer = refusal.Member == "geometry" ? "/geometry" : $"/properties/{refusal.Member}";
            throw refusal.IsConflict
                ? new ProblemException(Conflict(refusal, pointer))
                : new FaultyFeatureException([new(pointer, refusal.Value, refusal.Reason, refusal.Remedy)]);
        }
    }

    /// <summary>Passes where a feature may be removed.</summary>
    /// <exception cref="ProblemException">409: open orders name it.</exception>
    public static async Task RemovableAsync(ICityWriter writer, LayerSchema layer, Feature before, TimeZoneInfo zone)
    {
        if (!Rules.TryGetValue(layer.Name, out var rule)) return;
        try
        {
            await rule(writer, before, null, zone);
        }
        catch (DispatchRecordException refusal)
        {
            throw new ProblemException(Conflict(refusal, "fid"));
        }
    }

    /// <summary>The problem of a change that the record does not allow as it stands.</summary>
    public static Problem Conflict(DispatchRecordException refusal, string member) =>
        new(StatusCodes.Status409Conflict, "dispatch-conflict", member, refusal.Reason, refusal.Remedy) { Member = member, Value = refusal.Value };

    /// <summary>The record as it stands in the transaction.</summary>
    /// <param name="writer">The transaction.</param>
    /// <param name="incidentKeys">Incidents that are judged, besides those of open orders.</param>
    /// <param name="zone">The zone in which the city's days begin.</param>
    public static async Task<DispatchFacts> FactsAsync(ICityWriter writer, IEnumerable<string> incidentKeys, TimeZoneInfo zone)
    {
        var open = (await writer.FindAllAsync(DispatchOrders.Schema, "state", [.. DispatchOrder.OpenStates], CancellationToken.None)).Select(DispatchOrder.Of).ToList();
        var keys = open.Select(order => order.IncidentKey).Concat(incidentKeys).ToHashSet(StringComparer.Ordinal);
        var incidents = await writer.FindAllAsync(Incidents.Schema, LayerProperties.Key, keys, CancellationToken.None);
        return new(open, incidents.ToDictionary(incident => incident.Key, StringComparer.Ordinal), Unit: null, TimeZoneInfo.ConvertTime(DateTimeOffset.UtcNow, zone));
    }

    static async Task<Feature?> OrderAsync(ICityWriter writer, Feature? before, Feature? after, TimeZoneInfo zone)
    {
        if (after is null)
        {
            OrderRules.Removed(before!);
            return null;
        }

        var order = DispatchOrder.Of(before ?? after);
        var unit = CityLayers.Find(order.UnitLayer) is { } layer ? await writer.FindAllAsync(layer, LayerProperties.Key, [order.UnitKey], CancellationToken.None) : [];
        var facts = await FactsAsync(writer, [order.IncidentKey], zone) with { Unit = unit.SingleOrDefault() };
        if (before is null) return OrderRules.New(facts, after, writer.Version);
        var (row, depot) = OrderRules.Changed(facts, before, after);
        if (depot is not null) await writer.UpdateAsync(Depots.Schema, depot, depot.Revision, CancellationToken.None);
        return row;
    }

    static async Task<Feature?> IncidentAsync(ICityWriter writer, Feature? before, Feature? after, TimeZoneInfo zone)
    {
        var facts = await FactsAsync(writer, [], zone);
        if (after is not null) return RecordGuards.Incident(facts, before, after);
        RecordGuards.Kept(facts, Incidents.Schema.Name, before!, after: null);
        return null;
    }

    // Most edits of a unit leave its key alone, and ask nothing.
    static async Task<Feature?> UnitAsync(string layer, ICityWriter writer, Feature? before, Feature? after, TimeZoneInfo zone)
    {
        if (before is not null && after?.Key != before.Key) RecordGuards.Kept(await FactsAsync(writer, [], zone), layer, before, after);
        return after;
    }
}
