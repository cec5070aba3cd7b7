using ProjNet.CoordinateSystems;
using ProjNet.CoordinateSystems.Transformations;

namespace RiskMap.Geo.Crs;

/// <summary>
/// A projection computed by ProjNET. ProjNET is given the plain case only (metres, degrees, Greenwich, scale 1, no false origin);
/// units, scale factor and false origin, which are linear, are applied here.
/// </summary>
internal sealed class ProjNetProjection : Projection
{
    private readonly MathTransform _forward;
    private readonly MathTransform _inverse;
    private readonly double _scale;
    private readonly double _falseEasting;
    private readonly double _falseNorthing;

    public ProjNetProjection(WktDefinition definition, string method, IReadOnlyList<(string Name, double Value)> parameters, double scale)
    {
        _scale = scale;
        _falseEasting = definition.FalseEastingMetres;
        _falseNorthing = definition.FalseNorthingMetres;
        var projected = Build(definition.Ellipsoid, method, parameters);
        var factory = new CoordinateTransformationFactory();
        var geographic = projected.GeographicCoordinateSystem;
        _forward = factory.CreateFromCoordinateSystems(geographic, projected).MathTransform;
        _inverse = factory.CreateFromCoordinateSystems(projected, geographic).MathTransform;
    }

    public override void Forward(Span<double> x, Span<double> y)
    {
        Apply(_forward, x, y);
        for (var i = 0; i < x.Length; i++)
        {
            x[i] = _falseEasting + _scale * x[i];
            y[i] = _falseNorthing + _scale * y[i];
        }
    }

    public override void Inverse(Span<double> x, Span<double> y)
    {
        for (var i = 0; i < x.Length; i++)
        {
            x[i] = (x[i] - _falseEasting) / _scale;
            y[i] = (y[i] - _falseNorthing) / _scale;
        }

        Apply(_inverse, x, y);
    }

    /// <summary>ProjNET throws where its iteration does not converge: such a point becomes NaN, its neighbours stay.</summary>
    private static void Apply(MathTransform transform, Span<double> x, Span<double> y)
    {
        for (var i = 0; i < x.Length; i++)
        {
            try
            {
                transform.Transform(ref x[i], ref y[i]);
            }
            catch (Exception e) when (e is ArgumentException or ArithmeticException or InvalidOperationException)
            {
                (x[i], y[i]) = (double.NaN, double.NaN);
            }
        }
    }

    private static ProjectedCoordinateSystem Build(Ellipsoid e, string method, IReadOnlyList<(string Name, double Value)> parameters)
    {
        var factory = new CoordinateSystemFactory();
        var ellipsoid = factory.CreateFlattenedSphere(e.Name, e.SemiMajorAxisMetres, e.InverseFlattening, LinearUnit.Metre);
        var datum = factory.CreateHorizontalDatum("datum", DatumType.HD_Geocentric, ellipsoid, null);
        var geographic = factory.CreateGeographicCoordinateSystem(
            "geographic",
            AngularUnit.Degrees,
            datum,
            PrimeMeridian.Greenwich,
            new AxisInfo("Lon", AxisOrientationEnum.East),
            new AxisInfo("Lat", AxisOrientationEnum.North));
        var projection = factory.CreateProjection(
            method,
            method,
            parameters.Select(p => new ProjectionParameter(p.Name, p.Value)).ToList());
        return factory.CreateProjectedCoordinateSystem(
            "projected",
            geographic,
            projection,
            LinearUnit.Metre,
            new AxisInfo("East", AxisOrientationEnum.East),
            new AxisInfo("North", AxisOrientationEnum.North));
    }
}
