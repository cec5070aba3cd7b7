using System.Collections.Concurrent;
using System.Collections.Immutable;

namespace RiskMap.Geo.Drawing.Text;

/// <summary>A font as a style asks for it: families in the order of preference, and the weight of the first.</summary>
/// <param name="Description">The families and weight as pango reads them.</param>
public sealed record FontFace(string Description)
{
    static readonly ConcurrentDictionary<string, FontFace> Known = new(StringComparer.Ordinal);

    /// <summary>The face of a <c>text-font</c>; a name that ends with " Bold" means the bold weight.</summary>
    public static FontFace Of(ImmutableArray<string> names) => Known.GetOrAdd(string.Join('|', names), static (_, fonts) =>
    {
        const string Bold = " Bold";
        var families = fonts.Select(name => name.EndsWith(Bold, StringComparison.Ordinal) ? name[..^Bold.Length] : name).Distinct(StringComparer.Ordinal);
        var isBold = fonts.Length > 0 && fonts[0].EndsWith(Bold, StringComparison.Ordinal);
        return new FontFace(string.Join(',', families.DefaultIfEmpty("sans-serif")) + (isBold ? Bold : ""));
    }, names);
}
