using System.IO.Compression;
using System.Net;
using RiskMap.Geo.Tiles;
using RiskMap.Server.Tests.Support;

namespace RiskMap.Server.Tests.Features;

public sealed class TilesTests
{
    static readonly string Here = Address(TileId.At(118.2, 24.6, 14));

    [Fact]
    public async Task A_tile_holds_the_enterprise_that_stands_there()
    {
        await using var city = await TestCity.With(draft => draft.Enterprise("甲厂", 118.2, 24.6, "red"));
        using var response = await city.SendAsync(HttpMethod.Get, Here);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/vnd.mapbox-vector-tile");
        response.Content.Headers.ContentEncoding.ShouldBeEmpty();
        System.Text.Encoding.UTF8.GetString(await response.Content.ReadAsByteArrayAsync()).ShouldContain("甲厂");
    }

    [Fact]
    public async Task A_tile_is_compressed_for_those_who_take_it_and_the_same_within()
    {
        await using var city = await TestCity.With(enterprises: 200);
        using var plain = await city.SendAsync(HttpMethod.Get, Here);
        using var zipped = await city.SendAsync(HttpMethod.Get, Here, ("Accept-Encoding", "gzip"));
        zipped.Content.Headers.ContentEncoding.ShouldBe(["gzip"]);
        using var stream = new GZipStream(await zipped.Content.ReadAsStreamAsync(), CompressionMode.Decompress);
        using var unzipped = new MemoryStream();
        await stream.CopyToAsync(unzipped);
        unzipped.ToArray().ShouldBe(await plain.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task An_empty_tile_is_204_and_bears_its_ETag_too()
    {
        await using var city = await TestCity.With(enterprises: 1);
        using var response = await city.SendAsync(HttpMethod.Get, "/tiles/14/0/0.mvt");
        response.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        response.Headers.ETag!.Tag.ShouldBe($"\"{city.Version}\"");
    }

    [Theory]
    [InlineData("/tiles/1/2/0.mvt")]
    [InlineData("/tiles/1/0/2.mvt")]
    [InlineData("/tiles/99/0/0.mvt")]
    [InlineData("/tiles/-1/0/0.mvt")]
    [InlineData("/tiles/a/0/0.mvt")]
    [InlineData("/collections/enterprises/tiles/WebMercatorQuad/1/0/2")]
    public async Task A_tile_outside_the_scheme_is_404(string path)
    {
        await using var city = await TestCity.With(enterprises: 1);
        await city.GetProblemAsync(path, HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Only_the_current_version_in_the_address_may_be_kept_for_ever()
    {
        await using var city = await TestCity.With(enterprises: 5);
        var old = city.Version;
        (await CacheOf($"{Here}?v={old}")).ShouldBe("public, max-age=31536000, immutable");
        (await CacheOf(Here)).ShouldBe("no-cache");
        await city.AddAsync(draft => draft.Enterprise("新厂", 118.2003, 24.6003));
        (await CacheOf($"{Here}?v={old}")).ShouldBe("no-cache");
        (await CacheOf($"{Here}?v={city.Version}")).ShouldBe("public, max-age=31536000, immutable");

        async Task<string> CacheOf(string path)
        {
            using var response = await city.SendAsync(HttpMethod.Get, path);
            response.StatusCode.ShouldBe(HttpStatusCode.OK);
            return string.Join(", ", response.Headers.GetValues("Cache-Control"));
        }
    }

    [Fact]
    public async Task An_edit_is_in_the_next_tile_and_the_old_ETag_does_not_hide_it()
    {
        await using var city = await TestCity.With(enterprises: 5);
        using var before = await city.SendAsync(HttpMethod.Get, Here);
        var etag = before.Headers.ETag!.ToString();
        using var same = await city.SendAsync(HttpMethod.Get, Here, ("If-None-Match", etag));
        same.StatusCode.ShouldBe(HttpStatusCode.NotModified);
        await city.AddAsync(draft => draft.Enterprise("刚刚登记的厂", 118.2003, 24.6003));
        using var after = await city.SendAsync(HttpMethod.Get, Here, ("If-None-Match", etag));
        after.StatusCode.ShouldBe(HttpStatusCode.OK);
        System.Text.Encoding.UTF8.GetString(await after.Content.ReadAsByteArrayAsync()).ShouldContain("刚刚登记的厂");
    }

    [Fact]
    public async Task The_layers_of_a_tile_can_be_chosen_and_an_unknown_one_is_named()
    {
        await using var city = await TestCity.With(draft => draft.Town().Enterprise("甲厂", 118.2, 24.6));
        using var both = await city.SendAsync(HttpMethod.Get, $"{Here}?collections=enterprises,districts");
        using var one = await city.SendAsync(HttpMethod.Get, $"{Here}?collections=districts");
        var (all, districts) = (await both.Content.ReadAsByteArrayAsync(), await one.Content.ReadAsByteArrayAsync());
        System.Text.Encoding.UTF8.GetString(all).ShouldContain("enterprises");
        System.Text.Encoding.UTF8.GetString(districts).ShouldNotContain("enterprises");
        (await city.GetProblemAsync($"{Here}?collections=factories", HttpStatusCode.BadRequest))["member"]!.GetValue<string>().ShouldBe("collections");
    }

    [Fact]
    public async Task TileJSON_names_layers_bounds_and_addresses_with_the_version()
    {
        await using var city = await TestCity.With(draft => draft.Add("enterprises", "甲厂", "POINT (118.2 24.6)", ("source", "应急局<script>"), ("licence", "CC BY 4.0")));
        var document = await city.GetJsonAsync("/tiles/tilejson.json");
        document["tilejson"]!.GetValue<string>().ShouldBe("3.0.0");
        document["tiles"]![0]!.GetValue<string>().ShouldEndWith($"/tiles/{{z}}/{{x}}/{{y}}.mvt?v={city.Version}");
        document["attribution"]!.GetValue<string>().ShouldBe("&#24212;&#24613;&#23616;&lt;script&gt; (CC BY 4.0)".Replace("&#24212;&#24613;&#23616;", "应急局"));
        var layer = document["vector_layers"]!.AsArray().Single(layer => layer!["id"]!.GetValue<string>() == "enterprises")!;
        layer["fields"]!.AsObject().ShouldContainKey("grade");
        layer["fields"]!.AsObject().ShouldNotContainKey("phone");
        document["bounds"]!.AsArray().Count.ShouldBe(4);
    }

    static string Address(TileId tile) => $"/tiles/{tile.Z}/{tile.X}/{tile.Y}.mvt";
}
