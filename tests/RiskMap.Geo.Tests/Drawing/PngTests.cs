using RiskMap.Geo.Drawing;

namespace RiskMap.Geo.Tests.Drawing;

public sealed class PngTests
{
    static readonly uint[] Palette = [0x00000000, 0xFFFF8040, 0x80102030];

    [Fact]
    public void Indices_are_drawn_in_the_colours_of_the_palette()
    {
        var picture = Picture.Of(Png.EncodeIndexed([0, 1, 2, 2, 1, 0], 3, 2, Palette));

        (picture.Width, picture.Height).ShouldBe((3, 2));
        picture[0, 0].ShouldBe((0, 0, 0, 0));
        picture[1, 0].ShouldBe((0xFF, 0x80, 0x40, 0xFF));
        picture[0, 1].ShouldBe((0x10, 0x20, 0x30, 0x80));
    }

    [GdalFact]
    public void GDAL_reads_the_indices_too()
    {
        var folder = Directory.CreateTempSubdirectory("riskmap-png-");
        var path = Path.Combine(folder.FullName, "indexed.png");
        File.WriteAllBytes(path, Png.EncodeIndexed([.. Enumerable.Range(0, 200 * 100).Select(i => (byte)(i % 3))], 200, 100, Palette));

        var info = Gdal.Run("gdalinfo", ["-stats", path]);
        folder.Delete(recursive: true);

        info.ShouldContain("Size is 200, 100");
        info.ShouldContain("ColorInterp=Palette");
        info.ShouldContain("1: 255,128,64,255");
        // The index that is wholly transparent is "no data" to GDAL, so it is not counted.
        info.ShouldContain("NoData Value=0");
        info.ShouldContain("Minimum=1.000, Maximum=2.000");
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        Should.Throw<ArgumentException>(() => Png.EncodeIndexed([0, 1], 3, 2, Palette));
        Should.Throw<ArgumentException>(() => Png.EncodeIndexed([0], 1, 1, []));
        Should.Throw<ArgumentException>(() => Png.EncodeIndexed([0], 1, 1, new uint[257]));
    }
}
