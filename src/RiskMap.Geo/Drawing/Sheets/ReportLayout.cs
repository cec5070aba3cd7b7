using System.Collections.Immutable;
using RiskMap.Geo.Drawing.Text;
using RiskMap.Geo.Style;

namespace RiskMap.Geo.Drawing.Sheets;

/// <summary>Where everything of a report stands: head and facts from above, foot and paragraphs from below, the table before them, and the map in what is left.</summary>
sealed class ReportLayout
{
    const double Margin = 38, Inner = ReportSheet.Width - (2 * Margin);
    const double TitleSize = 21, BannerSize = 15, BannerPad = 10, FactSize = 10.5, HeadSize = 11.5, TextSize = 10, FootSize = 8.5;
    const double LabelWidth = 92, Gap = 10, CellPad = 4, LineGap = 2;

    /// <summary>Least height of the map: a street's length on either side of a site is still seen.</summary>
    const double LeastMap = 300;

    /// <summary>Greatest height of the map: a landscape picture reads better than a square.</summary>
    const double MostMap = 470;

    /// <summary>Height of the line that tells what marks mean.</summary>
    const double KeyHeight = 16;

    /// <summary>Rows of the table that go before the paragraphs of sections which may be cut.</summary>
    const int LeastRows = 4;

    /// <summary>Lines of a cell and of a fact; what is longer is cut.</summary>
    const int CellLines = 3, FactLines = 3, ParagraphLines = 4;

    readonly TextEngine _engine;
    readonly List<Action<Pen>> _drawing = [];

    internal ReportLayout(ReportSheet sheet, TextEngine engine)
    {
        _engine = engine;
        var top = Facts(sheet.Facts, Head(sheet.Title, sheet.Banner));
        var bottom = Foot(sheet.Foot);
        var rows = sheet.Table.Rows.Select(row => Cells(sheet.Table, row.Cells, bold: false)).ToList();
        var head = Cells(sheet.Table, [.. sheet.Table.Columns.Select(column => column.Title)], bold: true);
        var keys = sheet.Keys.IsEmpty ? 0 : KeyHeight;
        var fixedHeight = LeastMap + keys + Gap + HeightOf(head);
        bottom = Sections(sheet.Sections, bottom, bottom - top - fixedHeight - rows.Take(LeastRows).Sum(HeightOf) - RestHeight);
        var room = bottom - top - fixedHeight;
        var shown = Shown(rows, room);
        var tableHeight = HeightOf(head) + rows.Take(shown).Sum(HeightOf) + (shown < rows.Count ? RestHeight : 0);
        var mapHeight = Math.Min(MostMap, bottom - top - keys - Gap - tableHeight);
        Frame = ((int)Margin, (int)Math.Ceiling(top), (int)Inner, (int)Math.Floor(mapHeight));
        if (keys > 0) _drawing.Add(pen => ReportSymbols.Keys(pen, sheet.Keys, Margin, top + mapHeight + (KeyHeight / 2) + 1, Margin + Inner));
        Table(sheet.Table, head, rows, shown, top + mapHeight + keys + Gap);
    }

    /// <summary>The place of the map.</summary>
    internal (int X, int Y, int Width, int Height) Frame { get; }

    static double RestHeight => (TextSize * TextBlock.LineHeight) + (2 * CellPad);

    /// <summary>Draws everything but the map.</summary>
    internal void Draw(Pen pen)
    {
        foreach (var draw in _drawing) draw(pen);
    }

    double Head(string title, ReportBanner banner)
    {
        var word = Pen.Paragraph(_engine, banner.Text, BannerSize, Inner / 2, bold: true, mostLines: 1);
        var bannerWidth = (word.Width * BannerSize) + (2 * BannerPad);
        var text = Pen.Paragraph(_engine, title, TitleSize, Inner - bannerWidth - Gap, bold: true, mostLines: 2);
        var left = Margin + Inner - bannerWidth;
        _drawing.Add(pen => pen.Fill(left, Margin - 6, bannerWidth, (BannerSize * TextBlock.LineHeight) + BannerPad, banner.Colour));
        _drawing.Add(pen => pen.Write(word, left + BannerPad, Margin - 6 + (BannerPad / 2), BannerSize, Contrast(banner.Colour), bold: true));
        _drawing.Add(pen => pen.Write(text, Margin, Margin - 6, TitleSize, bold: true));
        var bottom = Margin + Math.Max(text.Height * TitleSize, (BannerSize * TextBlock.LineHeight) + BannerPad);
        _drawing.Add(pen => pen.Lines(Pen.Ink, 1.2, (Margin, bottom), (Margin + Inner, bottom)));
        return bottom + (Gap / 2);
    }

    double Facts(ImmutableArray<ReportFact> facts, double top)
    {
        foreach (var fact in facts)
        {
            var text = Pen.Paragraph(_engine, fact.Text, FactSize, Inner - LabelWidth, mostLines: FactLines);
            var (label, y) = (Pen.Paragraph(_engine, fact.Label, FactSize, LabelWidth - CellPad, mostLines: 1), top);
            _drawing.Add(pen => pen.Write(label, Margin, y, FactSize, Pen.Faint));
            _drawing.Add(pen => pen.Write(text, Margin + LabelWidth, y, FactSize));
            top += (Math.Max(1 * TextBlock.LineHeight, text.Height) * FactSize) + LineGap;
        }

        return top + (Gap / 2);
    }

