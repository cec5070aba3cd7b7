using System.Net;
using System.Text;
using RiskMap.Geo.Drawing;
using RiskMap.Geo.Tiles;
using RiskMap.Server.Http;
using RiskMap.Server.Tests.Support;

namespace RiskMap.Server.Tests.Features;

public sealed class MapTests
{
    static readonly TileId Here = TileId.At(118.2, 24.6, 15);

    [Fact]
    public async Task A_raster_tile_shows_the_enterprise_that_stands_there_and_the_districts_risk()
    {
        await using var city = await TestCity.With(draft => draft.Town().Enterprise("甲厂", 118.2, 24.6, "red"));
        var picture = await PictureAsync(city, Address(Here));
        (picture.Width, picture.Height).ShouldBe((256, 256));
        // The grade's colour as styles/riskmap.json has it.
        picture.Count(pixel => pixel == (0xb5, 0x12, 0x1b, 255)).ShouldBeGreaterThan(20);
        var dense = await PictureAsync(city, Address(Here).Replace(".png", "@2x.png", StringComparison.Ordinal));
        (dense.Width, dense.Height).ShouldBe((512, 512));
    }

    [Fact]
    public async Task A_tile_in_which_nothing_lies_is_the_background()
    {
        await using var city = await TestCity.With(enterprises: 3);
        var picture = await PictureAsync(city, "/map/14/3/3.png");
        (picture.Colours, picture.Hex(0, 0)).ShouldBe((1, "#eef1f0"));
        (await PictureAsync(city, "/map/0/0/0.png")).Hex(5, 5).ShouldBe("#eef1f0");
    }

    [Fact]
    public async Task At_a_low_zoom_one_circle_with_a_number_stands_for_many_enterprises()
    {
        await using var city = await TestCity.With(enterprises: 300);
        var tile = TileId.At(118.22, 24.605, 11);
        var picture = await PictureAsync(city, Address(tile));
        // A circle of a cluster is wider than that of an enterprise, which has a radius of 2 pixels here.
        var widest = Enumerable.Range(0, 256).Max(y => Enumerable.Range(0, 256).Count(x => IsRed(picture[x, y])));
        widest.ShouldBeGreaterThan(10);
    }

    [Fact]
    public async Task Only_the_collections_that_are_asked_for_are_drawn()
    {
        await using var city = await TestCity.With(draft => draft.Town().Enterprise("甲厂", 118.2, 24.6, "red"));
        var picture = await PictureAsync(city, Address(Here) + "?collections=roads,teams");
        picture.Colours.ShouldBe(1);
        (await city.GetProblemAsync(Address(Here) + "?collections=moons", HttpStatusCode.BadRequest))["member"]!.GetValue<string>().ShouldBe("collections");
    }

    [Fact]
    public async Task A_tile_has_the_lifetime_of_its_version()
    {
        await using var city = await TestCity.With(enterprises: 3);
        using var plain = await city.SendAsync(HttpMethod.Get, Address(Here));
        plain.Headers.CacheControl!.ToString().ShouldBe("no-cache");
        plain.Headers.ETag!.ToString().ShouldBe($"W/\"{city.Version}\"");
        using var versioned = await city.SendAsync(HttpMethod.Head, $"{Address(Here)}?v={city.Version}");
        versioned.Headers.CacheControl!.ToString().ShouldContain("immutable");
        versioned.Content.Headers.ContentLength.ShouldBe(plain.Content.Headers.ContentLength);
        using var known = await city.SendAsync(HttpMethod.Get, Address(Here), ("If-None-Match", $"W/\"{city.Version}\""));
        known.StatusCode.ShouldBe(HttpStatusCode.NotModified);
    }

    [Fact]
    public async Task An_edit_shows_in_the_next_tile()
    {
        await using var city = await TestCity.With(draft => draft.Town());
        var before = await PictureAsync(city, Address(Here));
        await city.AddAsync(draft => draft.Enterprise("甲厂", 118.2, 24.6, "blue"));
        var after = await PictureAsync(city, Address(Here));
        before.Count(pixel => pixel == (0x34, 0x70, 0xc2, 255)).ShouldBe(0);
        after.Count(pixel => pixel == (0x34, 0x70, 0xc2, 255)).ShouldBeGreaterThan(20);
    }

