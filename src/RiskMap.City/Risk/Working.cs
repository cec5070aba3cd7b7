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
        return source is { Status: RuleSource.ToBeVerified }
            ? new(($"{text.Zh}（{source.Standard}，{source.Clause}：待核实）", $"{text.En} ({source.Standard}, {source.Clause}: to be verified)"), source)
            : new(text, source);
    }
}
