using System.Text.RegularExpressions;

namespace RiskMap.City.Model;

/// <summary>
/// How rights of access of single kinds of vehicles are written: kinds and values with colons, <c>hgv:no;emergency:yes</c>, several values with commas
/// (<c>hgv:delivery,destination</c>). Pure.
/// </summary>
public static partial class VehicleAccessRule
{
    /// <summary>The rule of a field that holds such a text.</summary>
    public static readonly TextRule Rule = new("OpenStreetMap Key:access", Normalize);

    /// <summary>The kinds and values of a text, in its order.</summary>
    public static IEnumerable<(string Vehicle, string Value)> Rows(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(row => row.Split(':', 2, StringSplitOptions.TrimEntries))
            .Where(parts => parts.Length == 2).Select(parts => (parts[0], parts[1]));
    }

    /// <summary>The single values of one right: <c>delivery;destination</c> or <c>delivery,destination</c>.</summary>
    public static IEnumerable<string> Values(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return value.Split([';', ','], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
    }

    static (string? Value, LocalizedText? Problem) Normalize(string text) => Whole().IsMatch(text)
        ? (string.Join(';', Rows(text).Select(row => $"{row.Vehicle}:{string.Join(',', Values(row.Value))}")), null)
        : (null, ("不是“车种:通行权”的列表，如 hgv:no;emergency:yes", "it is no list of vehicles with their rights, as hgv:no;emergency:yes"));

    [GeneratedRegex(@"^\s*[a-z_]+\s*:\s*[a-z_]+(\s*,\s*[a-z_]+)*(\s*;\s*[a-z_]+\s*:\s*[a-z_]+(\s*,\s*[a-z_]+)*)*\s*;?\s*$", RegexOptions.CultureInvariant)]
    private static partial Regex Whole();
}
