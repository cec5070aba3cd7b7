using System.Text.Json.Nodes;
using RiskMap.City.Dispatch.Coverage;
using RiskMap.City.Model.Layers;
using RiskMap.Server.Features;

namespace RiskMap.Server.Processes;

/// <summary>The process that tells who and what stations and depots cover by road.</summary>
static class CoverageProcess
{
    internal static IEnumerable<ProcessDefinition> All => [Coverage];

    static ProcessDefinition Coverage => ProcessDefinition.Of<CoverageQuestion, CoverageAnswer>(
        "coverage",
        ("覆盖范围", "Coverage"),
        ("消防站（5 分钟）、有限空间救援队（4 分钟）或物资库按道路在时限内到得了谁：全市与各区划的人口、企业、有限空间、防护目标，已覆盖与未覆盖；每站可达范围与辖区面积规则、圆形估算的差距；去掉一站或（用 whatIf）一座桥失去什么；新站设在哪里覆盖最多。标准在 data/coverage.json。",
            "Whom fire stations (5 minutes), confined-space rescue (4 minutes) or depots reach in time by road: people, enterprises, confined spaces and protected places, covered and uncovered, in the city and by district; the ground of each station beside area rule and circle formula; what is lost without a station or, through whatIf, a bridge; where the next station would cover most. Standards in data/coverage.json."),
        [
            new("purpose", ("用途", "Purpose"), ("到场标准；不给则为消防站", "the standard; that of fire stations where it is left out")) { Schema = DispatchCodes.Purposes() },
            new("layer", ("图层", "Layer"), ("teams 或 depots；不给则随用途", "teams or depots; that of the purpose where it is left out")) { Schema = new JsonObject { ["enum"] = new JsonArray("teams", "depots") } },
            new("kinds", ("队伍类型", "Kinds of teams"), ("计入的队伍类型；不给则随标准", "kinds of teams that count; those of the standard where it is left out"))
            {
                Schema = new JsonObject { ["items"] = ApiSchemas.OneOf(Teams.Kinds) },
            },
            new("capabilities", ("能力", "Capabilities"), ("队伍须全部具备；不给则随标准", "a team must have all of them; those of the standard where it is left out")),
            new("materials", ("物资", "Materials"), ("物资库须全部有可调库存：GB/T 38565 编码的前 1、3、5 或 7 位", "a depot must have something deployable of each: supply codes of GB/T 38565, 1, 3, 5 or 7 digits")),
            new("turnoutSeconds", ("出动时间", "Turnout"), ("秒；给出则所有基地都按此计，不给则取各自的", "seconds, taken for every base; each its own where it is left out")) { Schema = SharedInputs.Between(0, CoverageAnalysis.MostSeconds) },
            new("driveSeconds", ("行驶时间", "Driving time"), ("秒；不给则随标准", "seconds; that of the standard where it is left out")) { Schema = SharedInputs.Between(1, CoverageAnalysis.MostSeconds) },
            SharedInputs.Time,
            new("without", ("去掉", "Without"), ("去掉的基地：[{layer: teams|depots, id}]，回答给出前后对比", "bases that are taken away: [{layer: teams|depots, id}]; the answer tells before and after")) { Schema = SharedInputs.Units },
            new("candidates", ("候选位置", "Candidates"), ("新站可设的位置 [[经度, 纬度], …]；不给则取未覆盖处的道路", "where a further base may stand, [[longitude, latitude], ...]; roads where nothing is covered where it is left out")) { Schema = SharedInputs.Positions(CoverageRules.Default.NextStation.MostCandidates) },
            new("newStations", ("新站个数", "Further bases"), ("推荐几个新站", "how many to propose"))
            {
                Schema = new JsonObject { ["minimum"] = 0, ["maximum"] = CoverageRules.Default.NextStation.MostStations },
                Default = 1L,
            },
            new("areas", ("范围图形", "Polygons"), ("false 则不给多边形", "false to leave out the polygons")) { Default = true },
        ],
        new("coverage", ("覆盖范围", "Coverage"), ProcessFormat.Json),
        """{"purpose":"fire-station","newStations":2,"time":"2026-06-30T10:00:00+08:00"}""",
        (city, question, _) => CoverageAnalysis.Of(city, question, DateTimeOffset.UtcNow));
}
