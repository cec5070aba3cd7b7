using System.Net;
using System.Text.Json.Nodes;
using RiskMap.City.Model;
using RiskMap.City.Snapshot;
using RiskMap.Server.Hosting;
using RiskMap.Server.Tests.Support;

namespace RiskMap.Server.Tests.Features;

public sealed class DocumentTests
{
    [Fact]
    public async Task What_follows_from_program_and_rules_bears_their_hash_so_that_another_build_is_not_taken_for_the_same()
    {
        await using var city = await TestCity.With(enterprises: 1);
        foreach (var path in new[] { "/api", "/conformance", "/functions", "/processes", "/processes/route", "/tileMatrixSets/WebMercatorQuad" })
        {
            using var response = await city.SendAsync(HttpMethod.Get, path);
            response.Headers.ETag!.Tag.ShouldContain(VersionToken.Build, Case.Sensitive, path);
        }
    }

    [Fact]
    public async Task The_landing_page_leads_QGIS_to_the_API_document()
    {
        await using var city = await TestCity.With(enterprises: 1);
        var landing = await city.GetJsonAsync("/");
        var link = landing["links"]!.AsArray().Single(link => link!["rel"]!.GetValue<string>() == "service-desc")!;
        link["type"]!.GetValue<string>().ShouldBe("application/vnd.oai.openapi+json;version=3.0");
        using var api = await city.Client.GetAsync(new Uri(link["href"]!.GetValue<string>()));
        api.Content.Headers.ContentType!.ToString().ShouldBe("application/vnd.oai.openapi+json; version=3.0");
        var document = JsonNode.Parse(await api.Content.ReadAsStringAsync())!;
        document["openapi"]!.GetValue<string>().ShouldStartWith("3.0");
        document["paths"]!.AsObject().ShouldContainKey("/collections/enterprises/items");
    }

    [Fact]
    public async Task Every_layer_is_a_collection_with_title_count_and_extent()
    {
        await using var city = await TestCity.With(enterprises: 60);
        var document = await city.GetJsonAsync("/collections?lang=en");
        document["riskmap:timeZone"]!.GetValue<string>().ShouldBe("Asia/Shanghai");
        var collections = document["collections"]!.AsArray();
        collections.Select(collection => collection!["id"]!.GetValue<string>()).ShouldBe(CityLayers.All.Select(layer => layer.Name));
        var enterprises = collections.Single(collection => collection!["id"]!.GetValue<string>() == "enterprises")!;
        enterprises["title"]!.GetValue<string>().ShouldBe("Enterprises");
        enterprises["riskmap:titles"]!["zh"]!.GetValue<string>().ShouldBe("企业");
        enterprises["riskmap:count"]!.GetValue<int>().ShouldBe(60);
        enterprises["extent"]!["spatial"]!["bbox"]![0]!.AsArray().Select(edge => edge!.GetValue<double>()).ShouldBe([118.2, 24.6, 118.249, 24.601], 1e-9);
        (await city.GetJsonAsync("/collections/enterprises"))["title"]!.GetValue<string>().ShouldBe("企业");
    }

    [Fact]
    public async Task A_schema_tells_titles_units_codes_and_what_is_personal()
    {
        await using var city = await TestCity.With(enterprises: 1);
        var schema = await city.GetJsonAsync("/collections/enterprises/schema");
        var properties = schema["properties"]!;
        properties["grade"]!["enum"]!.AsArray().Select(code => code!.GetValue<string>()).ShouldBe(["red", "orange", "yellow", "blue"]);
        properties["grade"]!["x-title"]!["en"]!.GetValue<string>().ShouldBe("Risk grade");
        properties["headcount"]!["x-ogc-unit"]!.GetValue<string>().ShouldBe("{persons}");
        properties["phone"]!["x-personal"]!.GetValue<bool>().ShouldBeTrue();
        properties["inventory"]!["items"]!["properties"]!["tonnes"]!["x-ogc-unit"]!.GetValue<string>().ShouldBe("t");
        schema["required"]!.AsArray().Select(name => name!.GetValue<string>()).ShouldBe(["geom", "name"]);
        (await city.GetJsonAsync("/collections/enterprises/queryables"))["properties"]!.AsObject().ShouldNotContainKey("phone");
    }

