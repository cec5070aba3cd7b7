using RiskMap.Geo.Crs;

namespace RiskMap.Geo.GeoJson;

/// <summary>How positions are written.</summary>
/// <param name="Decimals">Digits after the point, 0 to 12; zeros at the end are left out.</param>
/// <param name="NorthingFirst">True to write y before x, as an OGC API answer does for EPSG:4326 or 4548; never in files.</param>
public readonly record struct PositionFormat(int Decimals, bool NorthingFirst = false)
{
    /// <summary>Degrees to 7 decimals (1 cm), longitude first.</summary>
    public static PositionFormat Degrees { get; } = new(7);

    /// <summary>Metres to 3 decimals (1 mm), easting first.</summary>
    public static PositionFormat Metres { get; } = new(3);

    /// <summary>How an OGC API answer writes coordinates of a system: its unit's decimals, the register's axis order.</summary>
    public static PositionFormat OnWire(CoordinateSystem system)
    {
        ArgumentNullException.ThrowIfNull(system);
        return (system.IsGeographic ? Degrees : Metres) with { NorthingFirst = system.NorthingFirst };
    }
}
