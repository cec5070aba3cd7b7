using System.Text.RegularExpressions;

namespace RiskMap.City.Model.Codes;

/// <summary>CAS registry number of a chemical: 2–7 digits, 2 digits, and a check digit. Pure, thread-safe.</summary>
public static partial class CasNumber
{
    /// <summary>The rule for a field that holds a CAS number.</summary>
    public static TextRule Rule { get; } = new("CAS Registry: check digit", Normalize);

    /// <summary>True when <paramref name="text"/> is a CAS number with a right check digit.</summary>
    public static bool IsValid(string text) => Normalize(text).Value is not null;

    static (string? Value, LocalizedText? Problem) Normalize(string text)
    {
        var cas = text.Trim();
        if (!Shape().IsMatch(cas))
            return (null, ($"“{cas}”不是 CAS 号（形如 7664-41-7）；请更正", $"'{cas}' is not a CAS number (like 7664-41-7); correct it"));
        var digits = cas.Replace("-", "", StringComparison.Ordinal);
        // The check digit is the sum of the digits before it, each times its place counted from the right, mod 10.
        var sum = digits[..^1].Reverse().Select((digit, place) => (digit - '0') * (place + 1)).Sum();
        return sum % 10 == digits[^1] - '0'
            ? (cas, null)
            : (null, ($"CAS 号 {cas} 校验位应为 {sum % 10}；请更正", $"the check digit of CAS number {cas} should be {sum % 10}; correct it"));
    }

    [GeneratedRegex(@"^\d{2,7}-\d{2}-\d$", RegexOptions.CultureInvariant)]
    private static partial Regex Shape();
}
