using System.Net;
using System.Text.Json.Nodes;
using RiskMap.Server.Hosting;
using RiskMap.Server.Tests.Support;

namespace RiskMap.Server.Tests.Features;

public sealed class ItemsTests
{
    [Fact]
    public async Task A_page_tells_how_many_match_and_how_many_it_holds()
    {
        await using var city = await TestCity.With(enterprises: 250);
        var page = await city.GetJsonAsync("/collections/enterprises/items");
        page["type"]!.GetValue<string>().ShouldBe("FeatureCollection");
        page["numberMatched"]!.GetValue<int>().ShouldBe(250);
        page["numberReturned"]!.GetValue<int>().ShouldBe(100);
        page["features"]!.AsArray().Count.ShouldBe(100);
        DateTimeOffset.Parse(page["timeStamp"]!.GetValue<string>()).Year.ShouldBeGreaterThan(2000);
    }

    [Fact]
    public async Task A_feature_has_its_id_its_point_and_its_fields_and_says_null_for_what_is_missing()
    {
        await using var city = await TestCity.With(draft => draft.Enterprise("甲\"厂\"", 118.2123456789, 24.6, "red"));
        var feature = (await city.GetJsonAsync("/collections/enterprises/items"))["features"]![0]!;
        feature["type"]!.GetValue<string>().ShouldBe("Feature");
        feature["id"]!.GetValue<long>().ShouldBe(1);
        feature["geometry"]!.ToJsonString().ShouldBe("""{"type":"Point","coordinates":[118.2123457,24.6]}""");
        feature["properties"]!["name"]!.GetValue<string>().ShouldBe("甲\"厂\"");
        feature["properties"]!["grade"]!.GetValue<string>().ShouldBe("red");
        feature["properties"]!.AsObject().ShouldContainKey("creditCode");
        feature["properties"]!["creditCode"].ShouldBeNull();
    }

    [Fact]
    public async Task Reading_page_by_page_gives_every_feature_of_one_version_once_while_others_write()
    {
        await using var city = await TestCity.With(enterprises: 95);
        var (seen, next) = (new List<long>(), (string?)"/collections/enterprises/items?limit=20&bbox=118,24,119,25");
        var version = city.Version;
        for (var pages = 0; next is not null; pages++)
        {
            var page = await city.GetJsonAsync(next);
            page["numberMatched"]!.GetValue<int>().ShouldBe(95);
            seen.AddRange(page["features"]!.AsArray().Select(feature => feature!["id"]!.GetValue<long>()));
            next = LinkOf(page, "next");
            if (next is not null) next.ShouldContain("bbox=118");
            if (pages == 1)
            {
                await city.AddAsync(draft => draft.Enterprise("新厂", 118.25, 24.65));
                await city.DeleteAsync("enterprises", 1, 50, 95);
            }
        }

        seen.ShouldBe(Enumerable.Range(1, 95).Select(id => (long)id));
        city.Version.ShouldNotBe(version);
        (await city.GetJsonAsync("/collections/enterprises/items"))["numberMatched"]!.GetValue<int>().ShouldBe(93);
    }

    [Fact]
    public async Task A_page_of_a_version_that_is_not_kept_is_gone_and_says_where_to_start_again()
    {
        await using var city = await TestCity.With(enterprises: 3);
        var problem = await city.GetProblemAsync("/collections/enterprises/items?limit=1&cursor=old.old.1-abcdef01~" + await QuestionAsync(city) + "~1~3", HttpStatusCode.Gone);
        problem["links"]![0]!["href"]!.GetValue<string>().ShouldEndWith("/collections/enterprises/items?limit=1");
    }

    [Theory]
    [InlineData("bbox=118.2,24.6,118.2005,24.6005", 1)]
    [InlineData("bbox=118.2,24.6,118.2011,24.6011", 4)]
    [InlineData("bbox=118.2,24.6,-100,118.2011,24.6011,100", 4)]
    [InlineData("bbox=0,0,1,1", 0)]
    [InlineData("bbox=170,-90,-170,90", 0)]
    [InlineData("bbox=118.19,-90,-170,90", 100)]
    public async Task A_box_gives_what_lies_in_it(string query, int expected)
    {
        await using var city = await TestCity.With(enterprises: 100);
        var page = await city.GetJsonAsync($"/collections/enterprises/items?{query}");
        page["numberMatched"]!.GetValue<int>().ShouldBe(expected);
        page["features"]!.AsArray().Count.ShouldBe(expected);
    }

    [Fact]
    public async Task A_line_whose_box_meets_the_query_but_which_does_not_itself_is_left_out()
    {
        await using var city = await TestCity.With(draft => draft.Road("diagonal", "LINESTRING (118 24, 119 25)").Road("through", "LINESTRING (118 24.8, 119 24.8)"));
        var page = await city.GetJsonAsync("/collections/roads/items?bbox=118.0,24.7,118.2,24.9");
        page["features"]!.AsArray().Select(feature => feature!["properties"]!["name"]!.GetValue<string>()).ShouldBe(["through"]);
    }

