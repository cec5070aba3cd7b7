using System.Text.Json;
using System.Text.Json.Nodes;
using RiskMap.City.Model;
using RiskMap.City.Zoning;
using RiskMap.Server.Processes.Certificates;

namespace RiskMap.Server.Processes;

/// <summary>The processes of the planner: what must keep apart, whether something may stand on a site, and where it may.</summary>
static class SitingProcesses
{
    const string ExampleSite = """{"type":"Polygon","coordinates":[[[118.21,24.62],[118.212,24.62],[118.212,24.622],[118.21,24.622],[118.21,24.62]]]}""";

    static readonly LocalizedText InventoryText = ("化学品及其设计最大量，t；没有则不给", "chemicals with their design maximum, t; left out for none");

    static readonly ProcessInput Contours = new("contoursOf", ("等值线所属", "Contours"), ("项目个人风险等值线上传时所用的标识（risk-contours 图层 ofEnterpriseKey）", "key under which the project's contours of individual risk were uploaded (risk-contours, ofEnterpriseKey)"));

    internal static IEnumerable<ProcessDefinition> All => [Separated, Certificate, Reverse];

    static ProcessDefinition Separated => ProcessDefinition.Of<SeparationQuestion, SeparationAnswer>(
        "separation",
        ("间距", "Separation"),
        ("一家企业，或拟建于某地块的用途，与周边应保持的间距：逐条给出要求与实际距离、两端点、条款与结论。",
            "The distances that an enterprise, or a use that is planned on a site, must keep: required and actual distance, both end points, clause and verdict of each rule."),
        [
            SharedInputs.EnterpriseId,
            new("site", ("地块", "Site"), ("GeoJSON 多边形（CRS84），拟建时给出", "GeoJSON polygon (CRS84) of a planned site")) { Schema = SiteSchema() },
            new("use", ("拟建用途", "Planned use"), ("industryCode、inventory 等，与 site 一起给出", "industryCode, inventory and so on, together with site")),
        ],
        new("separation", ("间距", "Separation"), ProcessFormat.Json),
        $$$"""{"site":{{{ExampleSite}}},"use":{"industryCode":"2614","inventory":[{"cas":"7664-41-7","tonnes":30}]}}""",
        (city, question, _) => Separation.Of(city, question));

    static ProcessDefinition Certificate => ProcessDefinition.Of<SitingQuestion, SitingAnswer>(
        "siting-certificate",
        ("选址证书", "Siting certificate"),
        ("地块上能否建：逐条运行间距、用地、禁限控目录与外部安全防护规则，给出要求与实际距离、两端点、条款与结论，并给出修正方案（最大可行量、最小移动、最近可选地块）。工厂与学校两个方向都适用。可要 JSON、GeoJSON 或一页 PDF。",
            "May this stand here? Separation, land use, the catalogue and the external safety distance, rule by rule with required and actual distance, both end points, clause and verdict, and what would repair it: the largest quantity, the smallest shift, the nearest parcel. Both ways: a plant among schools and a school among plants. As JSON, GeoJSON or one page of PDF."),
        [
            new("site", ("地块", "Site"), ("GeoJSON 多边形（CRS84）", "GeoJSON polygon (CRS84)")) { Schema = SiteSchema(), IsRequired = true },
            SharedInputs.IndustryCode,
            SharedInputs.Inventory(InventoryText) with { Schema = PlanCodes.Chemicals() },
            SharedInputs.LandUse with { Schema = PlanCodes.LandUses() },
            SharedInputs.Facilities with { Schema = PlanCodes.Facilities() },
            SharedInputs.PlaceCategory with { Schema = PlanCodes.Categories() },
            SharedInputs.PlaceKind,
            SharedInputs.Processes,
            Contours,
            SharedInputs.Date,
        ],
        new("certificate", ("证书", "Certificate"),
            ProcessFormat.Json,
            new ProcessFormat("application/geo+json", answer => JsonSerializer.SerializeToUtf8Bytes(SitingCertificates.ToGeoJson((SitingAnswer)answer.Value), ProcessJson.Options)),
            new ProcessFormat("application/pdf", CertificatePage.Pdf)),
        $$$"""{"site":{{{ExampleSite}}},"industryCode":"2614","inventory":[{"cas":"7664-41-7","tonnes":30,"name":"液氨"}],"date":"2026-11-27"}""",
        (city, question, _) => SitingCertificates.Of(city, question));

    static ProcessDefinition Reverse => ProcessDefinition.Of<ReverseSitingQuestion, ReverseSitingAnswer>(
        "reverse-siting",
        ("反向选址", "Reverse siting"),
        ("某一用途还能建在哪里：按 10 m 栅格逐格判定，给出约束每格的对象，以及每个对象占去的面积。可要 JSON 或 PNG（每格一个像素，四角在 bounds 中）。",
            "Where a use may still stand: a raster of 10 m, the constraint that binds each cell, and the area that every hazard or protected place sterilises. As JSON or as PNG (one pixel a cell; its corners stand in bounds)."),
        [
            SharedInputs.IndustryCode,
            SharedInputs.Inventory(InventoryText),
            SharedInputs.Facilities with { Schema = PlanCodes.Facilities() },
            SharedInputs.PlaceCategory with { Schema = PlanCodes.Categories() },
            SharedInputs.PlaceKind,
            SharedInputs.LandUse,
            SharedInputs.Processes,
            new("area", ("范围", "Area"), ("区划或园区代码、{\"layer\", \"id\"}，或 GeoJSON 多边形（CRS84）；不给则为全市", "code of a district or park, {\"layer\", \"id\"} of a district, park or zone, or a GeoJSON polygon (CRS84); the whole city where it is left out"))
            {
                Schema = new JsonObject { ["nullable"] = true, ["oneOf"] = new JsonArray(new JsonObject { ["type"] = "string" }, SharedInputs.FeatureName(["districts", "parks", "zones"]), QuestionSchemas.ApiGeometry(["Polygon", "MultiPolygon"], QuestionSchemas.AreaFormat)) },
            },
            new("cellMetres", ("格边长", "Cell"), ("米；默认 10", "metres; 10 where it is left out")) { Schema = SharedInputs.Between(ReverseSitings.LeastCellMetres, ReverseSitings.MostCellMetres) },
            new("limit", ("最多列出", "Limit"), ("最多列出的对象与可用地块数，大者在前；默认 50", "how many hazards and free areas are told, the largest first; 50 where it is left out")) { Schema = SharedInputs.Between(0, ReverseSitings.MostLimit) },
            SharedInputs.Date,
            new("raster", ("栅格", "Raster"), ("false 表示不要逐格结果", "false leaves the cells out")),
        ],
        new("raster", ("可建范围", "Where it may stand"),
            ProcessFormat.Json,
            new ProcessFormat("image/png", answer => ((ReverseSitingAnswer)answer.Value).Picture.Png())),
        $$"""{"placeCategory":"highly-sensitive","placeKind":"school","area":{{ExampleSite}},"cellMetres":20,"date":"2026-11-27"}""",
        (city, question, run) => ReverseSitings.Of(city, question, run.Progress, run.Cancellation));

    static JsonObject SiteSchema()
    {
        var schema = QuestionSchemas.ApiGeometry(["Polygon"], QuestionSchemas.AreaFormat);
        schema["nullable"] = true;
        return schema;
    }
}
