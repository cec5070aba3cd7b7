using System.Net;
using System.Text.Json.Nodes;
using RiskMap.Server.Hosting;
using RiskMap.Server.Tests.Support;

namespace RiskMap.Server.Tests.Features;

/// <summary>Which features a page holds, in which order, with which properties, and in which form.</summary>
public sealed class ItemsChoiceTests
{
    const string Items = "/collections/enterprises/items";

    [Theory]
    [InlineData("grade=red", 20)]
    [InlineData("grade=red&limit=3", 20)]
    [InlineData("name=企业7", 1)]
    [InlineData("name=企业7&grade=red", 0)]
    [InlineData("key=enterprises-企业9", 1)]
    [InlineData("source=nobody", 0)]
    [InlineData("id=7", 1)]
    [InlineData("filter=grade='red'", 20)]
    [InlineData("filter=grade='red' OR grade IS NULL&limit=3", 40)]
    [InlineData("filter=S_INTERSECTS(geom,BBOX(118.2,24.6,118.2045,24.6005))", 5)]
    [InlineData("filter=S_INTERSECTS(geom,BBOX(118.2,24.6,118.2045,24.6005))&bbox=118.2035,24,119,25", 1)]
    [InlineData("filter=S_INTERSECTS(geom,BBOX(118.2,24.6,118.2045,24.6005))&bbox=118.3,24,119,25", 0)]
    [InlineData("filter=S_INTERSECTS(geom,BBOX(24.6,118.2,24.6005,118.2045))&filter-crs=http://www.opengis.net/def/crs/EPSG/0/4326", 5)]
    [InlineData("filter=grade='red'&grade=blue", 0)]
    [InlineData("filter={\"op\":\"=\",\"args\":[{\"property\":\"grade\"},\"red\"]}&filter-lang=cql2-json", 20)]
    public async Task Features_are_chosen_by_the_value_of_a_property(string query, int expected)
    {
        await using var city = await TestCity.With(enterprises: 100);
        (await city.GetJsonAsync($"{Items}?{query}"))["numberMatched"]!.GetValue<int>().ShouldBe(expected);
    }

    [Fact]
    public async Task A_list_of_records_is_asked_by_the_first_member_as_filters_ask_it()
    {
        await using var city = await TestCity.With(draft => draft.Enterprises(2)
            .Add("enterprises", "冷库", "POINT (118.2 24.6)", ("inventory", """[{"cas":"74-82-8","tonnes":1},{"cas":"7664-41-7","tonnes":12}]""")));
        foreach (var query in new[] { "inventory=7664-41-7", "filter=A_CONTAINS(inventory,('7664-41-7'))" })
            (await city.GetJsonAsync($"{Items}?{query}"))["features"]!.AsArray().Single()!["properties"]!["name"]!.GetValue<string>().ShouldBe("冷库");
        (await city.GetJsonAsync($"{Items}?inventory=12"))["numberMatched"]!.GetValue<int>().ShouldBe(0);
    }

    [Fact]
    public async Task Every_queryable_can_be_asked_for()
    {
        await using var city = await TestCity.With(enterprises: 1);
        foreach (var (name, schema) in (await city.GetJsonAsync("/collections/enterprises/queryables"))["properties"]!.AsObject().Where(property => property.Key != "geom"))
        {
            var value = schema!["enum"]?[0]?.GetValue<string>() ?? (schema["type"]!.GetValue<string>() is "integer" or "number" ? "1" : "x");
            (await city.GetJsonAsync($"{Items}?{name}={value}")).ShouldNotBeNull(name);
        }
    }

    [Fact]
    public async Task A_page_tells_the_chosen_properties_alone()
    {
        await using var city = await TestCity.With(enterprises: 1);
        var feature = (await city.GetJsonAsync($"{Items}?properties=grade,name"))["features"]![0]!;
        feature["properties"]!.ToJsonString().ShouldBe("""{"name":"\u4F01\u4E1A1","grade":"red"}""");
        feature["geometry"]!["type"]!.GetValue<string>().ShouldBe("Point");
        (await city.GetJsonAsync($"{Items}?properties=key"))["features"]![0]!["properties"]!.AsObject().Select(property => property.Key).ShouldBe(["key"]);
    }

