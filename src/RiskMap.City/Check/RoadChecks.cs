using System.Globalization;
using RiskMap.City.Model;
using RiskMap.City.Model.Layers;
using RiskMap.City.Snapshot;
using RiskMap.City.Travel;
using RiskMap.Routing.Costing;

namespace RiskMap.City.Check;

/// <summary>What keeps roads from being driven and closures from shutting them.</summary>
static class RoadChecks
{
    static readonly int Oneway = Roads.Schema.IndexOf("oneway");

    public static IEnumerable<Finding> Of(CitySnapshot city)
    {
        var roads = city.Layer(Roads.Schema.Name);
        if (roads.Count == 0) return [];
        var network = RoadGraphs.Of(city);
        return new[]
        {
            InPieces(network.Costs(RoadCostRules.Current.Profile(CityRoads.CarProfile)), RoadCostRules.Current.Connected.LeastShare),
            Unplaced(network.Graph.UnplacedRestrictions),
            Changing(roads),
            ShuttingNothing(city),
        }.OfType<Finding>();
    }

    // A drawing of centre lines that cross without a common vertex falls into as many pieces as it has lines.
    static Finding? InPieces(RoadCosts car, double leastShare)
    {
        var graph = car.Graph;
        var usable = Enumerable.Range(0, graph.EdgeCount).Where(car.IsUsable).Sum(graph.MetresOf);
        var share = car.Components is { Main: >= 0 } components ? components.Metres[components.Main] / usable : 1;
        return !(share < leastShare) ? null : new("roads-in-pieces", Severity.Warning, Roads.Schema.Name, null,
            Say($"“道路”：连成一片、可驶达也可返回的最大路网只占小汽车可行道路的 {share:P0}；片与片之间没有路线",
                $"roads: the greatest net in which a car gets everywhere and back holds {share:P0} of its roads; between the pieces there is no route"),
            ("在相交处打断道路并使端点重合（QGIS：按线打断、捕捉几何），核对单行方向", "Split roads where they cross and let ends meet (QGIS: split with lines, snap geometries), and check one-way directions"));
    }

    static Finding? Unplaced(int count) => count == 0 ? null : new("roads-turn-restrictions-unplaced", Severity.Note, Roads.Schema.Name, count,
        Say($"“道路”：{count} 条转向限制与道路对不上，未生效", $"roads: {count} turn restrictions do not fit the roads that they name and are not kept"),
        ("核对 turnRestrictions 的 via 与 to；道路应在该路口打断", "Check via and to of turnRestrictions; roads should be split at that junction"));

    static Finding? Changing(LayerSnapshot roads)
    {
        var rows = roads.All.Where(road => road.Text(Oneway) == Roads.Changing).ToList();
        return CityCheck.About("roads-direction-changes", Severity.Note, roads, rows,
            Say($"“道路”：{rows.Count} 条的方向随时间变化，按双向通行，经过的路线会提示", $"roads: {rows.Count} change their direction with the hour, count as open both ways, and routes over them say so"),
            ("派车前核实方向，或改填 oneway", "Look before sending anyone there, or set oneway"));
    }

    static Finding? ShuttingNothing(CitySnapshot city)
    {
        var closures = city.Layer(Closures.Schema.Name);
        var rows = RoadClosures.Of(city).All.Where(closure => closure.EndsBeforeItBegins || closure.Stretches.Count == 0).Select(closure => closures.Find(closure.Id)!.Value).ToList();
        return CityCheck.About("closures-shut-nothing", Severity.Warning, closures, rows,
            Say($"“断路”：{rows.Count} 处未封闭任何道路（图形不在道路上，或结束早于开始）", $"closures: {rows.Count} shut no road (they meet none, or end before they begin)"),
            ("把图形画到道路上，或填 roadKey；核对起止时间", "Draw them on the road, or name it in roadKey; check begin and end"));
    }

    static LocalizedText Say(FormattableString zh, FormattableString en) => (zh.ToString(CultureInfo.InvariantCulture), en.ToString(CultureInfo.InvariantCulture));
}
