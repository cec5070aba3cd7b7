using RiskMap.Geo.Style;

namespace RiskMap.Geo.Tests.Style;

/// <summary>How colours look to people who lack a kind of cone, and how far apart they look.</summary>
static class ColourSight
{
    /// <summary>Machado, Oliveira and Fernandes 2009, table 1, severity 1.0; they hold for linear RGB.</summary>
    public static readonly IReadOnlyDictionary<string, double[][]> Kinds = new Dictionary<string, double[][]>
    {
        ["normal"] = [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
        ["protanopia"] = [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
        ["deuteranopia"] = [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
        ["tritanopia"] = [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]],
    };

    /// <summary>CIEDE2000 between two colours as a kind of sight sees them.</summary>
    public static double Distance(StyleColour a, StyleColour b, string kind) => Difference(LabOf(a, Kinds[kind]), LabOf(b, Kinds[kind]));

    /// <summary>CIEDE2000 (Sharma, Wu and Dalal 2005).</summary>
    public static double Difference((double L, double A, double B) first, (double L, double A, double B) second)
    {
        var mean = (Hypot(first.A, first.B) + Hypot(second.A, second.B)) / 2;
        var g = 0.5 * (1 - Math.Sqrt(Math.Pow(mean, 7) / (Math.Pow(mean, 7) + Math.Pow(25, 7))));
        var (a1, a2) = ((1 + g) * first.A, (1 + g) * second.A);
        var (c1, c2) = (Hypot(a1, first.B), Hypot(a2, second.B));
        var (h1, h2) = (Hue(a1, first.B), Hue(a2, second.B));
        var turn = c1 * c2 == 0 ? 0 : Math.Abs(h2 - h1) <= 180 ? h2 - h1 : h2 > h1 ? h2 - h1 - 360 : h2 - h1 + 360;
        var (dL, dC, dH) = (second.L - first.L, c2 - c1, 2 * Math.Sqrt(c1 * c2) * Sin(turn / 2));
        var (l, c) = ((first.L + second.L) / 2, (c1 + c2) / 2);
        var h = c1 * c2 == 0 ? h1 + h2 : Math.Abs(h1 - h2) <= 180 ? (h1 + h2) / 2 : h1 + h2 < 360 ? (h1 + h2 + 360) / 2 : (h1 + h2 - 360) / 2;
        var t = 1 - (0.17 * Cos(h - 30)) + (0.24 * Cos(2 * h)) + (0.32 * Cos((3 * h) + 6)) - (0.20 * Cos((4 * h) - 63));
        var (sL, sC, sH) = (1 + (0.015 * Math.Pow(l - 50, 2) / Math.Sqrt(20 + Math.Pow(l - 50, 2))), 1 + (0.045 * c), 1 + (0.015 * c * t));
        var rotation = -Sin(60 * Math.Exp(-Math.Pow((h - 275) / 25, 2))) * 2 * Math.Sqrt(Math.Pow(c, 7) / (Math.Pow(c, 7) + Math.Pow(25, 7)));
        return Math.Sqrt(Math.Pow(dL / sL, 2) + Math.Pow(dC / sC, 2) + Math.Pow(dH / sH, 2) + (rotation * dC / sC * dH / sH));
    }

    static (double L, double A, double B) LabOf(StyleColour colour, double[][] sight)
    {
        double[] linear = [Linear(colour.Red), Linear(colour.Green), Linear(colour.Blue)];
        var seen = Array.ConvertAll(sight, row => Math.Clamp(row.Zip(linear, (weight, channel) => weight * channel).Sum(), 0, 1));
        // sRGB to XYZ and CIE 1976 L*a*b* under D65 (IEC 61966-2-1).
        var x = ((0.4124564 * seen[0]) + (0.3575761 * seen[1]) + (0.1804375 * seen[2])) / 0.95047;
        var y = (0.2126729 * seen[0]) + (0.7151522 * seen[1]) + (0.0721750 * seen[2]);
        var z = ((0.0193339 * seen[0]) + (0.1191920 * seen[1]) + (0.9503041 * seen[2])) / 1.08883;
        return ((116 * Root(y)) - 16, 500 * (Root(x) - Root(y)), 200 * (Root(y) - Root(z)));
    }

    static double Linear(double channel) => channel <= 0.04045 ? channel / 12.92 : Math.Pow((channel + 0.055) / 1.055, 2.4);

    static double Root(double t) => t > 216.0 / 24389 ? Math.Cbrt(t) : ((24389.0 / 27 * t) + 16) / 116;

    static double Hypot(double a, double b) => Math.Sqrt((a * a) + (b * b));

    static double Hue(double a, double b) => a == 0 && b == 0 ? 0 : ((Math.Atan2(b, a) * 180 / Math.PI) + 360) % 360;

    static double Sin(double degrees) => Math.Sin(degrees * Math.PI / 180);

    static double Cos(double degrees) => Math.Cos(degrees * Math.PI / 180);
}
