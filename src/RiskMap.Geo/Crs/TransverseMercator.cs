using System.Runtime.CompilerServices;

namespace RiskMap.Geo.Crs;

/// <summary>
/// Transverse Mercator on the ellipsoid by Kruger's n-series to the sixth order (C.F.F. Karney, "Transverse Mercator with an
/// accuracy of a few nanometers", J. Geodesy 85, 2011, eqs. 7-36); the latitude comes back from the conformal latitude by the
/// series of the same order (Karney, "On auxiliary latitudes", Survey Review 56, 2024, table A). Gauss-Kruger and UTM are
/// this projection with other parameters. Error below a micrometre within 10 degrees of the central meridian.
/// </summary>
internal sealed class TransverseMercator : Projection
{
    private readonly double _e2;
    private readonly double _meridianRadius;
    private readonly double _originY;
    private readonly double[] _alpha;
    private readonly double[] _beta;
    private readonly double[] _delta;

    public TransverseMercator(TransverseMercatorParameters parameters)
    {
        Parameters = parameters;
        var n = parameters.Ellipsoid.ThirdFlattening;
        _e2 = parameters.Ellipsoid.EccentricitySquared;
        _alpha = KrugerSeries.Alpha(n);
        _beta = KrugerSeries.Beta(n);
        _delta = KrugerSeries.LatitudeFromConformal(n);
        _meridianRadius = parameters.ScaleFactor * KrugerSeries.RectifyingRadius(parameters.Ellipsoid.SemiMajorAxisMetres, n);
        _originY = parameters.FalseNorthingMetres;
        Forward(parameters.CentralMeridian, parameters.LatitudeOfOrigin, out _, out var atOrigin);
        _originY = 2 * parameters.FalseNorthingMetres - atOrigin;
    }

    public TransverseMercatorParameters Parameters { get; }

    public override void Forward(Span<double> x, Span<double> y)
    {
        for (var i = 0; i < x.Length; i++)
            Forward(x[i], y[i], out x[i], out y[i]);
    }

    public override void Inverse(Span<double> x, Span<double> y)
    {
        for (var i = 0; i < x.Length; i++)
            Inverse(x[i], y[i], out x[i], out y[i]);
    }

    public void Forward(double longitude, double latitude, out double x, out double y)
    {
        var lambda = Angles.WrapDegrees(longitude - Parameters.CentralMeridian) * Angles.RadiansPerDegree;
        var (sinLambda, cosLambda) = Math.SinCos(lambda);
        var tauPrime = ConformalTangent(latitude, out _, out _);
        var h = Math.Sqrt(tauPrime * tauPrime + cosLambda * cosLambda);
        var sinXi = tauPrime / h;
        var cosXi = cosLambda / h;
        var sinhEta = sinLambda / h;
        var coshEta = Math.Sqrt(1 + sinhEta * sinhEta);
        SumSines(
            _alpha,
            2 * sinXi * cosXi,
            (cosXi - sinXi) * (cosXi + sinXi),
            2 * sinhEta * coshEta,
            1 + 2 * sinhEta * sinhEta,
            out var re,
            out var im);
        x = Parameters.FalseEastingMetres + _meridianRadius * (Asinh(sinhEta, coshEta) + im);
        y = _originY + _meridianRadius * (Atan2(tauPrime, cosLambda) + re);
    }

    public void Inverse(double x, double y, out double longitude, out double latitude)
    {
        var xi = (y - _originY) / _meridianRadius;
        var eta = (x - Parameters.FalseEastingMetres) / _meridianRadius;
        var (sin2Xi, cos2Xi) = Math.SinCos(2 * xi);
        Hyperbolic(2 * eta, out var sinh2Eta, out var cosh2Eta);
        SumSines(_beta, sin2Xi, cos2Xi, sinh2Eta, cosh2Eta, out var re, out var im);
        var (sinXi, cosXi) = Math.SinCos(xi - re);
        Hyperbolic(eta - im, out var sinhEta, out _);
        var h = Math.Sqrt(sinhEta * sinhEta + cosXi * cosXi);
        var radius = Math.Sqrt(sinXi * sinXi + h * h);
        var sinChi = sinXi / radius;
        var cosChi = h / radius;
        var phi = Math.Atan(sinXi / h) + SumSines(_delta, 2 * sinChi * cosChi, (cosChi - sinChi) * (cosChi + sinChi));
        var lambda = Atan2(sinhEta, cosXi) * Angles.DegreesPerRadian;
        longitude = Angles.WrapDegrees(lambda + Parameters.CentralMeridian);
        latitude = phi * Angles.DegreesPerRadian;
    }

