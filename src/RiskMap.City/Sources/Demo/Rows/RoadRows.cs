using System.Globalization;
using RiskMap.City.Model;
using RiskMap.City.Model.Layers;
using RiskMap.City.Sources.Demo.Geography;
using RiskMap.City.Sources.Demo.RoadNet;

namespace RiskMap.City.Sources.Demo.Rows;

/// <summary>Rows of roads and closures.</summary>
static class RoadRows
{
    public static IEnumerable<Feature> OfRoads(DemoWorld world)
    {
        // Junctions have the first ids; each bend in between has its own, so that every vertex has a node, as in OpenStreetMap.
        var bend = world.Roads.Nodes.Count + 1L;
        for (var i = 0; i < world.Roads.Segments.Count; i++)
        {
            var segment = world.Roads.Segments[i];
            yield return Row(world, i, segment, Nodes(segment, bend));
            bend += segment.Points.Length - 2;
        }
    }

    /// <summary>Key of a segment.</summary>
    public static string Key(int segment) => string.Create(CultureInfo.InvariantCulture, $"demo-road-{segment + 1:D6}");

    static IEnumerable<long> Nodes(RoadSegment segment, long bend)
    {
        yield return segment.From + 1;
        for (var i = 1; i < segment.Points.Length - 1; i++)
            yield return bend++;
        yield return segment.To + 1;
    }

    static Feature Row(DemoWorld world, int number, RoadSegment segment, IEnumerable<long> nodes)
    {
        var style = segment.Style;
        var line = DrawingBoard.Factory.CreateLineString([.. segment.Points.Select(world.Board.ToDegrees)]);
        return world.Row(Model.Layers.Roads.Schema, Key(number), line,
            ("name", style.Name), ("nameEn", style.NameEn), ("roadClass", style.Class), ("oneway", style.OneWay ? "forward" : "both"),
            ("maxSpeedKmh", world.Plan.RoadClasses.SpeedKmh[style.Class]), ("bridge", style.Bridge), ("tunnel", style.Tunnel),
            ("roadLevel", style.Tunnel ? -1L : style.Bridge ? 1L : style.Level), ("maxWeightTonnes", style.MaxWeightTonnes),
            ("maxHeightMetres", style.MaxHeightMetres), ("nodes", DemoLists.Of(nodes)));
    }

    public static IEnumerable<Feature> OfClosures(DemoWorld world) => world.Plan.Closures.Select(closure =>
    {
        var near = world.Board.FromDegrees(closure.Near);
        var segments = world.Roads.Segments;
        var nearest = Enumerable.Range(0, segments.Count).Where(i => segments[i].Style.Name == closure.Road)
            .MinBy(i => segments[i].Middle().At.DistanceTo(near));
        var points = segments[nearest].Points.Select(world.Board.ToDegrees).ToArray();
        return world.Row(Closures.Schema, closure.Code, DrawingBoard.Factory.CreateLineString(points),
            ("name", closure.Zh), ("reason", closure.Reason), ("from", world.TimeAfter(closure.FromHours)),
            ("to", closure.ToHours is { } to ? world.TimeAfter(to) : null), ("roadKey", Key(nearest)));
    });
}
