using RiskMap.City.Model;
using RiskMap.City.Model.Layers;

namespace RiskMap.City.Dispatch.Record;

/// <summary>What an order takes from its depot, and what its end takes off the stock. Pure, thread-safe.</summary>
static class OrderStock
{
    // Quantities are decimal fractions of units; this is far below any of them.
    const double Tolerance = 1e-9;

    /// <summary>The materials of an order with unit and name as the depot has them, each of which the depot can send.</summary>
    /// <param name="facts">The record; its unit is the depot.</param>
    /// <param name="order">The order as it was sent.</param>
    /// <exception cref="DispatchRecordException">A team sends none, the depot has too little, or the unit is not clear.</exception>
    public static IReadOnlyList<OrderedMaterial> Reserved(DispatchFacts facts, DispatchOrder order)
    {
        if (order.Materials.Count == 0)
            return [];
        if (order.UnitLayer != Depots.Schema.Name)
            throw DispatchRecordException.Wrong("materials", null, ("队伍没有库存", "a team has no stock"), ("物资另向物资库（depots）下达指令", "order the materials from a depot"));
        var taken = facts.Open.Where(open => open.Row.Id != order.Row.Id && open.IsOf(order.UnitLayer, order.UnitKey)).SelectMany(open => open.Materials).ToList();
        var lines = DeployableStock.LinesOf(facts.Unit!) ?? [];
        var reserved = new List<OrderedMaterial>();
        foreach (var (i, asked) in order.Materials.Index())
        {
            var line = Clear(lines, asked, $"materials/{i}");
            Require(facts, lines, line, [.. taken, .. reserved], $"materials/{i}");
            reserved.Add(line);
        }
        return reserved;
    }

    static OrderedMaterial Clear(IReadOnlyList<StockLine> lines, OrderedMaterial asked, string member)
    {
        if (!(asked.Quantity > 0))
            throw DispatchRecordException.Wrong($"{member}/quantity", asked.Quantity, ("数量不大于 0", "the quantity is not above 0"), ("给出大于 0 的数量", "send a quantity above 0"));
        if (asked.Used is not null)
            throw DispatchRecordException.Wrong($"{member}/used", asked.Used, ("指令未结束，不能填消耗", "what was used is stated when the order ends"), ("归队时再填 used", "state used with the state released"));
        var same = lines.Where(line => line.Code == asked.Code && (asked.Unit is null || line.Unit == asked.Unit)).ToList();
        if (asked.Unit is null && same.Select(line => line.Unit).Distinct(StringComparer.Ordinal).Count() > 1)
            throw DispatchRecordException.Wrong($"{member}/unit", null, ("该物资有多种单位", "the depot has it in several units"), ($"给出 unit：{string.Join("、", same.Select(line => line.Unit).Distinct(StringComparer.Ordinal))}", $"send unit: {string.Join(", ", same.Select(line => line.Unit).Distinct(StringComparer.Ordinal))}"));
        return asked with { Unit = asked.Unit ?? same.FirstOrDefault()?.Unit, Name = asked.Name ?? same.FirstOrDefault(line => line.Name is not null)?.Name };
    }

    static void Require(DispatchFacts facts, IReadOnlyList<StockLine> lines, OrderedMaterial line, IReadOnlyList<OrderedMaterial> taken, string member)
    {
        var available = DeployableStock.AmountOf([.. lines.Where(stock => stock.Unit == line.Unit)], line.Code, line.Unit, facts.Today, taken).Amount;
        if (line.Quantity <= available + Tolerance)
            return;
        var promised = taken.Where(other => other.Code == line.Code && (other.Unit is null || other.Unit == line.Unit)).Sum(other => other.Quantity);
        var (what, depot) = ($"{line.Code} {line.Name}".TrimEnd(), facts.Unit!.Name ?? facts.Unit.Key);
        throw DispatchRecordException.Conflict(member, line.Quantity,
            ($"{depot} 的 {what} 可调 {available:0.###} {line.Unit}（未结束的指令已占用 {promised:0.###}），不足 {line.Quantity:0.###}", $"{depot} can send {available:0.###} {line.Unit} of {what} (open orders take {promised:0.###}), not {line.Quantity:0.###}"),
            ("减少数量，或另选物资库", "order less, or choose another depot"));
    }

