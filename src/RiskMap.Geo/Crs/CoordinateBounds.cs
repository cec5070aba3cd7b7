namespace RiskMap.Geo.Crs;

/// <summary>A box of plausible coordinates in a system's own unit, x (lon, easting) and y (lat, northing).</summary>
public readonly record struct CoordinateBounds(double MinX, double MinY, double MaxX, double MaxY)
{
    /// <summary>True when the point lies in the box or on its edge; NaN never does.</summary>
    public bool Contains(double x, double y) => x >= MinX && x <= MaxX && y >= MinY && y <= MaxY;
}
