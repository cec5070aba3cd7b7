using Microsoft.AspNetCore.Http;
using RiskMap.City.Model;
using RiskMap.City.Query;
using RiskMap.City.Snapshot;
using RiskMap.City.Store;
using RiskMap.Geo.Cql2;
using RiskMap.Server.Http;
using RiskMap.Server.Tests.Support;
using RiskMap.Server.Texts;

namespace RiskMap.Server.Tests.Features;

public sealed class FilterParametersTests
{
    static readonly CitySnapshot City = CitySnapshot.Of(new StoreState("test", "1", 1, null), []);

    [Theory]
    [InlineData("?filter=gradee='red'", "filter", "1", "gradee", "grade")]
    [InlineData("?filter=grade='red' AND score > 'x'", "filter", "25", "'x'", "a number")]
    [InlineData("?filter=grade == 'red'", "filter", "7", "==", "=")]
    [InlineData("?filter={\"op\":\"=\",\"args\":[{\"property\":\"gradee\"},1]}&filter-lang=cql2-json", "filter", "/args/0", "gradee", "grade")]
    [InlineData("?filter=grade='red'&filter-lang=cql", "filter-lang", null, "cql", "cql2-text")]
    [InlineData("?filter=grade='red'&filter-crs=EPSG:1", "filter-crs", null, "EPSG:1", "EPSG")]
    [InlineData("?filter=S_INTERSECTS(geom, POLYGON((118 24, 119 25, 119 24, 118 25, 118 24)))", "filter", "20", "POLYGON ((118 24, 119 25, 119 24, 118 25, 118 24))", "crosses itself")]
    public void What_is_wrong_is_told_with_its_place_and_its_remedy(string query, string member, string? position, string value, string remedy)
    {
        var problem = Should.Throw<ProblemException>(() => Read(query)).Problem;
        (problem.Status, problem.Member, problem.Position, problem.Value).ShouldBe((400, member, position, value));
        (problem.Detail.En + problem.Remedy.En).ShouldContain(remedy);
        problem.Remedy.Zh.ShouldNotBeNullOrWhiteSpace();
    }

    [Theory]
    [InlineData("", false)]
    [InlineData("?filter=", false)]
    [InlineData("?filter=grade='red'", true)]
    [InlineData("?filter=grade='red'&filter-lang=cql2-text&filter-crs=http://www.opengis.net/def/crs/EPSG/0/4490", true)]
    [InlineData("?filter={\"op\":\"isNull\",\"args\":[{\"property\":\"grade\"}]}&filter-lang=cql2-json", true)]
    public void A_filter_is_read_where_there_is_one(string query, bool isThere) => (Read(query) is not null).ShouldBe(isThere);

    [Fact]
    public void Every_error_has_its_texts_in_both_languages()
    {
        foreach (var error in Enum.GetValues<Cql2Error>())
        {
            foreach (var expected in Enum.GetValues<Cql2Expected>())
            {
                var problem = FilterParameters.ProblemOf(new Cql2Exception(error, Cql2Place.At(3), "{piece}", expected, "meant"));
                problem.Detail.Zh.ShouldContain("4");
                problem.Remedy.En.ShouldNotContain("{0}");
            }
        }

        var used = Enum.GetNames<Cql2Error>().Length * 2 + Enum.GetNames<Cql2Expected>().Length + 1;
        MessageTexts.Keys("zh").Count(key => key.StartsWith("cql2.", StringComparison.Ordinal)).ShouldBe(used, "texts that no error uses");
    }

    [Fact]
    public async Task The_functions_are_told_with_their_arguments()
    {
        await using var city = await TestCity.With(enterprises: 1);
        var functions = (await city.GetJsonAsync("/functions"))["functions"]!.AsArray();
        var dwithin = functions.Single(function => function!["name"]!.GetValue<string>() == "dwithin")!;
        dwithin["returns"]!.AsArray().Select(type => type!.GetValue<string>()).ShouldBe(["boolean"]);
        dwithin["arguments"]!.AsArray().Select(argument => argument!["type"]![0]!.GetValue<string>()).ShouldBe(["geometry", "geometry", "number"]);
    }

    static FeatureFilter? Read(string query)
    {
        var context = new DefaultHttpContext();
        context.Request.QueryString = new QueryString(query.Replace(" ", "%20", StringComparison.Ordinal));
        return FilterParameters.Of(context.Request, CityLayers.Get("enterprises"), City);
    }
}
