using RiskMap.City.Model;

namespace RiskMap.City.Sources.Mapping;

/// <summary>Why a row is refused.</summary>
/// <param name="Field">Field or column at fault, or null for the row as a whole.</param>
/// <param name="Value">The value as it stands in the file.</param>
/// <param name="Reason">What is wrong.</param>
/// <param name="Remedy">What to do.</param>
sealed record RowProblem(string? Field, string? Value, LocalizedText Reason, LocalizedText Remedy)
{
    /// <summary>One problem that also tells of a second one in the same row.</summary>
    public static RowProblem? Join(RowProblem? first, RowProblem? second)
    {
        if (first is null || second is null)
            return first ?? second;
        return first with
        {
            Reason = (
                $"{first.Reason.Zh}；另外 {second.Field}“{Shown(second.Value)}”：{second.Reason.Zh}",
                $"{first.Reason.En}; also {second.Field} '{Shown(second.Value)}': {second.Reason.En}"),
            Remedy = first.Remedy == second.Remedy
                ? first.Remedy
                : ($"{first.Remedy.Zh}；{second.Remedy.Zh}", $"{first.Remedy.En}; {second.Remedy.En}"),
        };
    }

    /// <summary>The value, cut when very long.</summary>
    public static string? Shown(string? value) => value is null || value.Length <= ImportRules.Current.LongestValueShown
        ? value
        : string.Concat(value.AsSpan(0, ImportRules.Current.LongestValueShown), "…");
}
