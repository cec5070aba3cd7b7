using System.Collections.Frozen;
using RiskMap.Geo.Style;

namespace RiskMap.Geo.Drawing.Icons;

/// <summary>The icons of a style by name. Immutable and safe to share.</summary>
public sealed class IconSet
{
    readonly FrozenDictionary<string, Icon> _icons;

    /// <summary>A set of icons.</summary>
    public IconSet(IEnumerable<Icon> icons) => _icons = icons.ToFrozenDictionary(icon => icon.Name, StringComparer.Ordinal);

    /// <summary>The names, in order.</summary>
    public IEnumerable<string> Names => _icons.Keys.Order(StringComparer.Ordinal);

    /// <summary>An icon.</summary>
    /// <exception cref="StyleException">There is no icon of that name.</exception>
    public Icon this[string name] => _icons.GetValueOrDefault(name) ?? throw new StyleException($"icons/{name}", "there is no such icon");

    /// <summary>Reads all SVG files of a folder; an icon's name is its file's.</summary>
    /// <exception cref="StyleException">A file uses what is not known here.</exception>
    public static IconSet Load(string folder) => new(Directory.EnumerateFiles(folder, "*.svg").Order(StringComparer.Ordinal).Select(path =>
    {
        using var file = File.OpenRead(path);
        return IconReader.Read(Path.GetFileNameWithoutExtension(path), file);
    }));
}
