namespace RiskMap.City.Model.Layers;

/// <summary>Incidents 事故/险情.</summary>
public static class Incidents
{
    /// <summary>An incident that is being dealt with.</summary>
    public const string Open = "open";

    /// <summary>An incident that is over.</summary>
    public const string Closed = "closed";

    /// <summary>Accident levels of 国务院令第493号, the most severe first.</summary>
    public static readonly CodeList Severities = CodeList.Of("国务院令第493号, 3",
        new Code("extraordinary", ("特别重大", "Extraordinarily serious")), new Code("major", ("重大", "Major")),
        new Code("considerable", ("较大", "Considerable")), new Code("ordinary", ("一般", "Ordinary")));

    /// <summary>States. Registers write them in many words; what is only investigated any more needs no force.</summary>
    public static readonly CodeList States = CodeList.Of("local method",
        new Code(Open, ("处置中", "Open"), "进行中", "响应中", "未结束", "未结案", "ongoing"),
        new Code(Closed, ("已结束", "Closed"), "已结案", "结案", "已处置", "已关闭", "调查中", "under investigation"));

    /// <summary>Sizes of a release as ERG 2024 tells them apart.</summary>
    public static readonly CodeList Sizes = CodeList.Of("ERG 2024, table 1", new Code("large", ("大规模", "Large")), new Code("small", ("小规模", "Small")));

    /// <summary>The layer.</summary>
    public static readonly LayerSchema Schema = new("incidents", ("事故险情", "Incidents"),
        ("事故与险情：类型、等级、时间、状态；进行中的还有处置模板、规模与风", "Accidents and emergencies with kind, severity, times and state; open ones also with template, size and wind"),
        GeometryKind.Point,
        [
            new("kind", ("类型", "Kind"), FieldType.Text) { InTiles = true },
            new("severity", ("等级", "Severity"), FieldType.Text) { InTiles = true, Codes = Severities },
            new("occurredAt", ("发生时间", "Occurred at"), FieldType.DateTime) { Aliases = ["time", "事发时间"] },
            new("state", ("状态", "State"), FieldType.Text) { InTiles = true, Codes = States },
            new("unNumber", ("UN 编号", "UN number"), FieldType.Text),
            new("enterpriseKey", ("企业标识", "Enterprise key"), FieldType.Text),
            new("reportedAt", ("接报时间", "Reported at"), FieldType.DateTime) { Aliases = ["报告时间", "接警时间"] },
            new("closedAt", ("结束时间", "Closed at"), FieldType.DateTime) { Aliases = ["结案时间"] },
            new("template", ("处置模板", "Template"), FieldType.Text),
            new("size", ("规模", "Size"), FieldType.Text) { Codes = Sizes },
            new("windFromDegrees", ("风向", "Wind from"), FieldType.Number) { Unit = "deg", Minimum = 0, Maximum = 360 },
            new("windMetresPerSecond", ("风速", "Wind speed"), FieldType.Number) { Unit = "m/s", Minimum = 0, Maximum = 100 },
            new("note", ("备注", "Note"), FieldType.Text),
        ])
    { Period = ["occurredAt"] };
}
