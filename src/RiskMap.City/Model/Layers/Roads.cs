using System.Collections.Immutable;

namespace RiskMap.City.Model.Layers;

/// <summary>Roads 道路, one feature a way or segment, with what a route needs to know.</summary>
public static class Roads
{
    /// <summary>Token of a direction that changes with the hour.</summary>
    internal const string Changing = "changing";

    // What road files write where no limit is known: 0 (Geofabrik, OSMnx), and the words of OSM's Key:maxspeed and Key:maxheight.
    static readonly ImmutableArray<string> NoLimit = ["0", "0.0", "default", "below_default", "no_sign", "no_indications", "signals", "unposted", "unsigned", "variable", "walk"];

    // OSM's Key:bridge and Key:tunnel, as OSMnx and QuickOSM write them.
    static readonly ImmutableArray<string> BridgeKinds = ["viaduct", "aqueduct", "boardwalk", "cantilever", "covered", "low_water_crossing", "movable", "trestle"];
    static readonly ImmutableArray<string> TunnelKinds = ["building_passage", "culvert", "avalanche_protector", "covered", "flooded"];

    /// <summary>
    /// Road classes, the highest first; tokens are OSM's highway values. Other spellings: China's administrative classes (OSM wiki, China tagging guidelines)
    /// and Geofabrik's shapefiles.
    /// </summary>
    public static readonly CodeList Classes = CodeList.Of("OpenStreetMap key:highway",
        new Code("motorway", ("高速公路", "Motorway"), "高速"), new Code("trunk", ("快速路", "Trunk"), "国道"), new Code("primary", ("主干路", "Primary"), "主干道", "省道"),
        new Code("secondary", ("次干路", "Secondary"), "次干道", "县道"), new Code("tertiary", ("支路", "Tertiary"), "乡道"), new Code("unclassified", ("未分级道路", "Unclassified"), "村道"),
        new Code("residential", ("居住区道路", "Residential")), new Code("living_street", ("生活街道", "Living street")), new Code("service", ("内部道路", "Service")),
        new Code("motorway_link", ("高速匝道", "Motorway link")), new Code("trunk_link", ("快速路匝道", "Trunk link")), new Code("primary_link", ("主干路连接线", "Primary link")),
        new Code("secondary_link", ("次干路连接线", "Secondary link")), new Code("tertiary_link", ("支路连接线", "Tertiary link")),
        new Code("track", ("机耕路", "Track"), "track_grade1", "track_grade2", "track_grade3", "track_grade4", "track_grade5"), new Code("pedestrian", ("步行街", "Pedestrian street")), new Code("footway", ("人行道", "Footway")),
        new Code("cycleway", ("自行车道", "Cycleway")), new Code("path", ("小径", "Path")), new Code("steps", ("台阶", "Steps")),
        new Code("bridleway", ("马道", "Bridleway")), new Code("busway", ("公交专用道", "Busway")), new Code("road", ("其他道路", "Road of unknown class"), "other", "unknown"));

    /// <summary>
    /// Direction of travel relative to the drawn line. Letters as road files write them: F along, T against, B both (Geofabrik, HERE); FT and TF (TomTom).
    /// </summary>
    public static readonly CodeList Directions = CodeList.Of("OpenStreetMap key:oneway",
        new Code("both", ("双向", "Both ways"), "no", "false", "0", "B"), new Code("forward", ("单向", "One way as drawn"), "yes", "true", "1", "FT", "F", "正向", "正向单向"),
        new Code("backward", ("反向单向", "One way against the drawing"), "-1", "reverse", "TF", "T", "逆向", "反向"),
        new Code(Changing, ("方向随时间变化", "Changes with the hour"), "reversible", "alternating", "潮汐", "可变"));

