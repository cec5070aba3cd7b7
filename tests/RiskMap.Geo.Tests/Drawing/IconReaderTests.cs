using System.Text;
using RiskMap.Geo.Drawing.Icons;
using RiskMap.Geo.Style;

namespace RiskMap.Geo.Tests.Drawing;

public sealed class IconReaderTests
{
    [Theory]
    [InlineData("M2 16h16L10 2z", "M2,16 L18,16 L10,2 Z2,16")]
    [InlineData("m1 2 3 4-5-6", "M1,2 L4,6 L-1,0")]
    [InlineData("M.5.5V3H-2", "M0.5,0.5 L0.5,3 L-2,3")]
    [InlineData("M0 0c1 2 3 4 5 6C0 0 1 1 2 2", "M0,0 C5,6 C2,2")]
    [InlineData("M10 0a10 10 0 0 1-10 10", "M10,0 C0,10")]
    [InlineData("M0 0L1 1zl2 0", "M0,0 L1,1 Z0,0 L2,0")]
    public void Path_data_mean_what_SVG_says(string data, string expected) => Path(data).ShouldBe(expected);

    [Theory]
    [InlineData("M0 0Q1 1 2 2", "'Q'")]
    [InlineData("0 0", "a command is expected")]
    [InlineData("M0", "a number is expected")]
    [InlineData("M0 0A1 1 0 2 0 3 3", "a flag is 0 or 1")]
    public void Other_path_data_are_refused(string data, string reason) => Should.Throw<StyleException>(() => Path(data)).Message.ShouldContain(reason);

    [Theory]
    [InlineData("""<g/>""", "'g'")]
    [InlineData("""<path d="M0 0" transform="rotate(3)"/>""", "'transform'")]
    [InlineData("""<circle cx="1" cy="1" r="1" fill="url(#x)"/>""", "'url(#x)'")]
    [InlineData("""<circle cx="1" cy="1"/>""", "/r")]
    [InlineData("""<path d="M0 0" stroke="#fff" stroke-linecap="flat"/>""", "'flat'")]
    public void What_is_not_known_is_refused_by_name(string element, string reason) => Should.Throw<StyleException>(() => Read(element)).Message.ShouldContain(reason);

    [Fact]
    public void A_picture_that_is_drawn_at_another_size_is_refused() =>
        Should.Throw<StyleException>(() => Read("", "0 0 48 48")).Message.ShouldContain("viewBox");

    static string Path(string data) => string.Join(' ', Read($"<path d=\"{data}\"/>").Shapes[0].Outline
        .Select(step => FormattableString.Invariant($"{"MLCZ"[(int)step.Kind]}{Math.Round(step.X, 6) + 0},{Math.Round(step.Y, 6) + 0}")));

    static Icon Read(string content, string box = "0 0 24 24") =>
        IconReader.Read("test", new MemoryStream(Encoding.UTF8.GetBytes($"""<svg xmlns="http://www.w3.org/2000/svg" width="24" height="24" viewBox="{box}">{content}</svg>""")));
}
