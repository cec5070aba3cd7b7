using System.Text.Json.Nodes;
using RiskMap.City.Dispatch;
using RiskMap.City.Travel;

namespace RiskMap.Server.Processes;

/// <summary>The processes of the roads: the quickest way, times between many places, and what is reached.</summary>
static class RoadProcesses
{
    internal static IEnumerable<ProcessDefinition> All => [Route, Matrix, Reached];

    static ProcessInput From => new("from", ("起点", "From"), ("[经度, 纬度]", "[longitude, latitude]")) { Schema = SharedInputs.Position, IsRequired = true };

    static ProcessInput Profile => new("profile", ("出行方式", "Profile"), ("fire-engine 消防车、hazmat-truck 危险货物运输车、car 小汽车或 foot 步行", "fire-engine, hazmat-truck, car or foot"))
    {
        Schema = new JsonObject { ["enum"] = new JsonArray([.. RoadCostRules.Current.Profiles.Select(JsonNode (row) => row.Id)]) },
        Default = "car",
    };

    static ProcessDefinition Route => ProcessDefinition.Of<RouteQuestion, RouteReport>(
        "route",
        ("路线", "Route"),
        ("两点间按道路的最快路线：行驶时间、里程、逐段指引与违规提示；避开出发时有效的断路，假设的断路也算。速度参数在 data/road-costs.json，待核实。",
            "The quickest way by road between two places: time, length, leg by leg, with the rules that are broken on it; around closures in force at the time, imagined ones too. Speeds in data/road-costs.json, to be verified."),
        [
            From,
            new("to", ("终点", "To"), ("[经度, 纬度]", "[longitude, latitude]")) { Schema = SharedInputs.Position, IsRequired = true },
            Profile,
            SharedInputs.Time,
            new("alternatives", ("备选路线", "Alternatives"), ("true 表示还要其他路线", "true to be told other routes too")),
        ],
        new("route", ("路线", "Route"), ProcessFormat.Json),
        $$"""{"from":[118.25,24.65],"to":[118.27,24.67],"profile":"fire-engine","time":"{{SharedInputs.ExampleTime}}"}""",
        (city, question, _) => RouteAnalysis.Of(city, question, DateTimeOffset.UtcNow));

    static ProcessDefinition Matrix => ProcessDefinition.Of<MatrixQuestion, MatrixAnswer>(
        "matrix",
        ("行驶时间矩阵", "Matrix of travel times"),
        ("多个起点到多个终点按道路的行驶时间，与逐条路线一致；不可达为 null。两侧各至多 200 处。",
            "Travel times by road from places to places, each that of the route between them; null where there is no way. At most 200 places on either side."),
        [
            new("from", ("起点", "From"), ("[[经度, 纬度], …]", "[[longitude, latitude], ...]")) { Schema = SharedInputs.Positions(MatrixAnalysis.MostPlaces), IsRequired = true },
            new("to", ("终点", "To"), ("[[经度, 纬度], …]；不给则与起点相同", "[[longitude, latitude], ...]; the starts themselves where it is left out")) { Schema = SharedInputs.Positions(MatrixAnalysis.MostPlaces) },
            Profile,
            SharedInputs.Time,
        ],
        new("matrix", ("行驶时间", "Travel times"), ProcessFormat.Json),
        $$"""{"from":[[118.25,24.65],[118.26,24.66]],"to":[[118.27,24.67]],"profile":"fire-engine","time":"{{SharedInputs.ExampleTime}}"}""",
        (city, question, _) => MatrixAnalysis.Of(city, question, DateTimeOffset.UtcNow));

    static ProcessDefinition Reached => ProcessDefinition.Of<IsochroneQuestion, IsochroneAnswer>(
        "isochrone",
        ("等时圈", "Isochrone"),
        ("从一处出发、在给定时间内沿道路可达的道路总长与其周围的范围（多边形）。画法参数在 data/road-costs.json。",
            "What is reached by road from a place in a time: the length of the roads, and the polygon around them. How it is drawn stands in data/road-costs.json."),
        [
            From,
            new("seconds", ("时间", "Seconds"), ("秒，大于 0，至多 7200", "seconds, above 0 and at most 7,200")) { Schema = SharedInputs.Above0(IsochroneAnalysis.MostSeconds), IsRequired = true },
            Profile,
            SharedInputs.Time,
        ],
        new("isochrone", ("等时圈", "Isochrone"), ProcessFormat.Json),
        $$"""{"from":[118.25,24.65],"seconds":300,"profile":"fire-engine","time":"{{SharedInputs.ExampleTime}}"}""",
        (city, question, _) => IsochroneAnalysis.Of(city, question, DateTimeOffset.UtcNow));
}
