using System.Collections.Immutable;
using RiskMap.City.Model;
using RiskMap.Geo.Drawing.Sheets;
using RiskMap.Geo.Style;
using RiskMap.Server.Texts;

namespace RiskMap.Server.Features;

/// <summary>An entry of the legend with its text.</summary>
sealed record MapLegendEntry(string Value, LocalizedText Text, Swatch Swatch, string Mark);

/// <summary>Entries under a title: those of one style layer, or of several that show the same thing.</summary>
sealed record MapLegendGroup(string Collection, ImmutableArray<string> Layers, LocalizedText Title, ImmutableArray<MapLegendEntry> Entries);

/// <summary>The legend of the style in both languages: codes are named as the layers' code lists name them.</summary>
static class MapLegend
{
    /// <summary>Marks of the four colours, the most severe first, so that a colour can be told without seeing it.</summary>
    static readonly Dictionary<string, string> Marks = new(StringComparer.Ordinal) { ["red"] = "I", ["orange"] = "II", ["yellow"] = "III", ["blue"] = "IV" };

    /// <summary>The groups in the order of the layers.</summary>
    internal static ImmutableArray<MapLegendGroup> Of(MapStyle style)
    {
        var groups = StyleLegend.Of(style).Select(Describe).GroupBy(group => group.Title)
            .Select(same => same.First() with { Layers = [.. same.SelectMany(group => group.Layers)], Entries = [.. same.SelectMany(group => group.Entries)] });
        var order = CityLayers.All.Select(layer => layer.Name).ToList();
        return [.. groups.OrderBy(group => order.IndexOf(group.Collection))];
    }

    /// <summary>The legend as it is drawn: layers of one symbol come together at the end.</summary>
    internal static ImmutableArray<LegendGroup> Drawn(IReadOnlyCollection<MapLegendGroup> groups, string language)
    {
        LegendEntry Entry(MapLegendEntry entry, LocalizedText text) => new(entry.Swatch, text.In(language), entry.Mark);
        var coded = groups.Where(group => !IsSingle(group)).Select(group => new LegendGroup(group.Title.In(language), [.. group.Entries.Select(entry => Entry(entry, entry.Text))]));
        var singles = groups.Where(IsSingle).Select(group => Entry(group.Entries[0], group.Title)).ToImmutableArray();
        return singles.IsEmpty ? [.. coded] : [.. coded, new LegendGroup("", singles)];
    }

    static bool IsSingle(MapLegendGroup group) => group.Entries is [{ Value.Length: 0 }];

    static MapLegendGroup Describe(StyleLegendGroup group)
    {
        var schema = CityLayers.All.First(layer => group.Layer.SourceLayer == layer.Name || group.Layer.SourceLayer == layer.LabelLayer);
        var title = MessageTexts.Both($"map.legend.{group.Layer.Id}");
        // A hatch without a property stands for what has no value.
        var entries = group.Entries.Select(entry => entry is { Value: "", Swatch.Kind: "pattern" } ? entry with { Value = StyleLegend.NoData } : entry);
        return new MapLegendGroup(schema.Name, [group.Layer.Id], title, [.. entries.Select(entry => new MapLegendEntry(entry.Value, TextOf(entry.Value, schema, group.Property), entry.Swatch, Marks.GetValueOrDefault(entry.Value, "")))]);
    }

    static LocalizedText TextOf(string value, LayerSchema schema, string? property)
    {
        if (value == StyleLegend.NoData) return MessageTexts.Both("map.risk.none");
        var codes = property is not null && schema.TryIndexOf(property, out var field) ? schema.Fields[field].Codes : null;
        if (codes?.Codes.FirstOrDefault(code => code.Value == value) is { } known) return known.Title;
        return Marks.ContainsKey(value) ? MessageTexts.Both($"map.risk.{value}") : new LocalizedText(value, value);
    }
}
