using System.Globalization;
using System.Text;
using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Implementation;
using RiskMap.City.Model.Layers;
using RiskMap.City.Sources.Mapping;

namespace RiskMap.City.Sources.Osm;

/// <summary>Makes rows of roads from highway ways, one after the other, so that a whole country needs no more memory than its nodes. Not thread-safe.</summary>
sealed class OsmRoads(OsmFile file, NodeLocations locations, TurnRestrictions restrictions, BarrierNodes barriers)
{
    /// <summary>Fields that a road fills.</summary>
    public static readonly string[] Columns =
    [
        "name", "source", "licence", "roadClass", "oneway", "maxSpeedKmh", "nameEn", "access", "bridge", "tunnel", "roadLevel", "maxWeightTonnes",
        "maxHeightMetres", "nodes", "turnRestrictions", "barriers", "accessByVehicle", "maxWidthMetres", "maxLengthMetres",
    ];

    readonly SortedDictionary<string, long> _noRoads = new(StringComparer.Ordinal);
    readonly List<string> _cut = [];
    readonly List<string> _lost = [];
    readonly List<string> _changing = [];
    readonly List<string> _moreOpen = [];
    readonly List<string> _conditional = [];
    readonly List<string> _ferries = [];

    /// <summary>The roads in file order.</summary>
    public IEnumerable<OsmRow> Rows()
    {
        foreach (var way in file.Read(OsmKinds.Way))
        {
            if (RoadTags.ClassOf(way) is not { } roadClass)
            {
                if (way.Tag("highway") is { } other)
                    _noRoads[other] = _noRoads.GetValueOrDefault(other) + 1;
                else if (way.Tag("route") == "ferry")
                    _ferries.Add(way.Key);
                continue;
            }
            var (from, count) = LongestRun(way.Nodes);
            if (count < way.Nodes.Count)
                (count < 2 ? _lost : _cut).Add(way.Key);
            if (RoadTags.HasHoursOfDirection(way))
                (RoadTags.DirectionOf(way) == Roads.Changing ? _changing : _moreOpen).Add(way.Key);
            if (way.Tags.Exists(tag => OsmTagRules.Current.ConditionalAccess.Contains(tag.Key, StringComparer.Ordinal)))
                _conditional.Add(way.Key);
            if (count >= 2)
                yield return new OsmRow(way.Key, way.Line, LineOf(way.Nodes, from, count), Cells(way, roadClass, from, count));
        }
    }

    /// <summary>What was left out.</summary>
    public IEnumerable<Notice> Notices()
    {
        const string Layer = "roads";
        if (_noRoads.Count > 0)
        {
            var kinds = string.Join(", ", _noRoads.Select(pair => $"{pair.Key} {pair.Value}"));
            yield return new Notice(Layer, ($"不是道路的 highway，未导入：{kinds}", $"highway ways that are no roads were left out: {kinds}"));
        }
        if (_ferries.Count > 0)
            yield return new Notice(Layer, ($"{_ferries.Count} 条轮渡航线不是道路，未导入，路线不经过轮渡：{First(_ferries)}", $"{_ferries.Count} ferries are no roads and were left out, no route takes them: {First(_ferries)}"));
        if (_cut.Count > 0)
            yield return new Notice(Layer, ($"{_cut.Count} 条道路在文件边缘被截断：{First(_cut)}", $"{_cut.Count} roads are cut at the edge of the file: {First(_cut)}"));
        if (_lost.Count > 0)
        {
            yield return new Notice(Layer, ($"{_lost.Count} 条道路的节点不在文件中，未导入：{First(_lost)}",
                $"{_lost.Count} roads were left out because their nodes are not in the file: {First(_lost)}"));
        }
        if (restrictions.Incomplete > 0)
            yield return new Notice(Layer, ($"{restrictions.Incomplete} 条转向限制不完整，未导入", $"{restrictions.Incomplete} turn restrictions lack a member and were left out"));
        foreach (var (zh, en) in TimesNotKept())
            yield return new Notice(Layer, (zh, en));
    }

