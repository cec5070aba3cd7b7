namespace RiskMap.Geo.Geometries;

/// <summary>
/// Closed axis-parallel rectangle in any plane. <see cref="Empty"/> holds nothing and touches nothing;
/// a box that crosses the antimeridian must be split by the caller.
/// </summary>
/// <param name="MinX">Least x.</param>
/// <param name="MinY">Least y.</param>
/// <param name="MaxX">Greatest x.</param>
/// <param name="MaxY">Greatest y.</param>
public readonly record struct Box(double MinX, double MinY, double MaxX, double MaxY)
{
    /// <summary>The box of nothing: the neutral element of <see cref="Union"/>.</summary>
    public static Box Empty { get; } =
        new(double.PositiveInfinity, double.PositiveInfinity, double.NegativeInfinity, double.NegativeInfinity);

    /// <summary>True when the box holds no position, not even one with NaN corners.</summary>
    public bool IsEmpty => !(MinX <= MaxX && MinY <= MaxY);

    /// <summary>Extent along x, in the plane's unit; 0 when empty.</summary>
    public double Width => IsEmpty ? 0 : MaxX - MinX;

    /// <summary>Extent along y, in the plane's unit; 0 when empty.</summary>
    public double Height => IsEmpty ? 0 : MaxY - MinY;

    /// <summary>Middle along x.</summary>
    public double CentreX => (MinX + MaxX) / 2;

    /// <summary>Middle along y.</summary>
    public double CentreY => (MinY + MaxY) / 2;

    /// <summary>The box of one position.</summary>
    public static Box Of(double x, double y) => new(x, y, x, y);

    /// <summary>The box within <paramref name="distance"/> of a position.</summary>
    public static Box Around(double x, double y, double distance) => new(x - distance, y - distance, x + distance, y + distance);

    /// <summary>The box of many positions; positions with NaN are left out.</summary>
    public static Box Of(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        double minX = double.PositiveInfinity, minY = minX, maxX = double.NegativeInfinity, maxY = maxX;
        for (var i = 0; i < x.Length; i++)
        {
            if (x[i] < minX) minX = x[i];
            if (x[i] > maxX) maxX = x[i];
            if (y[i] < minY) minY = y[i];
            if (y[i] > maxY) maxY = y[i];
        }

        return new(minX, minY, maxX, maxY);
    }

    /// <summary>True when the boxes share a position, borders included.</summary>
    public bool Intersects(in Box other) =>
        MinX <= other.MaxX && MaxX >= other.MinX && MinY <= other.MaxY && MaxY >= other.MinY;

    /// <summary>True when the position lies in the box or on its border.</summary>
    public bool Contains(double x, double y) => x >= MinX && x <= MaxX && y >= MinY && y <= MaxY;

    /// <summary>True when the other box is not empty and lies wholly in this one, borders included.</summary>
    public bool Contains(in Box other) =>
        !other.IsEmpty && other.MinX >= MinX && other.MaxX <= MaxX && other.MinY >= MinY && other.MaxY <= MaxY;

    /// <summary>What both boxes cover; empty where they do not meet.</summary>
    public Box Intersection(in Box other) =>
        new(Math.Max(MinX, other.MinX), Math.Max(MinY, other.MinY), Math.Min(MaxX, other.MaxX), Math.Min(MaxY, other.MaxY));

    /// <summary>The least box that holds both.</summary>
    public Box Union(in Box other) =>
        new(Math.Min(MinX, other.MinX), Math.Min(MinY, other.MinY), Math.Max(MaxX, other.MaxX), Math.Max(MaxY, other.MaxY));

    /// <summary>The box grown by a distance on each side; an empty box stays empty.</summary>
    public Box Expand(double distance) =>
        IsEmpty ? Empty : new(MinX - distance, MinY - distance, MaxX + distance, MaxY + distance);

    /// <summary>Square of the distance from a position to the box; 0 inside, infinite for an empty box.</summary>
    public double SquaredDistance(double x, double y)
    {
        var dx = Math.Max(0, Math.Max(MinX - x, x - MaxX));
        var dy = Math.Max(0, Math.Max(MinY - y, y - MaxY));
        return (dx * dx) + (dy * dy);
    }
}
