namespace RiskMap.City.Sources.Demo.Geography;

/// <summary>A position on the drawing board in metres east and north of its origin.</summary>
readonly record struct DrawingPoint(double X, double Y)
{
    public static DrawingPoint operator +(DrawingPoint a, DrawingPoint b) => new(a.X + b.X, a.Y + b.Y);

    public static DrawingPoint operator -(DrawingPoint a, DrawingPoint b) => new(a.X - b.X, a.Y - b.Y);

    public static DrawingPoint operator *(DrawingPoint a, double factor) => new(a.X * factor, a.Y * factor);

    /// <summary>Distance from the origin, or the length of a vector.</summary>
    public double Length => Math.Sqrt(X * X + Y * Y);

    /// <summary>The vector of length 1 in this direction.</summary>
    public DrawingPoint Direction => this * (1 / Length);

    /// <summary>This vector turned left by a right angle.</summary>
    public DrawingPoint Left => new(-Y, X);

    public double DistanceTo(DrawingPoint other) => (other - this).Length;

    public double Dot(DrawingPoint other) => X * other.X + Y * other.Y;

    public double Cross(DrawingPoint other) => X * other.Y - Y * other.X;

    /// <summary>The point at a share of the way to another.</summary>
    public DrawingPoint Towards(DrawingPoint other, double share) => this + (other - this) * share;
}
