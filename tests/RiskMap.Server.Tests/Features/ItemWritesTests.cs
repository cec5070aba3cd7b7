using System.Net;
using System.Text.Json.Nodes;
using RiskMap.Server.Hosting;
using RiskMap.Server.Tests.Support;
using static RiskMap.Server.Tests.Support.ItemClient;

namespace RiskMap.Server.Tests.Features;

public sealed class ItemWritesTests
{
    [Fact]
    public async Task A_new_feature_gets_an_address_and_is_what_GET_gives_next()
    {
        await using var city = await TestCity.With(enterprises: 2);
        var made = (await city.PostAsync(Feature("""{"name":"新厂","grade":"red","processes":["氯碱电解"],"headcount":12}"""))).ShouldBe(HttpStatusCode.Created);
        var got = (await city.GetAsync(made.Headers["Location"])).ShouldBe(HttpStatusCode.OK);
        made.Body.ShouldBe(got.Body);
        made.ETag.ShouldBe(got.ETag);
        made.Headers["RiskMap-Version"].ShouldBe(city.Version);
        made.Headers["RiskMap-Change-Set"].ShouldBe("2");
        made.Json["properties"]!["key"]!.GetValue<string>().ShouldBe("新厂");
    }

    [Fact]
    public async Task A_change_leaves_what_it_does_not_name()
    {
        await using var city = await TestCity.With(draft => draft.Town().Enterprise("甲厂", 118.2, 24.6, "red", "13800000000"));
        var before = await city.GetAsync(Items + "/1?personal=true");
        var after = (await city.WriteAsync(HttpMethod.Patch, Items + "/1?personal=true", """{"properties":{"grade":"blue","address":"一路"}}""", ("If-Match", before.ETag))).ShouldBe(HttpStatusCode.OK);
        var expected = before.Json;
        expected["properties"]!["grade"] = "blue";
        expected["properties"]!["address"] = "一路";
        JsonNode.DeepEquals(after.Json, expected).ShouldBeTrue(after.Body);
        (await city.GetAsync(Items + "/1?personal=true")).Body.ShouldBe(after.Body);
    }

    [Fact]
    public async Task A_patch_may_move_a_point_by_its_coordinates_alone()
    {
        await using var city = await TestCity.With(enterprises: 1);
        var moved = (await city.WriteAsync(HttpMethod.Patch, Items + "/1", """{"geometry":{"coordinates":[118.3,24.7]}}""", ("If-Match", "*"))).ShouldBe(HttpStatusCode.OK);
        moved.Json["geometry"]!.ToJsonString().ShouldBe("""{"type":"Point","coordinates":[118.3,24.7]}""");
        moved.Json["properties"]!["name"]!.GetValue<string>().ShouldBe("企业1");
    }

    [Fact]
    public async Task A_replacement_clears_what_it_does_not_hold_but_not_what_its_sender_cannot_see()
    {
        await using var city = await TestCity.With(draft => draft.Town().Enterprise("甲厂", 118.2, 24.6, "red", "13800000000"));
        var replaced = (await city.WriteAsync(HttpMethod.Put, Items + "/1", Feature(), ("If-Match", "*"))).ShouldBe(HttpStatusCode.OK);
        replaced.Json["properties"]!["grade"].ShouldBeNull();
        replaced.Json["properties"]!["key"]!.GetValue<string>().ShouldBe("enterprises-甲厂");
        replaced.Body.ShouldNotContain("phone");
        (await city.GetAsync(Items + "/1?personal=true")).Json["properties"]!["phone"]!.GetValue<string>().ShouldBe("13800000000");
        var cleared = (await city.WriteAsync(HttpMethod.Put, Items + "/1?personal=true", Feature(), ("If-Match", replaced.ETag))).ShouldBe(HttpStatusCode.OK);
        cleared.Json["properties"]!["phone"].ShouldBeNull();
    }

