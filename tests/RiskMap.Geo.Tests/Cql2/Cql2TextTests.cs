using RiskMap.Geo.Cql2;

namespace RiskMap.Geo.Tests.Cql2;

public sealed class Cql2TextTests
{
    [Theory]
    [InlineData("a=1", "a = 1")]
    [InlineData("not a = 1 or b<>2 and c", "NOT (a = 1) OR b <> 2 AND c")]
    [InlineData("(a = 1 OR b = 2) AND c = 3", "(a = 1 OR b = 2) AND c = 3")]
    [InlineData("a = 1 AND (b = 2 AND c = 3)", "a = 1 AND (b = 2 AND c = 3)")]
    [InlineData("((a = 1))", "a = 1")]
    [InlineData("NOT NOT a", "NOT (NOT a)")]
    [InlineData("a + b * c ^ 2 - d / e = 0", "a + b * c ^ 2 - d / e = 0")]
    [InlineData("(a + b) * c = 0", "(a + b) * c = 0")]
    [InlineData("a - (b - c) = a - b - c", "a - (b - c) = a - b - c")]
    [InlineData("a ^ b ^ c = (a ^ b) ^ c", "a ^ b ^ c = (a ^ b) ^ c")]
    [InlineData("-a = - 5 - -6", "-1 * a = -5 - -6")]
    [InlineData("-a ^ 2 = -(a ^ 2)", "(-1 * a) ^ 2 = -1 * a ^ 2")]
    [InlineData("7 DIV 2 = 3 AND 7 % 2 = 1", "7 div 2 = 3 AND 7 % 2 = 1")]
    [InlineData("1e3 = .5", "1000 = 0.5")]
    [InlineData("name like '化工%'", "name LIKE '化工%'")]
    [InlineData("name not like casei(accenti('A_%'))", "name NOT LIKE CASEI(ACCENTI('A_%'))")]
    [InlineData("NOT (name LIKE 'a')", "name NOT LIKE 'a'")]
    [InlineData("NOT a BETWEEN 1 AND 2 AND b", "a NOT BETWEEN 1 AND 2 AND b")]
    [InlineData("a in (1,'x',TRUE)", "a IN (1, 'x', TRUE)")]
    [InlineData("a is not null", "a IS NOT NULL")]
    [InlineData("(a > 1) = true", "(a > 1) = TRUE")]
    [InlineData("'it''s' = 'it\\'s'", "'it''s' = 'it''s'")]
    [InlineData("a = ''", "a = ''")]
    [InlineData("风险等级 = '红' AND \"企业 名称\" IS NULL AND eo:a.b = 1", "风险等级 = '红' AND \"企业 名称\" IS NULL AND eo:a.b = 1")]
    [InlineData("\"and\" = 1 AND \"date\" = \"a\"\"b\"", "\"and\" = 1 AND date = \"a\"\"b\"")]
    [InlineData("d >= DATE('2026-05-03') AND t<timestamp('2026-05-03t06:00:00z')", "d >= DATE('2026-05-03') AND t < TIMESTAMP('2026-05-03T06:00:00Z')")]
    [InlineData("t = TIMESTAMP('2026-05-03T14:00:00.500+08:00')", "t = TIMESTAMP('2026-05-03T06:00:00.5Z')")]
    [InlineData("T_DURING(INTERVAL(a,'..'), INTERVAL('..','2026-05-03'))", "T_DURING(INTERVAL(a, '..'), INTERVAL('..', '2026-05-03'))")]
    [InlineData("s_intersects(geom,point(1 2))", "S_INTERSECTS(geom, POINT (1 2))")]
    [InlineData("S_WITHIN(geom, BBOX(1,-2,3.0,4))", "S_WITHIN(geom, BBOX(1, -2, 3, 4))")]
    [InlineData("S_WITHIN(geom, BBOX(1,2,0,3,4,9))", "S_WITHIN(geom, BBOX(1, 2, 0, 3, 4, 9))")]
    [InlineData("S_EQUALS(geom, MULTIPOINT(1 2, 3 4))", "S_EQUALS(geom, MULTIPOINT ((1 2), (3 4)))")]
    [InlineData("S_EQUALS(geom, LINESTRING Z(1 2 3, 4 5 6))", "S_EQUALS(geom, LINESTRING Z (1 2 3, 4 5 6))")]
    [InlineData("S_EQUALS(geom, GEOMETRYCOLLECTION(POINT(1 2), LINESTRING(1 2 3, 4 5 6)))", "S_EQUALS(geom, GEOMETRYCOLLECTION (POINT (1 2), LINESTRING Z (1 2 3, 4 5 6)))")]
    [InlineData("A_CONTAINS(v, ('a'))", "A_CONTAINS(v, ('a'))")]
    [InlineData("A_EQUALS((), (('a'), ((1 + 2) * 3)))", "A_EQUALS((), (('a'), ((1 + 2) * 3)))")]
    [InlineData("f((a + 1) * 2, (b), ((1)) + 2) > 0", "f((a + 1) * 2, (b), 1 + 2) > 0")]
    [InlineData("dwithin(geom, POINT(118.2 24.6), 500)", "dwithin(geom, POINT (118.2 24.6), 500)")]
    [InlineData("point = 1 AND bbox = 2", "point = 1 AND bbox = 2")]
    public void Text_has_one_canonical_form(string text, string canonical)
    {
        var expression = Cql2Text.Parse(text);
        Cql2Text.Print(expression).ShouldBe(canonical);
        Cql2Text.Parse(Cql2Text.Print(expression)).ShouldBe(expression);
        Cql2Json.Parse(Cql2Json.Print(expression)).ShouldBe(expression);
    }

