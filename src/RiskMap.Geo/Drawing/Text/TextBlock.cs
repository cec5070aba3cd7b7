using System.Collections.Immutable;
using System.Text;
using RiskMap.Geo.Style;

namespace RiskMap.Geo.Drawing.Text;

/// <summary>A character at its place.</summary>
/// <param name="Character">The character.</param>
/// <param name="X">Pen position from the block's left, in ems of the text's size.</param>
/// <param name="Baseline">Base line from the block's top, in ems.</param>
/// <param name="Scale">Its size as a share of the text's size.</param>
public readonly record struct PlacedCharacter(Rune Character, double X, double Baseline, double Scale);

/// <summary>A text broken into centred lines, in ems. Immutable.</summary>
/// <param name="Characters">Its characters; spaces are left out.</param>
/// <param name="Width">Width of the widest line.</param>
/// <param name="Height">Height of all lines.</param>
public sealed record TextBlock(ImmutableArray<PlacedCharacter> Characters, double Width, double Height)
{
    /// <summary>Height of a line (style specification, text-line-height).</summary>
    public const double LineHeight = 1.2;

    /// <summary>Base line below the middle of its line: half the height of a Chinese character of Noto Sans CJK, less its depth.</summary>
    internal const double BaselineBelowMiddle = 0.37;

    /// <summary>Breaks and centres a text.</summary>
    internal static TextBlock Of(TextEngine engine, FontFace face, ImmutableArray<TextSection> sections, double maxWidth)
    {
        var glyphs = Glyphs(engine, face, sections);
        var lines = LineBreaks.Of(glyphs, maxWidth);
        var width = lines.Count == 0 ? 0 : lines.Max(line => WidthOf(glyphs[line]));
        var placed = ImmutableArray.CreateBuilder<PlacedCharacter>(glyphs.Length);
        var top = 0.0;
        foreach (var line in lines)
        {
            var tallest = glyphs[line].Select(glyph => glyph.Scale).DefaultIfEmpty(1).Max();
            var (x, baseline) = ((width - WidthOf(glyphs[line])) / 2, top + (((LineHeight / 2) + BaselineBelowMiddle) * tallest));
            foreach (var glyph in glyphs[line])
            {
                if (!Rune.IsWhiteSpace(glyph.Character)) placed.Add(new(glyph.Character, x, baseline, glyph.Scale));
                x += glyph.Advance;
            }

            top += LineHeight * tallest;
        }

        return new TextBlock(placed.ToImmutable(), width, top);
    }

    /// <summary>A text for reading: lines begin at the left and are filled; what has no place to break is broken anywhere, what is too long ends in "…".</summary>
    internal static TextBlock Paragraph(TextEngine engine, FontFace face, string text, double maxWidth, int mostLines = int.MaxValue)
    {
        var glyphs = Glyphs(engine, face, ImmutableArray.Create(new TextSection(text, 1)));
        var lines = LineBreaks.Filled(glyphs, maxWidth);
        var isCut = lines.Count > mostLines;
        var placed = ImmutableArray.CreateBuilder<PlacedCharacter>(glyphs.Length);
        var (width, shown) = (0.0, Math.Min(lines.Count, mostLines));
        for (var line = 0; line < shown; line++)
        {
            var run = glyphs[lines[line]];
            if (isCut && line == shown - 1) run = Shortened(engine, face, run, maxWidth);
            var (x, baseline) = (0.0, (line * LineHeight) + (LineHeight / 2) + BaselineBelowMiddle);
            foreach (var glyph in run)
            {
                if (!Rune.IsWhiteSpace(glyph.Character)) placed.Add(new(glyph.Character, x, baseline, 1));
                x += glyph.Advance;
            }

            width = Math.Max(width, x);
        }

        return new TextBlock(placed.ToImmutable(), width, shown * LineHeight);
    }

    static Glyph[] Shortened(TextEngine engine, FontFace face, Glyph[] run, double maxWidth)
    {
        var rune = new Rune('…');
        var more = new Glyph(rune, engine.Advance(face, rune), 1);
        var kept = run.Length;
        while (kept > 0 && WidthOf(run.AsSpan(0, kept)) + more.Advance > maxWidth) kept--;
        return [.. run.AsSpan(0, kept), more];
    }

    internal static double WidthOf(ReadOnlySpan<Glyph> glyphs)
    {
        var width = 0.0;
        foreach (var glyph in glyphs) width += glyph.Advance;
        return width;
    }

    static double WidthOf(Glyph[] glyphs) => WidthOf(glyphs.AsSpan());

