using System.Text.Json.Nodes;
using RiskMap.City.Risk;
using RiskMap.Server.Features;

namespace RiskMap.Server.Processes;

/// <summary>Which areas are asked about.</summary>
/// <param name="By"><c>district</c> or <c>park</c>.</param>
sealed record AreaRiskQuestion(string By);

/// <summary>Which enterprise is imagined away.</summary>
/// <param name="EnterpriseId">Feature id of the enterprise.</param>
/// <param name="By"><c>district</c> or <c>park</c>.</param>
sealed record RiskWithoutQuestion(long EnterpriseId, string By = "district");

/// <summary>The processes that tell the risk of areas and cells.</summary>
static class RiskProcesses
{
    internal static IEnumerable<ProcessDefinition> All => [DistrictRisk, Cells, Without];

    static ProcessInput By => new("by", ("按什么分区", "By which areas"), ("district 按区划，park 按园区", "district or park"))
    {
        Schema = new JsonObject { ["enum"] = new JsonArray("district", "park") },
        Default = "district",
    };

    static ProcessDefinition DistrictRisk => ProcessDefinition.Of<AreaRiskQuestion, Dictionary<string, object?>>(
        "district-risk",
        ("区域风险", "Risk by area"),
        ("按区划或园区计算风险指数，附各项构成、主要来源与缺失的数据。本地方法，参数在 data/risk-model.json；结果与 /districts/risk、/parks/risk 相同。",
            "The risk index of every district or park with its terms, leading contributors and missing data. A local method, its parameters in data/risk-model.json; the same document as /districts/risk and /parks/risk."),
        [By],
        new("risk", ("风险", "Risk"), ProcessFormat.Json),
        """{"by":"district"}""",
        (city, question, _) => question.By == "park"
            ? AreaRisks.Wire(AreaRiskAnalysis.ByPark(city), "parks")
            : AreaRisks.Wire(AreaRisks.OfDistricts(city), "districts")) with
    { TellsInputs = false };

    static ProcessDefinition Cells => ProcessDefinition.Of<RiskCellsQuestion, RiskCells>(
        "risk-cells",
        ("网格风险", "Risk by cell"),
        ("范围或区域内各网格的风险值与颜色，按行自西北起；没有数据的网格须画阴影线，不等于安全。本地方法，参数在 data/risk-model.json。",
            "Risk and colour of the cells of a box or an area, row by row from the north-west; cells without data are to be hatched and are not safe. A local method, its parameters in data/risk-model.json."),
        [
            new("bbox", ("范围", "Box"), ("[西, 南, 东, 北]，经纬度；不给则为全市或所选区域", "[west, south, east, north] in degrees; the whole city, or the area, where it is left out"))
            {
                Schema = new JsonObject { ["minItems"] = 4, ["maxItems"] = 4 },
            },
            By,
            new("area", ("区域", "Area"), ("区划或园区要素的 id", "feature id of a district or park")) { Schema = SharedInputs.Between(1, null) },
        ],
        new("cells", ("网格", "Cells"), ProcessFormat.Json),
        """{"bbox":[118.2,24.6,118.21,24.61]}""",
        (city, question, _) => AreaRiskAnalysis.Cells(city, question));

    static ProcessDefinition Without => ProcessDefinition.Of<RiskWithoutQuestion, RiskWithout>(
        "risk-without",
        ("若某企业迁出", "What if a plant left"),
        ("各区划或园区在有、无该企业时的风险指数与颜色。本地方法，参数在 data/risk-model.json。",
            "Index and colour of every district or park with and without an enterprise. A local method, its parameters in data/risk-model.json."),
        [SharedInputs.EnterpriseId, By],
        new("without", ("前后对比", "With and without"), ProcessFormat.Json),
        """{"enterpriseId":1}""",
        (city, question, _) => AreaRiskAnalysis.Without(city, question.EnterpriseId, question.By));
}
