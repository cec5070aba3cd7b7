using NetTopologySuite.Geometries;
using NetTopologySuite.LinearReferencing;
using NetTopologySuite.Operation.Buffer;
using RiskMap.Geo.Geometries;
using RiskMap.Geo.Index;
using RiskMap.Routing.Graph;

namespace RiskMap.Routing.Search;

/// <summary>How the drawing of a closure is read.</summary>
/// <param name="ToleranceMetres">How far a road may lie from a line or point that shuts it.</param>
/// <param name="LeastAlongShare">From which share of its length on a line that runs along roads shuts those, and not the roads that it crosses.</param>
public sealed record ClosureRules(double ToleranceMetres, double LeastAlongShare);

/// <summary>
/// Which stretches of road a drawn closure shuts. An area shuts what lies in it. A line that runs along roads shuts what it runs along; any other
/// line is a barrier and shuts the roads that it crosses, there. A point shuts the nearest road, there. Shapes are in the plane of the graph. Pure.
/// </summary>
public static class ClosureShapes
{
    // Two roads that are this near to a point are equally near: it marks the junction.
    const double SamePlaceMetres = 0.01;

    // Below so many edges a grid over the area costs more than it saves.
    const int FewEdges = 100;

    // A stretch runs along a line when following it leads along the line for at least half of its length.
    const double LeastProgress = 0.5;

    /// <summary>The stretches that a shape shuts; none when it meets no road.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="shape">Point, line or polygon, one or several.</param>
    /// <param name="closure">Number that the stretches bear.</param>
    /// <param name="rules">How it is read.</param>
    public static IReadOnlyList<ClosedStretch> Shut(RoadGraph graph, Geometry shape, int closure, ClosureRules rules) => shape switch
    {
        { IsEmpty: true } => [],
        GeometryCollection several => [.. several.Geometries.SelectMany(part => Shut(graph, part, closure, rules))],
        Polygon area => [.. Inside(graph, area, area.EnvelopeInternal).Select(part => part with { Closure = closure })],
        LineString line => [.. OnLine(graph, line, rules).Select(part => part with { Closure = closure })],
        Point point => [.. AtPoint(graph, point, rules.ToleranceMetres).Select(part => part with { Closure = closure })],
        _ => [],
    };

    /// <summary>The stretches of a way, for a closure that names its road.</summary>
    public static IReadOnlyList<ClosedStretch> ShutWay(RoadGraph graph, long way, int closure) =>
    [
        .. graph.StretchesOf(way).Select(part => new ClosedStretch(part.Edge, Fraction(graph, part.Edge, part.FromMetres), Fraction(graph, part.Edge, part.ToMetres), closure)),
    ];

    static IEnumerable<ClosedStretch> OnLine(RoadGraph graph, LineString line, ClosureRules rules)
    {
        var ruler = new LengthIndexedLine(line);
        // A hair shorter: a side street at its very end would lie on the border of the band.
        var shorter = line.Length > 4 * SamePlaceMetres ? ruler.ExtractLine(SamePlaceMetres, line.Length - SamePlaceMetres) : line;
        var band = shorter.Buffer(rules.ToleranceMetres, new BufferParameters { EndCapStyle = EndCapStyle.Flat });
        var along = new List<ClosedStretch>();
        var metres = 0.0;
        foreach (var part in Inside(graph, band, band.EnvelopeInternal))
        {
            var (length, progress) = (graph.MetresOf(part.Edge) * (part.To - part.From), Progress(graph, ruler, part));
            if (progress < LeastProgress * length || (length < rules.ToleranceMetres && part is not { From: 0, To: 1 }))
                continue;
            along.Add(part);
            metres += progress;
        }
        return metres >= rules.LeastAlongShare * line.Length ? along : Crossed(graph, line);
    }

    /// <summary>Metres along the line between the ends of a stretch.</summary>
    static double Progress(RoadGraph graph, LengthIndexedLine ruler, ClosedStretch part) =>
        Math.Abs(ruler.Project(Place(graph, part.Edge, part.To)) - ruler.Project(Place(graph, part.Edge, part.From)));

