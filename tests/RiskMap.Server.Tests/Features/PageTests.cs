using System.Net;
using System.Text.RegularExpressions;
using RiskMap.Server.Tests.Support;

namespace RiskMap.Server.Tests.Features;

/// <summary>The pages for people (OGC 17-069r4, 8.2).</summary>
public sealed partial class PageTests
{
    [Theory]
    [InlineData("/collections")]
    [InlineData("/collections/enterprises")]
    [InlineData("/collections/enterprises/items")]
    [InlineData("/collections/enterprises/items/1")]
    [InlineData("/conformance")]
    [InlineData("/api")]
    [InlineData("/processes")]
    [InlineData("/processes/district-risk")]
    [InlineData("/jobs")]
    public async Task A_resource_is_a_page_for_browsers_and_JSON_for_programs(string path)
    {
        await using var city = await TestCity.With(WholeCity.Draw);
        (await TypeAsync("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", path)).ShouldBe("text/html");
        (await TypeAsync("*/*", path)).ShouldContain("json");
        (await TypeAsync("application/json, text/html;q=0.5", path)).ShouldContain("json");
        (await TypeAsync("application/json", path + "?f=html")).ShouldBe("text/html");
        (await TypeAsync("text/html", path + "?f=json")).ShouldContain("json");

        async Task<string> TypeAsync(string accept, string address)
        {
            using var response = await city.SendAsync(HttpMethod.Get, address, ("Accept", accept));
            response.StatusCode.ShouldBe(HttpStatusCode.OK);
            response.Headers.Vary.ShouldContain("Accept");
            return response.Content.Headers.ContentType!.MediaType!;
        }
    }

    [Fact]
    public async Task A_page_and_its_JSON_have_different_tags_and_an_unchanged_page_is_not_sent_again()
    {
        await using var city = await TestCity.With(WholeCity.Draw);
        using var page = await city.SendAsync(HttpMethod.Get, "/collections/enterprises?f=html");
        using var json = await city.SendAsync(HttpMethod.Get, "/collections/enterprises?f=json");
        page.Headers.ETag.ShouldNotBe(json.Headers.ETag);
        using var again = await city.SendAsync(HttpMethod.Get, "/collections/enterprises?f=html", ("If-None-Match", page.Headers.ETag!.ToString()));
        again.StatusCode.ShouldBe(HttpStatusCode.NotModified);
    }

    [Fact]
    public async Task Data_cannot_break_out_of_a_page()
    {
        await using var city = await TestCity.With(WholeCity.Draw);
        foreach (var path in new[] { "/collections/enterprises/items?f=html", "/collections/enterprises/items/4?f=html" })
        {
            var page = await PageAsync(city, path);
            page.ShouldNotContain("<script");
            page.ShouldContain("&lt;script&gt;alert(1)&lt;/script&gt; &quot;甲&quot; &amp; 乙&#x27;s");
        }
    }

    [Fact]
    public async Task A_page_loads_and_runs_nothing()
    {
        await using var city = await TestCity.With(WholeCity.Draw);
        using var response = await city.SendAsync(HttpMethod.Get, "/collections/enterprises/items?f=html");
        response.Headers.GetValues("Content-Security-Policy").Single().ShouldStartWith("default-src 'none'; style-src 'sha256-");
        var page = await response.Content.ReadAsStringAsync();
        page.ShouldNotContain(" src=");
        page.ShouldNotContain("url(");
        Address().Matches(page).Select(match => match.Groups[1].Value).ShouldAllBe(address => address.StartsWith(city.Client.BaseAddress!.ToString(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_feature_shows_titles_units_codes_lists_and_times_of_the_city_but_nothing_personal()
    {
        await using var city = await TestCity.With(WholeCity.Draw);
        var enterprise = await PageAsync(city, "/collections/enterprises/items/4?f=html");
        enterprise.ShouldContain("从业人数 <small>{persons}</small>");
        enterprise.ShouldContain("<td class=\"number\">42</td>");
        enterprise.ShouldContain("<th scope=\"col\">设计最大量 <small>t</small></th>");
        enterprise.ShouldContain("7664-41-7");
        enterprise.ShouldNotContain("13900000000");
        (await PageAsync(city, "/collections/enterprises/items/1?f=html&lang=en")).ShouldContain("<th scope=\"row\">Risk grade</th><td>Major (red)</td>");
        (await PageAsync(city, "/collections/incidents/items/1?f=html")).ShouldContain("2026-05-03 14:00 &#x2B;08:00");
    }

    [Fact]
    public async Task A_table_leads_to_the_next_page_and_back_to_the_first_in_the_same_form()
    {
        await using var city = await TestCity.With(WholeCity.Draw);
        var first = await PageAsync(city, "/collections/enterprises/items?f=html&limit=2&lang=en");
        first.ShouldContain("2 on this page of 4");
        var second = await PageAsync(city, LinkOf(first, "next"));
        second.ShouldContain("企业3");
        second.ShouldNotContain("企业1<");
        LinkOf(second, "first").ShouldEndWith("/collections/enterprises/items?f=html&limit=2&lang=en");
        second.ShouldNotContain("rel=\"next\"");
    }

    [Fact]
    public async Task A_page_speaks_the_readers_language_and_leads_to_the_other()
    {
        await using var city = await TestCity.With(WholeCity.Draw);
        using var chinese = await city.SendAsync(HttpMethod.Get, "/collections/enterprises", ("Accept", "text/html"));
        (await chinese.Content.ReadAsStringAsync()).ShouldContain("<html lang=\"zh\">");
        using var english = await city.SendAsync(HttpMethod.Get, "/collections/enterprises", ("Accept", "text/html"), ("Accept-Language", "en"));
        var page = await english.Content.ReadAsStringAsync();
        page.ShouldContain("<html lang=\"en\">");
        page.ShouldContain("?lang=zh\">中文</a>");
        page.ShouldContain("Unified social credit code");
    }

    [Fact]
    public async Task The_page_of_the_API_names_every_operation()
    {
        await using var city = await TestCity.With(WholeCity.Draw);
        var page = await PageAsync(city, "/api?f=html");
        foreach (var (_, methods) in (await city.GetJsonAsync("/api"))["paths"]!.AsObject())
            foreach (var (_, operation) in methods!.AsObject()) page.ShouldContain($"<code>{operation!["operationId"]!.GetValue<string>()}</code>");
    }

    [Fact]
    public async Task A_page_of_something_that_is_not_there_is_a_problem_too()
    {
        await using var city = await TestCity.With(enterprises: 1);
        await city.GetProblemAsync("/collections/enterprises/items/99?f=html", HttpStatusCode.NotFound);
        (await city.GetProblemAsync("/collections/enterprises?f=pdf", HttpStatusCode.BadRequest))["member"]!.GetValue<string>().ShouldBe("f");
    }

    static async Task<string> PageAsync(TestCity city, string path)
    {
        using var response = await city.SendAsync(HttpMethod.Get, path);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Content.Headers.ContentType!.ToString().ShouldBe("text/html; charset=utf-8");
        return await response.Content.ReadAsStringAsync();
    }

    static string LinkOf(string page, string relation) =>
        WebUtility.HtmlDecode(Regex.Match(page, $"<a href=\"([^\"]+)\" rel=\"{relation}\"", RegexOptions.None, TimeSpan.FromSeconds(5)).Groups[1].Value);

    [GeneratedRegex("href=\"([^\"]+)\"")]
    private static partial Regex Address();
}
