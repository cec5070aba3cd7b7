using System.Collections.Frozen;
using System.Text;

namespace RiskMap.City.Query;

/// <summary>Texts without the differences that CASEI and ACCENTI take away. Pure.</summary>
static class Folding
{
    // Letters that fold to several (Unicode CaseFolding.txt, status F), as far as Latin and Armenian writing goes; the others fold by one letter each.
    static readonly FrozenDictionary<char, string> Several = new Dictionary<char, string>
    {
        ['ß'] = "ss",
        ['ẞ'] = "ss",
        ['İ'] = "i\u0307",
        ['ŉ'] = "ʼn",
        ['ǰ'] = "j\u030C",
        ['և'] = "եւ",
        ['ẖ'] = "h\u0331",
        ['ẗ'] = "t\u0308",
        ['ẘ'] = "w\u030A",
        ['ẙ'] = "y\u030A",
        ['ẚ'] = "aʾ",
        ['ﬀ'] = "ff",
        ['ﬁ'] = "fi",
        ['ﬂ'] = "fl",
        ['ﬃ'] = "ffi",
        ['ﬄ'] = "ffl",
        ['ﬅ'] = "st",
        ['ﬆ'] = "st",
    }.ToFrozenDictionary();

    /// <summary>
    /// Unicode case folding (OGC 21-065r2, 7.2): by way of capitals, so that the two small sigmas are one. Full-width Latin letters fold within their own
    /// forms.
    /// </summary>
    public static string WithoutCase(string text)
    {
        var folded = text.ToUpperInvariant().ToLowerInvariant();
        if (!folded.AsSpan().ContainsAnyExceptInRange('\0', '\u007F') || !folded.Any(Several.ContainsKey)) return folded;
        var result = new StringBuilder(folded.Length + 4);
        foreach (var c in folded) result.Append(Several.TryGetValue(c, out var several) ? several : c.ToString());
        return result.ToString();
    }

    /// <summary>
    /// The text without the combining marks of Latin, Greek and Cyrillic writing (OGC 21-065r2, 7.3). Marks of other writings, such as the voicing of kana,
    /// make other letters and stay.
    /// </summary>
    public static string WithoutAccents(string text)
    {
        if (!text.AsSpan().ContainsAnyExceptInRange('\0', '\u007F')) return text;
        var result = new StringBuilder(text.Length);
        foreach (var c in text.Normalize(NormalizationForm.FormD))
            if (!IsAccent(c)) result.Append(c);
        return result.ToString().Normalize(NormalizationForm.FormC);
    }

    // Combining Diacritical Marks, their extensions and supplement, and half marks.
    static bool IsAccent(char c) => c is >= '\u0300' and <= '\u036F' or >= '\u1AB0' and <= '\u1AFF' or >= '\u1DC0' and <= '\u1DFF' or >= '\uFE20' and <= '\uFE2F';
}
