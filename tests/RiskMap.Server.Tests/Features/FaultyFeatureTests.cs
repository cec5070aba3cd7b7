using System.Net;
using System.Text;
using RiskMap.Server.Tests.Support;
using static RiskMap.Server.Tests.Support.ItemClient;

namespace RiskMap.Server.Tests.Features;

/// <summary>Whatever is sent, the answer is a problem that names the member, and nothing has changed.</summary>
public sealed class FaultyFeatureTests
{
    const string Here = """{"type":"Point","coordinates":[118.25,24.65]}""";

    [Theory]
    [InlineData("""{"name":"新厂","colour":"red"}""", "/properties/colour")]
    [InlineData("""{"name":"新厂","a/b~c":1}""", "/properties/a~1b~0c")]
    [InlineData("""{"grade":"red"}""", "/properties/name")]
    [InlineData("""{"name":null}""", "/properties/name")]
    [InlineData("""{"name":"  "}""", "/properties/name")]
    [InlineData("""{"name":7}""", "/properties/name")]
    [InlineData("""{"name":"新厂","grade":"purple"}""", "/properties/grade")]
    [InlineData("""{"name":"新厂","grade":["red"]}""", "/properties/grade")]
    [InlineData("""{"name":"新厂","headcount":"12"}""", "/properties/headcount")]
    [InlineData("""{"name":"新厂","headcount":1.5}""", "/properties/headcount")]
    [InlineData("""{"name":"新厂","headcount":-1}""", "/properties/headcount")]
    [InlineData("""{"name":"新厂","headcount":1e999}""", "/properties/headcount")]
    [InlineData("""{"name":"新厂","headcount":99999999999999999999999999}""", "/properties/headcount")]
    [InlineData("""{"name":"新厂","processes":"fire-explosion"}""", "/properties/processes")]
    [InlineData("""{"name":"新厂","inventory":[{"cas":"7664-41-7","litres":3}]}""", "/properties/inventory")]
    [InlineData("""{"name":"新厂","processes":[1e999]}""", "/properties/processes/0")]
    [InlineData("""{"name":"新\u0000厂"}""", "/properties/name")]
    [InlineData("""{"name":"新厂\ud800"}""", "/properties/name")]
    [InlineData("""{"name":"新厂","processes":["\udc00"]}""", "/properties/processes/0")]
    [InlineData("""{"name":"新厂","key":""}""", "/properties/key")]
    [InlineData("""{"name":"新厂","key":5}""", "/properties/key")]
    [InlineData("""{"name":"新厂","creditCode":"123"}""", "/properties/creditCode")]
    [InlineData("[]", "/properties")]
    public async Task A_property_that_cannot_be_taken_is_named(string properties, string pointer) => await ShouldNameAsync(Feature(properties), pointer);

    [Theory]
    [InlineData("null", "/geometry")]
    [InlineData("7", "/geometry")]
    [InlineData("""{"type":"Point"}""", "/geometry/coordinates")]
    [InlineData("""{"type":"Point","coordinates":[]}""", "/geometry")]
    [InlineData("""{"type":"Point","coordinates":["118","24"]}""", "/geometry/coordinates/0")]
    [InlineData("""{"type":"Point","coordinates":[118]}""", "/geometry/coordinates")]
    [InlineData("""{"type":"Point","coordinates":[1e999,24]}""", "/geometry/coordinates/0")]
    [InlineData("""{"type":"Point","coordinates":[24.65,118.25]}""", "/geometry/coordinates")]
    [InlineData("""{"type":"Point","coordinates":[0,0]}""", "/geometry/coordinates")]
    [InlineData("""{"type":"Point","coordinates":[13.4,52.5]}""", "/geometry/coordinates")]
    [InlineData("""{"type":"Point","coordinates":[600000,2700000]}""", "/geometry/coordinates")]
    [InlineData("""{"type":"point","coordinates":[118.25,24.65]}""", "/geometry/type")]
    [InlineData("""{"type":"LineString","coordinates":[[118.25,24.65],[118.26,24.66]]}""", "/geometry")]
    [InlineData("""{"type":"Polygon","coordinates":[[[118.2,24.6],[118.3,24.6],[118.3,24.7],[118.2,24.6]]]}""", "/geometry")]
    [InlineData("""{"type":"GeometryCollection","geometries":[]}""", "/geometry")]
    public async Task A_geometry_that_cannot_be_taken_is_named(string geometry, string pointer) => await ShouldNameAsync(Feature(geometry: geometry), pointer);

