using System.Net;
using System.Text.Json.Nodes;
using RiskMap.Server.Commands;
using RiskMap.Server.Hosting;
using RiskMap.Server.Tests.Support;

namespace RiskMap.Server.Tests.Security;

public sealed class RequestGateTests
{
    [Theory]
    [InlineData("evil.example")]
    [InlineData("127.0.0.1.evil.example")]
    [InlineData("10.0.0.7:5080")]
    [InlineData("localhost.evil.example")]
    public async Task A_host_that_is_not_this_server_is_refused(string host)
    {
        await using var city = await TestCity.With(enterprises: 1);
        using var response = await city.SendAsync(HttpMethod.Get, "/collections", ("Host", host), ("Accept-Language", "en"));
        response.StatusCode.ShouldBe(HttpStatusCode.MisdirectedRequest);
        var problem = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        problem["member"]!.GetValue<string>().ShouldBe("Host");
        problem["remedy"]!.GetValue<string>().ShouldContain("--allowed-host");
    }

    [Theory]
    [InlineData("localhost")]
    [InlineData("LOCALHOST:5080")]
    [InlineData("127.0.0.1:9999")]
    [InlineData("127.8.8.8")]
    [InlineData("[::1]:5080")]
    [InlineData("map.example.cn")]
    [InlineData("risk.bureau.local:8080")]
    public async Task A_name_of_this_server_is_taken(string host)
    {
        var options = ServerOptions.Create("http://127.0.0.1:0", publicUrl: "https://map.example.cn", allowedHosts: ["risk.bureau.local"]);
        await using var city = await TestCity.With(draft => draft.Enterprises(1), options);
        using var response = await city.SendAsync(HttpMethod.Get, "/collections", ("Host", host));
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("https://evil.example")]
    [InlineData("null")]
    [InlineData("http://127.0.0.1:1")]
    public async Task A_page_of_another_origin_may_not_write(string origin)
    {
        await using var city = await TestCity.With(enterprises: 1);
        using var response = await WriteAsync(city, "application/json", origin);
        response.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("multipart/form-data")]
    [InlineData(null, HttpStatusCode.BadRequest)]
    public async Task A_write_that_is_not_JSON_is_refused(string? contentType, HttpStatusCode status = HttpStatusCode.UnsupportedMediaType)
    {
        await using var city = await TestCity.With(enterprises: 1);
        using var response = await WriteAsync(city, contentType, origin: null);
        response.StatusCode.ShouldBe(status);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("own")]
    public async Task A_JSON_write_of_the_own_page_or_of_a_program_passes_the_gate(string? origin)
    {
        await using var city = await TestCity.With(enterprises: 1);
        using var response = await WriteAsync(city, "application/json", origin is null ? null : city.Client.BaseAddress!.GetLeftPart(UriPartial.Authority));
        // Behind the gate {} is read, and is no feature.
        response.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task Configured_origins_may_read_and_others_get_no_permission()
    {
        var options = ServerOptions.Create("http://127.0.0.1:0", allowedOrigins: ["https://portal.example.cn/"]);
        await using var city = await TestCity.With(draft => draft.Enterprises(1), options);
        (await AllowedAsync("https://portal.example.cn")).ShouldBe("https://portal.example.cn");
        (await AllowedAsync("https://evil.example")).ShouldBeNull();

        async Task<string?> AllowedAsync(string origin)
        {
            using var response = await city.SendAsync(HttpMethod.Get, "/collections", ("Origin", origin));
            response.Headers.Vary.ShouldContain("Origin");
            return response.Headers.TryGetValues("Access-Control-Allow-Origin", out var values) ? values.Single() : null;
        }
    }

    [Fact]
    public async Task A_preflight_of_a_configured_origin_is_answered()
    {
        var options = ServerOptions.Create("http://127.0.0.1:0", allowedOrigins: ["https://portal.example.cn"]);
        await using var city = await TestCity.With(draft => draft.Enterprises(1), options);
        using var response = await city.SendAsync(HttpMethod.Options, "/collections", ("Origin", "https://portal.example.cn"), ("Access-Control-Request-Method", "GET"));
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Headers.GetValues("Access-Control-Allow-Methods").ShouldBe(["GET, HEAD"]);
    }

    [Theory]
    [InlineData("/collections", false, "GET, HEAD, OPTIONS")]
    [InlineData("/collections/enterprises/items", false, "GET, HEAD, OPTIONS, POST")]
    [InlineData("/collections/enterprises/items/1", false, "DELETE, GET, HEAD, OPTIONS, PATCH, PUT")]
    [InlineData("/collections/enterprises/items", true, "GET, HEAD, OPTIONS")]
    public async Task Options_tell_what_an_address_takes(string path, bool readOnly, string expected)
    {
        await using var city = await TestCity.With(draft => draft.Enterprises(1), ServerOptions.Create("http://127.0.0.1:0", readOnly: readOnly));
        using var response = await city.SendAsync(HttpMethod.Options, path);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Headers.Contains("Accept-Post").ShouldBe(expected.Contains("POST", StringComparison.Ordinal));
        response.Headers.Contains("Accept-Patch").ShouldBe(expected.Contains("PATCH", StringComparison.Ordinal));
        string.Join(", ", response.Content.Headers.Allow.Order(StringComparer.Ordinal)).ShouldBe(expected);
    }

    [Theory]
    [InlineData("http://0.0.0.0:5080")]
    [InlineData("http://192.168.1.5:5080")]
    [InlineData("http://map.example.cn")]
    public void An_address_that_others_reach_needs_the_word_of_the_operator(string url)
    {
        Should.Throw<RefusedException>(() => ServerOptions.Create(url)).Text.En.ShouldContain("--trusted-network");
        ServerOptions.Create(url, trustedNetwork: true).IsLoopback.ShouldBeFalse();
    }

    [Theory]
    [InlineData("5080")]
    [InlineData("https://127.0.0.1:5080")]
    [InlineData("ftp://127.0.0.1")]
    public void What_is_no_address_is_wrong_usage(string url) => Should.Throw<WrongUsageException>(() => ServerOptions.Create(url)).Text.En.ShouldContain(url);

    [Fact]
    public async Task Styles_cannot_be_used_to_read_other_files()
    {
        await using var city = await TestCity.With(enterprises: 1);
        foreach (var path in new[] { "/styles/../riskmap.dll", "/styles/%2e%2e/riskmap.dll", "/styles/..%2Friskmap.dll", "/styles//etc/passwd" })
        {
            using var response = await city.SendAsync(HttpMethod.Get, path);
            response.StatusCode.ShouldBe(HttpStatusCode.NotFound, path);
        }
    }

    static async Task<HttpResponseMessage> WriteAsync(TestCity city, string? contentType, string? origin)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/collections/enterprises/items", UriKind.Relative)) { Content = new StringContent("{}") };
        request.Content.Headers.ContentType = contentType is null ? null : new(contentType);
        if (origin is not null) request.Headers.Add("Origin", origin);
        return await city.Client.SendAsync(request);
    }
}
