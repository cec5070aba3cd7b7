using RiskMap.City.Model;
using RiskMap.City.Model.Layers;

namespace RiskMap.City.Dispatch.Record;

/// <summary>What a change of an order writes.</summary>
/// <param name="Order">The order's row.</param>
/// <param name="Depot">The depot's row after what was used up, or null where it stays as it is.</param>
public sealed record OrderChange(Feature Order, Feature? Depot);

/// <summary>
/// The rules of orders, in one place for every way of writing: who may be ordered, which states follow each other, which times they bear, what stock they take.
/// Pure, thread-safe.
/// </summary>
public static class OrderRules
{
    const char Between = '|';

    static readonly LayerSchema Schema = DispatchOrders.Schema;

    // What an order is about stays what it was; another unit or incident is another order.
    static readonly string[] Fixed = ["name", "incidentKey", "unitLayer", "unitKey", "number"];

    /// <summary>The row of a new order. Name and place are the unit's, the key is made of incident, unit and number, whatever was sent.</summary>
    /// <param name="facts">The record as it stands; its unit is the one that is ordered.</param>
    /// <param name="sent">What was sent: incidentKey, unitLayer, unitKey; state, times, expectedSeconds, materials and note where there are any.</param>
    /// <param name="number">Version of the city with which it is ordered.</param>
    /// <exception cref="DispatchRecordException">It cannot be given.</exception>
    public static Feature New(DispatchFacts facts, Feature sent, long number)
    {
        var order = DispatchOrder.Of(sent);
        RequireOpen(facts, order.IncidentKey);
        var unit = facts.Unit ?? throw DispatchRecordException.Conflict("unitKey", order.UnitKey, ($"{order.UnitLayer} 中没有此单位", $"{order.UnitLayer} has no such unit"), ("给出该图层中的标识（key）", "send a key of that layer"));
        if (order.UnitLayer == Teams.Schema.Name)
            RequireFree(facts, order);
        var state = order.State ?? DispatchOrders.Ordered;
        if (!DispatchOrder.OpenStates.Contains(state, StringComparer.Ordinal))
            throw DispatchRecordException.Wrong("state", state, ("新指令不能是已结束的", "a new order cannot have ended"), ($"不给 state，或用 {string.Join("、", DispatchOrder.OpenStates)}", $"leave state out, or use {string.Join(", ", DispatchOrder.OpenStates)}"));
        var row = sent.With(Schema, ("name", unit.Name ?? unit.Key), ("number", number), ("state", state), ("materials", OrderedMaterial.Write(OrderStock.Reserved(facts, order))));
        row = row with { Key = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{order.IncidentKey}{Between}{order.UnitLayer}{Between}{order.UnitKey}{Between}{number}"), Geometry = unit.Geometry };
        return OrderTimes.Stamped(row, before: null, facts.Moment);
    }

    /// <summary>What a change of an order writes.</summary>
    /// <param name="facts">The record as it stands; its unit is the order's, or null where another program took it away.</param>
    /// <param name="before">The order as it stands.</param>
    /// <param name="after">The order as it was sent.</param>
    /// <exception cref="DispatchRecordException">It cannot be made.</exception>
    public static OrderChange Changed(DispatchFacts facts, Feature before, Feature after)
    {
        RequireSame(before, after);
        var (was, becomes) = (DispatchOrder.Of(before), DispatchOrder.Of(after));
        if (was.State is not null && !was.IsOpen)
            return new(NoteOnly(before, after), Depot: null);
        RequireStep(was.State, becomes.State);
        var materials = becomes.IsOpen ? Standing(facts, was, becomes) : OrderStock.Ended(was, becomes);
        var row = OrderTimes.Stamped(after.With(Schema, ("materials", OrderedMaterial.Write(materials))), before, facts.Moment);
        return new(row, becomes.IsOpen ? null : OrderStock.After(facts, materials));
    }

    /// <summary>Passes where an order may be removed: one that holds a unit is released or cancelled, so that the record tells what became of it.</summary>
    /// <exception cref="DispatchRecordException">It is open.</exception>
    public static void Removed(Feature order)
    {
        if (DispatchOrder.Of(order) is { IsOpen: true, State: { } state })
            throw DispatchRecordException.Conflict("state", state, ("指令尚未结束，不能删除", "the order is open and cannot be removed"), ($"先把 state 设为 {DispatchOrders.Released} 或 {DispatchOrders.Cancelled}", $"set state to {DispatchOrders.Released} or {DispatchOrders.Cancelled} first"));
    }

    static void RequireOpen(DispatchFacts facts, string incidentKey)
    {
        if (!facts.Incidents.TryGetValue(incidentKey, out var incident))
            throw DispatchRecordException.Conflict("incidentKey", incidentKey, ("没有这起事故", "there is no such incident"), ("先登记事故，给出其标识（key）", "enter the incident first, and send its key"));
        if ((string?)incident.Get(Incidents.Schema, "state") == Incidents.Closed)
            throw DispatchRecordException.Conflict("incidentKey", incidentKey, ($"事故“{facts.NameOf(incidentKey)}”已结束", $"the incident '{facts.NameOf(incidentKey)}' is closed"), ($"先把事故的 state 设为 {Incidents.Open}", $"set the incident's state to {Incidents.Open} first"));
    }

    static void RequireFree(DispatchFacts facts, DispatchOrder order)
    {
        if (facts.Open.FirstOrDefault(open => open.IsOf(order.UnitLayer, order.UnitKey)) is not { } busy)
            return;
        var (name, at) = (facts.Unit!.Name ?? order.UnitKey, facts.NameOf(busy.IncidentKey));
        throw DispatchRecordException.Conflict("unitKey", order.UnitKey,
            ($"{name} 正在“{at}”出动（{OrderTimes.TitleOf(busy.State!).Zh}，指令 {busy.Row.Id}）", $"{name} is at '{at}' ({busy.State}, order {busy.Row.Id})"),
            ("另选队伍，或先让它归队、取消该指令", "choose another team, or release it or cancel that order first"));
    }

    static void RequireSame(Feature before, Feature after)
    {
        if (after.Key != before.Key)
            throw Changed("key", after.Key);
        foreach (var field in Fixed.Where(field => !Equals(before.Get(Schema, field), after.Get(Schema, field))))
            throw Changed(field, after.Get(Schema, field));
        if (!(before.Geometry is null ? after.Geometry is null : after.Geometry is not null && before.Geometry.EqualsExact(after.Geometry)))
            throw Changed("geometry", null);

        static DispatchRecordException Changed(string member, object? value) => DispatchRecordException.Wrong(member, value, ("下达后不能更改", "it does not change once the order is given"), ("保持原值；改派请取消后重新下达", "leave it as it is; to send another unit, cancel and order anew"));
    }

    static void RequireStep(string? from, string? to)
    {
        if (to is null)
            throw DispatchRecordException.Wrong("state", null, ("没有状态", "the state is missing"), ($"用 {DispatchOrders.States.Tokens}", $"use one of {DispatchOrders.States.Tokens}"));
        if (from is null)
            return;
        if (OrderTimes.RankOf(to) < OrderTimes.RankOf(from))
            throw DispatchRecordException.Conflict("state", to, ($"状态不能从“{OrderTimes.TitleOf(from).Zh}”退回“{OrderTimes.TitleOf(to).Zh}”", $"the state does not go back from {from} to {to}"), ("状态只能前进；误操作用 riskmap undo 撤销该变更集", "states only go forward; riskmap undo takes a mistaken change set back"));
        if (to == DispatchOrders.Cancelled && from == DispatchOrders.Arrived)
            throw DispatchRecordException.Conflict("state", to, ("已到场的指令不能取消", "an order whose unit has arrived cannot be cancelled"), ($"用 {DispatchOrders.Released}", $"use {DispatchOrders.Released}"));
    }

    // What is on its way may still be changed; what has arrived is what it is.
    static IReadOnlyList<OrderedMaterial> Standing(DispatchFacts facts, DispatchOrder before, DispatchOrder after)
    {
        if (OrderStock.IsSame(before.Materials, after.Materials))
            return before.Materials;
        if (before.State == DispatchOrders.Arrived)
            throw DispatchRecordException.Conflict("materials", null, ("物资已到场，不能更改", "the materials have arrived and do not change"), ("追加物资请另下指令", "order further materials anew"));
        return facts.Unit is null
            ? throw DispatchRecordException.Conflict("unitKey", after.UnitKey, ("该单位已不存在", "the unit is gone"), ("取消该指令", "cancel the order"))
            : OrderStock.Reserved(facts, after);
    }

    static Feature NoteOnly(Feature before, Feature after)
    {
        for (var field = 0; field < Schema.Fields.Length; field++)
        {
            if (Schema.Fields[field].Name != "note" && !Equals(before.Values[field], after.Values[field]))
                throw DispatchRecordException.Conflict(Schema.Fields[field].Name, after.Values[field], ("指令已结束，只能改备注", "the order has ended: its note alone may change"), ("需要时重新下达；误操作用 riskmap undo 撤销", "order anew, or take a mistaken change set back with riskmap undo"));
        }
        return after;
    }
}
