using RiskMap.Geo.Mvt;

namespace RiskMap.Geo.Tiles.Internal;

/// <summary>
/// A quick and exact test in whole numbers that a rounded polygon is surely valid: no two edges touch but neighbours at their common
/// vertex, and every ring nests as it should. A sweep along x over the edges sorted by their left end: O(n log n) on usual rings.
/// What fails here may still be valid (rings may touch in points): that is for the full test to say.
/// </summary>
sealed class RingContact
{
    // Above this many rings the pairwise test of nesting would cost more than the full test.
    const int MaxRings = 64;

    int[] _left = new int[64];
    int[] _order = new int[64];
    Edge[] _edges = new Edge[64];

    internal bool IsSurelyValid(MvtGeometry polygons) =>
        polygons.PartCount <= MaxRings && !AnyContact(polygons) && (polygons.PartCount == 1 || NestsWell(polygons));

    bool AnyContact(MvtGeometry polygons)
    {
        var count = Load(polygons);
        Array.Sort(_left, _order, 0, count);
        for (var i = 0; i < count; i++)
        {
            ref readonly var a = ref _edges[_order[i]];
            for (var j = i + 1; j < count && _left[j] <= a.MaxX; j++)
            {
                ref readonly var b = ref _edges[_order[j]];
                if (a.MinY <= b.MaxY && b.MinY <= a.MaxY && !AreNeighbours(a, b) && a.Meets(b)) return true;
            }
        }

        return false;
    }

    int Load(MvtGeometry polygons)
    {
        if (_edges.Length < polygons.VertexCount)
        {
            var size = Math.Max(polygons.VertexCount, _edges.Length * 2);
            (_left, _order, _edges) = (new int[size], new int[size], new Edge[size]);
        }

        var count = 0;
        for (var part = 0; part < polygons.PartCount; part++)
        {
            var x = polygons.X(part);
            var y = polygons.Y(part);
            for (int i = 0, j = x.Length - 1; i < x.Length; j = i++)
            {
                _edges[count] = new Edge(x[j], y[j], x[i], y[i], part, i, x.Length);
                (_left[count], _order[count]) = (Math.Min(x[i], x[j]), count);
                count++;
            }
        }

        return count;
    }

    static bool AreNeighbours(in Edge a, in Edge b)
    {
        if (a.Part != b.Part) return false;
        var apart = Math.Abs(a.Number - b.Number);
        return apart == 1 || apart == a.RingLength - 1;
    }

    /// <summary>Holes lie in their own shell and in no other hole of it; shells lie in no other polygon.</summary>
    static bool NestsWell(MvtGeometry polygons)
    {
        for (int part = 0, shell = 0; part < polygons.PartCount; part++)
        {
            if (polygons.IsShell(part)) shell = part;
            for (var other = 0; other < polygons.PartCount; other++)
            {
                if (other == part || (polygons.IsShell(part) && !polygons.IsShell(other))) continue;
                var expected = !polygons.IsShell(part) && other == shell;
                var ofSamePolygon = other >= shell && SamePolygon(polygons, shell, other);
                if (!polygons.IsShell(part) && !ofSamePolygon) continue;
                if (Contains(polygons, other, polygons.X(part)[0], polygons.Y(part)[0]) != expected) return false;
            }
        }

        return true;
    }

    static bool SamePolygon(MvtGeometry polygons, int shell, int part)
    {
        for (var i = shell + 1; i <= part; i++)
            if (polygons.IsShell(i)) return false;
        return true;
    }

    static bool Contains(MvtGeometry polygons, int part, int px, int py)
    {
        var x = polygons.X(part);
        var y = polygons.Y(part);
        var inside = false;
        for (int i = 0, j = x.Length - 1; i < x.Length; j = i++)
        {
            if ((y[i] > py) == (y[j] > py)) continue;
            var cross = ((long)(x[j] - x[i]) * (py - y[i])) - ((long)(px - x[i]) * (y[j] - y[i]));
            if ((y[j] > y[i]) == (cross > 0)) inside = !inside;
        }

        return inside;
    }

    readonly record struct Edge(int X1, int Y1, int X2, int Y2, int Part, int Number, int RingLength)
    {
        internal int MaxX => Math.Max(X1, X2);

        internal int MinY => Math.Min(Y1, Y2);

        internal int MaxY => Math.Max(Y1, Y2);

        /// <summary>True when the closed segments share a position; their boxes are known to touch.</summary>
        internal bool Meets(in Edge b)
        {
            var (a1, a2) = (Side(b.X1, b.Y1), Side(b.X2, b.Y2));
            if ((a1 > 0 && a2 > 0) || (a1 < 0 && a2 < 0)) return false;
            var (b1, b2) = (b.Side(X1, Y1), b.Side(X2, Y2));
            return !((b1 > 0 && b2 > 0) || (b1 < 0 && b2 < 0));
        }

        long Side(int x, int y) => ((long)(X2 - X1) * (y - Y1)) - ((long)(Y2 - Y1) * (x - X1));
    }
}
