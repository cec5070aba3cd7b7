using System.Collections.Immutable;
using RiskMap.Geo.Drawing.Scene;
using RiskMap.Geo.Drawing.Text;

namespace RiskMap.Geo.Drawing.Labels;

/// <summary>Letters along a run of a line, so that they can be read: from left to right, and never around a sharp bend.</summary>
sealed class TextOnLine
{
    /// <summary>Sharpest bend between two letters (style specification, text-max-angle: 45 degrees).</summary>
    const double MaxAngle = Math.PI / 4;

    readonly TextBlock.Glyph[] _glyphs;
    readonly LineRuns _runs;
    readonly LineRun _run;
    readonly double _length;

    internal TextOnLine(LineRuns runs, LineRun run, TextEngine engine, TextPaint paint, string text)
    {
        (_runs, _run, Paint, Text) = (runs, run, paint, text);
        _glyphs = TextBlock.Glyphs(engine, paint.Face, [new(text, 1)]);
        _length = TextBlock.WidthOf(_glyphs) * paint.Size;
    }

    internal TextPaint Paint { get; }

    internal string Text { get; }

    /// <summary>The letters at each place of the run: a line shorter than the spacing has one place, its middle.</summary>
    internal IEnumerable<ImmutableArray<LetterOnLine>> Every(double spacing)
    {
        if (_length > _run.Length) yield break;
        var vertices = Enumerable.Range(_run.Start, _run.End - _run.Start).Select(i => _runs[i]).ToArray();
        var along = Along(vertices);
        for (var middle = Math.Min(spacing, _run.Length) / 2; middle <= _run.Along + along[^1]; middle += spacing)
        {
            var start = middle - _run.Along - (_length / 2);
            if (start >= 0 && start + _length <= along[^1] && Letters(vertices, along, start) is { } letters) yield return letters;
        }
    }

    ImmutableArray<LetterOnLine>? Letters((double X, double Y)[] vertices, double[] along, double start)
    {
        var (from, to) = (At(vertices, along, start), At(vertices, along, start + _length));
        var backwards = to.X < from.X;
        var letters = ImmutableArray.CreateBuilder<LetterOnLine>(_glyphs.Length);
        var pen = 0.0;
        foreach (var glyph in _glyphs)
        {
            var advance = glyph.Advance * Paint.Size;
            var middle = pen + (advance / 2);
            var (x, y, angle) = At(vertices, along, backwards ? start + _length - middle : start + middle);
            if (backwards) angle += Math.PI;
            if (letters.Count > 0 && Math.Abs(Math.IEEERemainder(angle - letters[^1].Angle, 2 * Math.PI)) > MaxAngle) return null;
            letters.Add(new LetterOnLine(glyph.Character, x, y, angle, advance));
            pen += advance;
        }

        return letters.ToImmutable();
    }

    static double[] Along((double X, double Y)[] vertices)
    {
        var along = new double[vertices.Length];
        for (var i = 1; i < vertices.Length; i++)
        {
            var (dx, dy) = (vertices[i].X - vertices[i - 1].X, vertices[i].Y - vertices[i - 1].Y);
            along[i] = along[i - 1] + Math.Sqrt((dx * dx) + (dy * dy));
        }

        return along;
    }

    static (double X, double Y, double Angle) At((double X, double Y)[] vertices, double[] along, double distance)
    {
        var i = 1;
        while (i < vertices.Length - 1 && along[i] < distance) i++;
        var (a, b) = (vertices[i - 1], vertices[i]);
        var share = along[i] == along[i - 1] ? 0 : (distance - along[i - 1]) / (along[i] - along[i - 1]);
        return (a.X + ((b.X - a.X) * share), a.Y + ((b.Y - a.Y) * share), Math.Atan2(b.Y - a.Y, b.X - a.X));
    }
}
