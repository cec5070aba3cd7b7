namespace RiskMap.City.Model.Layers;

/// <summary>Protected places 防护目标 after GB 36894-2018.</summary>
public static class Places
{
    /// <summary>Categories of protected targets, the most sensitive first.</summary>
    public static readonly CodeList Categories = CodeList.Of("GB 36894-2018, 4",
        new Code("highly-sensitive", ("高敏感防护目标", "Highly sensitive"), "高敏感"), new Code("important", ("重要防护目标", "Important"), "重要"),
        new Code("general-1", ("一般防护目标一类", "General, class 1"), "一类", "一般一类"), new Code("general-2", ("一般防护目标二类", "General, class 2"), "二类", "一般二类"),
        new Code("general-3", ("一般防护目标三类", "General, class 3"), "三类", "一般三类"));

    /// <summary>The layer.</summary>
    public static readonly LayerSchema Schema = new("places", ("防护目标", "Protected places"),
        ("学校、医院、养老、居住、商业等防护目标及昼夜人数", "Schools, hospitals, homes, shops and other protected targets with people by day and night"),
        GeometryKind.Point,
        [
            new("category", ("防护目标类别", "Category"), FieldType.Text) { InTiles = true, Codes = Categories },
            new("kind", ("类型", "Kind"), FieldType.Text) { InTiles = true, Aliases = ["type", "类型名称", "amenity"] },
            new("capacityDay", ("日间人数", "People by day"), FieldType.Integer) { Unit = "{persons}", Minimum = 0, Maximum = 1e6, Aliases = ["白天人数"] },
            new("capacityNight", ("夜间人数", "People by night"), FieldType.Integer) { Unit = "{persons}", Minimum = 0, Maximum = 1e6, Aliases = ["夜晚人数"] },
            new("beds", ("床位数", "Beds"), FieldType.Integer) { Unit = "{beds}", Minimum = 0, Maximum = 1e5 },
            new("phone", ("联系电话", "Phone"), FieldType.Text) { Personal = true, Queryable = false, Aliases = ["电话"] },
        ])
    { Clusters = new(ThroughZoom: 11, WorstOf: "category") };
}
