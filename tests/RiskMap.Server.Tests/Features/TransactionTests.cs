using System.Net;
using System.Text;
using RiskMap.Server.Tests.Support;
using static RiskMap.Server.Tests.Support.ItemClient;

namespace RiskMap.Server.Tests.Features;

/// <summary>The abstract tests of OGC API - Features 4 (20-002, annex A) that <see cref="ItemWritesTests"/> does not hold already.</summary>
public sealed class TransactionTests
{
    [Fact]
    public async Task What_is_created_stands_at_its_location_and_a_body_with_an_id_is_refused_without_a_trace()
    {
        await using var city = await TestCity.With(enterprises: 1);
        var created = (await city.PostAsync(Feature())).ShouldBe(HttpStatusCode.Created);
        var read = (await city.GetAsync(created.Headers["Location"])).ShouldBe(HttpStatusCode.OK);
        read.Json["properties"]!["name"]!.GetValue<string>().ShouldBe("新厂");
        read.ETag.ShouldBe(created.ETag);
        (await city.PostAsync(Feature().Replace("\"type\":\"Feature\"", "\"type\":\"Feature\",\"id\":99", StringComparison.Ordinal))).ShouldBeProblem(HttpStatusCode.UnprocessableEntity, "invalid-feature");
        (await city.GetJsonAsync(Items))["numberMatched"]!.GetValue<int>().ShouldBe(2);
    }

    [Theory]
    [InlineData("PUT", null)]
    [InlineData("PUT", "\"xyz\"")]
    [InlineData("PATCH", null)]
    [InlineData("DELETE", null)]
    public async Task What_is_not_there_is_404_whatever_the_condition(string method, string? condition)
    {
        await using var city = await TestCity.With(enterprises: 1);
        (string, string)[] headers = condition is null ? [] : [("If-Match", condition)];
        (await city.WriteAsync(new HttpMethod(method), Items + "/99", Feature(), headers)).ShouldBeProblem(HttpStatusCode.NotFound, "unknown-feature");
    }

    [Theory]
    [InlineData("POST", "")]
    [InlineData("PUT", "/1")]
    [InlineData("PATCH", "/1")]
    public async Task A_body_without_a_type_is_400(string method, string path)
    {
        await using var city = await TestCity.With(enterprises: 1);
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(Items + path, UriKind.Relative)) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(Feature())) };
        request.Headers.TryAddWithoutValidation("If-Match", "*");
        using var response = await city.Client.SendAsync(request);
        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Theory]
    [InlineData("PUT")]
    [InlineData("PATCH")]
    public async Task A_change_on_the_tag_that_was_read_gets_a_new_tag_and_another_tag_changes_nothing(string method)
    {
        await using var city = await TestCity.With(enterprises: 1);
        var before = await city.GetAsync(Items + "/1");
        (await city.WriteAsync(new HttpMethod(method), Items + "/1", Feature(), ("If-Match", "\"0\""))).ShouldBeProblem(HttpStatusCode.PreconditionFailed, "stale");
        (await city.GetAsync(Items + "/1")).Body.ShouldBe(before.Body);
        var done = (await city.WriteAsync(new HttpMethod(method), Items + "/1", Feature(), ("If-Match", before.ETag))).ShouldBe(HttpStatusCode.OK);
        done.ETag.ShouldNotBe(before.ETag);
        (await city.GetAsync(Items + "/1")).Body.ShouldBe(done.Body);
    }
}
