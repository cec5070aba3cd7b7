using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Utilities;
using NetTopologySuite.Precision;
using RiskMap.Geo.Geometries;
using RiskMap.Geo.Mvt;

namespace RiskMap.Geo.Tiles.Internal;

/// <summary>
/// Mends polygons whose rings touch or cross after rounding. Small ones become the convex hull of their vertices; greater ones go
/// through NTS' snap rounding (GeometryPrecisionReducer), from their exact rings.
/// </summary>
static class PolygonRepair
{
    /// <summary>Up to this many units along each side (one pixel at 512 pixels a tile) nobody sees the difference to a hull.</summary>
    const int HullUnits = 8;

    static readonly PrecisionModel WholeUnits = new(1);

    internal static void Mend(MvtGeometry rounded, PolygonRings exact)
    {
        if (IsSmall(rounded))
        {
            ReplaceByHull(rounded);
            return;
        }

        if (ToNts(rounded).IsValid) return;
        var reduced = Reduce(exact) ?? ToNts(rounded).ConvexHull();
        rounded.Clear(MvtGeometryType.Polygon);
        for (var i = 0; i < reduced.NumGeometries; i++)
            if (reduced.GetGeometryN(i) is Polygon { IsEmpty: false } polygon) Append(polygon, rounded);
    }

    static Geometry? Reduce(PolygonRings exact)
    {
        try
        {
            // Cutting may leave pieces that hang together, and straightening may cross: then the exact rings need mending first.
            var polygons = exact.ToNts();
            return GeometryPrecisionReducer.Reduce(polygons.IsValid ? polygons : GeometryFixer.Fix(polygons), WholeUnits);
        }
        catch (Exception e) when (e is TopologyException or ArgumentException)
        {
            return null;
        }
    }

    static bool IsSmall(MvtGeometry polygons)
    {
        var box = Box.Empty;
        for (var part = 0; part < polygons.PartCount; part++)
        {
            var x = polygons.X(part);
            var y = polygons.Y(part);
            for (var i = 0; i < x.Length; i++) box = box.Union(Box.Of(x[i], y[i]));
        }

        return box.Width <= HullUnits && box.Height <= HullUnits;
    }

    static void ReplaceByHull(MvtGeometry polygons)
    {
        var points = new List<(int X, int Y)>(polygons.VertexCount);
        for (var part = 0; part < polygons.PartCount; part++)
        {
            if (!polygons.IsShell(part)) continue;
            var x = polygons.X(part);
            var y = polygons.Y(part);
            for (var i = 0; i < x.Length; i++) points.Add((x[i], y[i]));
        }

        points.Sort();
        polygons.Clear(MvtGeometryType.Polygon);
        polygons.BeginPart(shell: true);
        foreach (var (x, y) in HalfHull(points).Concat(HalfHull(Enumerable.Reverse(points)))) polygons.Add(x, y);
        if (!RingCleaning.Ring(polygons)) polygons.DropPart();
    }

    /// <summary>One side of the hull without its last vertex (Andrew's monotone chain, 1979).</summary>
    static List<(int X, int Y)> HalfHull(IEnumerable<(int X, int Y)> points)
    {
        var hull = new List<(int X, int Y)>();
        foreach (var p in points)
        {
            while (hull.Count >= 2 && Turn(hull[^2], hull[^1], p) <= 0) hull.RemoveAt(hull.Count - 1);
            hull.Add(p);
        }

        hull.RemoveAt(hull.Count - 1);
        return hull;
    }

    static long Turn((int X, int Y) a, (int X, int Y) b, (int X, int Y) c) =>
        ((long)(b.X - a.X) * (c.Y - a.Y)) - ((long)(b.Y - a.Y) * (c.X - a.X));

    static void Append(Polygon polygon, MvtGeometry to)
    {
        if (!Append(polygon.ExteriorRing, shell: true, to)) return;
        foreach (var hole in polygon.Holes) Append(hole, shell: false, to);
    }

    static bool Append(LineString ring, bool shell, MvtGeometry to)
    {
        to.BeginPart(shell);
        var vertices = ring.CoordinateSequence;
        for (var i = 0; i + 1 < vertices.Count; i++) to.Add(TileFrame.Round(vertices.GetX(i)), TileFrame.Round(vertices.GetY(i)));
        if (RingCleaning.Ring(to)) return true;
        to.DropPart();
        return false;
    }

    static Geometry ToNts(MvtGeometry polygons)
    {
        var rings = new PolygonRings();
        var path = new UnitPath();
        for (var part = 0; part < polygons.PartCount; part++)
        {
            path.Clear();
            var x = polygons.X(part);
            var y = polygons.Y(part);
            for (var i = 0; i < x.Length; i++) path.Add(x[i], y[i]);
            rings.Add(path, polygons.IsShell(part));
        }

        return rings.ToNts();
    }
}

/// <summary>The rings of one row in tile units before rounding, kept for the case that rounding breaks them.</summary>
sealed class PolygonRings
{
    readonly UnitPath _vertices = new();
    readonly List<(int Start, bool IsShell)> _rings = [];

    internal void Clear()
    {
        _vertices.Clear();
        _rings.Clear();
    }

    internal void Add(UnitPath ring, bool shell)
    {
        _rings.Add((_vertices.Count, shell));
        _vertices.Append(ring);
    }

    /// <summary>Takes back all rings from a number on.</summary>
    internal void CutTo(int rings)
    {
        if (rings >= _rings.Count) return;
        _vertices.CutTo(_rings[rings].Start);
        _rings.RemoveRange(rings, _rings.Count - rings);
    }

    internal Geometry ToNts()
    {
        var factory = GeometryFactory.Default;
        var polygons = new List<Polygon>();
        for (var ring = 0; ring < _rings.Count;)
        {
            var shell = ToRing(ring++);
            var holes = new List<LinearRing>();
            while (ring < _rings.Count && !_rings[ring].IsShell) holes.Add(ToRing(ring++));
            polygons.Add(factory.CreatePolygon(shell, [.. holes]));
        }

        return polygons.Count == 1 ? polygons[0] : factory.CreateMultiPolygon([.. polygons]);
    }

    LinearRing ToRing(int ring)
    {
        var start = _rings[ring].Start;
        var count = (ring + 1 < _rings.Count ? _rings[ring + 1].Start : _vertices.Count) - start;
        var coordinates = new Coordinate[count + 1];
        for (var i = 0; i < count; i++) coordinates[i] = new Coordinate(_vertices.X[start + i], _vertices.Y[start + i]);
        coordinates[count] = coordinates[0].Copy();
        return GeometryFactory.Default.CreateLinearRing(coordinates);
    }
}
