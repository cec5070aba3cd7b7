using RiskMap.City.Model;
using RiskMap.City.Model.Layers;

namespace RiskMap.City.Dispatch.Record;

/// <summary>What open orders hold fast: their incident stays open and their unit stays there. Pure, thread-safe.</summary>
public static class RecordGuards
{
    static readonly LayerSchema Schema = Incidents.Schema;

    /// <summary>The row of an incident: an open one says since when it is known, one that is closed says when that was.</summary>
    /// <param name="facts">The record as it stands.</param>
    /// <param name="before">The incident as it stands, or null for a new one.</param>
    /// <param name="after">The incident as it was sent.</param>
    /// <exception cref="DispatchRecordException">Open orders name it, or its times contradict each other.</exception>
    public static Feature Incident(DispatchFacts facts, Feature? before, Feature after)
    {
        var (was, becomes) = (before is null ? null : StateOf(before), StateOf(after));
        if (before is not null)
        {
            KeepKey(facts, before, after, order => order.IncidentKey == before.Key);
            if (becomes == Incidents.Closed && was != Incidents.Closed)
                RequireNone(facts, "state", becomes, order => order.IncidentKey == before.Key, ("先让各单位归队或取消指令", "release the units or cancel their orders first"));
        }
        if (before is null && becomes == Incidents.Open)
            after = Stamped(after, "reportedAt", facts.Moment);
        if (becomes == Incidents.Closed && before is not null && was != Incidents.Closed)
            after = Stamped(after, "closedAt", Max(facts.Moment, Time(after, "reportedAt")));
        // Who opens an incident again need not say that its end no longer holds.
        else if (becomes != Incidents.Closed && was == Incidents.Closed && Equals(Time(before!, "closedAt"), Time(after, "closedAt")))
            after = after.With(Schema, ("closedAt", null));
        CheckTimes(facts, after, becomes);
        return after;
    }

    /// <summary>Passes where a unit or incident may be removed or named otherwise.</summary>
    /// <param name="facts">The record as it stands.</param>
    /// <param name="layer">Layer of the unit or incident.</param>
    /// <param name="before">It as it stands.</param>
    /// <param name="after">It as it was sent; null where it is removed.</param>
    /// <exception cref="DispatchRecordException">Open orders name it.</exception>
    public static void Kept(DispatchFacts facts, string layer, Feature before, Feature? after)
    {
        Func<DispatchOrder, bool> names = layer == Schema.Name ? order => order.IncidentKey == before.Key : order => order.IsOf(layer, before.Key);
        if (after is null)
            RequireNone(facts, "key", before.Key, names, ("先结束这些指令", "end these orders first"));
        else
            KeepKey(facts, before, after, names);
    }

    static void KeepKey(DispatchFacts facts, Feature before, Feature after, Func<DispatchOrder, bool> names)
    {
        if (after.Key != before.Key)
            RequireNone(facts, "key", after.Key, names, ("指令结束前保持标识不变", "keep the key until these orders have ended"));
    }

    static void RequireNone(DispatchFacts facts, string member, string? value, Func<DispatchOrder, bool> names, LocalizedText remedy)
    {
        var open = facts.Open.Where(names).ToList();
        if (open.Count > 0)
            throw DispatchRecordException.Conflict(member, value, ($"有 {open.Count} 条未结束的指令：{DispatchFacts.Listed(open)}", $"{open.Count} open orders name it: {DispatchFacts.Listed(open)}"), remedy);
    }

    static void CheckTimes(DispatchFacts facts, Feature incident, string? state)
    {
        if (Time(incident, "closedAt") is not { } closed)
            return;
        if (state != Incidents.Closed)
            throw DispatchRecordException.Wrong("closedAt", closed, ("未结束的事故没有结束时间", "an incident that is not closed has no such time"), ($"把 state 设为 {Incidents.Closed}，或去掉 closedAt", $"set state to {Incidents.Closed}, or leave closedAt out"));
        if (Time(incident, "reportedAt") is { } reported && closed < reported)
            throw DispatchRecordException.Wrong("closedAt", closed, ($"早于接报时间 {reported:O}", $"it lies before reportedAt {reported:O}"), ("按先后顺序更正时刻", "correct the times so that they follow each other"));
        OrderTimes.RequireNotAhead("closedAt", closed, facts.Now);
    }

    static Feature Stamped(Feature row, string field, DateTimeOffset time) => Time(row, field) is null ? row.With(Schema, (field, time)) : row;

    static DateTimeOffset Max(DateTimeOffset time, DateTimeOffset? other) => other > time ? other.Value : time;

    static string? StateOf(Feature incident) => (string?)incident.Get(Schema, "state");

    static DateTimeOffset? Time(Feature incident, string field) => (DateTimeOffset?)incident.Get(Schema, field);
}
