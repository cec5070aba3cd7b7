namespace RiskMap.Geo.Crs;

/// <summary>Popular Visualisation Pseudo Mercator: spherical formulae on ellipsoidal latitudes (EPSG method 1024).</summary>
internal sealed class WebMercator(double radiusMetres, double centralMeridian = 0, double falseEasting = 0, double falseNorthing = 0)
    : Projection
{
    public override void Forward(Span<double> x, Span<double> y)
    {
        for (var i = 0; i < x.Length; i++)
        {
            x[i] = falseEasting + radiusMetres * (x[i] - centralMeridian) * Angles.RadiansPerDegree;
            y[i] = falseNorthing + radiusMetres * Math.Asinh(Math.Tan(y[i] * Angles.RadiansPerDegree));
        }
    }

    public override void Inverse(Span<double> x, Span<double> y)
    {
        for (var i = 0; i < x.Length; i++)
        {
            x[i] = (x[i] - falseEasting) / radiusMetres * Angles.DegreesPerRadian + centralMeridian;
            y[i] = Math.Atan(Math.Sinh((y[i] - falseNorthing) / radiusMetres)) * Angles.DegreesPerRadian;
        }
    }
}
