using System.Globalization;
using RiskMap.City.Model;

namespace RiskMap.City.Risk;

/// <summary>Writes the lines of an answer's working in both languages; numbers are written the same everywhere. Pure, thread-safe.</summary>
static class Working
{
    /// <summary>A text with its numbers.</summary>
    public static LocalizedText Text(FormattableString zh, FormattableString en) =>
        (zh.ToString(CultureInfo.InvariantCulture), en.ToString(CultureInfo.InvariantCulture));

    /// <summary>A line with the rule behind it; a rule that nobody has checked against the printed standard says so in the text.</summary>
    public static ExplanationStep Step(FormattableString zh, FormattableString en, RuleSource? source = null)
    {
        var text = Text(zh, en);
        return source is null ? new(text, null) : new((text.Zh + source.CitedMark.Zh, text.En + source.CitedMark.En), source);
    }
}