    static IEnumerable<ClosedStretch> Crossed(RoadGraph graph, LineString line)
    {
        foreach (var edge in Near(graph, line.EnvelopeInternal))
        {
            var road = LineOf(graph, edge);
            if (!road.Intersects(line))
                continue;
            var ruler = new LengthIndexedLine(road);
            foreach (var at in road.Intersection(line).Coordinates.Select(place => Fraction(graph, edge, ruler.Project(place))))
                yield return new ClosedStretch(edge, at, at, 0);
        }
    }

    static IEnumerable<ClosedStretch> AtPoint(RoadGraph graph, Point point, double toleranceMetres)
    {
        var near = new Envelope(point.Coordinate);
        near.ExpandBy(toleranceMetres);
        var found = Near(graph, near).Select(edge => (Edge: edge, Line: LineOf(graph, edge)))
            .Select(road => (road.Edge, Metres: road.Line.Distance(point), At: new LengthIndexedLine(road.Line).Project(point.Coordinate)))
            .Where(road => road.Metres <= toleranceMetres).ToList();
        var nearest = found.Count == 0 ? 0 : found.Min(road => road.Metres);
        foreach (var road in found.Where(road => road.Metres <= nearest + SamePlaceMetres))
            yield return new ClosedStretch(road.Edge, Fraction(graph, road.Edge, road.At), Fraction(graph, road.Edge, road.At), 0);
    }

    static IEnumerable<ClosedStretch> Inside(RoadGraph graph, Geometry area, Envelope envelope)
    {
        var (prepared, near) = (NetTopologySuite.Geometries.Prepared.PreparedGeometryFactory.Prepare(area), Near(graph, envelope));
        var grid = near.Count > FewEdges ? new AreaGrid(area) : null;
        foreach (var edge in near)
        {
            var side = grid?.SideOf(Box.Of(graph.ShapeX(edge), graph.ShapeY(edge))) ?? AreaSide.Border;
            if (side == AreaSide.Outside)
                continue;
            if (side == AreaSide.Inside)
            {
                yield return new ClosedStretch(edge, 0, 1, 0);
                continue;
            }
            var road = LineOf(graph, edge);
            if (!prepared.Intersects(road))
                continue;
            if (prepared.Covers(road))
            {
                yield return new ClosedStretch(edge, 0, 1, 0);
                continue;
            }
            var ruler = new LengthIndexedLine(road);
            var inside = area.Intersection(road);
            for (var i = 0; i < inside.NumGeometries; i++)
            {
                // Where the road only touches the border nothing is shut.
                if (inside.GetGeometryN(i) is not LineString { IsEmpty: false } part)
                    continue;
                var ends = ruler.IndicesOf(part);
                yield return new ClosedStretch(edge, Fraction(graph, edge, Math.Min(ends[0], ends[1])), Fraction(graph, edge, Math.Max(ends[0], ends[1])), 0);
            }
        }
    }

    static List<int> Near(RoadGraph graph, Envelope envelope)
    {
        var edges = new List<int>();
        graph.Edges.Index.Query(new Box(envelope.MinX, envelope.MinY, envelope.MaxX, envelope.MaxY), edges);
        edges.Sort();
        return edges;
    }

    static LineString LineOf(RoadGraph graph, int edge)
    {
        var (x, y) = (graph.ShapeX(edge).ToArray(), graph.ShapeY(edge).ToArray());
        return new LineString([.. x.Zip(y, (x, y) => new Coordinate(x, y))]);
    }

    static Coordinate Place(RoadGraph graph, int edge, double fraction)
    {
        var (x, y) = Shapes.At(graph, edge, fraction);
        return new Coordinate(x, y);
    }

    static double Fraction(RoadGraph graph, int edge, double metres) => graph.MetresOf(edge) > 0 ? Math.Clamp(metres / graph.MetresOf(edge), 0, 1) : 0;
}
