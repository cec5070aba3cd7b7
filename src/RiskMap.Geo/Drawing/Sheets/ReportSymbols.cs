using System.Collections.Immutable;
using RiskMap.Geo.Drawing.Scene;
using RiskMap.Geo.Drawing.Text;
using RiskMap.Geo.Style;

namespace RiskMap.Geo.Drawing.Sheets;

/// <summary>Draws the points of a report's map, the line that tells what marks mean, and the wind's arrow. Pixels of the style.</summary>
static class ReportSymbols
{
    const double DiscRadius = 7.5, PlainRadius = 4.5, SquareHalf = 3.5, DiamondHalf = 7.5, NumberSize = 9, Rim = 1.4;
    const double KeySize = 9, KeyWidth = 18, KeyGap = 14, KeyTextGap = 4;

    internal static void Point(Pen pen, ReportPoint point, (double X, double Y) at)
    {
        Mark(pen, point.Mark, point.Colour, at.X, at.Y, point.Label.Length > 0 ? DiscRadius : PlainRadius);
        if (point.Label.Length == 0) return;
        var width = pen.WidthOf(point.Label, NumberSize, bold: true);
        pen.Write(point.Label, at.X - (width / 2), at.Y - (NumberSize * TextBlock.LineHeight / 2), NumberSize, StyleColour.White, bold: true);
    }

    /// <summary>Tells what marks mean, from the left; what finds no room is left out.</summary>
    internal static void Keys(Pen pen, ImmutableArray<ReportKey> keys, double left, double middle, double right)
    {
        foreach (var key in keys)
        {
            var width = KeyWidth + KeyTextGap + pen.WidthOf(key.Text, KeySize);
            if (left + width > right) return;
            Mark(pen, key.Mark, key.Colour, left + (KeyWidth / 2), middle, PlainRadius);
            pen.Write(key.Text, left + KeyWidth + KeyTextGap, middle - (KeySize * TextBlock.LineHeight / 2), KeySize, Pen.Faint);
            left += width + KeyGap;
        }
    }

    /// <summary>An arrow in the upper left corner of the map that points where the wind blows to.</summary>
    internal static void Wind(Pen pen, ReportWind wind, double left, double top)
    {
        const double Side = 52, Inset = 8, TextSize = 10;
        var (x, y) = (left + Inset, top + Inset);
        pen.Area(StyleColour.White.Faded(0.85), (x, y), (x + Side, y), (x + Side, y + Side + 16), (x, y + Side + 16));
        if (wind.ToDegrees is { } degrees) Arrow(pen, x + (Side / 2), y + (Side / 2), degrees);
        pen.Write(wind.Text, x + ((Side - pen.WidthOf(wind.Text, TextSize, bold: true)) / 2), y + Side, TextSize, bold: true);
    }

    static void Arrow(Pen pen, double x, double y, double degrees)
    {
        const double Length = 20, HeadLength = 12, HeadHalf = 8, ShaftHalf = 2.5;
        var (sin, cos) = Math.SinCos(degrees * Math.PI / 180);
        (double, double) At(double along, double across) => (x + (along * sin) + (across * cos), y - (along * cos) + (across * sin));
        pen.Area(Pen.Ink, At(Length, 0), At(Length - HeadLength, HeadHalf), At(Length - HeadLength, ShaftHalf), At(-Length, ShaftHalf), At(-Length, -ShaftHalf), At(Length - HeadLength, -ShaftHalf), At(Length - HeadLength, -HeadHalf));
    }

    static void Mark(Pen pen, ReportMark mark, StyleColour colour, double x, double y, double radius)
    {
        switch (mark)
        {
            case ReportMark.Area:
                pen.Fill(x - (KeyWidth / 2), y - 5, KeyWidth, 10, colour.Faded(0.15));
                pen.Frame(x - (KeyWidth / 2), y - 5, KeyWidth, 10, colour, 1.6);
                break;
            case ReportMark.Line:
                pen.Lines(colour, 2.6, (x - (KeyWidth / 2), y), (x + (KeyWidth / 2), y));
                break;
            case ReportMark.Disc:
                pen.Circle(new CirclePaint(colour, radius, StyleColour.White, Rim, 0), x, y);
                break;
            case ReportMark.Square:
                pen.Fill(x - SquareHalf - Rim, y - SquareHalf - Rim, 2 * (SquareHalf + Rim), 2 * (SquareHalf + Rim), StyleColour.White);
                pen.Fill(x - SquareHalf, y - SquareHalf, 2 * SquareHalf, 2 * SquareHalf, colour);
                break;
            default:
                Diamond(pen, StyleColour.White, x, y, DiamondHalf + Rim);
                Diamond(pen, colour, x, y, DiamondHalf - 1);
                break;
        }
    }

    static void Diamond(Pen pen, StyleColour colour, double x, double y, double half) => pen.Area(colour, (x, y - half), (x + half, y), (x, y + half), (x - half, y));
}
