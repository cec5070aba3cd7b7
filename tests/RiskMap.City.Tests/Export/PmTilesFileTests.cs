using System.IO.Compression;
using System.Text.Json.Nodes;
using RiskMap.City.Export;
using RiskMap.City.Model;
using RiskMap.City.Snapshot;
using RiskMap.Geo.Geometries;
using RiskMap.Geo.PmTiles;
using RiskMap.Geo.Tiles;
using static RiskMap.City.Tests.TestFeatures;

namespace RiskMap.City.Tests.Export;

public sealed class PmTilesFileTests : IDisposable
{
    static readonly string[] All = [.. CityLayers.All.Select(layer => layer.Name)];

    readonly string _folder = Directory.CreateTempSubdirectory("riskmap-pmtiles-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void An_archive_holds_every_tile_that_is_not_empty_and_says_what_it_holds()
    {
        var city = SmallCity(
            ("enterprises", At("enterprises", 1, 500, 500, ("name", "翔安冷库"), ("source", "应急局"))), ("parks", Area("parks", 2, (0, 0, 9000, 5000), ("name", "园区"))),
            ("roads", Feature("roads", 3, "LINESTRING (118.1 24.5, 118.4 24.8)")));
        var file = Path.Combine(_folder, "city.pmtiles");

        var tiles = PmTilesFile.Write(new TileExport(city, All, 0, 12, "zh"), file, CancellationToken.None);

        var expected = Enumerable.Range(0, 13).SelectMany(zoom => TileId.Covering(new Box(117, 23, 120, 26), zoom)).Count(tile => CityTiles.Encode(city, All, tile).Length > 0);
        tiles.ShouldBe(expected);
        var header = File.ReadAllBytes(file);
        (BitConverter.ToInt64(header, 72), header[100], header[101]).ShouldBe((expected, (byte)0, (byte)12));
        using var gzip = new GZipStream(new MemoryStream(header, (int)BitConverter.ToInt64(header, 24), (int)BitConverter.ToInt64(header, 32)), CompressionMode.Decompress);
        var metadata = JsonNode.Parse(gzip)!;
        metadata["attribution"]!.GetValue<string>().ShouldBe("应急局");
        metadata["vector_layers"]!.AsArray().Select(layer => layer!["id"]!.GetValue<string>()).ShouldContain("parks_label");
        Directory.EnumerateFiles(_folder).ShouldBe([file]);
    }

    [Fact]
    public void A_city_without_anything_to_draw_leaves_no_file()
    {
        var file = Path.Combine(_folder, "empty.pmtiles");
        PmTilesFile.Write(new TileExport(SmallCity(), All, 0, 14, "en"), file, CancellationToken.None).ShouldBe(0);
        Directory.EnumerateFileSystemEntries(_folder).ShouldBeEmpty();
    }

    [Fact]
    public void Only_the_zooms_and_layers_asked_for_go_in()
    {
        var city = SmallCity(("enterprises", At("enterprises", 1, 500, 500)), ("teams", At("teams", 2, 30_500, 500)));
        var file = Path.Combine(_folder, "teams.pmtiles");
        PmTilesFile.Write(new TileExport(city, ["teams"], 5, 7, "en"), file, CancellationToken.None).ShouldBe(3);
        BitConverter.ToUInt64(File.ReadAllBytes(file), 88).ShouldBeLessThanOrEqualTo(3UL);
        PmTilesId.Of(TileId.Create(5, 0, 0)).ShouldBe(341UL);
    }
}
