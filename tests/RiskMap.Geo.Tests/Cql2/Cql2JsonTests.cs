using RiskMap.Geo.Cql2;

namespace RiskMap.Geo.Tests.Cql2;

public sealed class Cql2JsonTests
{
    [Theory]
    [InlineData("", Cql2Error.InvalidJson, null)]
    [InlineData("{", Cql2Error.InvalidJson, null)]
    [InlineData("""{"op":"=","args":[{"property":"a"},1,]}""", Cql2Error.InvalidJson, null)]
    [InlineData("""{"op":"=","op":"<","args":[]}""", Cql2Error.InvalidJson, "")]
    [InlineData("""{"op":"=","args":[{"property":"a"},"\ud800"]}""", Cql2Error.InvalidJson, "")]
    [InlineData("null", Cql2Error.InvalidValue, "")]
    [InlineData("5", Cql2Error.WrongType, "")]
    [InlineData("""{"args":[]}""", Cql2Error.InvalidValue, "")]
    [InlineData("""{"op":"="}""", Cql2Error.InvalidMember, "")]
    [InlineData("""{"op":"=","args":[],"and":1}""", Cql2Error.InvalidMember, "")]
    [InlineData("""{"op":5,"args":[]}""", Cql2Error.InvalidValue, "/op")]
    [InlineData("""{"op":"==","args":[1,1]}""", Cql2Error.UnknownFunction, "/op")]
    [InlineData("""{"op":"=","args":[{"property":"a"}]}""", Cql2Error.WrongArgumentCount, "")]
    [InlineData("""{"op":"and","args":[{"op":"isNull","args":[{"property":"a"}]},{"op":"=","args":[{"property":"a"},null]}]}""", Cql2Error.InvalidValue, "/args/1/args/1")]
    [InlineData("""{"op":"in","args":[{"property":"a"},5]}""", Cql2Error.WrongType, "/args/1")]
    [InlineData("""{"op":"in","args":[{"property":"a"},[]]}""", Cql2Error.WrongType, "/args/1")]
    [InlineData("""{"op":"=","args":[{"property":"a"},{"date":"2026-02-30"}]}""", Cql2Error.InvalidValue, "/args/1/date")]
    [InlineData("""{"op":"s_within","args":[{"property":"a"},{"bbox":[1,2,3]}]}""", Cql2Error.InvalidValue, "/args/1/bbox")]
    [InlineData("""{"op":"s_within","args":[{"property":"a"},{"type":"Circle","coordinates":[1,2]}]}""", Cql2Error.InvalidValue, "/args/1/type")]
    [InlineData("""{"op":"s_within","args":[{"property":"a"},{"type":"LineString","coordinates":[[1,2],[3,"x"]]}]}""", Cql2Error.InvalidValue, "/args/1/coordinates/1/1")]
    [InlineData("""{"op":"s_within","args":[{"property":"a"},{"type":"Point"}]}""", Cql2Error.InvalidMember, "/args/1")]
    public void An_error_says_what_and_where(string json, Cql2Error error, string? pointer)
    {
        var thrown = Should.Throw<Cql2Exception>(() => Cql2Json.Parse(json));
        (thrown.Error, thrown.Place.Pointer).ShouldBe((error, pointer), thrown.Message);
    }

    [Fact]
    public void Operators_are_found_without_case() =>
        Cql2Json.Parse("""{"op":"AND","args":[{"op":"ISNULL","args":[{"property":"a"}]},{"op":"T_METBY","args":[{"property":"a"},{"property":"b"}]}]}""")
            .ShouldBe(Cql2Text.Parse("a IS NULL AND T_METBY(a, b)"));
}
