namespace RiskMap.City.Sources.Demo.Geography;

/// <summary>Value noise on a square lattice with smoothstep between: nearby positions get nearby numbers from −1 to 1. Pure.</summary>
static class SmoothNoise
{
    /// <summary>The noise at a position; features are about <paramref name="waveMetres"/> wide.</summary>
    public static double At(DrawingPoint at, double waveMetres, ulong salt)
    {
        double x = at.X / waveMetres, y = at.Y / waveMetres, left = Math.Floor(x), bottom = Math.Floor(y);
        double u = Step(x - left), v = Step(y - bottom);
        long i = (long)left, j = (long)bottom;
        var low = Lattice(i, j, salt) * (1 - u) + Lattice(i + 1, j, salt) * u;
        var high = Lattice(i, j + 1, salt) * (1 - u) + Lattice(i + 1, j + 1, salt) * u;
        return low * (1 - v) + high * v;
    }

    /// <summary>The position shifted by noise in both directions, at most by <paramref name="metres"/> in each.</summary>
    public static DrawingPoint Wander(DrawingPoint at, double metres, double waveMetres, ulong salt) =>
        new(at.X + metres * At(at, waveMetres, salt), at.Y + metres * At(at, waveMetres, salt + 1));

    static double Step(double t) => t * t * (3 - 2 * t);

    static double Lattice(long i, long j, ulong salt)
    {
        var z = (ulong)i * 0x9E3779B97F4A7C15 ^ (ulong)j * 0xC2B2AE3D27D4EB4F ^ salt * 0x165667B19E3779F9;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return ((z ^ (z >> 31)) >> 11) * (2.0 / (1UL << 53)) - 1;
    }
}