    [Fact]
    public async Task A_misspelt_property_is_told_the_one_that_may_be_meant()
    {
        await using var city = await TestCity.With(enterprises: 1);
        (await city.GetProblemAsync($"{Items}?sortby=-gradee", HttpStatusCode.BadRequest))["remedy"]!.GetValue<string>().ShouldStartWith("Perhaps grade is meant");
        (await city.GetProblemAsync($"{Items}?properties=nam", HttpStatusCode.BadRequest))["remedy"]!.GetValue<string>().ShouldStartWith("Perhaps name is meant");
    }

    [Fact]
    public async Task A_plus_before_a_key_may_come_as_it_is_or_encoded()
    {
        await using var city = await TestCity.With(draft => draft.Enterprise("b", 118.2, 24.6, "red").Enterprise("a", 118.2, 24.6, "red").Enterprise("c", 118.2, 24.6, "blue"));
        foreach (var plus in new[] { "", "+", "%2B" })
        {
            var page = await city.GetJsonAsync($"{Items}?sortby=-grade,{plus}name");
            page["features"]!.AsArray().Select(feature => feature!["properties"]!["name"]!.GetValue<string>()).ShouldBe(["a", "b", "c"]);
        }
    }

    [Fact]
    public async Task Sortables_are_those_that_sortby_takes()
    {
        await using var city = await TestCity.With(enterprises: 2);
        var sortables = (await city.GetJsonAsync("/collections/enterprises/sortables"))["properties"]!.AsObject().Select(property => property.Key).ToList();
        sortables.ShouldContain("grade");
        sortables.ShouldNotContain("phone");
        sortables.ShouldNotContain("inventory");
        foreach (var name in sortables) (await city.GetJsonAsync($"{Items}?sortby=-{name}"))["numberReturned"]!.GetValue<int>().ShouldBe(2, name);
    }

    [Theory]
    [InlineData("sortby=colour", "sortby")]
    [InlineData("sortby=phone", "sortby")]
    [InlineData("sortby=inventory", "sortby")]
    [InlineData("sortby=name,-name", "sortby")]
    [InlineData("sortby=%2B", "sortby")]
    [InlineData("sortby=name,", "sortby")]
    [InlineData("properties=name,colour", "properties")]
    [InlineData("properties=phone", "properties")]
    [InlineData("id=first", "id")]
    [InlineData("filter=colour='red'", "filter")]
    [InlineData("filter=grade='red&filter-lang=cql2-text", "filter")]
    [InlineData("filter=grade='red'&filter-lang=ecql", "filter-lang")]
    [InlineData("filter=grade='red'&filter-crs=EPSG:27700", "filter-crs")]
    [InlineData("grade=crimson", "grade")]
    [InlineData("headcount=many", "headcount")]
    [InlineData("score=1e999", "score")]
    [InlineData("phone=139", "phone")]
    [InlineData("grade=red&grade=blue", "grade")]
    [InlineData("f=shp", "f")]
    [InlineData("f=html%00", "f")]
    [InlineData("limit=1.5", "limit")]
    [InlineData("limit=99999999999999999999", "limit")]
    [InlineData("bbox=", null)]
    [InlineData("bbox=,,,", "bbox")]
    [InlineData("bbox=1e400,0,1,1", "bbox")]
    public async Task What_cannot_be_used_is_400_and_named(string query, string? member)
    {
        await using var city = await TestCity.With(enterprises: 1);
        if (member is null)
        {
            (await city.GetJsonAsync($"{Items}?{query}")).ShouldNotBeNull();
            return;
        }

        var problem = await city.GetProblemAsync($"{Items}?{query}", HttpStatusCode.BadRequest);
        problem["member"]!.GetValue<string>().ShouldBe(member);
        problem["remedy"]!.GetValue<string>().ShouldNotBeNullOrWhiteSpace();
    }

    [Fact]
    public async Task Pages_of_any_question_never_skip_or_repeat_while_others_write()
    {
        await using var city = await TestCity.With(enterprises: 230);
        foreach (var seed in Enumerable.Range(1, 6))
        {
            var random = new Random(seed);
            var question = $"{random.OneOf("", "&grade=red", "&bbox=118.2,24.6,118.23,24.7", "&filter=grade='red' OR grade IS NULL")}{random.OneOf("", "&sortby=-grade", "&sortby=grade,-name", "&sortby=-id")}";
            var expected = Ids(await city.GetJsonAsync($"{Items}?limit=1000{question}"));
            var (seen, next) = (new List<long>(), (string?)$"{Items}?limit={random.Next(3, 30)}{question}");
            while (next is not null)
            {
                var page = await city.GetJsonAsync(next);
                page["numberMatched"]!.GetValue<int>().ShouldBe(expected.Count, $"seed {seed} {question}");
                page["numberReturned"]!.GetValue<int>().ShouldBe(page["features"]!.AsArray().Count);
                seen.AddRange(Ids(page));
                next = ItemsTests.LinkOf(page, "next");
                await city.AddAsync(draft => draft.Enterprise($"新厂{seed}-{seen.Count}", 118.21, 24.61, random.OneOf("red", "blue", null)));
                if (seen.Count % 3 == 0) await city.DeleteAsync("enterprises", seen[^1]);
            }

            seen.ShouldBe(expected, $"seed {seed} {question}");
        }

        static List<long> Ids(JsonNode page) => [.. page["features"]!.AsArray().Select(feature => feature!["id"]!.GetValue<long>())];
    }