    internal static Glyph[] Glyphs(TextEngine engine, FontFace face, ImmutableArray<TextSection> sections) =>
        [.. sections.SelectMany(section => section.Text.EnumerateRunes().Select(rune => new Glyph(rune, rune.Value == '\n' ? 0 : engine.Advance(face, rune) * section.Scale, section.Scale)))];

    /// <summary>A character before lines are made.</summary>
    internal readonly record struct Glyph(Rune Character, double Advance, double Scale);
}

/// <summary>Breaks a text into lines of about the same width: at spaces, and between any two Chinese characters.</summary>
static class LineBreaks
{
    /// <summary>The lines, as ranges of glyphs; none is wider than the greatest width unless a word is.</summary>
    internal static List<Range> Of(TextBlock.Glyph[] glyphs, double maxWidth)
    {
        var lines = new List<Range>();
        var start = 0;
        for (var i = 0; i <= glyphs.Length; i++)
        {
            if (i < glyphs.Length && glyphs[i].Character.Value != '\n') continue;
            Break(glyphs, start, i, maxWidth, lines);
            start = i + 1;
        }

        return lines;
    }

    /// <summary>The lines of a text for reading: each holds as much as finds room.</summary>
    internal static List<Range> Filled(TextBlock.Glyph[] glyphs, double maxWidth)
    {
        var (lines, line, chance, width) = (new List<Range>(), 0, -1, 0.0);
        for (var i = 0; i < glyphs.Length; i++)
        {
            var isEnd = glyphs[i].Character.Value == '\n';
            if (!isEnd && width + glyphs[i].Advance > maxWidth && i > line && !Rune.IsWhiteSpace(glyphs[i].Character))
            {
                var next = chance > line ? chance : i;
                lines.Add(Trim(glyphs, line, next));
                (line, width) = (next, TextBlock.WidthOf(glyphs.AsSpan(next, i - next)));
            }

            width += glyphs[i].Advance;
            if (isEnd)
            {
                lines.Add(Trim(glyphs, line, i));
                (line, width) = (i + 1, 0);
            }

            if (i + 1 < glyphs.Length && MayBreakBetween(glyphs[i].Character, glyphs[i + 1].Character)) chance = i + 1;
        }

        if (line < glyphs.Length) lines.Add(Trim(glyphs, line, glyphs.Length));
        return lines;
    }

    static void Break(TextBlock.Glyph[] glyphs, int start, int end, double maxWidth, List<Range> lines)
    {
        if (start == end) return;
        var total = TextBlock.WidthOf(glyphs.AsSpan(start, end - start));
        var aim = total / Math.Max(1, Math.Ceiling(total / maxWidth));
        var (width, line, chance) = (0.0, start, -1);
        for (var i = start; i < end; i++)
        {
            width += glyphs[i].Advance;
            // Half a character over the aim is nearer to it than the rest of a line under it.
            if (width > aim + 0.5 && chance > line)
            {
                lines.Add(Trim(glyphs, line, chance));
                line = chance;
                width = TextBlock.WidthOf(glyphs.AsSpan(line, i + 1 - line));
            }

            if (i + 1 < end && MayBreakBetween(glyphs[i].Character, glyphs[i + 1].Character)) chance = i + 1;
        }

        lines.Add(Trim(glyphs, line, end));
    }

    static Range Trim(TextBlock.Glyph[] glyphs, int from, int to)
    {
        while (from < to && Rune.IsWhiteSpace(glyphs[from].Character)) from++;
        while (to > from && Rune.IsWhiteSpace(glyphs[to - 1].Character)) to--;
        return from..to;
    }

    // Closing marks do not begin a line and opening ones do not end it (GB/T 15834, 5.1).
    static bool MayBreakBetween(Rune before, Rune after) =>
        Rune.IsWhiteSpace(before)
        || ((IsIdeograph(before) || IsIdeograph(after)) && !"，。、；：！？）》」』】”’%)".Contains(after.ToString(), StringComparison.Ordinal)
            && !"（《「『【“‘(".Contains(before.ToString(), StringComparison.Ordinal));

    // CJK radicals to CJK ideographs, compatibility ideographs, full-width forms and the supplementary planes of ideographs.
    static bool IsIdeograph(Rune rune) => rune.Value is (>= 0x2E80 and <= 0x9FFF) or (>= 0xF900 and <= 0xFAFF) or (>= 0xFF00 and <= 0xFFEF) or (>= 0x20000 and <= 0x3FFFF);
}
