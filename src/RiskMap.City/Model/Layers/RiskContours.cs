namespace RiskMap.City.Model.Layers;

/// <summary>Contours of individual risk 个人风险等值线 from the report of a licensed institute: inside one the risk is at least its value.</summary>
public static class RiskContours
{
    /// <summary>The layer.</summary>
    public static readonly LayerSchema Schema = new("risk-contours", ("个人风险等值线", "Individual risk contours"),
        ("定量风险评价报告给出的个人风险等值线，按企业标识对应（GB 36894-2018，GB/T 37243-2019）", "Contours of individual risk from quantitative risk assessments, by the key of the enterprise"),
        GeometryKind.Polygon,
        [
            new("ofEnterpriseKey", ("所属企业标识", "Of enterprise"), FieldType.Text) { Required = true, Aliases = ["enterpriseKey", "企业标识"] },
            new("individualRisk", ("个人风险", "Individual risk"), FieldType.Number) { Required = true, InTiles = true, Unit = "/a", Minimum = 1e-12, Maximum = 1, Aliases = ["个人风险值", "risk"] },
            new("report", ("评价报告", "Report"), FieldType.Text) { Aliases = ["报告"] },
            new("institute", ("评价机构", "Institute"), FieldType.Text) { Aliases = ["机构"] },
            new("instituteLicence", ("机构资质证书编号", "Licence of the institute"), FieldType.Text) { Aliases = ["资质编号"] },
            new("reportDate", ("报告日期", "Date of the report"), FieldType.Date) { Aliases = ["日期"] },
            new("validTo", ("有效期至", "Valid to"), FieldType.Date),
        ])
    { NameRequired = false, NaturalKey = ["ofEnterpriseKey", "individualRisk"], MinZoom = 11 };
}
