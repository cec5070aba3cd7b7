using RiskMap.City.Model.Codes;

namespace RiskMap.City.Model.Layers;

/// <summary>Enterprises 企业, as points; a plant's boundary stands in site-boundaries under the same key.</summary>
public static class Enterprises
{
    /// <summary>Members of one inventory line: chemical by CAS number and the design maximum in tonnes (GB 18218-2018, 4.2).</summary>
    public static readonly Field Inventory = new("inventory", ("危险化学品存量", "Chemical inventory"), FieldType.List)
    {
        Items =
        [
            new("cas", ("CAS 号", "CAS number"), FieldType.Text) { Required = true, Rule = CasNumber.Rule },
            new("tonnes", ("设计最大量", "Design maximum"), FieldType.Number) { Required = true, Unit = "t", Minimum = 0, Maximum = 1e6 },
            new("name", ("名称", "Name"), FieldType.Text),
            new("unit", ("单元", "Unit"), FieldType.Text),
            new("category", ("类别或品种", "Category or variant"), FieldType.Text),
        ],
        Aliases = ["存量", "危化品", "chemicals"],
    };

    /// <summary>The layer.</summary>
    public static readonly LayerSchema Schema = new("enterprises", ("企业", "Enterprises"),
        ("生产经营单位：统一社会信用代码、行业、风险等级、危险化学品存量、工艺、从业人数", "Businesses with credit code, industry, grade, inventory of chemicals, processes and headcount"),
        GeometryKind.Point,
        [
            new("creditCode", ("统一社会信用代码", "Unified social credit code"), FieldType.Text) { Rule = CreditCode.Rule, Aliases = ["uscc", "信用代码", "社会信用代码"] },
            new("industryCode", ("行业代码", "Industry code"), FieldType.Text) { InTiles = true, Rule = IndustryCode.Rule, Aliases = ["industry", "行业"] },
            new("grade", ("风险等级", "Risk grade"), FieldType.Text) { InTiles = true, Codes = Grades.FourColour, Aliases = ["风险分级", "等级", "riskGrade", "color", "colour"] },
            new("score", ("百分制得分", "Score of 100"), FieldType.Number) { Minimum = 0, Maximum = 100, Aliases = ["得分", "评分"] },
            Inventory,
            new("processes", ("危险工艺", "Hazardous processes"), FieldType.List) { Aliases = ["工艺"] },
            new("headcount", ("从业人数", "Headcount"), FieldType.Integer) { Unit = "{persons}", Minimum = 0, Maximum = 1e6, Aliases = ["人数", "职工人数", "employees"] },
            new("phone", ("联系电话", "Phone"), FieldType.Text) { Personal = true, Queryable = false, Aliases = ["电话", "tel", "telephone"] },
            new("contact", ("安全负责人", "Safety contact"), FieldType.Text) { Personal = true, Queryable = false, Aliases = ["联系人", "负责人"] },
        ])
    { NaturalKey = ["creditCode"], Clusters = new(ThroughZoom: 11, WorstOf: "grade") };
}