    IEnumerable<(string Zh, string En)> TimesNotKept()
    {
        if (restrictions.OtherKinds.Count > 0)
        {
            var kinds = First(restrictions.OtherKinds);
            yield return ($"不是转向限制的 restriction 关系，未导入：{kinds}", $"restrictions that neither forbid (no_) nor order (only_) a turn were left out: {kinds}");
        }
        if (restrictions.Unread.Count > 0)
        {
            var unread = First(restrictions.Unread);
            yield return ($"{restrictions.Unread.Count} 种转向限制条件不是星期与钟点，按全天生效：{unread}",
                $"{restrictions.Unread.Count} conditions of turn restrictions are not days and hours, these hold at all hours: {unread}");
        }
        if (restrictions.WithHolidays.Count > 0)
        {
            var holidays = First(restrictions.WithHolidays);
            yield return ($"转向限制时段中的节假日（PH、SH）未考虑，按星期执行：{holidays}", $"holidays (PH, SH) in the hours of turn restrictions are not known, the day of the week counts: {holidays}");
        }
        if (_changing.Count > 0)
        {
            yield return ($"{_changing.Count} 条道路的单行方向随时间变化，按双向通行，经过的路线会提示：{First(_changing)}",
                $"{_changing.Count} roads change their direction with the time and are open both ways, routes over them say so: {First(_changing)}");
        }
        if (_moreOpen.Count > 0)
        {
            yield return ($"{_moreOpen.Count} 条单行道路在部分时段双向通行，按全天单行：{First(_moreOpen)}",
                $"{_moreOpen.Count} one-way roads are open both ways at some hours, they count as one-way at all hours: {First(_moreOpen)}");
        }
        if (_conditional.Count > 0)
        {
            yield return ($"{_conditional.Count} 条道路的通行权或限值附有条件（时段、重量等），只按无条件的标签通行：{First(_conditional)}",
                $"{_conditional.Count} roads have rights of access or limits with conditions (hours, weight), only those without conditions count: {First(_conditional)}");
        }
    }

    static string First(IEnumerable<string> keys) => string.Join(", ", keys.Take(ImportRules.Current.NoticeLinesKept));

    string?[] Cells(OsmObject way, string roadClass, int from, int count)
    {
        var rules = OsmTagRules.Current;
        return
        [
            way.Tag("name"), rules.Source, rules.Licence, roadClass, RoadTags.DirectionOf(way), Text(RoadTags.SpeedOf(way.Tag("maxspeed"))),
            way.Tag("name:en"), RoadTags.AccessOf(way), Text(RoadTags.Flag(way, "bridge")), Text(RoadTags.Flag(way, "tunnel")),
            Text(RoadTags.LevelOf(way.Tag("layer"))), Text(RoadTags.WeightOf(way)), Text(RoadTags.MetresOf(way.Tag("maxheight"), "maxHeightMetres")),
            NodesOf(way.Nodes, from, count), restrictions.From(way.Id), barriers.On(way.Nodes[from..(from + count)]),
            RoadTags.VehicleAccessOf(way), Text(RoadTags.MetresOf(way.Tag("maxwidth"), "maxWidthMetres")), Text(RoadTags.MetresOf(way.Tag("maxlength"), "maxLengthMetres")),
        ];
    }

    static string? Text<T>(T? value)
        where T : struct => value is null ? null : Convert.ToString(value, CultureInfo.InvariantCulture);

    static string NodesOf(List<long> nodes, int from, int count)
    {
        var text = new StringBuilder("[", 12 * count);
        for (var i = 0; i < count; i++)
            text.Append(i > 0 ? "," : "").Append(nodes[from + i]);
        return text.Append(']').ToString();
    }

    /// <summary>The longest run of nodes that the file has: a road cut at the edge of an extract keeps its inner part.</summary>
    (int From, int Count) LongestRun(List<long> nodes)
    {
        var (best, bestCount, start) = (0, 0, 0);
        for (var i = 0; i <= nodes.Count; i++)
        {
            if (i < nodes.Count && locations.TryGet(nodes[i], out _, out _))
                continue;
            if (i - start > bestCount)
                (best, bestCount) = (start, i - start);
            start = i + 1;
        }
        return (best, bestCount);
    }

    LineString LineOf(List<long> nodes, int from, int count)
    {
        var packed = new double[2 * count];
        for (var i = 0; i < count; i++)
            locations.TryGet(nodes[from + i], out packed[2 * i], out packed[(2 * i) + 1]);
        return GeometryFactory.Default.CreateLineString(new PackedDoubleCoordinateSequence(packed, 2, 0));
    }
}
