using RiskMap.City.Model.Layers;
using RiskMap.City.Snapshot;
using RiskMap.Geo.Crs;
using RiskMap.Geo.Geometries;
using RiskMap.Routing.Costing;
using RiskMap.Routing.Graph;

namespace RiskMap.City.Travel;

/// <summary>
/// The road network of a city, made of its roads layer in the metric plane: once for each content of the layer, at first use; a merge of its blocks keeps it.
/// A way's number in the graph is its feature's id. Roads are read by ascending id, so that a layer after edits makes the same graph as the same rows read
/// from nothing. Thread-safe.
/// </summary>
public static class RoadGraphs
{
    /// <summary>The network; without roads it has no edges.</summary>
    public static RoadNetwork Of(CitySnapshot city) => city.Layer(Roads.Schema.Name).DerivedOfContent(layer => new RoadNetwork(new Reader(layer, city.Plane).Graph()));

    sealed class Reader(LayerSnapshot layer, MetricPlane plane)
    {
        static readonly int Class = Field("roadClass"), Oneway = Field("oneway"), Limit = Field("maxSpeedKmh"), Access = Field("access"), Bridge = Field("bridge"),
            Tunnel = Field("tunnel"), Level = Field("roadLevel"), Weight = Field("maxWeightTonnes"), Height = Field("maxHeightMetres"),
            Width = Field("maxWidthMetres"), Length = Field("maxLengthMetres"), ByVehicle = Field("accessByVehicle"), Nodes = Field("nodes"),
            Turns = Field("turnRestrictions"), Barriers = Field("barriers");

        readonly RoadGraphBuilder _builder = new();
        readonly RoadAccessTexts _access = new(RoadCostRules.Current);
        readonly List<FeatureRef> _restricted = [];
        readonly List<long> _nodes = [];
        readonly RoadBarriers _barriers = new(RoadCostRules.Current);

        internal RoadGraph Graph()
        {
            CountBarriers();
            foreach (var road in layer.All)
            {
                if (road.Block.Metric(plane) is var metric && !metric.IsEmpty(road.Row))
                    Add(road, metric);
            }
            if (_restricted.Count > 0)
                AddTurns();
            return _builder.Build();
        }

        static int Field(string name) => Roads.Schema.IndexOf(name);

        void Add(FeatureRef road, GeometryColumn metric)
        {
            var way = new RoadWay(road.Id, Traits(road), Direction(road.Text(Oneway)), (int)road.Integer(Level));
            var nodes = NodeLists.TryRead(road.Utf8(Nodes), _nodes) && _nodes.Count == metric.RowX(road.Row).Length
                ? System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_nodes) : default;
            var barriers = nodes.IsEmpty || road.IsNull(Barriers) ? [] : _barriers.Read(road.Utf8(Barriers));
            var at = 0;
            for (var part = metric.FirstPart(road.Row); part < metric.EndPart(road.Row); part++)
            {
                var x = metric.PartX(part);
                if (barriers.Count > 0)
                    _barriers.Add(_builder, way, x, metric.PartY(part), nodes.Slice(at, x.Length), barriers);
                else
                    _builder.Add(way, x, metric.PartY(part), nodes.IsEmpty ? nodes : nodes.Slice(at, x.Length));
                at += x.Length;
            }
            if (!road.IsNull(Turns))
                _restricted.Add(road);
        }

        void CountBarriers()
        {
            foreach (var road in layer.All)
            {
                if (!road.IsNull(Barriers) && NodeLists.TryRead(road.Utf8(Nodes), _nodes))
                    _barriers.Count(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_nodes), _barriers.Read(road.Utf8(Barriers)));
            }
        }

        RoadTraits Traits(FeatureRef road) => new(road.Text(Class) ?? "road")
        {
            Name = road.Name,
            MaxSpeedKmh = Number(road, Limit),
            Access = _access.Of(road.Text(Access)),
            AccessByVehicle = RoadAccessTexts.ByVehicle(road.Text(ByVehicle), _access.Of),
            ChangesDirection = road.Text(Oneway) == Roads.Changing,
            IsBridge = road.Integer(Bridge) != 0,
            IsTunnel = road.Integer(Tunnel) != 0,
            MaxWeightTonnes = Number(road, Weight),
            MaxHeightMetres = Number(road, Height),
            MaxWidthMetres = Number(road, Width),
            MaxLengthMetres = Number(road, Length),
        };

        static double? Number(FeatureRef road, int field) => road.Number(field) is var number && double.IsNaN(number) ? null : number;

        // Where the direction changes with the hour both ways are open, and a route that goes there says so.
        static TravelDirection Direction(string? oneway) => oneway switch
        {
            "forward" => TravelDirection.Forward,
            "backward" => TravelDirection.Backward,
            _ => TravelDirection.Both,
        };

        void AddTurns()
        {
            var ids = new Dictionary<string, long>(layer.Count, StringComparer.Ordinal);
            foreach (var road in layer.All)
                ids[road.Key] = road.Id;
            foreach (var road in _restricted)
            {
                foreach (var turn in TurnRestrictionLists.Read(road.Utf8(Turns), road.Id, ids))
                    _builder.Add(turn);
            }
        }
    }
}
