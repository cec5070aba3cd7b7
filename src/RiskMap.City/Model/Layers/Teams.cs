namespace RiskMap.City.Model.Layers;

/// <summary>Rescue teams 救援队伍 at their base; a fire station is a team's base.</summary>
public static class Teams
{
    /// <summary>Kinds of teams.</summary>
    public static readonly CodeList Kinds = CodeList.Of("local method",
        new Code("fire", ("消防救援", "Fire and rescue"), "消防"), new Code("hazmat", ("危化救援", "Hazardous materials")),
        new Code("medical", ("医疗救护", "Medical")), new Code("engineering", ("工程抢险", "Engineering")),
        new Code("marine", ("水上救援", "Marine")), new Code("volunteer", ("社会救援", "Volunteer")));

    /// <summary>Tiers, the highest first.</summary>
    public static readonly CodeList Tiers = CodeList.Of("local method",
        new Code("national-fire", ("国家综合性消防救援队", "National fire and rescue")), new Code("national", ("国家专业队", "National professional")),
        new Code("province", ("省级", "Province")), new Code("city", ("市级", "City")), new Code("district", ("区级", "District")),
        new Code("town", ("镇街", "Town or street")), new Code("village", ("村居", "Village")),
        new Code("enterprise", ("企业专职队", "Enterprise brigade")), new Code("social", ("社会力量", "Social")));

    /// <summary>Classes of fire stations, by which their area is limited.</summary>
    public static readonly CodeList StationClasses = CodeList.Of("建标152-2017",
        new Code("first-class", ("一级普通消防站", "Ordinary, first class"), "一级", "一级站", "一级普通站"), new Code("second-class", ("二级普通消防站", "Ordinary, second class"), "二级", "二级站", "二级普通站"),
        new Code("small", ("小型消防站", "Small"), "小型", "小型站", "小型普通站"), new Code("special", ("特勤消防站", "Special service"), "特勤", "特勤站"),
        new Code("logistics", ("战勤保障消防站", "Logistics"), "战勤保障", "战勤保障站"));

    /// <summary>The layer.</summary>
    public static readonly LayerSchema Schema = new("teams", ("救援队伍", "Rescue teams"),
        ("救援队伍驻地：类型、层级、能力、在岗人数、车辆、出动时间", "Bases of rescue teams: kind, tier, capabilities, people on duty, vehicles, turnout time"),
        GeometryKind.Point,
        [
            new("kind", ("类型", "Kind"), FieldType.Text) { InTiles = true, Codes = Kinds },
            new("tier", ("层级", "Tier"), FieldType.Text) { InTiles = true, Codes = Tiers },
            new("capabilities", ("能力", "Capabilities"), FieldType.List),
            new("onDuty", ("在岗人数", "People on duty"), FieldType.Integer) { Unit = "{persons}", Minimum = 0, Maximum = 1e5, Aliases = ["peopleOnDuty", "执勤人数"] },
            new("vehicles", ("车辆", "Vehicles"), FieldType.List)
            {
                Items =
                [
                    new("kind", ("车型", "Kind"), FieldType.Text) { Required = true },
                    new("count", ("数量", "Count"), FieldType.Integer) { Required = true, Minimum = 0 },
                ],
            },
            new("turnoutSeconds", ("出动时间", "Turnout time"), FieldType.Integer) { Unit = "s", Minimum = 0, Maximum = 86400, Aliases = ["turnout"] },
            new("phone", ("值班电话", "Duty phone"), FieldType.Text) { Personal = true, Queryable = false, Aliases = ["电话"] },
            new("stationClass", ("消防站站级", "Class of the fire station"), FieldType.Text) { Codes = StationClasses, Aliases = ["站级", "消防站类别"] },
            new("suburban", ("辖区在近郊区", "Area in the suburbs"), FieldType.Boolean) { Aliases = ["近郊区", "近郊"] },
        ]);
}
