namespace RiskMap.City.Model.Layers;

/// <summary>Incidents 事故/险情.</summary>
public static class Incidents
{
    /// <summary>Accident levels of 国务院令第493号, the most severe first.</summary>
    public static readonly CodeList Severities = CodeList.Of("国务院令第493号, 3",
        new Code("extraordinary", ("特别重大", "Extraordinarily serious")), new Code("major", ("重大", "Major")),
        new Code("considerable", ("较大", "Considerable")), new Code("ordinary", ("一般", "Ordinary")));

    /// <summary>The layer.</summary>
    public static readonly LayerSchema Schema = new("incidents", ("事故险情", "Incidents"),
        ("事故与险情：类型、等级、时间、状态", "Accidents and emergencies with kind, severity, time and state"),
        GeometryKind.Point,
        [
            new("kind", ("类型", "Kind"), FieldType.Text) { InTiles = true },
            new("severity", ("等级", "Severity"), FieldType.Text) { InTiles = true, Codes = Severities },
            new("occurredAt", ("发生时间", "Occurred at"), FieldType.DateTime) { Aliases = ["time", "事发时间"] },
            new("state", ("状态", "State"), FieldType.Text) { InTiles = true },
            new("unNumber", ("UN 编号", "UN number"), FieldType.Text),
            new("enterpriseKey", ("企业标识", "Enterprise key"), FieldType.Text),
        ]);
}
