using System.Text;

namespace RiskMap.City.Sources.Mapping;

/// <summary>Brings column headers to the form in which they are compared.</summary>
static class Header
{
    /// <summary>Lower case, full-width forms folded, without spaces, underscores, hyphens, and without a unit in brackets at the end.</summary>
    public static string Normal(string header)
    {
        var folded = header.Normalize(NormalizationForm.FormKC).Trim();
        if (folded.Length > 1 && folded[^1] is ')' or ']')
        {
            var open = folded.LastIndexOfAny(['(', '[']);
            if (open > 0)
                folded = folded[..open];
        }
        var text = new StringBuilder(folded.Length);
        foreach (var c in folded)
        {
            if (!char.IsWhiteSpace(c) && c is not ('_' or '-'))
                text.Append(char.ToLowerInvariant(c));
        }
        return text.ToString();
    }
}
