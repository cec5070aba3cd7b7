using System.Text;
using System.Text.RegularExpressions;
using RiskMap.Geo.Drawing.Sheets;
using RiskMap.Geo.Drawing.Text;
using RiskMap.Geo.Style;

namespace RiskMap.Geo.Tests.Drawing;

public sealed class ReportSheetTests
{
    static readonly StyleColour Red = StyleColour.TryParse("#c62828")!;

    [Theory]
    [InlineData(3)]
    [InlineData(60)]
    public void A_report_is_one_page_of_A4_whatever_it_holds(int rows)
    {
        var (sheet, pdf) = (Sheet(rows), "");
        var view = sheet.ViewOf(Sketch.Tile.Envelope, 17);
        pdf = Encoding.Latin1.GetString(sheet.ToPdf(new Sketch().Scene(view.Zoom), view));
        pdf.ShouldStartWith("%PDF-");
        Regex.Count(pdf, @"/Type\s*/Page\b(?!s)", RegexOptions.None, TimeSpan.FromSeconds(5)).ShouldBe(1);
        pdf.ShouldContain("595.5");
        pdf.ShouldContain("842.25");
    }

    [Fact]
    public void The_map_has_the_room_that_the_table_leaves_and_never_too_little()
    {
        var (small, large) = (FrameOf(Sheet(2)), FrameOf(Sheet(60)));
        small.Height.ShouldBeGreaterThan(large.Height);
        large.Height.ShouldBeInRange(299, 330);
        (small.X + small.Width).ShouldBeLessThan(ReportSheet.Width);
    }

    [Fact]
    public void Paragraphs_that_may_be_cut_leave_the_map_and_the_first_rows_their_room()
    {
        int[] cut = [];
        var sheet = Sheet(60) with { Keys = [new("路线", Red, ReportMark.Line)] };
        sheet = sheet with { Sections = [.. sheet.Sections, new("提示", [.. Enumerable.Range(1, 100).Select(i => $"第 {i} 条提示")], shown => { cut = [.. cut, shown]; return "另有"; })] };

        FrameOf(sheet).Height.ShouldBeInRange(299, 330);
        cut.ShouldHaveSingleItem().ShouldBeInRange(5, 40);
        FrameOf(sheet with { Sections = [new("提示", ["一条"], _ => throw new InvalidOperationException("nothing is cut"))] }).Height.ShouldBeInRange(299, 330);
    }

    [Fact]
    public void Lines_points_and_the_wind_are_drawn_on_the_map_and_their_key_below_it()
    {
        var box = Sketch.Tile.Envelope;
        var blue = StyleColour.TryParse("#1565c0")!;
        var sheet = Sheet(2) with
        {
            Lines = [new([(box.MinX, box.MinY), (box.MaxX, box.MaxY)], blue)],
            Points = [new((box.CentreX, box.MinY), Red, ReportMark.Square), new((box.CentreX, box.MaxY), Red, ReportMark.Diamond), new((box.CentreX, box.CentreY), Red, ReportMark.Disc, "7")],
            Keys = [new("路线", blue, ReportMark.Line), new("单位", Red, ReportMark.Disc)],
            Wind = new(225, "2.5 m/s"),
        };
        var view = sheet.ViewOf(box.Expand(box.Width / 10), 17);
        var (picture, frame) = (Picture.Of(sheet.ToPng(new Sketch().Scene(view.Zoom), view)), FrameOf(sheet));
        picture.Count(pixel => pixel == (0x15, 0x65, 0xc0, 255), frame.X, frame.Y, frame.X + frame.Width, frame.Y + frame.Height).ShouldBeGreaterThan(200);
        picture.Count(pixel => pixel == (0xc6, 0x28, 0x28, 255), frame.X, frame.Y, frame.X + frame.Width, frame.Y + frame.Height).ShouldBeGreaterThan(100);
        picture.Count(pixel => pixel == (0x15, 0x65, 0xc0, 255), frame.X, frame.Y + frame.Height, frame.X + frame.Width, frame.Y + frame.Height + 16).ShouldBeGreaterThan(20);
        picture.Count(pixel => pixel == (0x1d, 0x27, 0x33, 255), frame.X + 8, frame.Y + 8, frame.X + 60, frame.Y + 60).ShouldBeGreaterThan(100, "the arrow");
    }

    [Fact]
    public void Areas_and_distances_are_drawn_on_the_map()
    {
        var box = Sketch.Tile.Envelope;
        var sheet = Sheet(2) with
        {
            Areas = [new([(box.MinX, box.MinY), (box.MaxX, box.MinY), (box.MaxX, box.MaxY), (box.MinX, box.MinY)], Red)],
            Measures = [new((box.MinX, box.MaxY), (box.MaxX, box.MinY), "① 30 m < 50 m", Red), new((box.MinX, box.MaxY), (box.MaxX, box.MinY), "② 40 m < 50 m", Red)],
        };
        var view = sheet.ViewOf(box, 17);
        var picture = Picture.Of(sheet.ToPng(new Sketch().Scene(view.Zoom), view));
        var frame = FrameOf(sheet);
        (picture.Width, picture.Height).ShouldBe((ReportSheet.Width, ReportSheet.Height));
        picture.Count(pixel => pixel == (0xc6, 0x28, 0x28, 255), frame.X, frame.Y, frame.X + frame.Width, frame.Y + frame.Height).ShouldBeGreaterThan(500);
    }

    [Theory]
    [InlineData("间距不足：甲类厂房与学校应相距五十米，实际三十五米。", 10)]
    [InlineData("The plant stands thirty-five metres from the school, where fifty are required.", 12)]
    [InlineData("0123456789abcdefghijklmnopqrstuvwxyz0123456789", 8)]
    [InlineData("one\ntwo three", 30)]
    public void A_text_for_reading_begins_at_the_left_and_stays_within_its_width(string text, double width)
    {
        var engine = TextEngine.Rent();
        try
        {
            var block = TextBlock.Paragraph(engine, FontFace.Of(["sans-serif"]), text, width);
            block.Width.ShouldBeLessThanOrEqualTo(width + 1e-9);
            block.Characters.Length.ShouldBe(text.Count(letter => !char.IsWhiteSpace(letter)));
            block.Characters.GroupBy(letter => letter.Baseline).ShouldAllBe(line => line.Min(letter => letter.X) == 0);
            var cut = TextBlock.Paragraph(engine, FontFace.Of(["sans-serif"]), text + text, width, mostLines: 2);
            cut.Height.ShouldBe(2 * TextBlock.LineHeight, 1e-9);
            cut.Width.ShouldBeLessThanOrEqualTo(width + 1e-9);
        }
        finally
        {
            TextEngine.Return(engine);
        }
    }

    static (int X, int Y, int Width, int Height) FrameOf(ReportSheet sheet)
    {
        var engine = TextEngine.Rent();
        try
        {
            return new ReportLayout(sheet, engine).Frame;
        }
        finally
        {
            TextEngine.Return(engine);
        }
    }

    static ReportSheet Sheet(int rows) => new(
        "选址预审证书", new("不通过", Red), [new("地块", "118.2, 24.6"), new("拟建", "甲类厂房")],
        new([new("规则", 0.5), new("条款", 0.3), new("结论", 0.2)], [.. Enumerable.Range(1, rows).Select(i => new ReportRow([$"规则 {i}", "GB 50016-2014 3.4.2", "不通过"], Red))], shown => $"其余 {rows - shown} 条"),
        [new("修正方案", ["把液氨减到 8.3 t", "向东移 42 m"])], ["数据版本 abc"]);
}
