namespace RiskMap.City.Proximity;

/// <summary>One edge of a shape in the metric plane, metres. All differences are taken from its start, so that large coordinates cost no digits.</summary>
readonly record struct ShapeEdge(double X1, double Y1, double X2, double Y2)
{
    /// <summary>Square of the distance from a position.</summary>
    public double SquaredDistance(double x, double y)
    {
        var (dx, dy, px, py) = (X2 - X1, Y2 - Y1, x - X1, y - Y1);
        var along = Along(dx, dy, px, py);
        var (gx, gy) = (px - (along * dx), py - (along * dy));
        return (gx * gx) + (gy * gy);
    }

    /// <summary>The position on the edge that is nearest to another.</summary>
    public (double X, double Y) Nearest(double x, double y)
    {
        var (dx, dy) = (X2 - X1, Y2 - Y1);
        var along = Along(dx, dy, x - X1, y - Y1);
        // The far end itself, not a sum that rounds beside it.
        return along >= 1 ? (X2, Y2) : (X1 + (along * dx), Y1 + (along * dy));
    }

    /// <summary>Where the edges cross in their insides, or null; edges that touch are found by the distance of their ends.</summary>
    public (double X, double Y)? Crossing(in ShapeEdge other)
    {
        var (dx, dy, ex, ey) = (X2 - X1, Y2 - Y1, other.X2 - other.X1, other.Y2 - other.Y1);
        var turn = (dx * ey) - (dy * ex);
        if (turn == 0)
            return null;
        var (px, py) = (other.X1 - X1, other.Y1 - Y1);
        var here = ((px * ey) - (py * ex)) / turn;
        var there = ((px * dy) - (py * dx)) / turn;
        return here is > 0 and < 1 && there is > 0 and < 1 ? (X1 + (here * dx), Y1 + (here * dy)) : null;
    }

    /// <summary>
    /// True when the ray from a position eastward crosses the edge. The test is half-open and does not depend on the edge's direction, so that a
    /// position on a border shared corner by corner lies in exactly one of two areas.
    /// </summary>
    public bool IsCrossedFrom(double x, double y) => Y1 > y != Y2 > y && x < CrossingAt(y);

    /// <summary>x at which the edge passes a height that it straddles.</summary>
    public double CrossingAt(double y) => Y1 <= Y2
        ? X1 + ((y - Y1) / (Y2 - Y1) * (X2 - X1))
        : X2 + ((y - Y2) / (Y1 - Y2) * (X1 - X2));

    static double Along(double dx, double dy, double px, double py)
    {
        var length = (dx * dx) + (dy * dy);
        return length > 0 ? Math.Clamp(((px * dx) + (py * dy)) / length, 0, 1) : 0;
    }
}
