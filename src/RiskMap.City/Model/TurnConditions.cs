using RiskMap.Routing.Graph;

namespace RiskMap.City.Model;

/// <summary>A condition of a turn restriction (roads.turnRestrictions, <c>conditional</c>), read.</summary>
/// <param name="Vehicle">The only kind of vehicle to which it applies, or null for all.</param>
/// <param name="Text">What it asks besides, as it was written, or null for nothing.</param>
/// <param name="Hours">The text as hours of the week, or null where it says anything else.</param>
public readonly record struct TurnCondition(string? Vehicle, string? Text, WeekHours? Hours);

/// <summary>Reads conditions of turn restrictions. Pure.</summary>
public static class TurnConditions
{
    const string Suffix = ":conditional";

    /// <summary>The vehicle and the hours of <c>hgv</c>, <c>hgv:conditional (07:00-19:00)</c> or <c>(07:00-19:00)</c>.</summary>
    public static TurnCondition Of(string? conditional)
    {
        if (string.IsNullOrWhiteSpace(conditional))
            return default;
        var text = conditional.Trim();
        if (text[0] == '(' || WeekHours.Parse(text) is not null)
            return new(null, text, WeekHours.Parse(text));
        var end = text.AsSpan().IndexOfAny(" :(");
        if (end < 0)
            return new(text, null, null);
        var rest = text[end..];
        rest = (rest.StartsWith(Suffix, StringComparison.Ordinal) ? rest[Suffix.Length..] : rest).Trim();
        return rest.Length == 0 ? new(text[..end], null, null) : new(text[..end], rest, WeekHours.Parse(rest));
    }
}
