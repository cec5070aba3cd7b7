using RiskMap.City.Dispatch.Record;
using RiskMap.City.Model;
using RiskMap.City.Model.Layers;
using RiskMap.City.Snapshot;

namespace RiskMap.City.Check;

/// <summary>What contradicts itself in the dispatch record: it comes from other programs and imports, since the server's own writes are judged by the same rules.</summary>
static class DispatchChecks
{
    public static IEnumerable<Finding> Of(CitySnapshot city)
    {
        var layer = city.Layer(DispatchOrders.Schema.Name);
        if (layer.Count == 0) return [];
        var book = DispatchBook.Of(city);
        return new[]
        {
            About("dispatch-orders-incident-unknown", Severity.Warning, book.All.Where(order => IncidentOf(city, order) is null),
                ("的事故找不到", "name an incident that is not there"), ("更正 incidentKey，或补登事故", "Correct incidentKey, or enter the incident")),
            About("dispatch-orders-unit-unknown", Severity.Warning, book.All.Where(order => UnitOf(city, order) is null),
                ("的单位找不到", "name a unit that is not there"), ("更正 unitLayer、unitKey，或补登单位", "Correct unitLayer and unitKey, or enter the unit")),
            About("dispatch-orders-incident-closed", Severity.Error, book.All.Where(order => order.IsOpen && IncidentOf(city, order) is { } incident && incident.Text(State) == Incidents.Closed),
                ("未结束，而事故已结束；占用的单位不可调", "are open at an incident that is closed; their units cannot be sent"), ("让单位归队、取消指令，或重开事故", "Release or cancel them, or open the incident again")),
            About("dispatch-orders-team-twice", Severity.Error, book.All.Where(order => order.IsOpen && order.UnitLayer == Teams.Schema.Name && book.OpenOf(order.UnitLayer, order.UnitKey).Skip(1).Any()),
                ("同时调用同一支队伍", "hold one team at the same time"), ("只保留其一，其余归队或取消", "Keep one of them, release or cancel the others")),
            About("dispatch-orders-stock-exceeded", Severity.Error, book.All.Where(order => order.IsOpen && order.UnitLayer == Depots.Schema.Name && IsExceeded(city, book, order)),
                ("合计占用的物资超过库存", "take more than their depot has on hand"), ("核对库存与指令，减少或取消", "Check stock and orders, and reduce or cancel")),
            About("dispatch-orders-times", Severity.Warning, book.All.Where(order => !IsMonotone(order)),
                ("的时刻先后颠倒", "have times out of order"), ("更正时刻", "Correct the times")),
            About("dispatch-orders-without-state", Severity.Warning, book.All.Where(order => order.State is null),
                ("没有状态，不占用单位", "have no state, and hold nobody"), ("补上 state", "Give them a state")),
        }.OfType<Finding>();

        Finding? About(string code, Severity severity, IEnumerable<DispatchOrder> orders, LocalizedText what, LocalizedText remedy)
        {
            var rows = orders.Select(order => layer.Find(order.Row.Id)!.Value).ToList();
            return CityCheck.About(code, severity, layer, rows, ($"{layer.Schema.Title.Zh}：{rows.Count} 条{what.Zh}", $"{layer.Schema.Name}: {rows.Count} orders {what.En}"), remedy);
        }
    }

    static readonly int State = Incidents.Schema.IndexOf("state");

    static FeatureRef? IncidentOf(CitySnapshot city, DispatchOrder order) => LayerKeys.Find(city.Layer(Incidents.Schema.Name), order.IncidentKey);

    static FeatureRef? UnitOf(CitySnapshot city, DispatchOrder order) =>
        DispatchOrders.UnitLayers.Find(order.UnitLayer) is { } known ? LayerKeys.Find(city.Layer(known.Value), order.UnitKey) : null;

    // On hand alone: what expired or broke after it was sent is still there.
    static bool IsExceeded(CitySnapshot city, DispatchBook book, DispatchOrder order) => UnitOf(city, order) is { } depot
        && order.Materials.Any(line => book.OrderedFrom(order.UnitKey).Where(other => other.Code == line.Code && other.Unit == line.Unit).Sum(other => other.Quantity)
            > (DeployableStock.LinesOf(depot) ?? []).Where(stock => stock.Code == line.Code && (line.Unit is null || stock.Unit == line.Unit)).Sum(stock => stock.Quantity ?? 0));

    static bool IsMonotone(DispatchOrder order)
    {
        DateTimeOffset[] times = [.. new[] { order.OrderedAt, order.TurnedOutAt, order.ArrivedAt, order.ReleasedAt }.OfType<DateTimeOffset>()];
        return times.Zip(times.Skip(1)).All(pair => pair.First <= pair.Second);
    }
}
