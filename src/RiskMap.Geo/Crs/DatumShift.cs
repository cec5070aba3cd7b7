namespace RiskMap.Geo.Crs;

/// <summary>The offset that a Chinese web map put on WGS 84 coordinates. An offset is no coordinate system: it exists at import and export only.</summary>
public enum DatumShift
{
    /// <summary>No offset.</summary>
    None,

    /// <summary>GCJ-02 (Amap, Tencent, Google China).</summary>
    Gcj02,

    /// <summary>BD-09 (Baidu), on top of GCJ-02.</summary>
    Bd09,
}
