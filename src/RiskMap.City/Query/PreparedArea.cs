using NetTopologySuite.Algorithm;
using NetTopologySuite.Geometries;
using RiskMap.Geo.Geometries;

namespace RiskMap.City.Query;

/// <summary>
/// Where positions lie in relation to a valid polygon or multi polygon, without allocation: edges in horizontal bands, crossings by exact orientation,
/// so that borders are told from insides as NetTopologySuite tells them. Immutable; any number of threads may ask.
/// </summary>
sealed class PreparedArea
{
    const int EdgesPerBand = 4;
    const int MostBands = 256;

    readonly Edge[][] _bands;
    readonly double _bandHeight;

    public PreparedArea(Geometry area)
    {
        Box = GeometryLiterals.BoxOf(area);
        var edges = EdgesOf(area);
        var bands = new List<Edge>[Math.Clamp(edges.Count / EdgesPerBand, 1, MostBands)];
        _bandHeight = Box.Height / bands.Length;
        _bands = new Edge[bands.Length][];
        foreach (var edge in edges)
        {
            for (var band = BandOf(Math.Min(edge.Y1, edge.Y2)); band <= BandOf(Math.Max(edge.Y1, edge.Y2)); band++)
                (bands[band] ??= []).Add(edge);
        }

        for (var band = 0; band < bands.Length; band++) _bands[band] = bands[band]?.ToArray() ?? [];
    }

    public Box Box { get; }

    /// <summary>Inside, on the border, or outside.</summary>
    public Location Locate(double x, double y)
    {
        if (!Box.Contains(x, y)) return Location.Exterior;
        var inside = false;
        foreach (ref readonly var edge in _bands[BandOf(y)].AsSpan())
        {
            if (edge.X1 < x && edge.X2 < x) continue;
            var side = SideOf(edge, x, y);
            if (side == Side.On) return Location.Boundary;
            if (side == Side.Crossed) inside = !inside;
        }

        return inside ? Location.Interior : Location.Exterior;
    }

    /// <summary>What a ray from the position eastward does to an edge; an edge owns its lower end (RayCrossingCounter of JTS).</summary>
    static Side SideOf(in Edge edge, double x, double y)
    {
        if (edge.X2 == x && edge.Y2 == y) return Side.On;
        if (edge.Y1 == y && edge.Y2 == y) return x >= Math.Min(edge.X1, edge.X2) && x <= Math.Max(edge.X1, edge.X2) ? Side.On : Side.Missed;
        if (!((edge.Y1 > y && edge.Y2 <= y) || (edge.Y2 > y && edge.Y1 <= y))) return Side.Missed;
        var orientation = CGAlgorithmsDD.OrientationIndex(edge.X1, edge.Y1, edge.X2, edge.Y2, x, y);
        if (orientation == 0) return Side.On;
        return (edge.Y2 < edge.Y1 ? -orientation : orientation) > 0 ? Side.Crossed : Side.Missed;
    }

    int BandOf(double y) => _bandHeight > 0 ? Math.Clamp((int)((y - Box.MinY) / _bandHeight), 0, _bands.Length - 1) : 0;

    static List<Edge> EdgesOf(Geometry area)
    {
        var edges = new List<Edge>();
        for (var part = 0; part < area.NumGeometries; part++)
        {
            var polygon = (Polygon)area.GetGeometryN(part);
            foreach (var ring in polygon.InteriorRings.Prepend(polygon.ExteriorRing))
            {
                var corners = ring.CoordinateSequence;
                for (var i = 1; i < corners.Count; i++) edges.Add(new(corners.GetX(i - 1), corners.GetY(i - 1), corners.GetX(i), corners.GetY(i)));
            }
        }

        return edges;
    }

    enum Side
    {
        Missed,
        Crossed,
        On,
    }

    readonly record struct Edge(double X1, double Y1, double X2, double Y2);
}
