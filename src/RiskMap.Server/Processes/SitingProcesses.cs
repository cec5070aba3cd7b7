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

    internal static IEnumerable<ProcessDefinition> All => [Separated, Certificate];

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
            new("site", ("地块", "Site"), ("GeoJSON 多边形（CRS84）", "GeoJSON polygon (CRS84)")) { Schema = SiteSchema() },
            SharedInputs.IndustryCode,
            SharedInputs.Inventory(InventoryText),
            SharedInputs.LandUse,
            SharedInputs.Facilities,
            SharedInputs.PlaceCategory,
            SharedInputs.PlaceKind,
            SharedInputs.Processes,
            Contours,
            new("date", ("日期", "Day"), ("目录与报告须在该日有效；不给则为今天，回答中写明", "the day on which catalogue and reports must be valid; today where it is left out, and the answer names it")),
        ],
        new("certificate", ("证书", "Certificate"),
            ProcessFormat.Json,
            new ProcessFormat("application/geo+json", answer => JsonSerializer.SerializeToUtf8Bytes(SitingCertificates.ToGeoJson((SitingAnswer)answer.Value), ProcessJson.Options)),
            new ProcessFormat("application/pdf", CertificatePage.Pdf)),
        $$$"""{"site":{{{ExampleSite}}},"industryCode":"2614","inventory":[{"cas":"7664-41-7","tonnes":30,"name":"液氨"}],"date":"2026-11-27"}""",
        (city, question, _) => SitingCertificates.Of(city, question));

    static JsonObject SiteSchema()
    {
        var schema = QuestionSchemas.ApiGeometry(["Polygon"], QuestionSchemas.AreaFormat);
        schema["nullable"] = true;
        return schema;
    }
}