    /// <summary>The materials of an order that has ended: those that were ordered, with what was used up of them.</summary>
    /// <exception cref="DispatchRecordException">They are others than were ordered, or more was used than ordered.</exception>
    public static IReadOnlyList<OrderedMaterial> Ended(DispatchOrder before, DispatchOrder after)
    {
        if (after.Materials.Count != before.Materials.Count)
            throw Other("materials");
        var ended = new List<OrderedMaterial>();
        foreach (var (i, (ordered, stated)) in before.Materials.Zip(after.Materials).Index())
        {
            if (!IsSame(ordered, stated))
                throw Other($"materials/{i}");
            if (stated.Used > ordered.Quantity + Tolerance)
                throw DispatchRecordException.Wrong($"materials/{i}/used", stated.Used, ($"消耗多于调出的 {ordered.Quantity:0.###} {ordered.Unit}", $"more than the {ordered.Quantity:0.###} {ordered.Unit} that were sent"), ("核对消耗数量", "check what was used"));
            if (stated.Used is not null && after.State != DispatchOrders.Released)
                throw DispatchRecordException.Wrong($"materials/{i}/used", stated.Used, ("只有归队的指令才有消耗", "only an order that is released has used anything"), ("去掉 used", "leave used out"));
            ended.Add(ordered with { Used = stated.Used });
        }
        return ended;
    }

    /// <summary>True where two lists order the same, whatever was used and however fully the lines are written.</summary>
    public static bool IsSame(IReadOnlyList<OrderedMaterial> ordered, IReadOnlyList<OrderedMaterial> stated) =>
        ordered.Count == stated.Count && ordered.Zip(stated).All(pair => IsSame(pair.First, pair.Second) && pair.Second.Used is null);

    /// <summary>The depot after what was used up, or null where nothing was.</summary>
    /// <exception cref="DispatchRecordException">The depot is gone, or does not have as much on hand.</exception>
    public static Feature? After(DispatchFacts facts, IReadOnlyList<OrderedMaterial> materials)
    {
        if (!materials.Any(line => line.Used > 0))
            return null;
        if (facts.Unit is not { } depot || DeployableStock.LinesOf(depot) is null)
            throw DispatchRecordException.Conflict("materials", null, ("物资库或其库存已不存在，无法扣减消耗", "the depot or its stock is gone, so that nothing can be taken off"), ("不填 used 归队，再更正库存", "release without used, then correct the stock"));
        foreach (var (i, line) in materials.Index())
        {
            (depot, var missing) = DeployableStock.Without(depot, line);
            if (missing > Tolerance)
                throw DispatchRecordException.Conflict($"materials/{i}/used", line.Used, ($"库存现有数比消耗少 {missing:0.###} {line.Unit}", $"the stock on hand is {missing:0.###} {line.Unit} less than was used"), ("先更正物资库的库存，或更正消耗", "correct the depot's stock first, or what was used"));
        }
        return depot;
    }

    static bool IsSame(OrderedMaterial ordered, OrderedMaterial stated) => ordered.Code == stated.Code && ordered.Quantity == stated.Quantity
        && (stated.Unit is null || stated.Unit == ordered.Unit) && (stated.Name is null || stated.Name == ordered.Name);

    static DispatchRecordException Other(string member) => DispatchRecordException.Wrong(member, null, ("与下达的物资不同", "these are not the materials that were ordered"), ("保持物资与数量，只补填 used", "keep materials and quantities, and add used alone"));
}
