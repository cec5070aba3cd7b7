using System.Collections.Immutable;
using System.Net;
using RiskMap.City.Model;

namespace RiskMap.City.Snapshot;

/// <summary>
/// Whose data a layer shows: source and licence as its rows tell them. Map clients write it into the page as HTML, so markup in the data is escaped.
/// Hangs on the layer instance; made once.
/// </summary>
/// <param name="Lines">The different ones, in order.</param>
public sealed record LayerAttribution(ImmutableArray<string> Lines)
{
    /// <summary>The attribution of some layers in one line, parted by strokes.</summary>
    public static string Of(IEnumerable<LayerSnapshot> layers) =>
        string.Join(" | ", layers.SelectMany(layer => layer.DerivedOfContent(Of).Lines).Distinct(StringComparer.Ordinal));

    static LayerAttribution Of(LayerSnapshot layer)
    {
        var (source, licence) = (layer.Schema.IndexOf(CommonFields.Source.Name), layer.Schema.IndexOf(CommonFields.Licence.Name));
        var lines = new SortedSet<string>(StringComparer.Ordinal);
        FeatureRef? last = null;
        foreach (var feature in layer.All)
        {
            // Neighbouring rows nearly always come from the same file.
            if (last is { } known && known.Utf8(source).SequenceEqual(feature.Utf8(source)) && known.Utf8(licence).SequenceEqual(feature.Utf8(licence))) continue;
            last = feature;
            if (Line(feature.Text(source), feature.Text(licence)) is { } line) lines.Add(WebUtility.HtmlEncode(line));
        }

        return new([.. lines]);
    }

    static string? Line(string? source, string? licence) => (source, licence) switch
    {
        (null, null) => null,
        (_, null) => source,
        (null, _) => licence,
        _ => $"{source} ({licence})",
    };
}
