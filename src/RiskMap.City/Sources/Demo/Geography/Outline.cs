using NetTopologySuite.Geometries;
using NetTopologySuite.Operation.OverlayNG;

namespace RiskMap.City.Sources.Demo.Geography;

/// <summary>A town with its parts on the board and its polygon in degrees.</summary>
sealed record Town(TownPlan Plan, IReadOnlyList<DrawingPoint[]> Rings, Geometry Area);

/// <summary>
/// The outline of the district and its towns. Each border is drawn once, as an edge between nodes, and used by both neighbours, so that the towns
/// are a coverage: no gaps, no overlaps. It does not depend on seed or scale.
/// </summary>
sealed class Outline
{
    Outline(IReadOnlyList<Town> towns)
    {
        Towns = towns;
        District = CoverageUnion.Union(DrawingBoard.Factory.BuildGeometry(towns.Select(town => town.Area)));
    }

    /// <summary>The towns in the plan's order.</summary>
    public IReadOnlyList<Town> Towns { get; }

    /// <summary>The union of the towns.</summary>
    public Geometry District { get; }

    /// <summary>Draws the plan's outline.</summary>
    /// <exception cref="InvalidDataException">The edges of a ring do not meet.</exception>
    public static Outline Draw(OutlinePlan plan, DrawingBoard board)
    {
        var edges = plan.Edges.ToDictionary(edge => edge.Key, edge => Drawn(edge.Key, edge.Value, plan, board), StringComparer.Ordinal);
        return new Outline([.. plan.Towns.Select(town => Assembled(town, edges, board))]);
    }

    static List<DrawingPoint> Drawn(string name, EdgePlan edge, OutlinePlan plan, DrawingBoard board)
    {
        var line = new[] { plan.Nodes[edge.From] }.Concat(edge.Via).Append(plan.Nodes[edge.To]).Select(board.FromDegrees).ToList();
        var roughness = edge.Kind == "coast" ? plan.CoastRoughness : plan.BorderRoughness;
        return Curves.Roughened(line, roughness, plan.StepMetres, new DemoRandom(0, "outline/" + name));
    }

    static Town Assembled(TownPlan plan, Dictionary<string, List<DrawingPoint>> edges, DrawingBoard board)
    {
        var rings = plan.Rings.Select(ring => Ring(plan.Code, ring, edges)).ToList();
        var polygons = rings.Select(board.ToPolygon).ToArray();
        return new Town(plan, rings, polygons.Length == 1 ? polygons[0] : DrawingBoard.Factory.CreateMultiPolygon(polygons));
    }

    static DrawingPoint[] Ring(string town, string[] names, Dictionary<string, List<DrawingPoint>> edges)
    {
        var ring = new List<DrawingPoint>();
        foreach (var name in names)
        {
            var forward = !name.StartsWith('-');
            IEnumerable<DrawingPoint> edge = edges[forward ? name : name[1..]];
            var points = forward ? edge.ToList() : [.. edge.Reverse()];
            if (ring.Count > 0 && ring[^1] != points[0])
                throw new InvalidDataException($"demo plan: town {town}: edge '{name}' does not begin where the edge before it ends");
            ring.AddRange(ring.Count > 0 ? points.Skip(1) : points);
        }
        if (ring[0] != ring[^1])
            throw new InvalidDataException($"demo plan: town {town}: the ring does not close");
        return [.. ring.SkipLast(1)];
    }
}
