using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using RiskMap.Geo.Tiles;
using RiskMap.Server.Tests.Support;

namespace RiskMap.Server.Tests.Features;

/// <summary>The documents of OGC API - Tiles 1 (20-057) and of TileJSON 3.0.0.</summary>
public sealed class TileSetTests
{
    const string SchemeRelation = "http://www.opengis.net/def/rel/ogc/1.0/tiling-scheme";

    [Theory]
    [InlineData("/tiles")]
    [InlineData("/collections/enterprises/tiles")]
    public async Task A_list_of_tile_sets_leads_to_their_metadata_and_those_to_every_tile(string list)
    {
        await using var city = await TestCity.With(enterprises: 3);
        var item = (await city.GetJsonAsync(list))["tilesets"]!.AsArray().ShouldHaveSingleItem()!;
        (item["dataType"]!.GetValue<string>(), item["crs"]!.GetValue<string>()).ShouldBe(("vector", "http://www.opengis.net/def/crs/EPSG/0/3857"));
        var set = await city.GetJsonAsync(ItemsTests.LinkOf(item, "self")!);
        set["tileMatrixSetURI"]!.GetValue<string>().ShouldBe(item["tileMatrixSetURI"]!.GetValue<string>());
        (await city.GetJsonAsync(ItemsTests.LinkOf(set, SchemeRelation)!))["id"]!.GetValue<string>().ShouldBe("WebMercatorQuad");
        (await city.GetJsonAsync(ItemsTests.LinkOf(set, "describedby")!))["tilejson"]!.GetValue<string>().ShouldBe("3.0.0");
        foreach (var limits in set["tileMatrixSetLimits"]!.AsArray().Select(limits => limits!))
        {
            var address = ItemsTests.LinkOf(set, "item")!.Replace("{tileMatrix}", limits["tileMatrix"]!.GetValue<string>())
                .Replace("{tileRow}", limits["minTileRow"]!.ToString()).Replace("{tileCol}", limits["minTileCol"]!.ToString());
            using var tile = await city.SendAsync(HttpMethod.Get, address);
            tile.StatusCode.ShouldBe(HttpStatusCode.OK, address);
        }
    }

    [Fact]
    public async Task The_metadata_describe_each_tile_layer_with_its_zooms_and_attributes()
    {
        await using var city = await TestCity.With(enterprises: 3);
        var layers = (await city.GetJsonAsync("/tiles/WebMercatorQuad?lang=en"))["layers"]!.AsArray().ToDictionary(layer => layer!["id"]!.GetValue<string>(), layer => layer!);
        layers["enterprises"]["propertiesSchema"]!["properties"]!["count"]!["type"]!.GetValue<string>().ShouldBe("number");
        (layers["districts"]["geometryDimension"]!.GetValue<int>(), layers["districts_label"]["geometryDimension"]!.GetValue<int>()).ShouldBe((2, 0));
        layers["population"]["minTileMatrix"]!.GetValue<string>().ShouldBe("11");
        layers["enterprises"]["title"]!.GetValue<string>().ShouldBe("Enterprises");
    }

    [Fact]
    public async Task A_city_tile_has_two_addresses_and_a_collection_its_own()
    {
        await using var city = await TestCity.With(enterprises: 3);
        var tile = TileId.At(118.2, 24.6, 14);
        var bytes = await city.Client.GetByteArrayAsync(new Uri($"/tiles/14/{tile.X}/{tile.Y}.mvt", UriKind.Relative));
        (await city.Client.GetByteArrayAsync(new Uri($"/tiles/WebMercatorQuad/14/{tile.Y}/{tile.X}", UriKind.Relative))).ShouldBe(bytes);
        (await city.Client.GetByteArrayAsync(new Uri($"/collections/enterprises/tiles/WebMercatorQuad/14/{tile.Y}/{tile.X}", UriKind.Relative)))
            .ShouldBe(await city.Client.GetByteArrayAsync(new Uri($"/tiles/14/{tile.X}/{tile.Y}.mvt?collections=enterprises", UriKind.Relative)));
    }

