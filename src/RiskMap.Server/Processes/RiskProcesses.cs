using System.Text.Json.Nodes;
using RiskMap.City.Risk;
using RiskMap.Server.Features;

namespace RiskMap.Server.Processes;

/// <summary>Which areas are asked about.</summary>
/// <param name="By"><c>district</c> or <c>park</c>.</param>
sealed record AreaRiskQuestion(string By);

/// <summary>The processes that grade what stands.</summary>
static class RiskProcesses
{
    internal static IEnumerable<ProcessDefinition> All => [DistrictRisk];

    static ProcessDefinition DistrictRisk => ProcessDefinition.Of<AreaRiskQuestion, Dictionary<string, object?>>(
        "district-risk",
        ("区域风险", "Risk by area"),
        ("按区划或园区计算风险指数，附各项构成、主要来源与缺失的数据。本地方法，参数在 data/risk-model.json；结果与 /districts/risk、/parks/risk 相同。",
            "The risk index of every district or park with its terms, leading contributors and missing data. A local method, its parameters in data/risk-model.json; the same document as /districts/risk and /parks/risk."),
        [
            new("by", ("按什么分区", "By which areas"), ("district 按区划，park 按园区", "district or park"))
            {
                Schema = new JsonObject { ["enum"] = new JsonArray("district", "park") },
                Default = "district",
            },
        ],
        new("risk", ("风险", "Risk"), ProcessFormat.Json),
        """{"by":"district"}""",
        (city, question, _) => question.By == "park"
            ? AreaRisks.Wire(AreaRiskAnalysis.ByPark(city), "parks")
            : AreaRisks.Wire(AreaRisks.OfDistricts(city), "districts")) with
    { TellsInputs = false };
}
