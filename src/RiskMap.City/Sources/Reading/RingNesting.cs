using NetTopologySuite.Algorithm;
using NetTopologySuite.Geometries;

namespace RiskMap.City.Sources.Reading;

/// <summary>Puts holes into their shells: each belongs to the smallest shell around it. Pure.</summary>
static class RingNesting
{
    /// <summary>One polygon, or a multi polygon of several shells.</summary>
    /// <param name="shells">Outer rings.</param>
    /// <param name="holes">Inner rings; one without a shell around it becomes a shell.</param>
    public static Geometry Polygons(IReadOnlyList<LinearRing> shells, IReadOnlyList<LinearRing> holes)
    {
        var outer = shells.ToList();
        var inside = outer.ConvertAll(_ => new List<LinearRing>());
        foreach (var hole in holes)
        {
            var shell = SmallestAround(outer, hole);
            if (shell >= 0)
            {
                inside[shell].Add(hole);
                continue;
            }
            outer.Add(hole);
            inside.Add([]);
        }
        var factory = GeometryFactory.Default;
        var polygons = outer.Select((shell, i) => factory.CreatePolygon(shell, [.. inside[i]])).ToArray();
        return polygons.Length == 1 ? polygons[0] : factory.CreateMultiPolygon(polygons);
    }

    static int SmallestAround(List<LinearRing> shells, LinearRing hole)
    {
        var best = -1;
        for (var i = 0; i < shells.Count; i++)
        {
            var isAround = shells[i].EnvelopeInternal.Contains(hole.EnvelopeInternal) && IsAround(shells[i], hole);
            if (isAround && (best < 0 || shells[i].EnvelopeInternal.Area < shells[best].EnvelopeInternal.Area))
                best = i;
        }
        return best;
    }

    /// <summary>By the first point of the hole that does not lie on the shell.</summary>
    static bool IsAround(LinearRing shell, LinearRing hole)
    {
        var ring = shell.Coordinates;
        foreach (var point in hole.Coordinates)
        {
            var location = PointLocation.LocateInRing(point, ring);
            if (location != Location.Boundary)
                return location == Location.Interior;
        }
        return true;
    }
}