    /// <summary>Point scale k: metres on the plane for one metre on the ground (Karney 2011, eqs. 23-26).</summary>
    public double ScaleAt(double longitude, double latitude)
    {
        var lambda = Angles.WrapDegrees(longitude - Parameters.CentralMeridian) * Angles.RadiansPerDegree;
        var (sinLambda, cosLambda) = Math.SinCos(lambda);
        var tauPrime = ConformalTangent(latitude, out var sinPhi, out var cosPhi);
        var h = Math.Sqrt(tauPrime * tauPrime + cosLambda * cosLambda);
        var xi = Math.Atan2(tauPrime, cosLambda);
        var eta = Math.Asinh(sinLambda / h);
        var p = 1.0;
        var q = 0.0;
        for (var j = 1; j <= _alpha.Length; j++)
        {
            p += 2 * j * _alpha[j - 1] * Math.Cos(2 * j * xi) * Math.Cosh(2 * j * eta);
            q += 2 * j * _alpha[j - 1] * Math.Sin(2 * j * xi) * Math.Sinh(2 * j * eta);
        }

        var onSphere = Math.Sqrt(1 - _e2 * sinPhi * sinPhi) / (cosPhi * h);
        return _meridianRadius / Parameters.Ellipsoid.SemiMajorAxisMetres * onSphere * Math.Sqrt(p * p + q * q);
    }

    /// <summary>
    /// Tangent of the conformal latitude (Karney 2011, eqs. 7-9). e·atanh(e·sin φ) and its sinh are summed as power series:
    /// the argument is below 0.007, where the terms left out are beyond double precision.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private double ConformalTangent(double latitude, out double sinPhi, out double cosPhi)
    {
        (sinPhi, cosPhi) = Math.SinCos(latitude * Angles.RadiansPerDegree);
        var s = _e2 * sinPhi * sinPhi;
        var psi = _e2 * sinPhi * (1 + s * (1.0 / 3 + s * (1.0 / 5 + s * (1.0 / 7 + s * (1.0 / 9 + s * (1.0 / 11 + s / 13))))));
        var sigma = psi * (1 + psi * psi / 6 * (1 + psi * psi / 20));
        return (sinPhi * Math.Sqrt(1 + sigma * sigma) - sigma) / cosPhi;
    }

    /// <summary>
    /// Σ c[j]·sin(2j(ξ + iη)), from sin 2ξ, cos 2ξ, sinh 2η, cosh 2η: the multiples of both angles by their recurrences, which run side by
    /// side in the processor (a complex Clenshaw sum is one long chain).
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void SumSines(double[] c, double sin, double cos, double sinh, double cosh, out double re, out double im)
    {
        var (twoCos, twoCosh) = (2 * cos, 2 * cosh);
        double s0 = 0, s1 = sin, c0 = 1, c1 = cos, sh0 = 0, sh1 = sinh, ch0 = 1, ch1 = cosh;
        re = 0;
        im = 0;
        foreach (var coefficient in c)
        {
            re += coefficient * s1 * ch1;
            im += coefficient * c1 * sh1;
            (s0, s1) = (s1, twoCos * s1 - s0);
            (c0, c1) = (c1, twoCos * c1 - c0);
            (sh0, sh1) = (sh1, twoCosh * sh1 - sh0);
            (ch0, ch1) = (ch1, twoCosh * ch1 - ch0);
        }
    }

    /// <summary>The library's atan2 and asinh cost twice their plain forms, whose error is below a nanometre on the ground.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double Atan2(double y, double x) => x > 0 ? Math.Atan(y / x) : Math.Atan2(y, x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double Asinh(double sinh, double cosh) => Math.CopySign(Math.Log(Math.Abs(sinh) + cosh), sinh);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Hyperbolic(double x, out double sinh, out double cosh)
    {
        var up = Math.Exp(x);
        var down = 1 / up;
        sinh = 0.5 * (up - down);
        cosh = 0.5 * (up + down);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double SumSines(double[] c, double sin, double cos)
    {
        double b1 = 0, b2 = 0;
        for (var j = c.Length - 1; j >= 0; j--)
            (b1, b2) = (c[j] + 2 * cos * b1 - b2, b1);
        return b1 * sin;
    }
}

/// <summary>The parameters of a transverse Mercator: degrees and metres.</summary>
internal readonly record struct TransverseMercatorParameters(
    Ellipsoid Ellipsoid,
    double CentralMeridian,
    double LatitudeOfOrigin,
    double ScaleFactor,
    double FalseEastingMetres,
    double FalseNorthingMetres);
