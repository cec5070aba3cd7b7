namespace RiskMap.City.Model.Layers;

/// <summary>Districts 行政区划 of all levels: province, city, district, town, village, grid.</summary>
public static class Districts
{
    /// <summary>Levels, the highest first.</summary>
    public static readonly CodeList Levels = CodeList.Of("GB/T 2260; GB/T 10114",
        new Code("province", ("省级", "Province"), "省"), new Code("city", ("地级", "City"), "市"),
        new Code("district", ("县级", "District"), "区", "县", "区县"), new Code("town", ("乡级", "Town or street"), "镇", "街道", "乡"),
        new Code("village", ("村级", "Village or community"), "村", "社区"), new Code("grid", ("网格", "Grid cell")));

    /// <summary>The layer.</summary>
    public static readonly LayerSchema Schema = new("districts", ("行政区划", "Districts"),
        ("省、市、区县、镇街、村居、网格的界线；统计与风险按其中一级计算", "Boundaries of provinces down to grid cells; counts and risk use one level"),
        GeometryKind.Polygon,
        [
            new("code", ("区划代码", "Code"), FieldType.Text) { InTiles = true, Aliases = ["adcode", "adminCode", "代码", "行政区划代码"] },
            new("level", ("级别", "Level"), FieldType.Text) { InTiles = true, Codes = Levels },
            new("parentCode", ("上级代码", "Parent code"), FieldType.Text) { InTiles = true, Aliases = ["areaCode", "上级区划代码"] },
        ])
    { NaturalKey = ["code"] };
}