    [Fact]
    public async Task What_GET_gave_changes_nothing_when_it_is_sent_back()
    {
        await using var city = await TestCity.With(draft => draft.Town(wkt: "POLYGON ((118.1 24.5, 118.1 24.800000049, 118.4 24.8, 118.4 24.5, 118.1 24.5))").Enterprise("甲厂", 118.123456789, 24.6));
        foreach (var path in new[] { Items + "/1", "/collections/districts/items/1" })
        {
            var (before, version) = (await city.GetAsync(path), city.Version);
            var after = (await city.WriteAsync(HttpMethod.Put, path, before.Body, ("If-Match", before.ETag))).ShouldBe(HttpStatusCode.OK);
            after.ETag.ShouldBe(before.ETag);
            after.Headers.Keys.ShouldNotContain("RiskMap-Change-Set");
            city.Version.ShouldBe(version);
        }
    }

    [Fact]
    public async Task A_deleted_feature_is_gone()
    {
        await using var city = await TestCity.With(enterprises: 2);
        var before = await city.GetAsync(Items + "/1");
        (await city.WriteAsync(HttpMethod.Delete, Items + "/1", null, ("If-Match", before.ETag))).ShouldBe(HttpStatusCode.NoContent).Headers["RiskMap-Change-Set"].ShouldBe("2");
        (await city.GetAsync(Items + "/1")).ShouldBe(HttpStatusCode.NotFound);
        (await city.WriteAsync(HttpMethod.Delete, Items + "/1", null, ("If-Match", before.ETag))).ShouldBeProblem(HttpStatusCode.NotFound, "unknown-feature");
    }

    [Theory]
    [InlineData("PUT")]
    [InlineData("PATCH")]
    [InlineData("DELETE")]
    public async Task Writes_to_what_stands_there_need_its_tag(string method)
    {
        await using var city = await TestCity.With(enterprises: 1);
        (await city.WriteAsync(new HttpMethod(method), Items + "/1", Feature())).ShouldBeProblem(HttpStatusCode.PreconditionRequired, "precondition-required");
        var stale = (await city.WriteAsync(new HttpMethod(method), Items + "/1", Feature(), ("If-Match", "W/\"999\""))).ShouldBeProblem(HttpStatusCode.PreconditionFailed, "stale");
        stale["etag"]!.GetValue<string>().ShouldBe("W/\"1\"");
        (await city.WriteAsync(new HttpMethod(method), Items + "/1", Feature(), ("If-Match", "1"))).ShouldBeProblem(HttpStatusCode.BadRequest, "invalid-parameter");
        city.Live.Current.Version.Version.ShouldBe(1);
    }

    [Fact]
    public async Task Of_two_writers_on_one_feature_one_wins_and_the_other_is_told()
    {
        await using var city = await TestCity.With(enterprises: 1);
        var tag = (await city.GetAsync(Items + "/1")).ETag;
        var replies = await Task.WhenAll(Enumerable.Range(0, 8).Select(i =>
            city.WriteAsync(HttpMethod.Patch, Items + "/1", $$$"""{"properties":{"address":"{{{i}}} 号"}}""", ("If-Match", tag))));
        replies.Count(reply => reply.Status == HttpStatusCode.OK).ShouldBe(1);
        replies.Count(reply => reply.Status == HttpStatusCode.PreconditionFailed).ShouldBe(7);
        (await city.GetAsync(Items + "/1")).Body.ShouldBe(replies.Single(reply => reply.Status == HttpStatusCode.OK).Body);
    }