    [Theory]
    [InlineData("bbox=1,2,3", "bbox")]
    [InlineData("bbox=1,2,3,x", "bbox")]
    [InlineData("bbox=1,NaN,3,4", "bbox")]
    [InlineData("bbox=1,50,3,40", "bbox")]
    [InlineData("bbox=1,2,3,95", "bbox")]
    [InlineData("limit=0", "limit")]
    [InlineData("limit=-1", "limit")]
    [InlineData("limit=ten", "limit")]
    [InlineData("limit=1&limit=2", "limit")]
    [InlineData("datetime=yesterday", "datetime")]
    [InlineData("datetime=../..", "datetime")]
    [InlineData("datetime=3%20Oct%202026", "datetime")]
    [InlineData("datetime=05/03/2026T14:00:00Z", "datetime")]
    [InlineData("cursor=nonsense", "cursor")]
    [InlineData("f=xml", "f")]
    [InlineData("f=pdf", "f")]
    [InlineData("colour=red", "colour")]
    public async Task A_parameter_that_cannot_be_used_is_400_and_named(string query, string member)
    {
        await using var city = await TestCity.With(enterprises: 1);
        var problem = await city.GetProblemAsync($"/collections/enterprises/items?{query}", HttpStatusCode.BadRequest);
        problem["member"]!.GetValue<string>().ShouldBe(member);
        problem["remedy"]!.GetValue<string>().ShouldNotBeNullOrWhiteSpace();
        problem["status"]!.GetValue<int>().ShouldBe(400);
    }

    [Fact]
    public async Task A_limit_beyond_the_greatest_means_the_greatest()
    {
        await using var city = await TestCity.With(enterprises: 150);
        (await city.GetJsonAsync("/collections/enterprises/items?limit=9999999"))["numberReturned"]!.GetValue<int>().ShouldBe(150);
    }

    [Fact]
    public async Task Phones_stand_in_no_list_and_in_one_feature_only_when_asked_for()
    {
        await using var city = await TestCity.With(draft => draft.Enterprise("甲厂", 118.2, 24.6, phone: "13912345678"));
        (await city.GetJsonAsync("/collections/enterprises/items")).ToJsonString().ShouldNotContain("phone");
        (await city.GetJsonAsync("/collections/enterprises/items/1")).ToJsonString().ShouldNotContain("phone");
        (await city.GetJsonAsync("/collections/enterprises/items/1?personal=true"))["properties"]!["phone"]!.GetValue<string>().ShouldBe("13912345678");
    }

    [Fact]
    public async Task Phones_are_not_told_where_others_reach_the_server()
    {
        var options = ServerOptions.Create("http://127.0.0.1:0", publicUrl: "https://map.example.cn");
        await using var city = await TestCity.With(draft => draft.Enterprise("甲厂", 118.2, 24.6, phone: "13912345678"), options);
        await city.GetProblemAsync("/collections/enterprises/items/1?personal=true", HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task One_feature_bears_its_revision_and_is_not_sent_twice()
    {
        await using var city = await TestCity.With(enterprises: 2);
        using var first = await city.SendAsync(HttpMethod.Get, "/collections/enterprises/items/2");
        first.StatusCode.ShouldBe(HttpStatusCode.OK);
        first.Headers.ETag!.ToString().ShouldBe("W/\"1\"");
        using var again = await city.SendAsync(HttpMethod.Get, "/collections/enterprises/items/2", ("If-None-Match", "\"x\", W/\"1\""));
        again.StatusCode.ShouldBe(HttpStatusCode.NotModified);
        (await again.Content.ReadAsByteArrayAsync()).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("/collections/enterprises/items/999")]
    [InlineData("/collections/enterprises/items/abc")]
    [InlineData("/collections/factories/items")]
    [InlineData("/collections/factories")]
    [InlineData("/collections/factories/schema")]
    public async Task What_is_not_there_is_404_and_says_what_is(string path)
    {
        await using var city = await TestCity.With(enterprises: 1);
        var problem = await city.GetProblemAsync(path, HttpStatusCode.NotFound);
        problem["remedy"]!.GetValue<string>().ShouldNotBeNullOrWhiteSpace();
    }

    [Fact]
    public async Task Times_choose_among_incidents_and_leave_timeless_layers_alone()
    {
        var noon = new DateTimeOffset(2026, 5, 3, 12, 0, 0, TimeSpan.Zero);
        await using var city = await TestCity.With(draft => draft.Enterprises(2)
            .Add("incidents", "a", "POINT (118.2 24.6)", ("occurredAt", noon))
            .Add("incidents", "b", "POINT (118.2 24.6)", ("occurredAt", noon.AddDays(1))));
        await Matches("incidents", "2026-05-03T12:00:00Z", 1);
        await Matches("incidents", "2026-05-03", 1);
        await Matches("incidents", "2026-05-03T13:00:00Z/..", 1);
        await Matches("incidents", "../2026-05-05T00:00:00Z", 2);
        await Matches("incidents", "2026-05-03T20:00:00%2B08:00", 1);
        await Matches("incidents", "2026-05-03t12:00:00.000z", 1);
        await Matches("incidents", "2026-05-03T12:00:00", 1);
        await Matches("incidents", "2026-05-03T12:00Z", 1);
        (await city.GetJsonAsync("/collections/incidents/items?occurredAt=2026-05-03T12:00:00Z"))["numberMatched"]!.GetValue<int>().ShouldBe(1);
        // May or March: nobody can tell.
        (await city.GetProblemAsync("/collections/incidents/items?occurredAt=05/03/2026", HttpStatusCode.BadRequest))["member"]!.GetValue<string>().ShouldBe("occurredAt");
        await Matches("enterprises", "1999-01-01T00:00:00Z", 2);

        async Task Matches(string layer, string time, int expected) =>
            (await city.GetJsonAsync($"/collections/{layer}/items?datetime={time}"))["numberMatched"]!.GetValue<int>().ShouldBe(expected, time);
    }

    static async Task<string> QuestionAsync(TestCity city) =>
        LinkOf(await city.GetJsonAsync("/collections/enterprises/items?limit=1"), "next")!.Split("cursor=")[1].Split('~')[1];

    internal static string? LinkOf(JsonNode document, string relation) =>
        document["links"]!.AsArray().FirstOrDefault(link => link!["rel"]!.GetValue<string>() == relation)?["href"]!.GetValue<string>();
}
