namespace RiskMap.City.Model.Layers;

/// <summary>Planning zones 规划区(禁限控).</summary>
public static class Zones
{
    /// <summary>What a zone does to a new project, the most severe first.</summary>
    public static readonly CodeList Restrictions = CodeList.Of("禁限控目录",
        new Code("prohibited", ("禁止", "Prohibited")), new Code("restricted", ("限制", "Restricted")), new Code("controlled", ("控制", "Controlled")));

    /// <summary>The layer.</summary>
    public static readonly LayerSchema Schema = new("zones", ("规划区", "Planning zones"),
        ("禁止、限制、控制危险化学品等项目的规划区及其依据", "Zones that prohibit, restrict or control projects, with their clause"),
        GeometryKind.Polygon,
        [
            new("restriction", ("管控类别", "Restriction"), FieldType.Text) { InTiles = true, Codes = Restrictions, Aliases = ["禁限控"] },
            new("landUse", ("用地性质", "Land use"), FieldType.Text) { InTiles = true, Aliases = ["用地分类"] },
            new("industryPrefixes", ("行业代码前缀", "Industry prefixes"), FieldType.List),
            new("chemicals", ("危险化学品 CAS 号", "Chemicals by CAS"), FieldType.List),
            new("processes", ("危险工艺", "Hazardous processes"), FieldType.List),
            new("clause", ("依据", "Clause"), FieldType.Text) { Aliases = ["条款"] },
            new("validFrom", ("生效日期", "Valid from"), FieldType.Date),
            new("validTo", ("失效日期", "Valid to"), FieldType.Date),
        ]);
}
