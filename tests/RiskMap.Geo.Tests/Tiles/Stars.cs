using NetTopologySuite.Geometries;

namespace RiskMap.Geo.Tests.Tiles;

/// <summary>Spiky stars with a hole: the polygons that rounding breaks most easily.</summary>
static class Stars
{
    public static Polygon WithHole(Random random, double x, double y, double size, int vertices)
    {
        var radii = Enumerable.Range(0, vertices).Select(i => size / 2 * (i % 2 == 0 ? random.Between(0.6, 1) : random.Between(0.12, 0.5))).ToArray();
        return new Polygon(Ring(x, y, radii), [Ring(x, y, [.. radii.Select(r => r * 0.5).Reverse()])]) is { IsValid: true } star
            ? star
            : new Polygon(Ring(x, y, radii), [Ring(x, y, [.. Enumerable.Repeat(size * 0.03, vertices)])]);
    }

    static LinearRing Ring(double x, double y, double[] radii)
    {
        var ring = new Coordinate[radii.Length + 1];
        for (var i = 0; i < radii.Length; i++)
        {
            var angle = 2 * Math.PI * i / radii.Length;
            ring[i] = new Coordinate(x + (radii[i] * Math.Cos(angle)), y + (radii[i] * Math.Sin(angle)));
        }

        ring[^1] = ring[0].Copy();
        return new LinearRing(ring);
    }
}
