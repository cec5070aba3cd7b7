using System.Collections.Immutable;

namespace RiskMap.Geo.Drawing.Icons;

/// <summary>Place of an icon in a sprite, in the sprite's pixels.</summary>
public sealed record SpriteEntry(int X, int Y, int Width, int Height, double PixelRatio);

/// <summary>All icons in one picture (style specification, "Sprite").</summary>
/// <param name="Entries">Where each icon is.</param>
/// <param name="Png">The picture.</param>
public sealed record Sprite(ImmutableSortedDictionary<string, SpriteEntry> Entries, byte[] Png)
{
    /// <summary>Pixels between icons, so that none bleeds into its neighbour.</summary>
    const int Gap = 2;

    const int RowWidth = 256;

    /// <summary>Makes the sprite of a set of icons.</summary>
    /// <exception cref="DrawingUnavailableException">cairo or pango are missing.</exception>
    public static Sprite Of(IconSet icons, double pixelRatio)
    {
        var places = ImmutableSortedDictionary.CreateBuilder<string, SpriteEntry>(StringComparer.Ordinal);
        var (x, y, rowHeight) = (0, 0, 0);
        foreach (var icon in icons.Names.Select(name => icons[name]).OrderByDescending(icon => icon.Height).ThenBy(icon => icon.Name, StringComparer.Ordinal))
        {
            var (width, height) = ((int)Math.Ceiling(icon.Width * pixelRatio), (int)Math.Ceiling(icon.Height * pixelRatio));
            if (x > 0 && x + width > RowWidth * pixelRatio) (x, y, rowHeight) = (0, y + rowHeight + Gap, 0);
            places[icon.Name] = new SpriteEntry(x, y, width, height, pixelRatio);
            (x, rowHeight) = (x + width + Gap, Math.Max(rowHeight, height));
        }

        using var canvas = Canvas.Image((int)(RowWidth * pixelRatio), y + rowHeight);
        foreach (var (name, place) in places) icons[name].Draw(canvas, place.X, place.Y, pixelRatio);
        return new Sprite(places.ToImmutable(), canvas.ToPng());
    }
}
