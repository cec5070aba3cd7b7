namespace RiskMap.Geo.Geometries;

/// <summary>Kind of a geometry. The numbers are the WKB codes of OGC 06-103r4, clause 8.2.3.</summary>
public enum GeometryType : byte
{
    /// <summary>No geometry: null, or a geometry without any vertex.</summary>
    Empty = 0,

    /// <summary>One position.</summary>
    Point = 1,

    /// <summary>One line of two or more vertices.</summary>
    LineString = 2,

    /// <summary>One shell and its holes.</summary>
    Polygon = 3,

    /// <summary>Several positions.</summary>
    MultiPoint = 4,

    /// <summary>Several lines.</summary>
    MultiLineString = 5,

    /// <summary>Several shells, each followed by its holes.</summary>
    MultiPolygon = 6,
}
