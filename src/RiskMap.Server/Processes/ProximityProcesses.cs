using System.Text.Json.Nodes;
using RiskMap.City.Model;
using RiskMap.City.Proximity;
using RiskMap.City.Risk.SpaceLedger;
using RiskMap.Server.Features;

namespace RiskMap.Server.Processes;

/// <summary>Which pairs of plants are asked about.</summary>
/// <param name="Limit">How many pairs are told, the nearest first; all are counted and grouped.</param>
sealed record DominoQuestion(int Limit = 1000);

/// <summary>The processes that tell what is near, and the ledger of confined spaces.</summary>
static class ProximityProcesses
{
    internal static IEnumerable<ProcessDefinition> All => [Near, Domino, Ledger];

    static ProcessDefinition Near => ProcessDefinition.Of<ProximityQuestion, ProximityAnswer>(
        "proximity",
        ("周边", "What is near"),
        ("一个位置、图形或要素周边有什么：按距离、按间距规则或按事故后果筛查的半径，逐图层列出，附昼夜人数；以及各图层最近的若干个。边到边，在量算平面上量取。",
            "What lies around a position, a shape or a feature: within a distance, a rule's distance or the radius of a consequence screening, by layer, with people by day and night; and the nearest of each layer. Edge to edge in the metric plane."),
        [
            new("from", ("起点", "From"), ("[经度, 纬度]、GeoJSON 几何（CRS84），或 {\"layer\": …, \"id\": …}：有边界的要素从边界量起", "[longitude, latitude], a GeoJSON geometry (CRS84), or {\"layer\": ..., \"id\": ...}: a feature, measured from its boundary where it has one"))
            {
                Schema = new JsonObject
                {
                    ["oneOf"] = new JsonArray(ApiSchemas.ArrayOf(new JsonObject { ["type"] = "number" }, 2, 3), QuestionSchemas.AnyGeometry(), SharedInputs.FeatureName(CityLayers.All.Select(layer => layer.Name))),
                },
            },
            new("distanceMetres", ("距离", "Distance"), ("半径，米", "radius, metres")) { Schema = SharedInputs.Between(0, Proximities.MostMetres) },
            new("rule", ("规则", "Rule"), ("间距规则的编号，取其要求的距离为半径", "id of a separation rule whose required distance is the radius")),
            new("screening", ("后果筛查", "Screening"), ("以存量的事故后果筛查得半径；不给存量则取起点要素自己的", "takes the radius from a consequence screening of an inventory, or of the feature's own")),
            new("layers", ("图层", "Layers"), ("要问的图层；不给则为常用的", "the layers that are asked; the usual ones where it is left out"))
            {
                Schema = new JsonObject { ["items"] = ApiSchemas.OneOf(CityLayers.All.Select(layer => layer.Name)) },
            },
            new("nearest", ("最近几个", "Nearest"), ("每个图层最近的个数，不论多远", "how many nearest features of each layer are told, whatever their distance")) { Schema = SharedInputs.Between(1, Proximities.MostFeatures) },
            new("limit", ("最多列出", "Limit"), ("每个图层最多列出的个数；总数不受影响", "how many features inside are told of each layer; all are counted")) { Schema = SharedInputs.Between(0, Proximities.MostFeatures) },
        ],
        new("proximity", ("周边", "What is near"), ProcessFormat.Json),
        """{"from":[118.21,24.61],"distanceMetres":500,"nearest":1}""",
        (city, question, _) => Proximities.Of(city, question));

    static ProcessDefinition Domino => ProcessDefinition.Of<DominoQuestion, DominoAnswer>(
        "domino-groups",
        ("多米诺组", "Domino groups"),
        ("事故可能相互波及的企业对与由此连成的组：以各企业存量的后果筛查得其波及半径，边到边量取。筛查，不是定量风险评价。",
            "Pairs of plants of which one's accident can escalate to the other, and the groups that hang together so: the radius of a plant comes from a consequence screening of its inventory, edge to edge. Screening, not a quantitative risk assessment."),
        [
            new("limit", ("最多列出", "Limit"), ("最多列出的企业对数，近者在前；计数与分组不受影响", "how many pairs are told, the nearest first; all are counted and grouped")) { Schema = new JsonObject { ["minimum"] = 0, ["maximum"] = 100_000 } },
        ],
        new("groups", ("多米诺组", "Domino groups"), ProcessFormat.Json),
        """{"limit":100}""",
        (city, question, _) => DominoGroups.Of(city, question.Limit));

    static ProcessDefinition Ledger => ProcessDefinition.Of<LedgerQuestion, LedgerAnswer>(
        "confined-spaces",
        ("有限空间台账", "Ledger of confined spaces"),
        ("有限空间台账的完整性与及时性，按区划、园区、权属、类别或危害分组；以及救援队伍不能及时到达的空间。规则在 data/confined-spaces.json。",
            "How complete and how fresh the ledger of confined spaces is, by district, park, owner, class or hazard, and which spaces lie beyond a rescue team's reach. Rules in data/confined-spaces.json."),
        [
            new("asOf", ("日期", "Day"), ("判断是否过期的日期，如 2026-05-03；必填，使结果可重现", "the day on which staleness is judged, such as 2026-05-03; required, so that the answer can be had again")) { IsRequired = true },
            new("by", ("分组", "Grouping"), ("district、park、owner、class 或 hazard", "district, park, owner, class or hazard")) { Schema = new JsonObject { ["enum"] = new JsonArray("district", "park", "owner", "class", "hazard") }, Default = "district" },
            new("limit", ("最多列出", "Limit"), ("最多列出的空间与权属单位；总数不受影响", "how many spaces and owners are told; all are counted")) { Schema = SharedInputs.Between(0, ConfinedSpaceLedger.MostLimit) },
        ],
        new("ledger", ("台账状况", "State of the ledger"), ProcessFormat.Json),
        """{"asOf":"2026-05-03"}""",
        (city, question, _) => ConfinedSpaceLedger.Of(city, question));
}
