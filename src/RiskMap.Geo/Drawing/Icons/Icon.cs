using System.Collections.Immutable;
using RiskMap.Geo.Drawing.Native;
using RiskMap.Geo.Style;

namespace RiskMap.Geo.Drawing.Icons;

/// <summary>Kind of a <see cref="PathStep"/>.</summary>
public enum PathStepKind : byte
{
    /// <summary>Begins a figure.</summary>
    Move,

    /// <summary>A straight line.</summary>
    Line,

    /// <summary>A cubic Bézier curve; its control points come first.</summary>
    Curve,

    /// <summary>Closes the figure.</summary>
    Close,
}

/// <summary>A step of an outline; only a curve has control points.</summary>
public readonly record struct PathStep(PathStepKind Kind, double X, double Y, double X1 = 0, double Y1 = 0, double X2 = 0, double Y2 = 0);

/// <summary>A stroke along an outline.</summary>
/// <param name="Colour">Colour.</param>
/// <param name="Width">Width in the icon's units.</param>
/// <param name="Cap"><c>butt</c>, <c>round</c> or <c>square</c>.</param>
/// <param name="Join"><c>miter</c>, <c>round</c> or <c>bevel</c>.</param>
/// <param name="Dashes">Dashes and gaps; empty for none.</param>
public sealed record IconStroke(StyleColour Colour, double Width, string Cap, string Join, ImmutableArray<double> Dashes);

/// <summary>An outline with its colours.</summary>
public sealed record IconShape(ImmutableArray<PathStep> Outline, StyleColour? Fill, IconStroke? Stroke);

/// <summary>An icon: shapes one over another, in units of a pixel at size 1. Immutable and safe to share. Read by <see cref="IconReader"/>.</summary>
/// <param name="Name">Name in the style.</param>
/// <param name="Width">Width in pixels.</param>
/// <param name="Height">Height in pixels.</param>
/// <param name="Shapes">The shapes, the lowest first.</param>
public sealed record Icon(string Name, double Width, double Height, ImmutableArray<IconShape> Shapes)
{
    /// <summary>Draws the icon with its upper left corner at a position.</summary>
    public void Draw(Canvas canvas, double x, double y, double scale)
    {
        var cairo = canvas.Cairo;
        Cairo.Save(cairo);
        Cairo.Translate(cairo, x, y);
        Cairo.Scale(cairo, scale, scale);
        Cairo.Rectangle(cairo, 0, 0, Width, Height);
        Cairo.Clip(cairo);
        foreach (var shape in Shapes) Draw(canvas, shape);
        Cairo.Restore(cairo);
    }

    static void Draw(Canvas canvas, IconShape shape)
    {
        Trace(canvas.Cairo, shape.Outline);
        if (shape.Fill is { } fill)
        {
            canvas.Colour(fill);
            Cairo.FillPreserve(canvas.Cairo);
        }

        if (shape.Stroke is { } stroke)
        {
            canvas.Colour(stroke.Colour);
            Strokes.Set(canvas.Cairo, stroke.Width, stroke.Cap, stroke.Join);
            Cairo.SetDash(canvas.Cairo, [.. stroke.Dashes], stroke.Dashes.Length, 0);
            Cairo.StrokePreserve(canvas.Cairo);
        }

        Cairo.NewPath(canvas.Cairo);
    }

    static void Trace(nint cairo, ImmutableArray<PathStep> outline)
    {
        Cairo.NewPath(cairo);
        foreach (var step in outline)
        {
            switch (step.Kind)
            {
                case PathStepKind.Move: Cairo.MoveTo(cairo, step.X, step.Y); break;
                case PathStepKind.Line: Cairo.LineTo(cairo, step.X, step.Y); break;
                case PathStepKind.Curve: Cairo.CurveTo(cairo, step.X1, step.Y1, step.X2, step.Y2, step.X, step.Y); break;
                default: Cairo.ClosePath(cairo); break;
            }
        }
    }
}

/// <summary>The words of styles and SVG for strokes, as cairo knows them.</summary>
static class Strokes
{
    internal static void Set(nint cairo, double width, string cap, string join)
    {
        Cairo.SetLineWidth(cairo, width);
        Cairo.SetLineCap(cairo, cap switch { "round" => Cairo.CapRound, "square" => Cairo.CapSquare, _ => Cairo.CapButt });
        Cairo.SetLineJoin(cairo, join switch { "round" => Cairo.JoinRound, "bevel" => Cairo.JoinBevel, _ => Cairo.JoinMiter });
    }
}
