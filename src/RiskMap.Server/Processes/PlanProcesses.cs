using System.Text.Json;
using RiskMap.City.Dispatch.Plan;
using RiskMap.Server.Processes.Plans;

namespace RiskMap.Server.Processes;

/// <summary>The process of the commander's first sixty seconds.</summary>
static class PlanProcesses
{
    internal static IEnumerable<ProcessDefinition> All => [Plan];

    static ProcessDefinition Plan => ProcessDefinition.Of<IncidentPlanQuestion, IncidentPlan>(
        "incident-plan",
        ("事故处置方案", "Incident plan"),
        ("一次给出事故卡、充足力量与各单位的路线：开往上风向集结点，隔离区封闭、尽量绕开防护行动区；到不了集结点时开往事故点并注明。时刻、交通、断路与库存同为一时。不给 template 与 needs 时由物质推定。可要 JSON、GeoJSON 或一页 PDF。",
            "The incident card, the sufficient force and the way of each unit from one question: to the staging point upwind, with the isolation circle shut and around the protective zone where another way exists; to the incident itself, and said so, where nobody reaches the staging point. One moment for sun, traffic, closures and stock. Without template and needs the needs follow from the material. As JSON, GeoJSON or one page of PDF."),
        [.. DispatchProcesses.CardInputs, .. DispatchProcesses.UnitInputs],
        new("plan", ("方案", "Plan"),
            ProcessFormat.Json,
            new ProcessFormat("application/geo+json", answer => JsonSerializer.SerializeToUtf8Bytes(IncidentPlans.ToGeoJson((IncidentPlan)answer.Value), ProcessJson.Options)),
            new ProcessFormat("application/pdf", PlanPage.OfPlan)),
        $$"""{"location":[118.2806,24.6312],"unNumber":"1005","size":"large","container":"highway-tank","windFromDegrees":45,"windMetresPerSecond":2.5,"time":"{{SharedInputs.ExampleTime}}"}""",
        (city, question, _) => IncidentPlans.Of(city, question));
}
