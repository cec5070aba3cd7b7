using NetTopologySuite.Geometries;

namespace RiskMap.Geo.Crs;

/// <summary>What a file's coordinates are in: a coordinate system, and the offset of a Chinese web map if they carry one.</summary>
/// <param name="System">The coordinate system.</param>
/// <param name="Shift">The offset on top of it.</param>
public sealed record SourceCrs(CoordinateSystem System, DatumShift Shift = DatumShift.None)
{
    /// <summary>WGS 84 longitude, latitude, without offset.</summary>
    public static SourceCrs Crs84 { get; } = new(CoordinateSystem.Crs84);

    /// <summary>The offset's name, or the system's code.</summary>
    public string Code => Shift switch
    {
        DatumShift.Gcj02 => "gcj02",
        DatumShift.Bd09 => "bd09",
        _ => System.Code,
    };

    /// <summary>Reads "gcj02", "gcj-02", "bd09", "bd-09" (in any case) or whatever <see cref="CoordinateSystem.Parse"/> reads.</summary>
    /// <exception cref="CrsException">The text names nothing known.</exception>
    public static SourceCrs Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var name = text.Trim();
        if (IsAny(name, "gcj02", "gcj-02"))
            return new SourceCrs(CoordinateSystem.Crs84, DatumShift.Gcj02);
        if (IsAny(name, "bd09", "bd-09", "bd09ll"))
            return new SourceCrs(CoordinateSystem.Crs84, DatumShift.Bd09);
        try
        {
            return new SourceCrs(CoordinateSystem.Parse(text));
        }
        catch (CrsException e)
        {
            throw new CrsException(e.Message + " The offsets gcj02 and bd09 are known too.", e);
        }
    }

    /// <summary>Replaces the file's coordinates by CRS84 degrees without offset.</summary>
    public void ToLonLat(Span<double> x, Span<double> y)
    {
        System.ToLonLat(x, y);
        ChinaOffset.Remove(Shift, x, y);
    }

    /// <summary>Replaces CRS84 degrees by the file's coordinates.</summary>
    public void FromLonLat(Span<double> x, Span<double> y)
    {
        ChinaOffset.Add(Shift, x, y);
        System.FromLonLat(x, y);
    }

    /// <summary>One point to CRS84 degrees.</summary>
    public (double Longitude, double Latitude) ToLonLat(double x, double y)
    {
        ToLonLat(new Span<double>(ref x), new Span<double>(ref y));
        return (x, y);
    }

    /// <summary>A copy of the geometry in CRS84.</summary>
    public Geometry ToLonLat(Geometry geometry) => IsIdentity ? geometry : GeometryTransform.Apply(geometry, ToLonLat);

    /// <summary>A copy of the CRS84 geometry in this system.</summary>
    public Geometry FromLonLat(Geometry geometry) => IsIdentity ? geometry : GeometryTransform.Apply(geometry, FromLonLat);

    /// <summary>The code, as <see cref="Parse"/> reads it.</summary>
    public override string ToString() => Shift == DatumShift.None ? System.ToString() : Code;

    private bool IsIdentity => Shift == DatumShift.None && System.IsCrs84Degrees;

    private static bool IsAny(string name, params ReadOnlySpan<string> names)
    {
        foreach (var candidate in names)
        {
            if (name.Equals(candidate, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }
}