    /// <summary>The layer.</summary>
    public static readonly LayerSchema Schema = new("roads", ("道路", "Roads"),
        ("道路中心线：等级、单行、限速、名称、转向限制、通行权、桥梁与限重限高", "Centre lines with class, direction, speed, name, turn restrictions, access, bridges and limits"),
        GeometryKind.Line,
        [
            new("roadClass", ("道路等级", "Road class"), FieldType.Text) { InTiles = true, Codes = Classes, Aliases = ["highway", "fclass", "class", "等级"] },
            new("oneway", ("单行", "Direction"), FieldType.Text) { InTiles = true, Codes = Directions },
            new("maxSpeedKmh", ("限速", "Speed limit"), FieldType.Number) { Unit = "km/h", Minimum = 1, Maximum = 200, Aliases = ["maxspeed", "speed"], MissingSpellings = NoLimit },
            new("nameEn", ("英文名称", "English name"), FieldType.Text) { InTiles = true, Aliases = ["name:en"] },
            new("access", ("通行权", "Access"), FieldType.Text) { InTiles = true },
            new("accessByVehicle", ("分车种通行权", "Access by vehicle"), FieldType.Text) { Rule = VehicleAccessRule.Rule },
            new("bridge", ("桥梁", "Bridge"), FieldType.Boolean) { InTiles = true, TrueSpellings = BridgeKinds },
            new("tunnel", ("隧道", "Tunnel"), FieldType.Boolean) { InTiles = true, TrueSpellings = TunnelKinds },
            new("roadLevel", ("层", "Level"), FieldType.Integer) { Minimum = -10, Maximum = 10, Aliases = ["osmLayer"] },
            new("maxWeightTonnes", ("限重", "Weight limit"), FieldType.Number) { Unit = "t", Minimum = 0, Maximum = 1000, Aliases = ["maxweight"], MissingSpellings = NoLimit },
            new("maxHeightMetres", ("限高", "Height limit"), FieldType.Number) { Unit = "m", Minimum = 0, Maximum = 100, Aliases = ["maxheight"], MissingSpellings = NoLimit },
            new("maxWidthMetres", ("限宽", "Width limit"), FieldType.Number) { Unit = "m", Minimum = 0, Maximum = 100, Aliases = ["maxwidth"], MissingSpellings = NoLimit },
            new("maxLengthMetres", ("限长", "Length limit"), FieldType.Number) { Unit = "m", Minimum = 0, Maximum = 1000, Aliases = ["maxlength"], MissingSpellings = NoLimit },
            new("nodes", ("节点编号", "Node ids"), FieldType.List) { EntryType = FieldType.Integer, Queryable = false },
            new("barriers", ("门禁与路障", "Gates and barriers"), FieldType.List)
            {
                Queryable = false,
                Items =
                [
                    new("node", ("所在节点", "Node"), FieldType.Integer) { Required = true },
                    new("kind", ("类型", "Kind"), FieldType.Text) { Required = true },
                    new("access", ("通行权", "Access"), FieldType.Text),
                    new("accessByVehicle", ("分车种通行权", "Access by vehicle"), FieldType.Text) { Rule = VehicleAccessRule.Rule },
                    new("maxHeightMetres", ("限高", "Height limit"), FieldType.Number) { Unit = "m", Minimum = 0, Maximum = 100 },
                    new("maxWidthMetres", ("限宽", "Width limit"), FieldType.Number) { Unit = "m", Minimum = 0, Maximum = 100 },
                ],
            },
            new("turnRestrictions", ("转向限制", "Turn restrictions"), FieldType.List)
            {
                Queryable = false,
                Items =
                [
                    new("kind", ("类型", "Kind"), FieldType.Text) { Required = true },
                    new("via", ("途经节点或道路", "Via node or ways"), FieldType.Text) { Required = true },
                    new("to", ("去往道路", "To way"), FieldType.Text) { Required = true },
                    new("except", ("例外车辆", "Except"), FieldType.Text),
                    new("conditional", ("条件", "Condition"), FieldType.Text),
                ],
            },
        ])
    {
        NameRequired = false,
        Details = new(
            "roadClass",
            [(0, ["motorway", "motorway_link", "trunk", "trunk_link", "primary", "primary_link"]), (11, ["secondary", "secondary_link", "tertiary", "tertiary_link"])],
            OthersFromZoom: 13),
    };
}
