using RiskMap.City.Model.Codes;

namespace RiskMap.City.Model.Layers;

/// <summary>Depots 应急物资库 with their stock.</summary>
public static class Depots
{
    /// <summary>One line of stock: what, how much on hand, how much must be there, until when it is good, how much is promised.</summary>
    public static readonly Field Stock = new("stock", ("库存", "Stock"), FieldType.List)
    {
        Items =
        [
            new("code", ("物资编码", "Supply code"), FieldType.Text) { Required = true, Rule = SupplyCode.Rule },
            new("quantity", ("数量", "Quantity"), FieldType.Number) { Required = true, Minimum = 0 },
            new("unit", ("单位", "Unit"), FieldType.Text),
            new("minimum", ("最低储备", "Minimum"), FieldType.Number) { Minimum = 0 },
            new("expiry", ("有效期", "Expiry"), FieldType.Date),
            new("reserved", ("已预留", "Reserved"), FieldType.Number) { Minimum = 0 },
            new("name", ("名称", "Name"), FieldType.Text),
            new("underRepair", ("维修中", "Under repair"), FieldType.Number) { Minimum = 0 },
        ],
    };

    /// <summary>The layer.</summary>
    public static readonly LayerSchema Schema = new("depots", ("应急物资库", "Emergency depots"),
        ("应急物资储备库及库存明细（GB/T 38565-2020 编码）", "Emergency depots with their stock, coded after GB/T 38565-2020"),
        GeometryKind.Point,
        [
            new("level", ("级别", "Level"), FieldType.Text) { InTiles = true, Codes = Districts.Levels },
            Stock,
            new("keeper", ("保管人", "Keeper"), FieldType.Text) { Personal = true, Queryable = false },
            new("phone", ("联系电话", "Phone"), FieldType.Text) { Personal = true, Queryable = false, Aliases = ["电话"] },
        ]);
}
