using RiskMap.City.Model.Codes;

namespace RiskMap.City.Model.Layers;

/// <summary>
/// Orders 出动指令: one team or depot that was sent to one incident, at its base when it was ordered. An open order is the reservation of its unit and of the
/// materials that it names; nothing is written anywhere else.
/// </summary>
public static class DispatchOrders
{
    /// <summary>The order was given.</summary>
    public const string Ordered = "ordered";

    /// <summary>The unit has left its base.</summary>
    public const string TurnedOut = "turned-out";

    /// <summary>The unit is at the incident.</summary>
    public const string Arrived = "arrived";

    /// <summary>The unit is free again.</summary>
    public const string Released = "released";

    /// <summary>The order was taken back before the unit arrived.</summary>
    public const string Cancelled = "cancelled";

    /// <summary>States in the order in which they are taken; the last two end an order.</summary>
    public static readonly CodeList States = CodeList.Of("local method",
        new Code(Ordered, ("已下达", "Ordered"), "下达"), new Code(TurnedOut, ("已出动", "Turned out"), "出动"), new Code(Arrived, ("已到场", "Arrived"), "到场"),
        new Code(Released, ("已归队", "Released"), "归队", "释放"), new Code(Cancelled, ("已取消", "Cancelled"), "取消"));

    /// <summary>Layers whose features can be ordered.</summary>
    public static readonly CodeList UnitLayers = CodeList.Of("local method",
        new Code("teams", ("救援队伍", "Rescue teams"), "队伍"), new Code("depots", ("应急物资库", "Emergency depots"), "物资库"));

    /// <summary>One line of what a depot sends: which, how much, and when the order has ended how much of it was used up.</summary>
    public static readonly Field Materials = new("materials", ("物资", "Materials"), FieldType.List)
    {
        Items =
        [
            new("code", ("物资编码", "Supply code"), FieldType.Text) { Required = true, Rule = SupplyCode.Rule },
            new("quantity", ("数量", "Quantity"), FieldType.Number) { Required = true, Minimum = 0 },
            new("unit", ("单位", "Unit"), FieldType.Text),
            new("name", ("名称", "Name"), FieldType.Text),
            new("used", ("已消耗", "Used"), FieldType.Number) { Minimum = 0 },
        ],
    };

    /// <summary>The layer.</summary>
    public static readonly LayerSchema Schema = new("dispatch-orders", ("出动指令", "Dispatch orders"),
        ("发往一起事故的一支队伍或一个物资库：状态、时刻、预计到达与随行物资；位置为下达时的驻地", "One team or depot sent to one incident: state, times, expected arrival and materials; the place is its base when it was ordered"),
        GeometryKind.Point,
        [
            new("incidentKey", ("事故标识", "Incident key"), FieldType.Text) { Required = true, InTiles = true },
            new("unitLayer", ("单位图层", "Unit layer"), FieldType.Text) { Required = true, InTiles = true, Codes = UnitLayers },
            new("unitKey", ("单位标识", "Unit key"), FieldType.Text) { Required = true },
            new("number", ("编号", "Number"), FieldType.Integer) { Minimum = 0 },
            new("state", ("状态", "State"), FieldType.Text) { InTiles = true, Codes = States },
            new("orderedAt", ("下达时间", "Ordered at"), FieldType.DateTime),
            new("turnedOutAt", ("出动时间", "Turned out at"), FieldType.DateTime),
            new("arrivedAt", ("到场时间", "Arrived at"), FieldType.DateTime),
            new("releasedAt", ("结束时间", "Released at"), FieldType.DateTime) { Aliases = ["归队时间", "取消时间"] },
            new("expectedSeconds", ("预计到达用时", "Expected seconds"), FieldType.Number) { Unit = "s", Minimum = 0, Maximum = 864000 },
            Materials,
            new("note", ("备注", "Note"), FieldType.Text),
        ])
    { NaturalKey = ["incidentKey", "unitLayer", "unitKey", "number"], Period = ["orderedAt", "releasedAt"] };
}
