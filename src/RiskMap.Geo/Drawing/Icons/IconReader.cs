using System.Collections.Immutable;
using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using RiskMap.Geo.Style;

namespace RiskMap.Geo.Drawing.Icons;

/// <summary>
/// Reads icons: the part of SVG 1.1 that this project's icons use (path, circle, rect with fill and stroke). Anything else is refused by name, so that a
/// server never draws an icon otherwise than a browser does.
/// </summary>
public static class IconReader
{
    static readonly string[] Root = ["width", "height", "viewBox", "xmlns"];
    static readonly string[] Paint = ["fill", "stroke", "stroke-width", "stroke-linecap", "stroke-linejoin", "stroke-dasharray"];
    static readonly XmlReaderSettings Settings = new() { DtdProcessing = DtdProcessing.Prohibit };

    /// <summary>Reads an icon.</summary>
    /// <param name="name">Its name in the style.</param>
    /// <param name="svg">The file.</param>
    /// <exception cref="StyleException">It is no SVG or uses what is not known here.</exception>
    public static Icon Read(string name, Stream svg)
    {
        var root = Load(name, svg);
        if (root.Name.LocalName != "svg") throw new StyleException(name, "this is no SVG");
        RefuseOthers(root, Root, name);
        var (width, height) = (Number(root, "width", name), Number(root, "height", name));
        if (root.Attribute("viewBox")?.Value is { } box && box != FormattableString.Invariant($"0 0 {width} {height}"))
            throw new StyleException($"{name}/viewBox", $"'{box}' is not known: the picture must begin at 0 0 and be drawn at its own size");
        return new Icon(name, width, height, [.. root.Elements().Select((element, i) => ReadShape(element, $"{name}/{element.Name.LocalName}[{i + 1}]"))]);
    }

    static XElement Load(string name, Stream svg)
    {
        try
        {
            using var reader = XmlReader.Create(svg, Settings);
            return XDocument.Load(reader).Root!;
        }
        catch (XmlException broken)
        {
            throw new StyleException(name, $"this is not XML: {broken.Message}");
        }
    }

    static IconShape ReadShape(XElement element, string path)
    {
        var (outline, own) = element.Name.LocalName switch
        {
            "path" => (PathReader.Read(element.Attribute("d")?.Value ?? "", $"{path}/d"), new[] { "d" }),
            "circle" => (Outlines.Circle(Number(element, "cx", path), Number(element, "cy", path), Number(element, "r", path)), ["cx", "cy", "r"]),
            "rect" => (Outlines.Rectangle(Number(element, "x", path), Number(element, "y", path), Number(element, "width", path), Number(element, "height", path)), ["x", "y", "width", "height"]),
            var other => throw new StyleException(path, $"the element '{other}' is not known: path, circle and rect are"),
        };
        RefuseOthers(element, [.. Paint, .. own], path);
        return new IconShape(outline, Colour(element, "fill", StyleColour.Black, path), ReadStroke(element, path));
    }

    static IconStroke? ReadStroke(XElement element, string path)
    {
        if (Colour(element, "stroke", null, path) is not { } colour) return null;
        var dashes = (element.Attribute("stroke-dasharray")?.Value ?? "").Split([' ', ','], StringSplitOptions.RemoveEmptyEntries);
        return new IconStroke(
            colour, Number(element, "stroke-width", path, 1), Word(element, "stroke-linecap", path, "butt", "round", "square"),
            Word(element, "stroke-linejoin", path, "miter", "round", "bevel"), [.. dashes.Select(dash => Parse(dash, $"{path}/stroke-dasharray"))]);
    }

    static StyleColour? Colour(XElement element, string name, StyleColour? otherwise, string path) => element.Attribute(name)?.Value switch
    {
        null => otherwise,
        "none" => null,
        var text => StyleColour.TryParse(text) ?? throw new StyleException($"{path}/{name}", $"the colour '{text}' is not known"),
    };

    static string Word(XElement element, string name, string path, params ImmutableArray<string> words)
    {
        var word = element.Attribute(name)?.Value ?? words[0];
        return words.Contains(word, StringComparer.Ordinal) ? word : throw new StyleException($"{path}/{name}", $"'{word}' is not known");
    }

    static double Number(XElement element, string name, string path, double? otherwise = null) => element.Attribute(name)?.Value is { } text
        ? Parse(text, $"{path}/{name}")
        : otherwise ?? throw new StyleException($"{path}/{name}", "a number is missing");

    static double Parse(string text, string path) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
        ? number
        : throw new StyleException(path, $"'{text}' is no number");

    static void RefuseOthers(XElement element, IReadOnlyCollection<string> known, string path)
    {
        foreach (var attribute in element.Attributes())
            if (!known.Contains(attribute.Name.LocalName, StringComparer.Ordinal)) throw new StyleException($"{path}/{attribute.Name.LocalName}", $"the attribute '{attribute.Name.LocalName}' is not known");
    }
}
