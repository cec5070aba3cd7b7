using System.Text.Json.Nodes;
using RiskMap.City.Dispatch;
using RiskMap.City.Dispatch.Force;
using RiskMap.City.Dispatch.Incident;
using RiskMap.City.Model;
using RiskMap.City.Snapshot;
using RiskMap.City.Travel;
using RiskMap.Server.Processes.Plans;

namespace RiskMap.Server.Processes;

/// <summary>The processes of the duty officer: who is there first, what an incident reaches, and who must go.</summary>
static class DispatchProcesses
{
    internal static IEnumerable<ProcessDefinition> All => [Nearest, Card, Force];

    /// <summary>Inputs that tell what is released, where, when and in which wind.</summary>
    internal static IReadOnlyList<ProcessInput> CardInputs =>
    [
        new("location", ("位置", "Location"), ("[经度, 纬度]；或给 enterpriseId", "[longitude, latitude]; or enterpriseId")) { Schema = SharedInputs.Position },
        SharedInputs.EnterpriseId,
        new("unNumber", ("UN 编号", "UN number"), ("如 1005 或 UN1005，文字或整数；或给 material", "such as 1005 or UN1005, a text or a whole number; or material")) { Schema = DispatchCodes.UnNumbers() },
        new("material", ("物质", "Material"), ("中文或英文名称；不明物质给 unknown", "name in Chinese or English; unknown where nobody knows")) { Schema = DispatchCodes.Materials() },
        new("size", ("规模", "Size"), ("small（208 升及以下）或 large", "small (up to 208 L) or large")) { Schema = DispatchCodes.Sizes() },
        new("container", ("容器", "Container"), ("ERG 2024 表 3 的容器，仅用于其所列气体的大规模泄漏；不给则取最大", "container of ERG 2024, table 3, for a large spill of its gases; the widest where it is left out"))
        {
            Schema = DispatchCodes.Containers(),
        },
        new("windFromDegrees", ("风向", "Wind from"), ("风的来向，自正北顺时针，度", "where the wind comes from, degrees clockwise from true north")) { Schema = SharedInputs.Between(0, 360) },
        new("windMetresPerSecond", ("风速", "Wind speed"), ("米每秒", "metres per second")) { Schema = SharedInputs.Between(0, IncidentRules.Default.MostWindMetresPerSecond.Value) },
        new("time", ("时间", "Time"), ("带时区的时刻，必填；以当地日出日落定昼夜", "the moment with its offset, required; the sun decides on day or night")) { Schema = SharedInputs.Time.Schema },
        new("fire", ("着火", "Fire"), ("true 表示罐体着火", "true where a tank burns")),
    ];

    /// <summary>Inputs that tell what is needed, and who goes or stays in any case.</summary>
    internal static IReadOnlyList<ProcessInput> UnitInputs =>
    [
        new("template", ("模板", "Template"), ("事故类型；或给 needs", "kind of incident; or needs")) { Schema = DispatchCodes.Templates() },
        new("needs", ("需求", "Needs"), ("[{capability|vehicle|material, amount, unit}]；或给 template", "[{capability|vehicle|material, amount, unit}]; or template")) { Schema = new JsonObject { ["minItems"] = 1 } },
        new("pinned", ("指定", "Pinned"), ("一定要去的：[{layer: teams|depots, id}]", "units that go in any case: [{layer: teams|depots, id}]")) { Schema = SharedInputs.Units },
        new("forbidden", ("禁用", "Forbidden"), ("不得动用的：[{layer: teams|depots, id}]", "units that must stay: [{layer: teams|depots, id}]")) { Schema = SharedInputs.Units },
        new("incidentId", ("事故编号", "Incident"), ("事故图层中的 id：已为其下达的单位照去，按余下的时间计", "id in the layer incidents: units that were ordered to it go in any case, with the time that they still need")) { Schema = SharedInputs.Between(1, null) },
    ];

