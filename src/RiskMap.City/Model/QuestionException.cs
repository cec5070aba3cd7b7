namespace RiskMap.City.Model;

/// <summary>A question that cannot be answered as it was asked: an input that is missing, absurd or unknown. Nothing was computed.</summary>
/// <param name="member">The input at fault, as it is named on the wire (<c>inventory/0/tonnes</c>).</param>
/// <param name="value">Its value, or null when it is missing.</param>
/// <param name="reason">What is wrong, with the value.</param>
/// <param name="remedy">What to send instead.</param>
public sealed class QuestionException(string member, string? value, LocalizedText reason, LocalizedText remedy)
    : Exception($"{member}: {reason.En}; {remedy.En}")
{
    /// <summary>The input at fault.</summary>
    public string Member { get; } = member;

    /// <summary>Its value, or null when it is missing.</summary>
    public string? Value { get; } = value;

    /// <summary>What is wrong.</summary>
    public LocalizedText Reason { get; } = reason;

    /// <summary>What to send instead.</summary>
    public LocalizedText Remedy { get; } = remedy;
}
