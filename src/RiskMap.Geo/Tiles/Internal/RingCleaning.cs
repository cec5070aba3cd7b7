using RiskMap.Geo.Mvt;

namespace RiskMap.Geo.Tiles.Internal;

/// <summary>Takes needless vertices out of the part of a geometry begun last, after rounding.</summary>
static class RingCleaning
{
    /// <summary>
    /// Removes repeated vertices, vertices on a straight edge, and spikes (there and back along one line) from a ring, in place; false when
    /// no area is left.
    /// </summary>
    internal static bool Ring(MvtGeometry geometry)
    {
        var (x, y, start, end) = geometry.LastPart;
        var kept = start;
        for (var i = start; i < end; i++)
        {
            (x[kept], y[kept]) = (x[i], y[i]);
            kept++;
            while (Shrinks(x, y, start, ref kept))
            {
            }
        }

        kept = CloseUp(x, y, ref start, kept);
        if (kept - start < 3) return false;
        if (start != geometry.LastPart.Start) MoveDown(x, y, geometry.LastPart.Start, start, ref kept);
        geometry.EndAt(kept);
        return true;
    }

    /// <summary>Removes repeated vertices and vertices on a straight stretch from a line, in place; false when only one position is left.</summary>
    internal static bool Line(MvtGeometry geometry)
    {
        var (x, y, start, end) = geometry.LastPart;
        var kept = start;
        for (var i = start; i < end; i++)
        {
            if (kept > start && x[kept - 1] == x[i] && y[kept - 1] == y[i]) continue;
            if (kept - start >= 2 && IsStraight(x, y, kept - 2, kept - 1, i)) kept--;
            (x[kept], y[kept]) = (x[i], y[i]);
            kept++;
        }

        geometry.EndAt(kept);
        return kept - start >= 2;
    }

    /// <summary>Looks at the last three vertices and takes out what is needless.</summary>
    static bool Shrinks(int[] x, int[] y, int start, ref int kept)
    {
        if (kept - start >= 2 && x[kept - 1] == x[kept - 2] && y[kept - 1] == y[kept - 2])
        {
            kept--;
            return true;
        }

        if (kept - start < 3 || Cross(x, y, kept - 3, kept - 2, kept - 1) != 0) return false;
        (x[kept - 2], y[kept - 2]) = (x[kept - 1], y[kept - 1]);
        kept--;
        return true;
    }

    /// <summary>The same where the end of the ring meets its beginning.</summary>
    static int CloseUp(int[] x, int[] y, ref int start, int kept)
    {
        while (kept - start >= 3)
        {
            if (x[start] == x[kept - 1] && y[start] == y[kept - 1]) kept--;
            else if (Cross(x, y, kept - 2, kept - 1, start) == 0) kept--;
            else if (Cross(x, y, kept - 1, start, start + 1) == 0) start++;
            else break;
        }

        return kept;
    }

    static void MoveDown(int[] x, int[] y, int to, int from, ref int end)
    {
        Array.Copy(x, from, x, to, end - from);
        Array.Copy(y, from, y, to, end - from);
        end -= from - to;
    }

    static bool IsStraight(int[] x, int[] y, int a, int b, int c) =>
        Cross(x, y, a, b, c) == 0 && ((long)(x[b] - x[a]) * (x[c] - x[b])) + ((long)(y[b] - y[a]) * (y[c] - y[b])) > 0;

    static long Cross(int[] x, int[] y, int a, int b, int c) =>
        ((long)(x[b] - x[a]) * (y[c] - y[b])) - ((long)(y[b] - y[a]) * (x[c] - x[b]));
}
