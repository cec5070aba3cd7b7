using RiskMap.City.Model.Codes;

namespace RiskMap.City.Model.Layers;

/// <summary>Industrial parks 工业园区.</summary>
public static class Parks
{
    /// <summary>Kinds of parks.</summary>
    public static readonly CodeList Kinds = CodeList.Of("local method",
        new Code("chemical", ("化工园区", "Chemical park")), new Code("industrial", ("工业园区", "Industrial park")),
        new Code("logistics", ("物流园区", "Logistics park")), new Code("port", ("港区", "Port area")), new Code("airport", ("机场", "Airport")));

    /// <summary>The layer.</summary>
    public static readonly LayerSchema Schema = new("parks", ("工业园区", "Industrial parks"),
        ("园区边界、类型与化工园区安全风险等级（A 级最差）", "Boundaries of parks, their kind and the chemical-park grade (A is the worst)"),
        GeometryKind.Polygon,
        [
            new("code", ("园区代码", "Code"), FieldType.Text) { InTiles = true },
            new("kind", ("类型", "Kind"), FieldType.Text) { InTiles = true, Codes = Kinds },
            new("grade", ("园区等级", "Park grade"), FieldType.Text) { InTiles = true, Codes = Grades.Park },
            new("operator", ("管理单位", "Operator"), FieldType.Text),
        ])
    { NaturalKey = ["code"] };
}