    [Theory]
    [InlineData("""[[[118.2,24.6],[118.3,24.7],[118.3,24.6],[118.2,24.7],[118.2,24.6]]]""", "/geometry", "118.25, 24.65")]
    [InlineData("""[[[118.2,24.6],[118.3,24.6],[118.3,24.7]]]""", "/geometry/coordinates/0", "3 positions")]
    [InlineData("""[[[118.2,24.6],[118.3,24.6],[118.3,24.7],[118.2,24.7]]]""", "/geometry/coordinates/0", "not closed")]
    public async Task A_polygon_at_fault_is_named_with_the_place(string rings, string pointer, string told)
    {
        await using var city = await TestCity.With(enterprises: 1);
        var body = Feature("""{"name":"新区","code":"350213200","level":"town"}""", $$"""{"type":"Polygon","coordinates":{{rings}}}""");
        var problem = (await city.WriteAsync(HttpMethod.Post, "/collections/districts/items", body)).ShouldBeProblem(HttpStatusCode.UnprocessableEntity, "invalid-feature");
        problem["member"]!.GetValue<string>().ShouldBe(pointer);
        problem["detail"]!.GetValue<string>().ShouldContain(told);
    }

    [Theory]
    [InlineData("""{"type":"feature","geometry":$,"properties":{"name":"新厂"}}""", "/type")]
    [InlineData("""{"geometry":$,"properties":{"name":"新厂"}}""", "/type")]
    [InlineData("""{"type":"Feature","properties":{"name":"新厂"}}""", "/geometry")]
    [InlineData("""{"type":"Feature","geometry":$}""", "/properties/name")]
    [InlineData("""{"type":"Feature","geometry":$,"properties":{"name":"新厂"},"crs":{"type":"name"}}""", "/crs")]
    [InlineData("""{"type":"Feature","id":5,"geometry":$,"properties":{"name":"新厂"}}""", "/id")]
    [InlineData("""{"type":"Feature","id":"x","geometry":$,"properties":{"name":"新厂"}}""", "/id")]
    [InlineData("""{"type":"Feature","geometry":$,"properties":{"name":"新厂"},"\ud800":1}""", "")]
    [InlineData("[]", "")]
    [InlineData("7", "")]
    public async Task A_feature_that_is_none_is_named(string body, string pointer) => await ShouldNameAsync(body.Replace("$", Here, StringComparison.Ordinal), pointer);

    [Fact]
    public async Task All_faults_are_told_at_once()
    {
        await using var city = await TestCity.With(enterprises: 1);
        var problem = (await city.PostAsync(Feature("""{"grade":"purple","colour":1}""", "null"))).ShouldBeProblem(HttpStatusCode.UnprocessableEntity, "invalid-feature");
        problem["errors"]!.AsArray().Select(error => error!["pointer"]!.GetValue<string>())
            .ShouldBe(["/properties/grade", "/properties/colour", "/properties/name", "/geometry"], ignoreOrder: true);
        problem["errors"]![0]!["remedy"]!.GetValue<string>().ShouldContain("red");
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("{\n \"type\": NaN}")]
    [InlineData("""{"type":"Feature","type":"Feature"}""")]
    [InlineData("""{"type":"Feature"} x""")]
    [InlineData("<gml/>")]
    public async Task What_is_no_JSON_is_told_with_its_place(string body)
    {
        await using var city = await TestCity.With(enterprises: 1);
        (await city.PostAsync(body)).ShouldBeProblem(HttpStatusCode.BadRequest, "not-json")["detail"]!.GetValue<string>().ShouldStartWith("Line ");
    }

