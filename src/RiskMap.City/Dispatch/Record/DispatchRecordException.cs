using RiskMap.City.Model;

namespace RiskMap.City.Dispatch.Record;

/// <summary>A change of the dispatch record that cannot be made. Nothing was changed.</summary>
/// <param name="isConflict">True where the same change could be made if the record stood otherwise; false where what was sent is wrong in itself.</param>
/// <param name="member">The member at fault, as its layer names it (<c>materials/0/quantity</c>).</param>
/// <param name="value">Its value, or null when it is missing.</param>
/// <param name="reason">What is wrong.</param>
/// <param name="remedy">What to do instead.</param>
public sealed class DispatchRecordException(bool isConflict, string member, string? value, LocalizedText reason, LocalizedText remedy) : Exception($"{member}: {reason.En}; {remedy.En}")
{
    /// <summary>True where the same change could be made if the record stood otherwise.</summary>
    public bool IsConflict { get; } = isConflict;

    /// <summary>The member at fault.</summary>
    public string Member { get; } = member;

    /// <summary>Its value, or null.</summary>
    public string? Value { get; } = value;

    /// <summary>What is wrong.</summary>
    public LocalizedText Reason { get; } = reason;

    /// <summary>What to do instead.</summary>
    public LocalizedText Remedy { get; } = remedy;

    /// <summary>What was sent is wrong in itself.</summary>
    internal static DispatchRecordException Wrong(string member, object? value, LocalizedText reason, LocalizedText remedy) => new(isConflict: false, member, Text(value), reason, remedy);

    /// <summary>The record does not allow it as it stands.</summary>
    internal static DispatchRecordException Conflict(string member, object? value, LocalizedText reason, LocalizedText remedy) => new(isConflict: true, member, Text(value), reason, remedy);

    static string? Text(object? value) => value is DateTimeOffset time
        ? time.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFK", System.Globalization.CultureInfo.InvariantCulture)
        : Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture) is { Length: > 0 } text ? text : null;
}