    [Fact]
    public async Task A_repeated_request_is_answered_as_the_first_time_and_not_done_again()
    {
        await using var city = await TestCity.With(enterprises: 1);
        var first = (await city.PostAsync(Feature(), ("Idempotency-Key", "\"a-1\""))).ShouldBe(HttpStatusCode.Created);
        await city.AddAsync(draft => draft.Enterprise("后来的厂", 118.3, 24.7));
        var again = (await city.PostAsync(Feature(), ("Idempotency-Key", "a-1"))).ShouldBe(HttpStatusCode.Created);
        again.Headers["Idempotency-Replayed"].ShouldBe("true");
        first.Headers.Keys.ShouldNotContain("Idempotency-Replayed");
        foreach (var same in new[] { "Location", "ETag", "RiskMap-Change-Set", "Content-Type" }) again.Headers[same].ShouldBe(first.Headers[same], same);
        again.Body.ShouldBe(first.Body);
        (await city.GetJsonAsync(Items))["numberMatched"]!.GetValue<int>().ShouldBe(3);
        (await city.PostAsync(Feature("""{"name":"另一厂"}"""), ("Idempotency-Key", "a-1"))).ShouldBeProblem(HttpStatusCode.UnprocessableEntity, "request-reused");

        var deleted = await city.WriteAsync(HttpMethod.Delete, Items + "/1", null, ("If-Match", "*"), ("Idempotency-Key", "d-1"));
        var deletedAgain = await city.WriteAsync(HttpMethod.Delete, Items + "/1", null, ("If-Match", "*"), ("Idempotency-Key", "d-1"));
        (deleted.Status, deletedAgain.Status).ShouldBe((HttpStatusCode.NoContent, HttpStatusCode.NoContent));
        deletedAgain.Headers["RiskMap-Change-Set"].ShouldBe(deleted.Headers["RiskMap-Change-Set"]);
    }

    [Fact]
    public async Task A_change_set_names_who_wrote()
    {
        await using var city = await TestCity.With(enterprises: 1);
        (await city.PostAsync(Feature(), ("RiskMap-Who", Uri.EscapeDataString("张三")))).ShouldBe(HttpStatusCode.Created);
        (await city.PostAsync(Feature("""{"name":"乙厂"}"""))).ShouldBe(HttpStatusCode.Created);
        var sets = await city.Live.Store.ChangeSetsAsync(CancellationToken.None);
        sets.Take(2).Select(set => set.Note.Who).ShouldBe(["http", "张三"]);
        (await city.PostAsync(Feature("""{"name":"丙厂"}"""), ("RiskMap-Who", "a%0Ab"))).ShouldBeProblem(HttpStatusCode.BadRequest, "invalid-parameter");
        (await city.PostAsync(Feature("""{"name":"丙厂"}"""), ("Idempotency-Key", new string('k', 201)))).ShouldBeProblem(HttpStatusCode.BadRequest, "invalid-parameter");
    }

    [Fact]
    public async Task A_second_feature_of_one_key_is_a_conflict()
    {
        await using var city = await TestCity.With(enterprises: 1);
        (await city.PostAsync(Feature())).ShouldBe(HttpStatusCode.Created);
        (await city.PostAsync(Feature())).ShouldBeProblem(HttpStatusCode.Conflict, "conflict")["detail"]!.GetValue<string>().ShouldContain("新厂");
        (await city.PostAsync(Feature("""{"name":"新厂","key":"第二家"}"""))).ShouldBe(HttpStatusCode.Created);
        (await city.WriteAsync(HttpMethod.Patch, Items + "/1", """{"properties":{"key":"第二家"}}""", ("If-Match", "*"))).ShouldBeProblem(HttpStatusCode.Conflict, "conflict");
    }

    [Fact]
    public async Task A_read_only_server_takes_no_writes()
    {
        await using var city = await TestCity.With(draft => draft.Enterprises(1), ServerOptions.Create("http://127.0.0.1:0", readOnly: true));
        (await city.PostAsync(Feature())).ShouldBeProblem(HttpStatusCode.Forbidden, "read-only");
        (await city.GetJsonAsync("/api"))["paths"]!["/collections/enterprises/items"]!["post"].ShouldBeNull();
    }

    [Fact]
    public async Task Personal_fields_are_written_but_not_told_to_others()
    {
        await using var city = await TestCity.With(draft => draft.Enterprises(1), ServerOptions.Create("http://127.0.0.1:0", trustedNetwork: true));
        (await city.PostAsync(Feature("""{"name":"新厂","phone":"13900000000"}"""))).ShouldBe(HttpStatusCode.Created).Body.ShouldNotContain("13900000000");
        (await city.WriteAsync(HttpMethod.Post, Items + "?personal=true", Feature("""{"name":"乙厂"}"""))).ShouldBeProblem(HttpStatusCode.Forbidden, "personal-not-served");
    }
}