    [Fact]
    public async Task Risk_by_district_is_a_list_with_terms_and_what_is_missing()
    {
        await using var city = await TestCity.With(draft => draft.Town().Enterprises(5).School("实验小学", 118.2001, 24.6001, 900));
        var risk = await city.GetJsonAsync("/districts/risk");
        risk["dataVersion"]!.GetValue<string>().ShouldBe(city.Version);
        var town = risk["districts"]!.AsArray().Single()!;
        town["code"]!.GetValue<string>().ShouldBe("350213100");
        town["name"]!.GetValue<string>().ShouldBe("新店镇");
        town.AsObject().ShouldContainKey("index");
        town.AsObject().ShouldContainKey("colour");
        town["terms"]!.AsArray().Count.ShouldBeGreaterThan(1);
        town["missing"]!.AsArray().ShouldContain(missing => missing!["term"]!.GetValue<string>() == "response");
        (await city.GetJsonAsync("/parks/risk"))["parks"]!.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task Public_address_sets_every_link()
    {
        var options = ServerOptions.Create("http://127.0.0.1:0", publicUrl: "https://map.example.cn/risk/");
        await using var city = await TestCity.With(draft => draft.Enterprises(3), options);
        ItemsTests.LinkOf(await city.GetJsonAsync("/"), "data").ShouldBe("https://map.example.cn/risk/collections");
        ItemsTests.LinkOf(await city.GetJsonAsync("/collections/enterprises/items?limit=1"), "next")!.ShouldStartWith("https://map.example.cn/risk/collections/enterprises/items?limit=1&cursor=");
        (await city.GetJsonAsync("/tiles/tilejson.json"))["tiles"]![0]!.GetValue<string>().ShouldStartWith("https://map.example.cn/risk/tiles/");
        (await city.GetJsonAsync("/styles/riskmap.json"))["sources"]!["riskmap"]!["url"]!.GetValue<string>().ShouldBe("https://map.example.cn/risk/tiles/tilejson.json");
    }

    [Theory]
    [InlineData("zh", "没有此地址")]
    [InlineData("en-GB,en;q=0.9,zh;q=0.5", "No such address")]
    [InlineData("fr", "没有此地址")]
    public async Task An_unknown_path_is_a_problem_in_the_readers_language(string language, string title)
    {
        await using var city = await TestCity.With(enterprises: 1);
        var problem = await city.GetProblemAsync("/nowhere", HttpStatusCode.NotFound, language);
        problem["title"]!.GetValue<string>().ShouldBe(title);
        problem["type"]!.GetValue<string>().ShouldBe("urn:riskmap:problem:unknown-path");
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/?f=html")]
    [InlineData("/conformance")]
    [InlineData("/api")]
    [InlineData("/collections")]
    [InlineData("/collections/enterprises")]
    [InlineData("/collections/enterprises/items")]
    [InlineData("/collections/enterprises/items/1")]
    [InlineData("/collections/enterprises/items/77")]
    [InlineData("/collections/enterprises/schema")]
    [InlineData("/collections/enterprises/queryables")]
    [InlineData("/collections/enterprises/sortables")]
    [InlineData("/collections/enterprises/items?f=html")]
    [InlineData("/collections/enterprises/items/1?f=html")]
    [InlineData("/collections?f=html")]
    [InlineData("/conformance?f=html")]
    [InlineData("/api?f=html")]
    [InlineData("/collections/enterprises/tiles/WebMercatorQuad/0/0/0")]
    [InlineData("/tiles/14/13574/7009.mvt")]
    [InlineData("/tiles/14/0/0.mvt")]
    [InlineData("/tiles/1/9/9.mvt")]
    [InlineData("/tiles/tilejson.json")]
    [InlineData("/tiles")]
    [InlineData("/tiles/WebMercatorQuad")]
    [InlineData("/tiles/WebMercatorQuad/0/0/0")]
    [InlineData("/collections/enterprises/tiles")]
    [InlineData("/collections/enterprises/tiles/WebMercatorQuad")]
    [InlineData("/collections/enterprises/tiles/tilejson.json")]
    [InlineData("/tileMatrixSets")]
    [InlineData("/tileMatrixSets/WebMercatorQuad")]
    [InlineData("/districts/risk")]
    [InlineData("/parks/risk")]
    [InlineData("/processes")]
    [InlineData("/processes?f=html")]
    [InlineData("/processes/district-risk")]
    [InlineData("/processes/fly")]
    [InlineData("/jobs")]
    [InlineData("/jobs/none")]
    [InlineData("/styles/riskmap.json")]
    [InlineData("/healthz")]
    [InlineData("/readyz")]
    [InlineData("/nowhere")]
    [InlineData("/collections?x=1")]
    public async Task HEAD_says_what_GET_says(string path)
    {
        await using var city = await TestCity.With(enterprises: 3);
        using var get = await city.SendAsync(HttpMethod.Get, path);
        using var head = await city.SendAsync(HttpMethod.Head, path);
        head.StatusCode.ShouldBe(get.StatusCode);
        HeadersOf(head).ShouldBe(HeadersOf(get));
        (await head.Content.ReadAsByteArrayAsync()).ShouldBeEmpty();
    }

    static List<string> HeadersOf(HttpResponseMessage response) =>
    [
        .. response.Headers.Concat(response.Content.Headers)
            .Where(header => header.Key is not ("Date" or "X-Request-ID" or "Transfer-Encoding" or "Content-Length") || (header.Key == "Content-Length" && response.Headers.TransferEncodingChunked is not true))
            .Where(header => header.Key != "Content-Length" || response.RequestMessage!.Method == HttpMethod.Get || response.Content.Headers.ContentLength > 0)
            .Select(header => $"{header.Key}: {string.Join(", ", header.Value)}").Order(StringComparer.Ordinal),
    ];
}
