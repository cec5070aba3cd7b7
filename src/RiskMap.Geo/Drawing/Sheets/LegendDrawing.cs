using System.Collections.Immutable;
using RiskMap.Geo.Drawing.Icons;
using RiskMap.Geo.Drawing.Scene;
using RiskMap.Geo.Drawing.Text;
using RiskMap.Geo.Style;

namespace RiskMap.Geo.Drawing.Sheets;

/// <summary>An entry of a drawn legend: a symbol and its text; a fill may bear a mark, so that it can be told without its colour.</summary>
public sealed record LegendEntry(Swatch Swatch, string Text, string Mark = "");

/// <summary>Entries under a title; without a title they stand by themselves.</summary>
public sealed record LegendGroup(string Title, ImmutableArray<LegendEntry> Entries);

/// <summary>Draws legends.</summary>
public static class LegendDrawing
{
    const double TitleSize = 12, TextSize = 11, Row = 22, GroupGap = 8, SwatchWidth = 24, TextLeft = 32;

    /// <summary>Greatest size of an icon in a legend, in pixels.</summary>
    const double IconSize = 18;

    /// <summary>Room between columns, in pixels of the style.</summary>
    internal const double ColumnGap = 16;

    /// <summary>Height of a legend in one column, in pixels of the style.</summary>
    public static double HeightOf(IEnumerable<LegendGroup> groups) => groups.Sum(HeightOf);

    /// <summary>The groups in columns of at most some height, each group whole.</summary>
    internal static List<List<LegendGroup>> Columns(IEnumerable<LegendGroup> groups, double mostHeight)
    {
        var (columns, height) = (new List<List<LegendGroup>>(), 0.0);
        foreach (var group in groups)
        {
            if (columns.Count == 0 || height + HeightOf(group) > mostHeight) (columns, height) = ([.. columns, []], 0);
            columns[^1].Add(group);
            height += HeightOf(group);
        }

        return columns;
    }

    /// <summary>Draws a legend as PNG on white.</summary>
    /// <exception cref="DrawingUnavailableException">cairo or pango are missing.</exception>
    public static byte[] ToPng(IReadOnlyList<LegendGroup> groups, IconSet icons, double pixelRatio)
    {
        const int Margin = 10;
        DrawingUnavailableException.ThrowIfMissing();
        var engine = TextEngine.Rent();
        try
        {
            var width = WidthOf(groups, engine) + (2 * Margin);
            using var canvas = Canvas.Image((int)Math.Ceiling(width * pixelRatio), (int)Math.Ceiling((HeightOf(groups) + (2 * Margin)) * pixelRatio));
            var pen = new Pen(canvas, pixelRatio, engine);
            pen.Fill(0, 0, canvas.Width, canvas.Height, StyleColour.White);
            Draw(pen, groups, icons, Margin, Margin);
            return canvas.ToPng();
        }
        finally
        {
            TextEngine.Return(engine);
        }
    }

    internal static void Draw(Pen pen, IEnumerable<LegendGroup> groups, IconSet icons, double left, double top)
    {
        foreach (var group in groups)
        {
            var y = top;
            if (group.Title.Length > 0)
            {
                pen.Write(group.Title, left, y + 2, TitleSize, bold: true);
                y += Row;
            }

            foreach (var entry in group.Entries)
            {
                DrawSwatch(pen, entry, icons, left, y);
                pen.Write(entry.Text, left + TextLeft, y + ((Row - (TextSize * TextBlock.LineHeight)) / 2), TextSize);
                y += Row;
            }

            top += HeightOf(group);
        }
    }

    static double HeightOf(LegendGroup group) => (Row * (group.Entries.Length + (group.Title.Length > 0 ? 1 : 0))) + GroupGap;

    internal static double WidthOf(IEnumerable<LegendGroup> groups, TextEngine engine)
    {
        using var canvas = Canvas.Image(1, 1);
        var pen = new Pen(canvas, 1, engine);
        return groups.Max(group => Math.Max(pen.WidthOf(group.Title, TitleSize, bold: true), group.Entries.Max(entry => TextLeft + pen.WidthOf(entry.Text, TextSize)))) + 1;
    }

    static void DrawSwatch(Pen pen, LegendEntry entry, IconSet icons, double left, double top)
    {
        var (swatch, middle) = (entry.Swatch, top + (Row / 2));
        switch (swatch.Kind)
        {
            case "fill":
                pen.Fill(left, middle - 8, SwatchWidth, 16, swatch.Colour!);
                pen.Frame(left + 0.5, middle - 7.5, SwatchWidth - 1, 15, Pen.Faint, 0.8);
                WriteMark(pen, entry, left, middle);
                break;
            case "pattern":
                pen.Pattern(icons[swatch.Image!], left, middle - 8, SwatchWidth, 16);
                pen.Frame(left + 0.5, middle - 7.5, SwatchWidth - 1, 15, Pen.Faint, 0.8);
                break;
            case "line":
                pen.Lines(Pen.Faint, 5, (left, middle), (left + SwatchWidth, middle));
                pen.Lines(swatch.Colour!, 3, (left, middle), (left + SwatchWidth, middle));
                break;
            case "circle":
                pen.Circle(new CirclePaint(swatch.Colour!, 7, swatch.Stroke is { } stroke && stroke != StyleColour.White ? stroke : Pen.Faint, 1, 0), left + (SwatchWidth / 2), middle);
                WriteMark(pen, entry, left, middle);
                break;
            default:
                var icon = icons[swatch.Image!];
                pen.DrawIcon(icon, Math.Min(1, IconSize / Math.Max(icon.Width, icon.Height)), left + (SwatchWidth / 2), middle);
                break;
        }
    }

    static void WriteMark(Pen pen, LegendEntry entry, double left, double middle)
    {
        const double Size = 9;
        if (entry.Mark.Length == 0) return;
        var colour = Luminance(entry.Swatch.Colour!) < 0.4 ? StyleColour.White : Pen.Ink;
        pen.Write(entry.Mark, left + ((SwatchWidth - pen.WidthOf(entry.Mark, Size, bold: true)) / 2), middle - (Size * TextBlock.LineHeight / 2), Size, colour, bold: true);
    }

    // Rec. 709 luma of the encoded channels: enough to choose between black and white.
    static double Luminance(StyleColour colour) => (0.2126 * colour.Red) + (0.7152 * colour.Green) + (0.0722 * colour.Blue);
}
