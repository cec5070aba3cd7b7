using System.Text.RegularExpressions;

namespace RiskMap.City.Model.Codes;

/// <summary>Code of an emergency supply after GB/T 38565-2020: one digit for the large class (1–3) and three pairs. Pure, thread-safe.</summary>
public static partial class SupplyCode
{
    /// <summary>The rule for a field that holds a supply code.</summary>
    public static TextRule Rule { get; } = new("GB/T 38565-2020, 4", text => Shape().IsMatch(text.Trim())
        ? (text.Trim(), null)
        : (null, ($"“{text.Trim()}”不是 GB/T 38565 的 7 位物资编码（首位 1–3）；请更正",
            $"'{text.Trim()}' is not a 7-digit supply code of GB/T 38565 (first digit 1–3); correct it")));

    [GeneratedRegex(@"^[123]\d{6}$", RegexOptions.CultureInvariant)]
    private static partial Regex Shape();
}