    [Fact]
    public async Task Text_that_is_not_UTF_8_or_nested_without_end_is_refused()
    {
        await using var city = await TestCity.With(enterprises: 1);
        foreach (var body in new[] { [.. """{"type":"""u8, (byte)'"', 0xD0, 0xC2, (byte)'"', (byte)'}'], Encoding.UTF8.GetBytes(new string('[', 100_000)), Encoding.UTF8.GetBytes(Feature($$"""{"processes":{{new string('[', 5000)}}{{new string(']', 5000)}}}""")) })
        {
            using var content = new ByteArrayContent(body) { Headers = { ContentType = new("application/json") } };
            using var response = await city.Client.PostAsync(new Uri(Items, UriKind.Relative), content);
            response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_body_over_the_limit_is_refused_with_the_limit(bool tellsLength)
    {
        await using var city = await TestCity.With(enterprises: 1);
        using var content = new StreamContent(new MemoryStream(new byte[(8 << 20) + 1])) { Headers = { ContentType = new("application/json") } };
        if (!tellsLength) content.Headers.ContentLength = null;
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Items, UriKind.Relative)) { Content = content };
        request.Headers.TransferEncodingChunked = !tellsLength;
        request.Headers.AcceptLanguage.ParseAdd("en");
        using var response = await city.Client.SendAsync(request);
        (await ItemReply.OfAsync(response)).ShouldBeProblem(HttpStatusCode.RequestEntityTooLarge, "body-too-large")["detail"]!.GetValue<string>().ShouldContain("8 MiB");
    }

    [Theory]
    [InlineData("POST", "application/json-patch+json")]
    [InlineData("PATCH", "application/json-patch+json")]
    [InlineData("POST", "application/merge-patch+json")]
    [InlineData("POST", "application/json; charset=gb18030")]
    public async Task Other_kinds_of_JSON_are_named(string method, string type)
    {
        await using var city = await TestCity.With(enterprises: 1);
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(method == "POST" ? Items : Items + "/1", UriKind.Relative)) { Content = new StringContent(Feature()) };
        request.Content.Headers.Remove("Content-Type");
        request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
        request.Headers.TryAddWithoutValidation("If-Match", "*");
        using var response = await city.Client.SendAsync(request);
        (await ItemReply.OfAsync(response)).ShouldBeProblem(HttpStatusCode.UnsupportedMediaType, "media-type");
    }

    [Fact]
    public async Task A_coordinate_system_of_another_country_is_refused_by_name()
    {
        await using var city = await TestCity.With(enterprises: 1);
        (await city.PostAsync(Feature(), ("Content-Crs", "<http://www.opengis.net/def/crs/EPSG/0/27700>"))).ShouldBeProblem(HttpStatusCode.BadRequest, "unsupported-crs")["detail"]!.GetValue<string>().ShouldContain("27700");
        (await city.WriteAsync(HttpMethod.Post, Items + "?crs=EPSG:4548", Feature())).ShouldBeProblem(HttpStatusCode.BadRequest, "unknown-parameter");
        (await city.PostAsync(Feature(), ("Content-Crs", "<http://www.opengis.net/def/crs/OGC/1.3/CRS84>"))).ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task A_patch_is_checked_like_a_feature()
    {
        await using var city = await TestCity.With(enterprises: 1);
        foreach (var (body, pointer) in new[]
        {
            ("""{"properties":{"grade":"purple"}}""", "/properties/grade"),
            ("""{"properties":{"name":null}}""", "/properties/name"),
            ("""{"properties":null}""", "/properties/name"),
            ("""{"geometry":null}""", "/geometry"),
            ("""{"geometry":{"coordinates":[999,999]}}""", "/geometry/coordinates"),
            ("""{"geometry":{"coordinates":null}}""", "/geometry/coordinates"),
            ("""{"id":2}""", "/id"),
        })
        {
            var problem = (await city.WriteAsync(HttpMethod.Patch, Items + "/1", body, ("If-Match", "*"))).ShouldBeProblem(HttpStatusCode.UnprocessableEntity, "invalid-feature");
            problem["member"]!.GetValue<string>().ShouldBe(pointer, body);
        }

        city.Live.Current.Version.Version.ShouldBe(1);
    }

    static async Task ShouldNameAsync(string body, string pointer)
    {
        await using var city = await TestCity.With(enterprises: 1);
        var problem = (await city.PostAsync(body)).ShouldBeProblem(HttpStatusCode.UnprocessableEntity, "invalid-feature");
        problem["member"]!.GetValue<string>().ShouldBe(pointer);
        problem["errors"]!.AsArray().ShouldNotBeEmpty();
        (await city.Live.Store.StateAsync(CancellationToken.None)).Version.ShouldBe(1);
    }
}
