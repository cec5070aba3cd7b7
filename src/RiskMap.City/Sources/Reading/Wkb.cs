using NetTopologySuite.Geometries;
using RiskMap.Geo.Geometries;

namespace RiskMap.City.Sources.Reading;

/// <summary>Reads WKB and EWKB that a stranger wrote: lengths are checked before anything is allocated, Z and M are dropped. Not thread-safe.</summary>
sealed class Wkb
{
    const int CollectionType = 7;
    readonly GeometryColumnBuilder _builder = new(1);

    /// <summary>The geometry, or null when it is empty.</summary>
    /// <exception cref="FormatException">The bytes are truncated, of a curved or unknown type, or hold a broken ring.</exception>
    public Geometry? Read(ReadOnlySpan<byte> wkb)
    {
        if (wkb.Length < 5)
            throw new FormatException($"WKB of {wkb.Length} bytes is truncated.");
        var type = wkb[0] == 0 ? wkb[4] : wkb[1];
        if (type == CollectionType)
            throw new FormatException("A GeometryCollection has no one kind; store its parts as features of their own.");
        try
        {
            _builder.Add(wkb);
        }
        catch
        {
            _builder.Build();
            throw;
        }
        var column = _builder.Build();
        return column.IsEmpty(0) ? null : column.ToGeometry(0);
    }
}
