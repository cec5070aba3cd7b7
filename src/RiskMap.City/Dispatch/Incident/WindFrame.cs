using RiskMap.Geo.Crs;

namespace RiskMap.City.Dispatch.Incident;

/// <summary>
/// Positions as metres along and across the wind from a spill. The wind's direction is given from true north; the plane's own north differs from it by the
/// meridian's convergence, which is taken into account. Immutable, thread-safe.
/// </summary>
readonly struct WindFrame
{
    // A step of so many degrees north of the spill shows the direction of true north in the plane.
    const double NorthStepDegrees = 1e-3;

    readonly double _x;
    readonly double _y;
    readonly double _east;
    readonly double _north;
    readonly double _convergence;

    /// <summary>The frame of a wind at a spill.</summary>
    /// <param name="plane">The metric plane.</param>
    /// <param name="spill">The spill.</param>
    /// <param name="windFromDegrees">Where the wind comes from, degrees clockwise from true north.</param>
    public WindFrame(MetricPlane plane, QuestionPlace spill, double windFromDegrees)
    {
        (_x, _y) = (spill.X, spill.Y);
        var (x, y) = plane.Project(spill.Longitude, spill.Latitude + NorthStepDegrees);
        _convergence = Math.Atan2(x - _x, y - _y);
        (_east, _north) = Math.SinCos(((windFromDegrees + 180) * Math.PI / 180) + _convergence);
    }

    /// <summary>Metres downwind of the spill, negative upwind.</summary>
    public double Along(double x, double y) => ((x - _x) * _east) + ((y - _y) * _north);

    /// <summary>Metres to the right of the wind's way, negative to the left.</summary>
    public double Across(double x, double y) => ((x - _x) * _north) - ((y - _y) * _east);

    /// <summary>The position so many metres downwind and to the right.</summary>
    public (double X, double Y) At(double along, double across) => (_x + (along * _east) + (across * _north), _y + (along * _north) - (across * _east));

    /// <summary>The position at a distance and an angle clockwise from straight downwind, degrees.</summary>
    public (double X, double Y) AtAngle(double metres, double degrees)
    {
        var (across, along) = Math.SinCos(degrees * Math.PI / 180);
        return At(metres * along, metres * across);
    }

    /// <summary>True bearing from one position of the plane to another, degrees clockwise from north in 0..360.</summary>
    public double Bearing((double X, double Y) from, (double X, double Y) to)
    {
        var degrees = (Math.Atan2(to.X - from.X, to.Y - from.Y) - _convergence) * 180 / Math.PI;
        return degrees < 0 ? degrees + 360 : degrees;
    }
}
