using System.Text.RegularExpressions;

namespace RiskMap.City.Model.Codes;

/// <summary>
/// Industry code after GB/T 4754-2017: an optional section letter (A–T) and two to four digits (division, group, class).
/// The letter, where given, must be that of the division. Pure, thread-safe.
/// </summary>
public static partial class IndustryCode
{
    // GB/T 4754-2017, table 1: the last division of each section A–T.
    static readonly (char Section, int LastDivision)[] Sections =
    [
        ('A', 5), ('B', 12), ('C', 43), ('D', 46), ('E', 50), ('F', 52), ('G', 60), ('H', 62), ('I', 65), ('J', 69),
        ('K', 70), ('L', 72), ('M', 75), ('N', 79), ('O', 82), ('P', 83), ('Q', 85), ('R', 90), ('S', 96), ('T', 97),
    ];

    /// <summary>The rule for a field that holds an industry code; the canonical form has no section letter.</summary>
    public static TextRule Rule { get; } = new("GB/T 4754-2017, table 1", Normalize);

    /// <summary>The section letter of a code's division, or null when no section has that division.</summary>
    public static char? SectionOf(int division) =>
        division < 1 ? null : Sections.Where(section => division <= section.LastDivision).Select(section => (char?)section.Section).FirstOrDefault();

    static (string?, LocalizedText?) Normalize(string text)
    {
        var match = Shape().Match(text.Trim().ToUpperInvariant());
        if (!match.Success)
            return Wrong(text, "应为门类字母（可省）加 2–4 位数字", "expected an optional section letter and 2–4 digits");
        var digits = match.Groups[2].Value;
        var section = SectionOf(int.Parse(digits[..2], System.Globalization.CultureInfo.InvariantCulture));
        if (section is null)
            return Wrong(text, "没有这个大类", "there is no such division");
        var letter = match.Groups[1].Value;
        return letter.Length == 0 || letter[0] == section
            ? (digits, null)
            : Wrong(text, $"大类 {digits[..2]} 属于门类 {section}", $"division {digits[..2]} belongs to section {section}");
    }

    static (string?, LocalizedText?) Wrong(string text, string zh, string en) =>
        (null, ($"“{text.Trim()}”不是 GB/T 4754-2017 行业代码：{zh}；请更正", $"'{text.Trim()}' is not an industry code of GB/T 4754-2017: {en}; correct it"));

    [GeneratedRegex(@"^([A-T]?)(\d{2,4})$", RegexOptions.CultureInvariant)]
    private static partial Regex Shape();
}
