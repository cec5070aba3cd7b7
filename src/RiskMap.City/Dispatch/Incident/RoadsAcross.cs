using System.Text;
using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Prepared;
using RiskMap.City.Model.Layers;
using RiskMap.City.Snapshot;
using RiskMap.Geo.Geometries;
using RiskMap.Geo.Index;

namespace RiskMap.City.Dispatch.Incident;

/// <summary>Roads that enter a zone and the points where they cross its edge. Pure, thread-safe.</summary>
static class RoadsAcross
{
    static readonly int Class = Roads.Schema.IndexOf("roadClass");
    static readonly Dictionary<string, int> Ranks = Roads.Classes.Codes.Select((code, rank) => (code.Value, rank)).ToDictionary(pair => pair.Value, pair => pair.rank, StringComparer.Ordinal);

    /// <summary>The roads, or null where the layer has no data.</summary>
    public static RoadsInside? Of(CitySnapshot city, ReleaseZone zone, IncidentRules rules, List<MissingData> missing)
    {
        var layer = city.Layer("roads");
        if (layer.Count == 0)
        {
            missing.Add(new("roads", ("“道路”图层没有数据：没有封控点", "layer 'roads' has no data: no closure points")));
            return null;
        }
        byte[][] pathClasses = [.. rules.NotForVehicles.Classes.Select(Encoding.UTF8.GetBytes)];
        var edge = zone.Whole.Boundary;
        var prepared = PreparedGeometryFactory.Prepare(edge);
        var (entering, inside, paths, points) = (0, 0, 0, new List<ClosurePoint>());
        foreach (var (road, metric) in In(city, layer, zone.Whole.EnvelopeInternal))
        {
            // Most roads lie wholly inside or wholly outside, as their box tells.
            var side = zone.Holds(metric.BoxOf(road.Row)) ? AreaSide.Inside : zone.Grid.SideOf(metric.BoxOf(road.Row));
            if (side == AreaSide.Outside)
                continue;
            var isPath = IsOneOf(pathClasses, road.Utf8(Class));
            var line = side == AreaSide.Inside ? null : metric.ToGeometry(road.Row);
            if (line is null || !prepared.Intersects(line))
                inside += !isPath && (line is null || zone.Prepared.Intersects(line)) ? 1 : 0;
            else if (isPath)
                paths++;
            else
            {
                entering++;
                points.AddRange(CrossingsOf(city, road, line.Intersection(edge)));
            }
        }
        return new(entering, inside, paths, [.. points.OrderBy(point => RankOf(point.RoadClass)).ThenBy(point => point.Name, StringComparer.Ordinal).ThenBy(point => point.RoadId)]);
    }

    /// <summary>Roads whose box meets a box of the plane, each with the column that holds its line in the plane.</summary>
    public static IEnumerable<(FeatureRef Road, GeometryColumn Metric)> In(CitySnapshot city, LayerSnapshot layer, Envelope envelope)
    {
        var box = new Box(envelope.MinX, envelope.MinY, envelope.MaxX, envelope.MaxY);
        foreach (var block in layer.Blocks)
        {
            var metric = block.Metric(city.Plane);
            // Boxes of lines are costly to find out: asked for all at once they are kept.
            metric.Boxes();
            for (var row = 0; row < block.Count; row++)
            {
                if (!layer.IsHidden(block, row) && metric.BoxOf(row).Intersects(box))
                    yield return (new FeatureRef(block, row), metric);
            }
        }
    }

    static IEnumerable<ClosurePoint> CrossingsOf(CitySnapshot city, FeatureRef road, Geometry crossings) =>
        Enumerable.Range(0, crossings.NumGeometries).Select(crossings.GetGeometryN).Where(part => !part.IsEmpty).Select(part => part.Coordinate)
            .Select(at => new ClosurePoint(QuestionPlace.LonLatOf(city, at.X, at.Y), road.Id, road.Name, road.Text(Class)));

    // Without a text for each of tens of thousands of roads.
    static bool IsOneOf(byte[][] classes, ReadOnlySpan<byte> roadClass)
    {
        foreach (var known in classes)
        {
            if (roadClass.SequenceEqual(known))
                return true;
        }
        return false;
    }

    static int RankOf(string? roadClass) => roadClass is not null && Ranks.TryGetValue(roadClass, out var rank) ? rank : int.MaxValue;
}
