namespace RiskMap.Geo.Crs;

/// <summary>
/// A map projection between degrees (longitude, latitude on the datum's own ellipsoid) and metres (easting, northing).
/// Implementations are immutable and thread-safe.
/// </summary>
internal abstract class Projection
{
    /// <summary>Replaces longitudes and latitudes in degrees by eastings and northings in metres.</summary>
    public abstract void Forward(Span<double> x, Span<double> y);

    /// <summary>Replaces eastings and northings in metres by longitudes and latitudes in degrees.</summary>
    public abstract void Inverse(Span<double> x, Span<double> y);
}
