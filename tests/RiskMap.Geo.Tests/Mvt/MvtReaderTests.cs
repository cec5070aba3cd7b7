using RiskMap.Geo.Mvt;

namespace RiskMap.Geo.Tests.Mvt;

/// <summary>Broken tiles written byte by byte: field number and wire type, length, content.</summary>
public sealed class MvtReaderTests
{
    // Version 2, name "a", one key "k", one value true; the feature is a point at (1, 1) with the tag k = true.
    const string Head = "7802 0A0161";
    const string Tables = "1A016B 22023801";

    [Fact]
    public void A_whole_layer_is_read()
    {
        var tile = Read(Layer($"{Head} 120D 0801 12020000 1801 2203 090202 {Tables}"));
        MvtText.Describe(tile).ShouldBe("a: version 2, extent 4096, features 1\n  #1 Point (1 1) k=true\n");
    }

    [Fact]
    public void No_bytes_are_a_tile_without_layers() => MvtText.Describe([]).ShouldBe("(no layers)\n");

    [Fact]
    public void Unknown_fields_are_skipped() =>
        Read("0801 " + Layer($"{Head} 8001 05 120D 0801 12020000 1801 2203 090202 {Tables}")).Layers[0].Features.Count.ShouldBe(1);

    [Theory]
    [InlineData("1A 05 7802", "cut off")]
    [InlineData("1B", "wire type 3")]
    [InlineData("02 00", "field number 0")]
    [InlineData("18 01", "wire type Varint, expected Bytes")]
    [InlineData("FFFFFFFFFFFFFFFFFFFF7F", "64 bits")]
    public void Bytes_that_are_no_protobuf_are_refused(string hex, string reason) =>
        Should.Throw<MvtFormatException>(() => Read(hex)).Message.ShouldContain(reason);

    [Theory]
    [InlineData("7802", "no name")]
    [InlineData("7802 0A00", "no name")]
    [InlineData("0A0161", "no version")]
    [InlineData("7803 0A0161", "version 3")]
    [InlineData("7802 0A0161 2800", "extent 0")]
    [InlineData("7802 0A01FF", "not UTF-8")]
    [InlineData("7802 0A0161 2A0131", "wire type")]
    [InlineData("7802 0A0161 2200", "no field")]
    [InlineData("7802 0A0161 2204 3801 3800", "two fields")]
    public void Broken_layers_are_refused(string hex, string reason) =>
        Should.Throw<MvtFormatException>(() => Read(Layer(hex))).Message.ShouldContain(reason);

    [Fact]
    public void A_layer_name_used_twice_is_refused() =>
        Should.Throw<MvtFormatException>(() => Read(Layer(Head) + Layer(Head))).Message.ShouldContain("used twice");

    [Theory]
    [InlineData("1801", "no geometry")]
    [InlineData("2203090202", "no geometry type")]
    [InlineData("1804 2203090202", "type 4")]
    [InlineData("1801 2203090202 2203090202", "two geometries")]
    [InlineData("120100 1801 2203090202", "odd")]
    [InlineData("12020100 1801 2203090202", "key index 1")]
    [InlineData("12020001 1801 2203090202", "value index 1")]
    [InlineData("120400000000 1801 2203090202", "there twice")]
    [InlineData("1801 2200", "empty")]
    [InlineData("1801 22020902", "middle of a command")]
    [InlineData("1801 220101", "count 0")]
    [InlineData("1801 22030A0202", "command 2 stands where a MoveTo")]
    [InlineData("1801 2206090202090202", "more than one command")]
    [InlineData("1802 2203090202", "LineTo is expected")]
    [InlineData("1802 22040902020A", "middle of a command")]
    [InlineData("1802 22040902 0202", "LineTo")]
    [InlineData("1802 22060902020A0000", "stays at (1 1)")]
    [InlineData("1802 2208110202 0202 0A0202", "count 1")]
    [InlineData("1803 22080902021202000002", "ClosePath is expected")]
    [InlineData("1803 22070902020A02000F", "count 1")]
    [InlineData("1803 2209090202120200020 00F", "no area")]
    [InlineData("1803 22090902021200020200 0F", "hole")]
    [InlineData("1803 2209090202120200000217", "ClosePath must have the count 1")]
    public void Broken_features_are_refused_with_layer_and_number(string hex, string reason)
    {
        var bytes = hex.Replace(" ", "");
        var message = Should.Throw<MvtFormatException>(() => Read(Layer($"{Head} 12{bytes.Length / 2:X2}{bytes} {Tables}"))).Message;
        message.ShouldContain(reason);
        message.ShouldStartWith("Layer 'a', feature 0");
    }

    [Fact]
    public void Any_byte_changed_gives_a_tile_or_a_format_error_and_nothing_else() => Seeded.ForEach(500, random =>
    {
        var bytes = Bytes(Layer($"{Head} 120D 0801 12020000 1801 2203 090202 {Tables}"));
        bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
        try
        {
            MvtText.Describe(bytes).ShouldNotBeEmpty();
        }
        catch (MvtFormatException e)
        {
            e.Message.ShouldNotBeEmpty();
        }
    });

    static string Layer(string hex)
    {
        var bytes = hex.Replace(" ", "");
        return $"1A{bytes.Length / 2:X2}{bytes}";
    }

    static MvtTile Read(string hex) => MvtReader.Read(Bytes(hex));

    static byte[] Bytes(string hex) => Convert.FromHexString(hex.Replace(" ", ""));
}