    [Fact]
    public async Task A_page_goes_on_with_its_own_question_alone()
    {
        await using var city = await TestCity.With(enterprises: 30);
        var next = ItemsTests.LinkOf(await city.GetJsonAsync($"{Items}?limit=2&grade=red"), "next")!;
        (await city.GetProblemAsync(next.Replace("grade=red", "grade=blue", StringComparison.Ordinal), HttpStatusCode.BadRequest))["member"]!.GetValue<string>().ShouldBe("cursor");
        (await city.GetProblemAsync(next.Replace("enterprises", "places", StringComparison.Ordinal), HttpStatusCode.BadRequest))["member"]!.GetValue<string>().ShouldBe("grade");
        (await city.GetProblemAsync(next.Replace("~6~", "~999~", StringComparison.Ordinal), HttpStatusCode.BadRequest))["member"]!.GetValue<string>().ShouldBe("cursor");
    }

    [Fact]
    public async Task A_page_that_would_grow_too_large_ends_early_and_goes_on_behind_its_link()
    {
        await using var city = await TestCity.With(draft => draft.Enterprises(40), ServerOptions.Create("http://127.0.0.1:0") with { PageBytes = 3000 });
        var (seen, next) = (new List<long>(), (string?)$"{Items}?limit=1000");
        while (next is not null)
        {
            var page = await city.GetJsonAsync(next);
            var features = page["features"]!.AsArray();
            page["numberReturned"]!.GetValue<int>().ShouldBe(features.Count);
            page["numberMatched"]!.GetValue<int>().ShouldBe(40);
            features.Count.ShouldBeInRange(1, 15);
            seen.AddRange(features.Select(feature => feature!["id"]!.GetValue<long>()));
            next = ItemsTests.LinkOf(page, "next");
        }

        seen.ShouldBe(Enumerable.Range(1, 40).Select(id => (long)id));
    }

    [Fact]
    public async Task A_feature_greater_than_the_budget_is_told_alone()
    {
        await using var city = await TestCity.With(draft => draft.Enterprises(3), ServerOptions.Create("http://127.0.0.1:0") with { PageBytes = 1 });
        (await city.GetJsonAsync($"{Items}?limit=1000"))["numberReturned"]!.GetValue<int>().ShouldBe(1);
    }

    [Theory]
    [InlineData("?f=geojsonseq", "*/*")]
    [InlineData("", "application/geo+json-seq")]
    public async Task A_sequence_has_a_record_separator_before_each_feature_and_its_links_in_the_header(string query, string accept)
    {
        await using var city = await TestCity.With(enterprises: 130);
        using var answer = await city.SendAsync(HttpMethod.Get, Items + query, ("Accept", accept));
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/geo+json-seq");
        var text = await answer.Content.ReadAsStringAsync();
        text.Split('\u001e', StringSplitOptions.RemoveEmptyEntries).Select(record => JsonNode.Parse(record)!["id"]!.GetValue<int>()).ShouldBe(Enumerable.Range(1, 100));
        answer.Headers.GetValues("OGC-NumberMatched").Single().ShouldBe("130");
        answer.Headers.GetValues("Link").Single().ShouldContain("cursor=");
    }