    [Theory]
    [InlineData("/tiles/WebMercatorQuad/40/0/0")]
    [InlineData("/tiles/40/0/0.mvt")]
    [InlineData("/tiles/WebMercatorQuad/1/2/0")]
    [InlineData("/collections/nowhere/tiles")]
    [InlineData("/collections/nowhere/tiles/tilejson.json")]
    [InlineData("/tileMatrixSets/WorldCRS84Quad")]
    [InlineData("/tiles/WorldCRS84Quad")]
    public async Task What_is_not_there_is_404(string path)
    {
        await using var city = await TestCity.With(enterprises: 1);
        await city.GetProblemAsync(path, HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_city_without_data_has_tile_sets_too()
    {
        await using var city = await TestCity.With(_ => { });
        (await city.GetJsonAsync("/tiles/WebMercatorQuad"))["tileMatrixSetLimits"]!.AsArray().ShouldBeEmpty();
        (await city.GetJsonAsync("/tiles/tilejson.json"))["vector_layers"]!.AsArray().ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Desktop_programs_keep_an_address_that_stays_and_ask_again_for_each_tile()
    {
        await using var city = await TestCity.With(enterprises: 3);
        foreach (var path in new[] { "/tiles/tilejson.json?stable=true", "/collections/enterprises/tiles/tilejson.json?stable=true" })
        {
            using var document = await city.SendAsync(HttpMethod.Get, path);
            (document.Headers.CacheControl!.NoCache, document.Headers.ETag is not null).ShouldBe((true, true), path);
            var template = JsonNode.Parse(await document.Content.ReadAsStringAsync())!["tiles"]![0]!.GetValue<string>();
            template.ShouldNotContain("?");
            var tile = TileId.At(118.2, 24.6, 14);
            var address = template.Replace("{z}", "14").Replace("{x}", tile.X.ToString(CultureInfo.InvariantCulture)).Replace("{y}", tile.Y.ToString(CultureInfo.InvariantCulture));
            using var answer = await city.SendAsync(HttpMethod.Get, address);
            (answer.StatusCode, answer.Headers.CacheControl!.NoCache, answer.Headers.ETag is not null).ShouldBe((HttpStatusCode.OK, true, true), address);
        }

        (await city.GetProblemAsync("/tiles/tilejson.json?stable=perhaps", HttpStatusCode.BadRequest))["member"]!.GetValue<string>().ShouldBe("stable");
    }

    [Fact]
    public async Task A_collections_TileJSON_names_its_own_layers_and_bears_the_version()
    {
        await using var city = await TestCity.With(draft => draft.Town().Enterprises(3));
        var document = await city.GetJsonAsync("/collections/districts/tiles/tilejson.json");
        document["vector_layers"]!.AsArray().Select(layer => layer!["id"]!.GetValue<string>()).ShouldBe(["districts", "districts_label"]);
        document["tiles"]![0]!.GetValue<string>().ShouldEndWith($"/collections/districts/tiles/WebMercatorQuad/{{z}}/{{y}}/{{x}}?v={city.Version}");
    }

    [SharedDataFact]
    public async Task The_grid_is_the_one_that_OGC_registers()
    {
        await using var city = await TestCity.With(enterprises: 1);
        var ours = await city.GetJsonAsync("/tileMatrixSets/WebMercatorQuad");
        var theirs = JsonNode.Parse(await File.ReadAllTextAsync(Requires.SharedData("conformance", "tms", "WebMercatorQuad.json")))!;
        foreach (var member in new[] { "id", "title", "uri", "crs", "orderedAxes", "wellKnownScaleSet" }) JsonNode.DeepEquals(ours[member], theirs[member]).ShouldBeTrue(member);
        ours["tileMatrices"]!.AsArray().Count.ShouldBe(theirs["tileMatrices"]!.AsArray().Count);
        foreach (var (our, their) in ours["tileMatrices"]!.AsArray().Zip(theirs["tileMatrices"]!.AsArray()))
        {
            our!["id"]!.GetValue<string>().ShouldBe(their!["id"]!.GetValue<string>());
            foreach (var member in new[] { "tileWidth", "tileHeight", "matrixWidth", "matrixHeight" }) our[member]!.ToString().ShouldBe(their[member]!.ToString(), member);
            foreach (var member in new[] { "scaleDenominator", "cellSize" }) (Number(our[member]) / Number(their[member])).ShouldBe(1, 1e-9, member);
            our["pointOfOrigin"]!.AsArray().Select(Number).ShouldBe(their["pointOfOrigin"]!.AsArray().Select(Number), 1e-6);
        }

        static double Number(JsonNode? node) => double.Parse(node!.ToString(), CultureInfo.InvariantCulture);
    }
}
