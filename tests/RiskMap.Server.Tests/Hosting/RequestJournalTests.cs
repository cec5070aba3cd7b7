using RiskMap.Server.Hosting;
using RiskMap.Server.Tests.Support;
using static RiskMap.Server.Tests.Support.ItemClient;

namespace RiskMap.Server.Tests.Hosting;

public sealed class RequestJournalTests
{
    const string Trace = "4bf92f3577b34da6a3ce929d0e0e4736";

    [Theory]
    [InlineData("X-Request-Id", "abc-1.2_3", "abc-1.2_3")]
    [InlineData("traceparent", $"00-{Trace}-00f067aa0ba902b7-01", Trace)]
    [InlineData("X-Request-Id", "a b", null)]
    [InlineData("X-Request-Id", "12345678901234567890123456789012345678901234567890123456789012345", null)]
    [InlineData("traceparent", "00-00000000000000000000000000000000-00f067aa0ba902b7-01", null)]
    public async Task An_answer_bears_the_id_of_its_request(string header, string value, string? expected)
    {
        await using var city = await TestCity.With(enterprises: 1);
        using var response = await city.SendAsync(HttpMethod.Get, "/nowhere", (header, value));
        var id = response.Headers.GetValues("X-Request-Id").Single();
        if (expected is null) id.ShouldMatch("^[0-9a-f]{32}$");
        else id.ShouldBe(expected);
    }

    [Fact]
    public async Task Each_write_has_one_line_with_what_came_of_it_under_its_request_id()
    {
        await using var city = await TestCity.With(enterprises: 1);
        await city.PostAsync(Feature("""{"name":"新厂","phone":"13900000000"}"""), ("X-Request-Id", "req-1"), ("RiskMap-Who", Uri.EscapeDataString("张三")));
        await city.WriteAsync(HttpMethod.Delete, Items + "/1", null, ("If-Match", "W/\"9\""), ("X-Request-Id", "req-2"));
        await city.WriteAsync(HttpMethod.Post, "/collections/evil%0Alayer/items", Feature(), ("X-Request-Id", "req-3"));
        await city.GetAsync(Items);
        var lines = await city.Log.LinesAsync(line => line.Contains("change set", StringComparison.Ordinal), 3);
        lines.Count.ShouldBe(3);
        lines[0].ShouldMatch(@"^POST enterprises/2 201 done change set 2 by 张三 in [0-9.]+ ms .*request req-1\]$");
        lines[1].ShouldMatch(@"^DELETE enterprises/1 412 stale change set - by http in [0-9.]+ ms .*request req-2\]$");
        lines[2].ShouldMatch(@"^POST -/- 404 unknown-collection change set - by - in [0-9.]+ ms .*request req-3\]$");
        city.Log.Lines.ShouldAllBe(line => !line.Contains("13900000000", StringComparison.Ordinal) && !line.Contains('\n'));
    }

    [Fact]
    public async Task Reads_have_a_line_only_where_asked_for()
    {
        await using var city = await TestCity.With(draft => draft.Enterprises(1), ServerOptions.Create("http://127.0.0.1:0", logRequests: true));
        await city.GetAsync("/collections?lang=en");
        await city.GetAsync("/a%0Ab");
        var lines = await city.Log.LinesAsync(line => line.StartsWith("GET ", StringComparison.Ordinal), 2);
        lines[0].ShouldStartWith("GET /collections 200 in ");
        lines[1].ShouldStartWith("GET /a%0Ab 404 in ");
    }
}
