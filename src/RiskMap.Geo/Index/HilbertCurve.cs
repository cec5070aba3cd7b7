namespace RiskMap.Geo.Index;

/// <summary>
/// Position along the Hilbert curve of order 16, without loops or tables. After Rawrunprotected's "2D Hilbert curves in O(1)".
/// </summary>
static class HilbertCurve
{
    /// <summary>Greatest coordinate.</summary>
    internal const int Max = 0xFFFF;

    /// <summary>Position of the cell (x, y), each 0 to <see cref="Max"/>.</summary>
    internal static uint Position(uint x, uint y)
    {
        var a = x ^ y;
        var b = 0xFFFF ^ a;
        var c = 0xFFFF ^ (x | y);
        var d = x & (y ^ 0xFFFF);
        var e = a | (b >> 1);
        var f = (a >> 1) ^ a;
        var g = ((c >> 1) ^ (b & (d >> 1))) ^ c;
        var h = ((a & (c >> 1)) ^ (d >> 1)) ^ d;
        for (var shift = 2; shift <= 8; shift <<= 1)
        {
            (a, b, c, d) = (e, f, g, h);
            if (shift == 8)
            {
                g ^= (a & (c >> 8)) ^ (b & (d >> 8));
                h ^= (b & (c >> 8)) ^ ((a ^ b) & (d >> 8));
                break;
            }

            e = (a & (a >> shift)) ^ (b & (b >> shift));
            f = (a & (b >> shift)) ^ (b & ((a ^ b) >> shift));
            g ^= (a & (c >> shift)) ^ (b & (d >> shift));
            h ^= (b & (c >> shift)) ^ ((a ^ b) & (d >> shift));
        }

        a = g ^ (g >> 1);
        b = h ^ (h >> 1);
        var i0 = x ^ y;
        var i1 = b | (0xFFFF ^ (i0 | a));
        return (Spread(i1) << 1) | Spread(i0);
    }

    static uint Spread(uint bits)
    {
        bits = (bits | (bits << 8)) & 0x00FF00FF;
        bits = (bits | (bits << 4)) & 0x0F0F0F0F;
        bits = (bits | (bits << 2)) & 0x33333333;
        return (bits | (bits << 1)) & 0x55555555;
    }
}