    [Theory]
    [InlineData("", Cql2Error.UnexpectedEnd, 0, null)]
    [InlineData("a = ", Cql2Error.UnexpectedEnd, 4, null)]
    [InlineData("a == 1", Cql2Error.UnexpectedCharacter, 2, "=")]
    [InlineData("a != 1", Cql2Error.UnexpectedCharacter, 2, "<>")]
    [InlineData("a = 1 && b = 2", Cql2Error.UnexpectedCharacter, 6, "AND")]
    [InlineData("等级 = ‘红’", Cql2Error.UnexpectedCharacter, 5, "'")]
    [InlineData("name IN （'a')", Cql2Error.UnexpectedCharacter, 8, "(")]
    [InlineData("a # 1", Cql2Error.UnexpectedCharacter, 2, null)]
    [InlineData("a = 'x", Cql2Error.Unterminated, 4, "'")]
    [InlineData("\"a = 1", Cql2Error.Unterminated, 0, "\"")]
    [InlineData("name LIEK 'x'", Cql2Error.Unexpected, 5, "LIKE")]
    [InlineData("a = 1 ANDD b = 2", Cql2Error.Unexpected, 6, "AND")]
    [InlineData("a = b = c", Cql2Error.Unexpected, 6, null)]
    [InlineData("a = 1)", Cql2Error.Unexpected, 5, null)]
    [InlineData("(a = 1", Cql2Error.UnexpectedEnd, 6, null)]
    [InlineData("a IN ()", Cql2Error.Unexpected, 6, null)]
    [InlineData("a IN 5", Cql2Error.Unexpected, 5, null)]
    [InlineData("a NOT 5", Cql2Error.Unexpected, 6, null)]
    [InlineData("a IS 5", Cql2Error.Unexpected, 5, null)]
    [InlineData("a BETWEEN 1 OR 2", Cql2Error.Unexpected, 12, null)]
    [InlineData("AND a", Cql2Error.Unexpected, 0, null)]
    [InlineData("a = NULL", Cql2Error.Unexpected, 4, "IS NULL")]
    [InlineData("a = 12x", Cql2Error.InvalidValue, 4, null)]
    [InlineData("a = 1e999", Cql2Error.InvalidValue, 4, null)]
    [InlineData("a = DATE('2026-02-30')", Cql2Error.InvalidValue, 9, null)]
    [InlineData("a = TIMESTAMP('2026-02-03')", Cql2Error.InvalidValue, 14, null)]
    [InlineData("a = TIMESTAMP(b)", Cql2Error.InvalidValue, 14, null)]
    [InlineData("T_AFTER(a, INTERVAL('yesterday', '..'))", Cql2Error.InvalidValue, 20, null)]
    [InlineData("S_INTERSECTS(geom, POINT(1))", Cql2Error.Unexpected, 26, null)]
    [InlineData("S_INTERSECTS(geom, POINT(1, 2))", Cql2Error.Unexpected, 26, null)]
    [InlineData("S_INTERSECTS(geom, POLYGON((0 0, 1 0, 1 1)))", Cql2Error.InvalidValue, 26, null)]
    [InlineData("S_INTERSECTS(geom, BBOX(1, 2, 3))", Cql2Error.InvalidValue, 19, null)]
    [InlineData("S_INTERSECTS(geom)", Cql2Error.WrongArgumentCount, 0, "2")]
    [InlineData("S_INTERSECTS(geom, 'POINT(1 2)')", Cql2Error.WrongType, 19, null)]
    [InlineData("a AND 5", Cql2Error.WrongType, 6, null)]
    [InlineData("5", Cql2Error.WrongType, 0, null)]
    [InlineData("a + 'x' = 1", Cql2Error.WrongType, 4, null)]
    [InlineData("a LIKE b", Cql2Error.WrongType, 7, null)]
    [InlineData("a = POINT(1 2)", Cql2Error.WrongType, 4, null)]
    [InlineData("A_CONTAINS(a, 'x')", Cql2Error.WrongType, 14, null)]
    [InlineData("T_AFTER(a, '2026-05-03')", Cql2Error.WrongType, 11, null)]
    public void An_error_says_what_where_and_what_was_probably_meant(string text, Cql2Error error, int offset, string? suggestion)
    {
        var thrown = Should.Throw<Cql2Exception>(() => Cql2Text.Parse(text));
        (thrown.Error, thrown.Place.Offset, thrown.Suggestion).ShouldBe((error, offset, suggestion), thrown.Message);
    }

    [Fact]
    public void A_text_that_ends_in_a_backslash_goes_by_json_alone()
    {
        var expression = Cql2Json.Parse("""{"op":"=","args":[{"property":"a"},"x\\"]}""");
        Should.Throw<Cql2Exception>(() => Cql2Text.Print(expression)).Error.ShouldBe(Cql2Error.NotInText);
        Cql2Json.Parse(Cql2Json.Print(expression)).ShouldBe(expression);
    }
}
