using System.Runtime.InteropServices;
using NetTopologySuite.Geometries;
using RiskMap.Geo.Geometries;
using RiskMap.Routing.Graph;

namespace RiskMap.Routing.Search;

/// <summary>How the outline of reached roads is drawn.</summary>
/// <param name="CellMetres">Width of the cells.</param>
/// <param name="ReachMetres">How far from a reached road the area goes, at least one and a half cells.</param>
public sealed record OutlineRules(double CellMetres, double ReachMetres);

/// <summary>
/// The area around reached roads. Method: the plane has cells of a fixed grid; those whose centre lies within a distance of a reached road are inside;
/// marching squares (Lorensen and Cline 1987, in two dimensions) draw the border half way between centres inside and outside. So every reached road
/// lies inside, no place inside is farther from one than the distance and a cell, and areas of longer times hold those of shorter ones. Pure.
/// </summary>
public static class Outline
{
    /// <summary>The area as valid polygons in the plane of the graph; empty when nothing is reached.</summary>
    public static MultiPolygon Of(RoadGraph graph, IReadOnlyList<ReachedRoad> roads, OutlineRules rules)
    {
        var cells = CellsNear(graph, roads, rules);
        return cells is null ? MultiPolygon.Empty : ContourRings.Polygons(cells);
    }

    static CellGrid? CellsNear(RoadGraph graph, IReadOnlyList<ReachedRoad> roads, OutlineRules rules)
    {
        var box = Box.Empty;
        foreach (var road in roads)
            box = box.Union(Box.Of(graph.ShapeX(road.Edge), graph.ShapeY(road.Edge)));
        if (box.IsEmpty)
            return null;
        var cells = new CellGrid(box.Expand(rules.ReachMetres + (2 * rules.CellMetres)), rules.CellMetres);
        var (x, y) = (new List<double>(), new List<double>());
        for (var i = 0; i < roads.Count; i++)
        {
            var (edge, from, to) = (roads[i].Edge, roads[i].From, roads[i].To);
            // Most roads are reached from both ends: the two stretches that meet are drawn as one.
            while (i + 1 < roads.Count && roads[i + 1].Edge == edge && roads[i + 1].From == to)
                to = roads[++i].To;
            if ((from, to) is (0, 1))
            {
                cells.FillNear(graph.ShapeX(edge), graph.ShapeY(edge), rules.ReachMetres);
                continue;
            }
            x.Clear();
            y.Clear();
            Shapes.Append(graph, edge, from, to, x, y);
            cells.FillNear(CollectionsMarshal.AsSpan(x), CollectionsMarshal.AsSpan(y), rules.ReachMetres);
        }
        return cells;
    }
}