    /// <summary>From the lower margin up; returns the upper edge.</summary>
    double Foot(ImmutableArray<string> lines)
    {
        var bottom = ReportSheet.Height - Margin;
        foreach (var block in lines.Reverse().Select(line => Pen.Paragraph(_engine, line, FootSize, Inner, mostLines: 2)))
        {
            bottom -= block.Height * FootSize;
            var y = bottom;
            _drawing.Add(pen => pen.Write(block, Margin, y, FootSize, Pen.Faint));
        }

        var edge = bottom - 4;
        _drawing.Add(pen => pen.Lines(Pen.Faint, 0.6, (Margin, edge), (Margin + Inner, edge)));
        return edge - Gap;
    }

    double Sections(ImmutableArray<ReportSection> sections, double bottom, double room)
    {
        var texts = sections.Select(section => section.Lines.Select(Paragraph).ToList()).ToList();
        for (var i = 0; i < sections.Length; i++)
        {
            if (sections[i].Rest is { } rest) texts[i] = Fitting(texts[i], rest, room - texts.Where((_, other) => other != i).Sum(SectionHeight) - SectionHeight([]));
        }

        foreach (var (section, text) in sections.Zip(texts).Reverse())
        {
            foreach (var block in text.AsEnumerable().Reverse())
            {
                bottom -= (block.Height * TextSize) + LineGap;
                var y = bottom;
                _drawing.Add(pen => pen.Write(block, Margin, y, TextSize));
            }

            var (title, head) = (Pen.Paragraph(_engine, section.Title, HeadSize, Inner, bold: true, mostLines: 1), bottom - (HeadSize * TextBlock.LineHeight) - LineGap);
            _drawing.Add(pen => pen.Write(title, Margin, head, HeadSize, bold: true));
            bottom = head - Gap;
        }

        return bottom;
    }

    TextBlock Paragraph(string line) => Pen.Paragraph(_engine, line, TextSize, Inner, mostLines: ParagraphLines);

    static double SectionHeight(List<TextBlock> section) => section.Sum(block => (block.Height * TextSize) + LineGap) + (HeadSize * TextBlock.LineHeight) + LineGap + Gap;

    /// <summary>The paragraphs that find room, and what is said of the others.</summary>
    List<TextBlock> Fitting(List<TextBlock> lines, Func<int, string> rest, double room)
    {
        double Height(TextBlock block) => (block.Height * TextSize) + LineGap;
        if (lines.Sum(Height) <= room) return lines;
        var (shown, used) = (0, (TextSize * TextBlock.LineHeight) + LineGap);
        while (shown < lines.Count && used + Height(lines[shown]) <= room) used += Height(lines[shown++]);
        return [.. lines.Take(shown), Paragraph(rest(shown))];
    }

    TextBlock[] Cells(ReportTable table, ImmutableArray<string> cells, bool bold) =>
        [.. cells.Select((cell, i) => Pen.Paragraph(_engine, cell, TextSize, (table.Columns[i].Share * Inner) - (2 * CellPad), bold, CellLines))];

    static double HeightOf(TextBlock[] cells) => (Math.Max(TextBlock.LineHeight, cells.Max(cell => cell.Height)) * TextSize) + (2 * CellPad);

    static int Shown(List<TextBlock[]> rows, double room)
    {
        if (rows.Sum(HeightOf) <= room) return rows.Count;
        var (shown, used) = (0, RestHeight);
        while (shown < rows.Count && used + HeightOf(rows[shown]) <= room) used += HeightOf(rows[shown++]);
        return shown;
    }

    void Table(ReportTable table, TextBlock[] head, List<TextBlock[]> rows, int shown, double top)
    {
        var headTop = top;
        _drawing.Add(pen => pen.Fill(Margin, headTop, Inner, HeightOf(head), StyleColour.TryParse("#e4e9ee")!));
        top = Row(table, head, top, bold: true, colour: null);
        for (var i = 0; i < shown; i++) top = Row(table, rows[i], top, bold: false, table.Rows[i].Colour);
        if (shown == rows.Count) return;
        var (rest, y) = (Pen.Paragraph(_engine, table.Rest(shown), TextSize, Inner, mostLines: 1), top + CellPad);
        _drawing.Add(pen => pen.Write(rest, Margin + CellPad, y, TextSize, Pen.Faint));
    }

    double Row(ReportTable table, TextBlock[] cells, double top, bool bold, StyleColour? colour)
    {
        var (left, height) = (Margin, HeightOf(cells));
        for (var i = 0; i < cells.Length; i++)
        {
            var (cell, x, width, isMarked) = (cells[i], left, table.Columns[i].Share * Inner, colour is not null && i == cells.Length - 1);
            if (isMarked) _drawing.Add(pen => pen.Fill(x + 1, top + 1, width - 2, height - 2, colour!));
            _drawing.Add(pen => pen.Write(cell, x + CellPad, top + CellPad, TextSize, isMarked ? Contrast(colour!) : Pen.Ink, bold));
            left += width;
        }

        var bottom = top + height;
        _drawing.Add(pen => pen.Lines(Pen.Faint, 0.5, (Margin, bottom), (Margin + Inner, bottom)));
        return bottom;
    }

    // Rec. 709 luma of the encoded channels: enough to choose between black and white.
    static StyleColour Contrast(StyleColour colour) => (0.2126 * colour.Red) + (0.7152 * colour.Green) + (0.0722 * colour.Blue) < 0.55 ? StyleColour.White : Pen.Ink;
}
