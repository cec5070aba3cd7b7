namespace RiskMap.City.Model.Layers;

/// <summary>Confined spaces 有限空间: ledger of 应急管理部令第13号.</summary>
public static class ConfinedSpaces
{
    /// <summary>Classes of spaces.</summary>
    public static readonly CodeList Classes = CodeList.Of("应急管理部令第13号",
        new Code("underground", ("地下有限空间", "Underground"), "地下"), new Code("above-ground", ("地上有限空间", "Above ground"), "地上"),
        new Code("closed-vessel", ("密闭设备", "Closed vessel"), "密闭"));

    /// <summary>Hazards of a space.</summary>
    public static readonly CodeList Hazards = CodeList.Of("应急管理部令第13号; GB 30871-2022, 6",
        new Code("oxygen", ("缺氧或富氧", "Oxygen deficiency or excess"), "O2", "缺氧"), new Code("toxic", ("中毒", "Toxic atmosphere"), "有毒"),
        new Code("flammable", ("燃爆", "Flammable atmosphere"), "易燃", "爆炸"), new Code("engulfment", ("掩埋", "Engulfment"), "坍塌"),
        new Code("drowning", ("淹溺", "Drowning"), "溺水"), new Code("heat", ("高温", "Heat"), "灼烫"));

    /// <summary>Rank of the person who approves an entry.</summary>
    public static readonly CodeList ApproverRanks = CodeList.Of("应急管理部令第13号",
        new Code("principal", ("主要负责人", "Principal")), new Code("authorised", ("主要负责人授权人", "Authorised by the principal"), "授权人"),
        new Code("department", ("部门负责人", "Head of department")), new Code("team-leader", ("班组长", "Team leader")));

    /// <summary>The layer.</summary>
    public static readonly LayerSchema Schema = new("confined-spaces", ("有限空间", "Confined spaces"),
        ("有限空间管理台账：类别、危险因素、所属单位、审批层级、更新时间", "Ledger of confined spaces: class, hazards, owner, approver rank, last update"),
        GeometryKind.Point,
        [
            new("spaceClass", ("类别", "Class"), FieldType.Text) { InTiles = true, Codes = Classes, Aliases = ["class", "有限空间类别"] },
            new("hazards", ("危险因素", "Hazards"), FieldType.List) { Codes = Hazards, Aliases = ["危害因素"] },
            new("owner", ("所属单位", "Owner"), FieldType.Text) { InTiles = true, Aliases = ["单位", "所属企业"] },
            new("enterpriseKey", ("企业标识", "Enterprise key"), FieldType.Text) { Aliases = ["enterprise"] },
            new("approverRank", ("审批层级", "Approver rank"), FieldType.Text) { Codes = ApproverRanks, Aliases = ["审批人"] },
            new("volumeCubicMetres", ("容积", "Volume"), FieldType.Number) { Unit = "m3", Minimum = 0, Maximum = 1e7, Aliases = ["体积"] },
            new("updatedOn", ("更新日期", "Last update"), FieldType.Date) { Aliases = ["更新时间", "lastUpdate", "updated"] },
        ])
    { Clusters = new(ThroughZoom: 11) };
}
