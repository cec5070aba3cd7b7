namespace RiskMap.Geo.GeoJson;

/// <summary>What is wrong inside one feature, at a byte of its text. Never leaves <see cref="FeatureParser"/>.</summary>
internal sealed class FeatureFault(string message, long offset, string? member = null) : Exception(message)
{
    /// <summary>Byte of the feature's text at which the value at fault starts.</summary>
    public long Offset { get; } = offset;

    /// <summary>A member of the value at fault, when that member itself is missing.</summary>
    public string? Member { get; } = member;
}
