namespace RiskMap.Geo.Style;

/// <summary>A style that this reader does not take: what it does not know it refuses, and never draws otherwise than asked.</summary>
/// <param name="path">Where, as a JSON pointer (RFC 6901), for instance <c>/layers/3/paint/fill-color/2</c>.</param>
/// <param name="reason">What is wrong there.</param>
public sealed class StyleException(string path, string reason) : Exception($"{(path.Length == 0 ? "/" : path)}: {reason}")
{
    /// <summary>Where, as a JSON pointer.</summary>
    public string Path { get; } = path;
}
