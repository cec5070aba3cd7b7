namespace RiskMap.City.Model.Layers;

/// <summary>Closures 断路: a line, polygon or point at which roads are shut for a time.</summary>
public static class Closures
{
    /// <summary>The layer.</summary>
    public static readonly LayerSchema Schema = new("closures", ("断路", "Closures"),
        ("因施工、事故、积水等封闭的路段或区域及起止时间（GB 30871-2022 断路作业）", "Roads or areas shut by works, accidents or floods, with their times"),
        GeometryKind.Any,
        [
            new("reason", ("原因", "Reason"), FieldType.Text) { InTiles = true },
            new("from", ("开始时间", "From"), FieldType.DateTime) { Aliases = ["start", "起始时间"] },
            new("to", ("结束时间", "To"), FieldType.DateTime) { Aliases = ["end"] },
            new("roadKey", ("道路标识", "Road key"), FieldType.Text),
        ])
    { NameRequired = false };
}
