using RiskMap.Geo.Cql2;

namespace RiskMap.Geo.Tests.Cql2;

public sealed class Cql2LimitTests
{
    [Theory]
    [InlineData("NOT (", "a", ")")]
    [InlineData("(", "a = 1", ")")]
    [InlineData("f(", "1", ") = 1")]
    [InlineData("CASEI(", "'a'", ")")]
    [InlineData("f((1), (", "1", "))")]
    [InlineData("1 + (", "1", ") = 2")]
    [InlineData("NOT ", "a", "")]
    [InlineData("- ", "a", "")]
    [InlineData("A_EQUALS((", "1", "), a)")]
    [InlineData("1 + ", "1", " = 1")]
    [InlineData("2 ^ ", "1", " = 1")]
    public void What_is_too_deep_or_too_long_is_refused_and_exhausts_nothing(string before, string inner, string after)
    {
        foreach (var depth in new[] { 65, 500, 1500, 1_000_000 })
        {
            var text = string.Concat(Enumerable.Repeat(before, depth)) + inner + string.Concat(Enumerable.Repeat(after, depth));
            var thrown = Should.Throw<Cql2Exception>(() => Cql2Text.Parse(text));
            if (text.Length > Cql2Limits.TextLength) thrown.Error.ShouldBe(Cql2Error.TooLong);
        }
    }

    [Fact]
    public void Sixty_four_levels_are_understood_and_sixty_five_are_not()
    {
        var deepest = Nested(Cql2Limits.Depth);
        var expression = Cql2Text.Parse(deepest);
        Cql2Json.Parse(Cql2Json.Print(expression)).ShouldBe(expression);
        Should.Throw<Cql2Exception>(() => Cql2Text.Parse(Nested(Cql2Limits.Depth + 1))).Error.ShouldBe(Cql2Error.TooDeep);
        Should.Throw<Cql2Exception>(() => Cql2Json.Parse($$"""{"op":"not","args":[{{Cql2Json.Print(expression)}}]}""")).Error.ShouldBe(Cql2Error.TooDeep);

        static string Nested(int levels) => string.Concat(Enumerable.Repeat("NOT (", levels - 1)) + "a" + new string(')', levels - 1);
    }

    [Fact]
    public void A_long_chain_of_conditions_is_flat()
    {
        var chain = string.Join(" OR ", Enumerable.Range(0, 500).Select(i => $"a = {i}"));
        Cql2Text.Print(Cql2Text.Parse(chain)).ShouldBe(chain);
    }

    // Each level of arguments that turned out to be no list must not be read twice: sixty levels would never end.
    [Fact]
    public void Parentheses_within_arguments_are_read_once()
    {
        var text = string.Concat(Enumerable.Repeat("f((", 20)) + "1" + string.Concat(Enumerable.Repeat(") + 1)", 20)) + " = 1";
        Cql2Text.Print(Cql2Text.Parse(text)).ShouldStartWith("f(f(f(");
    }

    [Fact]
    public void Json_that_is_too_deep_or_too_long_is_refused()
    {
        foreach (var depth in new[] { 65, 1000, 30_000, 1_000_000 })
        {
            var arrays = new string('[', depth) + new string(']', depth);
            Should.Throw<Cql2Exception>(() => Cql2Json.Parse($$"""{"op":"f","args":{{arrays}}}"""));
            var unclosed = Should.Throw<Cql2Exception>(() => Cql2Json.Parse(string.Concat(Enumerable.Repeat("""{"a":""", depth))));
            unclosed.Error.ShouldBeOneOf(Cql2Error.TooDeep, Cql2Error.TooLong, Cql2Error.InvalidJson);
        }

        Should.Throw<Cql2Exception>(() => Cql2Json.Parse(new string(' ', 10_000_000))).Error.ShouldBe(Cql2Error.TooLong);
    }

    [Fact]
    public void A_thousand_vertices_are_read_and_one_more_is_not()
    {
        Cql2Json.Parse(Json(Cql2Limits.Vertices)).ShouldNotBeNull();
        Should.Throw<Cql2Exception>(() => Cql2Json.Parse(Json(Cql2Limits.Vertices + 1))).Error.ShouldBe(Cql2Error.TooManyVertices);
        Should.Throw<Cql2Exception>(() => Cql2Text.Parse($"S_INTERSECTS(g, MULTIPOINT({string.Join(',', Enumerable.Repeat("1 2", 1001))}))")).Error.ShouldBe(Cql2Error.TooManyVertices);

        static string Json(int vertices) =>
            $$"""{"op":"s_intersects","args":[{"property":"g"},{"type":"MultiPoint","coordinates":[{{string.Join(',', Enumerable.Repeat("[1.5,2]", vertices))}}]}]}""";
    }
}
