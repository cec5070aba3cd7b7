using System.Globalization;
using System.Text;

namespace RiskMap.Geo.Mvt;

/// <summary>Vector tiles as text that people can read and compare: for golden files and for looking into a tile.</summary>
public static class MvtText
{
    /// <summary>The decoded tile, a line for each layer and feature; the same bytes give the same text on every machine.</summary>
    /// <exception cref="MvtFormatException">The tile breaks the specification.</exception>
    public static string Describe(ReadOnlySpan<byte> tile) => Describe(MvtReader.Read(tile));

    /// <summary>The tile, a line for each layer and feature.</summary>
    public static string Describe(MvtTile tile)
    {
        var text = new StringBuilder();
        if (tile.Layers.Count == 0) text.Append("(no layers)\n");
        foreach (var layer in tile.Layers)
        {
            text.Append(CultureInfo.InvariantCulture, $"{layer.Name}: version {layer.Version}, extent {layer.Extent}, features {layer.Features.Count}\n");
            foreach (var feature in layer.Features) Describe(feature, text);
        }

        return text.ToString();
    }

    static void Describe(MvtFeature feature, StringBuilder text)
    {
        text.Append("  ").Append(feature.Id is { } id ? string.Create(CultureInfo.InvariantCulture, $"#{id}") : "(no id)");
        text.Append(' ').Append(feature.Type);
        foreach (var path in feature.Paths)
        {
            text.Append(feature.Type == MvtGeometryType.Polygon && !path.IsShell ? " hole (" : " (");
            text.AppendJoin(", ", path.Vertices.Select(v => string.Create(CultureInfo.InvariantCulture, $"{v.X} {v.Y}"))).Append(')');
        }

        foreach (var (key, value) in feature.Tags) text.Append(' ').Append(key).Append('=').Append(Describe(value));
        text.Append('\n');
    }

    static string Describe(object value) => value switch
    {
        string s => "\"" + s.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)
            .Replace("\n", "\\n", StringComparison.Ordinal) + "\"",
        bool b => b ? "true" : "false",
        double d => Real(d.ToString("R", CultureInfo.InvariantCulture)),
        float f => Real(f.ToString("R", CultureInfo.InvariantCulture)) + "f",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    static string Real(string digits) => digits.AsSpan().ContainsAny(".EN∞") ? digits : digits + ".0";
}