    [Fact]
    public async Task A_table_opens_in_Excel_with_heads_in_the_readers_language()
    {
        await using var city = await TestCity.With(draft => draft.Enterprise("甲,\"厂\"", 118.2123456789, 24.6, "red", phone: "139"));
        var bytes = await city.Client.GetByteArrayAsync(new Uri($"{Items}?f=csv&properties=key,name,grade", UriKind.Relative));
        bytes[..3].ShouldBe([0xEF, 0xBB, 0xBF]);
        System.Text.Encoding.UTF8.GetString(bytes[3..]).ShouldBe("key,名称,风险等级,lon_wgs84,lat_wgs84\r\n\"enterprises-甲,\"\"厂\"\"\",\"甲,\"\"厂\"\"\",red,118.2123457,24.6\r\n");
        (await city.Client.GetStringAsync(new Uri($"{Items}?f=csv&lang=en&properties=name&crs=EPSG:4548", UriKind.Relative))).ShouldContain("Name,x,y\r\n");
        (await city.Client.GetStringAsync(new Uri($"{Items}?f=csv", UriKind.Relative))).ShouldNotContain("139");
    }

    [Theory]
    [InlineData("text/csv;q=0.2, application/geo+json-seq;q=0.9", "application/geo+json-seq")]
    [InlineData("text/csv", "text/csv")]
    [InlineData("image/png", "application/geo+json")]
    [InlineData("application/json", "application/geo+json")]
    [InlineData("text/csv;q=0", "application/geo+json")]
    public async Task The_form_is_the_one_that_the_client_likes_best(string accept, string expected)
    {
        await using var city = await TestCity.With(enterprises: 1);
        using var answer = await city.SendAsync(HttpMethod.Get, Items, ("Accept", accept));
        answer.Content.Headers.ContentType!.MediaType.ShouldBe(expected);
        answer.Headers.Vary.ShouldContain("Accept");
    }

    [Fact]
    public async Task All_parameters_stay_in_all_links()
    {
        await using var city = await TestCity.With(enterprises: 30);
        var page = await city.GetJsonAsync($"{Items}?limit=2&sortby=-name&grade=red&properties=name&crs=EPSG:4326&lang=en");
        foreach (var relation in new[] { "self", "next", "alternate" })
        {
            foreach (var part in new[] { "limit=2", "sortby=-name", "grade=red", "properties=name", "crs=EPSG", "lang=en" }) ItemsTests.LinkOf(page, relation)!.ShouldContain(part);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("&f=csv")]
    [InlineData("&f=geojsonseq&crs=EPSG:4548")]
    public async Task HEAD_tells_what_GET_tells_without_the_body_and_a_known_page_is_not_sent_again(string query)
    {
        await using var city = await TestCity.With(enterprises: 120);
        foreach (var coding in new[] { "identity", "gzip" })
        {
            using var get = await city.SendAsync(HttpMethod.Get, $"{Items}?limit=100{query}", ("Accept-Encoding", coding));
            using var head = await city.SendAsync(HttpMethod.Head, $"{Items}?limit=100{query}", ("Accept-Encoding", coding));
            head.StatusCode.ShouldBe(get.StatusCode);
            (await head.Content.ReadAsByteArrayAsync()).ShouldBeEmpty();
            head.Content.Headers.ContentType.ShouldBe(get.Content.Headers.ContentType);
            head.Headers.ETag.ShouldBe(get.Headers.ETag);
            if (coding == "identity") head.Content.Headers.ContentLength.ShouldBe((await get.Content.ReadAsByteArrayAsync()).LongLength);
            using var again = await city.SendAsync(HttpMethod.Get, $"{Items}?limit=100{query}", ("If-None-Match", get.Headers.ETag!.ToString()));
            again.StatusCode.ShouldBe(HttpStatusCode.NotModified);
        }
    }

    [Fact]
    public async Task A_large_page_is_compressed_for_those_who_take_it_and_a_small_one_is_not()
    {
        await using var city = await TestCity.With(enterprises: 120);
        using var large = await city.SendAsync(HttpMethod.Get, $"{Items}?limit=120", ("Accept-Encoding", "br;q=0.5, gzip"));
        large.Content.Headers.ContentEncoding.ShouldBe(["gzip"]);
        await using var unzipped = new System.IO.Compression.GZipStream(await large.Content.ReadAsStreamAsync(), System.IO.Compression.CompressionMode.Decompress);
        (await JsonNode.ParseAsync(unzipped))!["numberReturned"]!.GetValue<int>().ShouldBe(120);
        foreach (var (limit, coding) in new[] { (1, "gzip"), (120, "gzip;q=0"), (120, "identity") })
        {
            using var plain = await city.SendAsync(HttpMethod.Get, $"{Items}?limit={limit}", ("Accept-Encoding", coding));
            plain.Content.Headers.ContentEncoding.ShouldBeEmpty();
            plain.Headers.Vary.ShouldContain("Accept-Encoding");
        }
    }
}
