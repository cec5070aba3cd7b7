namespace RiskMap.Geo.Crs;

/// <summary>Coefficients of the sixth-order series in the third flattening n.</summary>
internal static class KrugerSeries
{
    /// <summary>Radius of the rectifying sphere, A (Karney 2011, eq. 14), in the unit of the semi-major axis.</summary>
    public static double RectifyingRadius(double semiMajorAxis, double n)
    {
        var n2 = n * n;
        return semiMajorAxis / (1 + n) * (1 + n2 * (1.0 / 4 + n2 * (1.0 / 64 + n2 / 256)));
    }

    /// <summary>Conformal sphere to plane (Karney 2011, eq. 35).</summary>
    public static double[] Alpha(double n) =>
    [
        Poly(n, 1, 1.0 / 2, -2.0 / 3, 5.0 / 16, 41.0 / 180, -127.0 / 288, 7891.0 / 37800),
        Poly(n, 2, 13.0 / 48, -3.0 / 5, 557.0 / 1440, 281.0 / 630, -1983433.0 / 1935360),
        Poly(n, 3, 61.0 / 240, -103.0 / 140, 15061.0 / 26880, 167603.0 / 181440),
        Poly(n, 4, 49561.0 / 161280, -179.0 / 168, 6601661.0 / 7257600),
        Poly(n, 5, 34729.0 / 80640, -3418889.0 / 1995840),
        Poly(n, 6, 212378941.0 / 319334400),
    ];

    /// <summary>Plane to conformal sphere; the sum is subtracted (Karney 2011, eq. 36).</summary>
    public static double[] Beta(double n) =>
    [
        Poly(n, 1, 1.0 / 2, -2.0 / 3, 37.0 / 96, -1.0 / 360, -81.0 / 512, 96199.0 / 604800),
        Poly(n, 2, 1.0 / 48, 1.0 / 15, -437.0 / 1440, 46.0 / 105, -1118711.0 / 3870720),
        Poly(n, 3, 17.0 / 480, -37.0 / 840, -209.0 / 4480, 5569.0 / 90720),
        Poly(n, 4, 4397.0 / 161280, -11.0 / 504, -830251.0 / 7257600),
        Poly(n, 5, 4583.0 / 161280, -108847.0 / 3991680),
        Poly(n, 6, 20648693.0 / 638668800),
    ];

    /// <summary>Geographic latitude minus conformal latitude (Karney 2024, table A, φ from χ).</summary>
    public static double[] LatitudeFromConformal(double n) =>
    [
        Poly(n, 1, 2, -2.0 / 3, -2, 116.0 / 45, 26.0 / 45, -2854.0 / 675),
        Poly(n, 2, 7.0 / 3, -8.0 / 5, -227.0 / 45, 2704.0 / 315, 2323.0 / 945),
        Poly(n, 3, 56.0 / 15, -136.0 / 35, -1262.0 / 105, 73814.0 / 2835),
        Poly(n, 4, 4279.0 / 630, -332.0 / 35, -399572.0 / 14175),
        Poly(n, 5, 4174.0 / 315, -144838.0 / 6237),
        Poly(n, 6, 601676.0 / 22275),
    ];

    /// <summary>n^power · (c[0] + c[1] n + c[2] n² ...).</summary>
    private static double Poly(double n, int power, params ReadOnlySpan<double> c)
    {
        var sum = 0.0;
        for (var i = c.Length - 1; i >= 0; i--)
            sum = sum * n + c[i];
        return sum * Math.Pow(n, power);
    }
}
