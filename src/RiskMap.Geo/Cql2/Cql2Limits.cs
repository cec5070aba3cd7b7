namespace RiskMap.Geo.Cql2;

/// <summary>How large a filter may be, so that none of them can exhaust the stack, the memory or the processor.</summary>
public static class Cql2Limits
{
    /// <summary>Characters of a filter in text.</summary>
    public const int TextLength = 8192;

    /// <summary>Bytes of a filter in JSON, which needs several times as many as text.</summary>
    public const int JsonLength = 64 * 1024;

    /// <summary>Levels of expressions within each other, and of parentheses.</summary>
    public const int Depth = 64;

    /// <summary>Vertices of all geometries together.</summary>
    public const int Vertices = 1000;
}