    [Theory]
    [InlineData("/map/40/0/0.png", HttpStatusCode.NotFound)]
    [InlineData("/map/3/8/0.png", HttpStatusCode.NotFound)]
    [InlineData("/map/3/0/x@2x.png", HttpStatusCode.NotFound)]
    [InlineData("/map/3/0/0@3x.png", HttpStatusCode.NotFound)]
    [InlineData("/map/3/0/0.png?colour=red", HttpStatusCode.BadRequest, "colour")]
    [InlineData("/map/static?width=10", HttpStatusCode.BadRequest, "width")]
    [InlineData("/map/static?height=9999", HttpStatusCode.BadRequest, "height")]
    [InlineData("/map/static?scale=9", HttpStatusCode.BadRequest, "scale")]
    [InlineData("/map/static?width=3200&height=3200&scale=4", HttpStatusCode.BadRequest, "scale")]
    [InlineData("/map/static?bbox=1,2,3", HttpStatusCode.BadRequest, "bbox")]
    [InlineData("/map/static?bbox=1,2,1,2", HttpStatusCode.BadRequest, "bbox")]
    [InlineData("/map/static?bbox=170,2,-170,3", HttpStatusCode.BadRequest, "bbox")]
    [InlineData("/map/static?collection=moons&id=1", HttpStatusCode.BadRequest, "collection")]
    [InlineData("/map/static?collection=enterprises", HttpStatusCode.BadRequest, "id")]
    [InlineData("/map/static?id=3", HttpStatusCode.BadRequest, "id")]
    [InlineData("/map/static?collection=enterprises&id=999", HttpStatusCode.NotFound, "id")]
    [InlineData("/map/static?legend=maybe", HttpStatusCode.BadRequest, "legend")]
    [InlineData("/styles/legend.png?scale=x", HttpStatusCode.BadRequest, "scale")]
    public async Task Bad_input_is_named(string path, HttpStatusCode status, string? member = null)
    {
        await using var city = await TestCity.With(enterprises: 1);
        var problem = await city.GetProblemAsync(path, status);
        if (member is not null) problem["member"]!.GetValue<string>().ShouldBe(member);
    }

    [Theory]
    [InlineData("/map/static?bbox=118.15,24.55,118.3,24.7&width=600&height=400&title=翔安区风险图", 600, 400)]
    [InlineData("/map/static?collection=enterprises&id=1&width=400&height=300&scale=2&legend=false", 800, 600)]
    [InlineData("/map/static.png?width=500&height=500&lang=en", 500, 500)]
    public async Task A_map_for_a_report_has_the_size_that_is_asked_for(string path, int width, int height)
    {
        await using var city = await TestCity.With(enterprises: 30);
        var picture = await PictureAsync(city, path);
        (picture.Width, picture.Height).ShouldBe((width, height));
        picture.Colours.ShouldBeGreaterThan(20);
        picture.Hex(2, 2).ShouldBe("#ffffff");
    }

    [Fact]
    public async Task A_map_for_a_report_is_a_page_of_PDF_too()
    {
        await using var city = await TestCity.With(enterprises: 30);
        using var response = await city.SendAsync(HttpMethod.Get, "/map/static.pdf?title=风险图");
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/pdf");
        Encoding.ASCII.GetString(await response.Content.ReadAsByteArrayAsync()).ShouldStartWith("%PDF-");
    }

    [Fact]
    public async Task The_sprite_tells_where_each_icon_is()
    {
        await using var city = await TestCity.With(enterprises: 1);
        foreach (var (name, ratio) in new[] { ("sprite", 1), ("sprite@2x", 2) })
        {
            var (places, picture) = (await city.GetJsonAsync($"/styles/{name}.json"), await PictureAsync(city, $"/styles/{name}.png"));
            places.AsObject().Count.ShouldBeGreaterThan(20);
            var team = places["team"]!;
            (team["width"]!.GetValue<int>(), team["pixelRatio"]!.GetValue<double>()).ShouldBe((24 * ratio, ratio));
            var (x, y) = (team["x"]!.GetValue<int>(), team["y"]!.GetValue<int>());
            picture.Count(pixel => pixel == (0x17, 0x37, 0x5e, 255), x, y, x + (24 * ratio), y + (24 * ratio)).ShouldBeGreaterThan(100 * ratio);
        }
    }

    [Fact]
    public async Task The_legend_names_every_symbol_in_both_languages()
    {
        await using var city = await TestCity.With(enterprises: 1);
        var groups = (await city.GetJsonAsync("/styles/legend.json"))["groups"]!.AsArray();
        var enterprises = groups.Single(group => group!["collection"]!.GetValue<string>() == "enterprises")!;
        enterprises["entries"]!.AsArray().Select(entry => entry!["value"]!.GetValue<string>()).ShouldBe(["red", "orange", "yellow", "blue", "none"]);
        enterprises["entries"]![0]!["mark"]!.GetValue<string>().ShouldBe("I");
        foreach (var entry in groups.SelectMany(group => group!["entries"]!.AsArray()))
            foreach (var language in new[] { "zh", "en" }) entry!["text"]![language].ShouldNotBeNull();
        (await PictureAsync(city, "/styles/legend.png?lang=en&scale=2")).Colours.ShouldBeGreaterThan(20);
    }

    [Fact]
    public void Without_the_libraries_the_problem_names_the_packages()
    {
        var problem = ProblemTable.Of(new DrawingUnavailableException("libcairo.so.2"));
        problem.Status.ShouldBe(503);
        problem.Detail.En.ShouldContain("libcairo.so.2");
        problem.Remedy.Zh.ShouldContain("libpangocairo-1.0-0");
    }

    static bool IsRed((int R, int G, int B, int A) pixel) => pixel.R > 170 && pixel.R < 200 && pixel.G < 60 && pixel.B < 70;

    static string Address(TileId tile) => $"/map/{tile.Z}/{tile.X}/{tile.Y}.png";

    static async Task<Picture> PictureAsync(TestCity city, string path)
    {
        using var response = await city.SendAsync(HttpMethod.Get, path);
        response.StatusCode.ShouldBe(HttpStatusCode.OK, await response.Content.ReadAsStringAsync());
        response.Content.Headers.ContentType!.MediaType.ShouldBe("image/png");
        return Picture.Of(await response.Content.ReadAsByteArrayAsync());
    }
}
