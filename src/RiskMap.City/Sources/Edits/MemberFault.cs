using RiskMap.City.Model;

namespace RiskMap.City.Sources.Edits;

/// <summary>What is wrong with one member of a feature that somebody sends.</summary>
/// <param name="Pointer">JSON pointer (RFC 6901) to the member, also to one that is missing: <c>/properties/grade</c>.</param>
/// <param name="Value">The value as it came, cut when very long; null when it is missing.</param>
/// <param name="Reason">What is wrong.</param>
/// <param name="Remedy">What to send instead.</param>
public sealed record MemberFault(string Pointer, string? Value, LocalizedText Reason, LocalizedText Remedy);

/// <summary>A feature that cannot be taken; nothing was changed.</summary>
/// <param name="faults">All that is wrong with it, at least one.</param>
public sealed class FaultyFeatureException(IReadOnlyList<MemberFault> faults)
    : Exception(string.Join("; ", faults.Select(fault => $"{fault.Pointer}: {fault.Reason.En}")))
{
    /// <summary>All that is wrong with it, at least one.</summary>
    public IReadOnlyList<MemberFault> Faults { get; } = faults;
}
