namespace RiskMap.Geo.Tiles.Internal;

/// <summary>How a ring lies to the square that is drawn.</summary>
enum RingPlace
{
    Inside,
    Crossing,
    Around,
    Outside,
}

/// <summary>
/// Clipping to the square [min, max] x [min, max]: segments after Liang and Barsky (1984), rings after Sutherland and Hodgman (1974).
/// </summary>
static class Clipping
{
    /// <summary>Cuts a segment to the square; false when nothing of it is inside. Ends that are inside stay as they are, to the bit.</summary>
    internal static bool Segment(ref double x1, ref double y1, ref double x2, ref double y2, double min, double max)
    {
        var (dx, dy) = (x2 - x1, y2 - y1);
        var (enter, leave) = (0.0, 1.0);
        if (!Narrow(-dx, x1 - min, ref enter, ref leave) || !Narrow(dx, max - x1, ref enter, ref leave) ||
            !Narrow(-dy, y1 - min, ref enter, ref leave) || !Narrow(dy, max - y1, ref enter, ref leave)) return false;
        if (leave < 1) (x2, y2) = (Math.Clamp(x1 + (leave * dx), min, max), Math.Clamp(y1 + (leave * dy), min, max));
        if (enter > 0) (x1, y1) = (Math.Clamp(x1 + (enter * dx), min, max), Math.Clamp(y1 + (enter * dy), min, max));
        return true;
    }

    /// <summary>Where an open ring (last vertex unlike the first) lies.</summary>
    internal static RingPlace Place(UnitPath ring, double min, double max)
    {
        var x = ring.X;
        var y = ring.Y;
        var anyInside = false;
        var anyOutside = false;
        for (var i = 0; i < x.Length; i++)
        {
            if (OutCode(x[i], y[i], min, max) == 0) anyInside = true;
            else anyOutside = true;
        }

        if (!anyOutside) return RingPlace.Inside;
        if (anyInside || AnyEdgeCrosses(x, y, min, max)) return RingPlace.Crossing;
        return Contains(x, y, (min + max) / 2, (min + max) / 2) ? RingPlace.Around : RingPlace.Outside;
    }

    /// <summary>
    /// Cuts an open ring to the square. The area is right; a ring that is cut into several pieces stays one ring, whose pieces hang
    /// together along the square's border: the caller must look at its validity.
    /// </summary>
    internal static UnitPath Ring(UnitPath ring, UnitPath other, double min, double max)
    {
        (ring, other) = Against(ring, other, alongX: true, max, keepLess: true);
        (ring, other) = Against(ring, other, alongX: true, min, keepLess: false);
        (ring, other) = Against(ring, other, alongX: false, max, keepLess: true);
        (ring, _) = Against(ring, other, alongX: false, min, keepLess: false);
        return ring;
    }

    /// <summary>Even-odd rule (Shimrat 1962).</summary>
    internal static bool Contains(ReadOnlySpan<double> x, ReadOnlySpan<double> y, double px, double py)
    {
        var inside = false;
        for (int i = 0, j = x.Length - 1; i < x.Length; j = i++)
            if ((y[i] > py) != (y[j] > py) && px < ((x[j] - x[i]) * (py - y[i]) / (y[j] - y[i])) + x[i]) inside = !inside;
        return inside;
    }

    static (UnitPath Done, UnitPath Free) Against(UnitPath from, UnitPath to, bool alongX, double border, bool keepLess)
    {
        to.Clear();
        var x = from.X;
        var y = from.Y;
        var along = alongX ? x : y;
        for (int i = 0, j = x.Length - 1; i < x.Length; j = i++)
        {
            var keepHere = keepLess ? along[i] <= border : along[i] >= border;
            var keptBefore = keepLess ? along[j] <= border : along[j] >= border;
            if (keepHere != keptBefore)
            {
                var t = (border - along[j]) / (along[i] - along[j]);
                to.Add(alongX ? border : x[j] + (t * (x[i] - x[j])), alongX ? y[j] + (t * (y[i] - y[j])) : border);
            }

            if (keepHere) to.Add(x[i], y[i]);
        }

        return (to, from);
    }

    static bool AnyEdgeCrosses(ReadOnlySpan<double> x, ReadOnlySpan<double> y, double min, double max)
    {
        for (int i = 0, j = x.Length - 1; i < x.Length; j = i++)
        {
            if ((OutCode(x[i], y[i], min, max) & OutCode(x[j], y[j], min, max)) != 0) continue;
            var (x1, y1, x2, y2) = (x[j], y[j], x[i], y[i]);
            if (Segment(ref x1, ref y1, ref x2, ref y2, min, max)) return true;
        }

        return false;
    }

    static int OutCode(double x, double y, double min, double max) =>
        (x < min ? 1 : x > max ? 2 : 0) | (y < min ? 4 : y > max ? 8 : 0);

    static bool Narrow(double towards, double room, ref double enter, ref double leave)
    {
        if (towards == 0) return room >= 0;
        var t = room / towards;
        if (towards < 0)
        {
            if (t > leave) return false;
            if (t > enter) enter = t;
        }
        else
        {
            if (t < enter) return false;
            if (t < leave) leave = t;
        }

        return true;
    }
}