    static ProcessDefinition Nearest => ProcessDefinition.Of<NearestQuestion, NearestAnswer>(
        "nearest-by-time",
        ("最快到达", "Nearest by time"),
        ("一个点图层中最快能到的若干个：队伍含出动时间，行驶时间按道路（消防车）；没有道路数据或离道路过远时按直线估算，并在说明中写明。",
            "The features of a layer of points that are quickest there: turnout of teams and travel by road (fire engine); a straight-line estimate where there are no roads or a place lies too far from them, and the explanation says so."),
        [
            new("from", ("地点", "From"), ("[经度, 纬度]", "[longitude, latitude]")) { Schema = SharedInputs.Position, IsRequired = true },
            new("layer", ("图层", "Layer"), ("点图层，如 teams、depots、places", "a layer of points, such as teams, depots or places"))
            {
                Schema = new JsonObject { ["enum"] = new JsonArray([.. CityLayers.All.Where(layer => layer.Geometry == GeometryKind.Point).Select(JsonNode (layer) => layer.Name)]) },
                IsRequired = true,
            },
            new("k", ("个数", "How many"), ("1–100", "1 to 100")) { Schema = SharedInputs.Between(1, NearestByTime.MostAsked), IsRequired = true },
            SharedInputs.Time,
        ],
        new("nearest", ("最快到达", "Nearest by time"), ProcessFormat.Json),
        $$"""{"from":[118.25,24.65],"layer":"teams","k":3,"time":"{{SharedInputs.ExampleTime}}"}""",
        (city, question, _) => NearestByTime.Of(city, question, TravelTimes.Of(city, question.Time)));

    static ProcessDefinition Card => ProcessDefinition.Of<IncidentQuestion, IncidentCard>(
        "incident-card",
        ("事故卡", "Incident card"),
        ("危险物质泄漏后最初一分钟：初始隔离与防护行动距离（ERG 2024，北美指南，待核实）、区内人员与单位按波及先后、要封的路口、上风向集结点、就地避险或疏散。可要 JSON 或一页 PDF。",
            "The first minute after a release: isolation and protective-action distances (ERG 2024, North-American guidance, to be verified), who and what lies inside in the order of arrival, roads to close, where to gather upwind, shelter or evacuate. As JSON or one page of PDF."),
        [.. CardInputs.Select(input => input with { IsRequired = input.Name is "size" or "windFromDegrees" or "windMetresPerSecond" or "time" })],
        new("card", ("事故卡", "Incident card"), ProcessFormat.Json, new ProcessFormat("application/pdf", PlanPage.OfCard)),
        $$"""{"location":[118.2806,24.6312],"unNumber":"1005","size":"large","container":"highway-tank","windFromDegrees":45,"windMetresPerSecond":2.5,"time":"{{SharedInputs.ExampleTime}}"}""",
        (city, question, _) => IncidentCards.Of(city, question));

    static ProcessDefinition Force => ProcessDefinition.Of<ForceQuestion, ForceAnswer>(
        "sufficient-force",
        ("充足力量", "Sufficient force"),
        ("满足全部需求的最快力量组合（不是最近的）：先求最短时间，再求单位最少；给出瓶颈、缺口、次优组合与出动后余下的覆盖。行驶时间按道路，没有道路时按直线估算并写明。需求模板在 data/incident-templates.json，待核实。",
            "The fastest set of units that meets all needs, not the nearest: least time first, then fewest units; with bottleneck, gaps, second best and the coverage left behind. Travel by road, a straight-line estimate where there is none, named so. Templates in data/incident-templates.json, to be verified."),
        [
            new("location", ("位置", "Location"), ("[经度, 纬度]；或给 incidentId", "[longitude, latitude]; or incidentId")) { Schema = SharedInputs.Position },
            .. UnitInputs,
            SharedInputs.Time,
        ],
        new("force", ("充足力量", "Sufficient force"), ProcessFormat.Json),
        $$"""{"location":[118.25,24.65],"template":"ammonia-leak","time":"{{SharedInputs.ExampleTime}}"}""",
        (city, question, _) => Sent(city, question with { Time = question.Time ?? DateTimeOffset.UtcNow }));

    // One moment for stock, traffic and closures.
    static ForceAnswer Sent(CitySnapshot city, ForceQuestion question) => SufficientForces.Of(city, question, TravelTimes.Of(city, question.Time));
}
