using NetTopologySuite.Geometries;
using RiskMap.City.Model;
using RiskMap.City.Model.Layers;
using RiskMap.City.Sources.Reading;

namespace RiskMap.City.Sources.Osm;

/// <summary>
/// The layers that an OpenStreetMap file carries. Its objects may stand in any order, so the file is read several times: relations; ways with the
/// nodes that they need; nodes; areas; and last the roads, which are streamed.
/// </summary>
static class OsmLayers
{
    /// <summary>The layers asked for that the file can carry, each with its reader; those without any are left out when all are asked for.</summary>
    public static IReadOnlyList<(LayerSchema Layer, RowReader Reader)> Open(OsmFile file, IReadOnlyList<LayerSchema> asked)
    {
        var carried = OsmTagRules.Current.Rules.Select(rule => rule.Layer).Append(Roads.Schema.Name).ToHashSet(StringComparer.Ordinal);
        var layers = asked.Where(layer => carried.Contains(layer.Name)).ToList();
        if (layers.Count == 0)
        {
            throw new ImportException((
                $"OSM 文件不含 {asked[0].Name} 图层的数据；可导入 {string.Join(' ', carried.Order(StringComparer.Ordinal))}",
                $"OpenStreetMap files carry nothing for {asked[0].Name}; they carry {string.Join(' ', carried.Order(StringComparer.Ordinal))}"));
        }
        var scan = new Scan(file, layers);
        scan.Run();
        return [.. layers.Select(layer => (layer, (RowReader)scan.Reader(layer))).Where(pair => asked.Count == 1 || scan.HasAny(pair.layer))];
    }

    sealed class Scan(OsmFile file, List<LayerSchema> layers)
    {
        readonly bool _roads = layers.Contains(Roads.Schema);
        readonly OsmSites _sites = new(layers.Where(layer => layer != Roads.Schema).Select(layer => layer.Name).ToHashSet(StringComparer.Ordinal));
        readonly NodeLocations _locations = new();
        readonly TurnRestrictions _restrictions = new();
        readonly BarrierNodes _barriers = new();
        readonly List<(OsmTagRule Rule, OsmObject Relation)> _areas = [];
        readonly Dictionary<long, long[]> _members = [];
        long _roadCount;

        public void Run()
        {
            foreach (var relation in file.Read(OsmKinds.Relation))
                SeeRelation(relation);
            foreach (var way in file.Read(OsmKinds.Way))
                SeeWay(way);
            _locations.Prepare();
            foreach (var node in file.Read(OsmKinds.Node))
                SeeNode(node);
            foreach (var way in file.Read(OsmKinds.Way))
                SeeArea(way);
            foreach (var (rule, relation) in _areas)
                _sites.Add(rule, relation, RingAssembler.Assemble(relation.Members, _members, _locations));
        }

        public bool HasAny(LayerSchema layer) => layer == Roads.Schema ? _roadCount > 0 : _sites.HasAny(layer.Name);

        public OsmRows Reader(LayerSchema layer)
        {
            if (layer == Roads.Schema)
            {
                var roads = new OsmRoads(file, _locations, _restrictions, _barriers);
                return new OsmRows(OsmRoads.Columns, roads.Rows(), roads.Notices, () => file.BytesRead);
            }
            var fields = layer.Fields.Select(field => field.Name).ToHashSet(StringComparer.Ordinal);
            var kept = Enumerable.Range(0, OsmSites.Columns.Length).Where(i => fields.Contains(OsmSites.Columns[i])).ToArray();
            var rows = _sites.Rows(layer.Name).Select(row => row with { Cells = [.. kept.Select(i => row.Cells[i])] });
            return new OsmRows([.. kept.Select(i => OsmSites.Columns[i])], rows, () => _sites.Notices(layer.Name), () => file.BytesRead);
        }

        void SeeRelation(OsmObject relation)
        {
            if (_roads)
                _restrictions.See(relation);
            if (relation.Tag("type") is not ("multipolygon" or "boundary") || _sites.RuleFor(relation, isArea: true) is not { } rule)
                return;
            var copy = new OsmObject { Kind = relation.Kind, Id = relation.Id, Line = relation.Line };
            copy.Tags.AddRange(relation.Tags);
            copy.Members.AddRange(relation.Members);
            _areas.Add((rule, copy));
            foreach (var member in relation.Members.Where(member => member.Kind == OsmKinds.Way))
                _members[member.Id] = [];
        }

        void SeeWay(OsmObject way)
        {
            var isRoad = _roads && RoadTags.ClassOf(way) is not null;
            if (isRoad)
                _roadCount++;
            var isMember = _members.ContainsKey(way.Id);
            if (isMember)
                _members[way.Id] = [.. way.Nodes];
            if (isRoad || isMember || _sites.RuleFor(way, isArea: true) is not null)
                _locations.Need(way.Nodes);
        }

        void SeeNode(OsmObject node)
        {
            if (double.IsNaN(node.Longitude))
                return;
            _locations.See(node);
            if (_roads)
                _barriers.See(node);
            if (_sites.RuleFor(node, isArea: false) is { } rule)
                _sites.Add(rule, node, GeometryFactory.Default.CreatePoint(new Coordinate(node.Longitude, node.Latitude)));
        }

        void SeeArea(OsmObject way)
        {
            if (_sites.RuleFor(way, isArea: true) is not { } rule)
                return;
            // A way of a boundary may carry the boundary's tags: it is a piece, not a district.
            if (rule.Layer == Districts.Schema.Name && (way.Nodes.Count == 0 || way.Nodes[0] != way.Nodes[^1]))
                return;
            var ring = RingAssembler.Ring(way.Nodes, _locations);
            _sites.Add(rule, way, ring is null ? null : GeometryFactory.Default.CreatePolygon(ring));
        }
    }
}
