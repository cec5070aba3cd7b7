using System.Text.Json.Nodes;

namespace RiskMap.Faults.Requests;

/// <summary>Filters in CQL2 (OGC 21-065r2), text and JSON: right ones, ones with a slip, ones of too much depth.</summary>
static class Filters
{
    static readonly string[] Right =
    [
        "grade = 'red'", "grade IN ('red','orange') AND headcount > 100", "NOT (grade IS NULL)", "name LIKE '%厂%'", "CASEI(name) = CASEI('a')", "ACCENTI(name) LIKE 'e%'", "headcount BETWEEN 10 AND 50",
        "headcount * 2 + 1 > 100 - headcount", "headcount / 0 > 1", "headcount % 7 = 3", "headcount ^ 2 < 100", "name = address", "S_INTERSECTS(geom, POINT(118.25 24.62))",
        "S_WITHIN(geom, POLYGON((118 24, 119 24, 119 25, 118 25, 118 24)))", "S_INTERSECTS(geom, BBOX(118, 24, 119, 25))", "DWITHIN(geom, POINT(118.25 24.62), 500)", "S_CROSSES(geom, LINESTRING(118 24, 119 25))",
        "T_AFTER(updatedOn, DATE('2025-01-01'))", "T_INTERSECTS(INTERVAL(from, to), INTERVAL('..', '2026-01-01'))", "A_CONTAINS(processes, ('喷涂','焊接'))", "A_OVERLAPS(processes, ())", "TRUE", "FALSE OR grade = 'blue'",
    ];

    static readonly string[] Slips =
    [
        "grade = ", "grade == 'red'", "grade = 'red", "graed = 'red'", "headcount > 'many'", "AND", "(grade = 'red'", "grade = 'red')", "S_INTERSECTS(geom)", "S_INTERSECTS(geom, POINT(118))", "S_INTERSECTS(grade, POINT(1 1))",
        "S_INTERSECTS(geom, POLYGON((0 0, 1 1)))", "S_INTERSECTS(geom, POLYGON((0 0, 1 1, 0 1, 1 0, 0 0)))", "NOTHING(geom)", "headcount BETWEEN 1", "name LIKE 5", "phone = '1'", "DWITHIN(geom, POINT(118 24), -5)",
        "DWITHIN(geom, POINT(118 24), 1e400)", "T_AFTER(updatedOn, DATE('2025-99-99'))", "POINT(1 2)", "1", "''", "headcount > 1 > 2", "grade IN ()", "S_WITHIN(geom, POINT(NaN NaN))", "INTERVAL('..','..') = 1",
    ];

    static readonly string[] Operators = ["and", "or", "=", "<>", "<", "like", "between", "in", "isNull", "s_intersects", "t_after", "a_overlaps", "casei", "+", "/", "%", "^", "not", "nothing", "div"];

    public static string Of(Random random) => random.Next(12) switch
    {
        0 => Deep(random.Of(3, 31, 33, 64, 65, 200), "NOT (", "grade = 'red'", ")"),
        1 => Deep(random.Of(3, 64, 65, 300), "(", "headcount", ")") + " > 1",
        2 => string.Join(" OR ", Enumerable.Repeat("headcount = 1", random.Of(2, 100, 400))),
        3 => Mutated(random, random.Of(Right)),
        4 or 5 => random.Of(Slips),
        6 or 7 => Json(random, random.Next(5))?.ToJsonString() ?? "null",
        8 => Deep(random.Of(5, 65, 200), """{"op":"not","args":[""", """{"op":"=","args":[{"property":"grade"},"red"]}""", "]}"),
        9 => random.Of("{}", "[]", "null", """{"op":"="}""", """{"op":"=","args":[]}""", """{"op":5,"args":[1,2]}""", """{"op":"and","args":[true]}""", """{"op":"=","args":[{"property":"grade"},"red"]""", """{"property":""}"""),
        _ => random.OneIn(2) ? random.Of(Right) : $"{random.Of(Right)} {random.Of("AND", "OR", "AND NOT")} {random.Of(Right)}",
    };

    /// <summary>JSON of the shape of a filter, right by chance only.</summary>
    public static JsonNode? Json(Random random, int depth)
    {
        if (depth == 0 || random.OneIn(4)) return Operand(random);
        var args = new JsonArray();
        for (var i = random.Next(4); i >= 0; i--) args.Add(Json(random, depth - 1));
        return new JsonObject { ["op"] = random.Of(Operators), ["args"] = args };
    }

    static JsonNode? Operand(Random random) => random.Next(9) switch
    {
        0 => JsonValue.Create(random.NextDouble() * 1e6),
        1 => JsonValue.Create(random.Of("red", "", "%厂", random.Noise(10))),
        2 => JsonValue.Create(random.OneIn(2)),
        3 => null,
        4 => new JsonObject { ["date"] = random.Of("2026-01-01", "x") },
        5 => new JsonObject { ["interval"] = new JsonArray("..", "2026-01-01") },
        6 => new JsonObject { ["bbox"] = new JsonArray(118, 24, 119, random.Of(25, -95)) },
        7 => Bodies.Geometry(random),
        _ => new JsonObject { ["property"] = random.Of("grade", "name", "headcount", "geom", "processes", "updatedOn", "phone", "nothing") },
    };

    static string Mutated(Random random, string text)
    {
        var letters = text.ToCharArray().ToList();
        for (var i = random.Next(3); i >= 0 && letters.Count > 0; i--)
        {
            var place = random.Next(letters.Count);
            if (random.OneIn(2)) letters.RemoveAt(place);
            else letters[place] = random.Of('\'', '(', ')', '=', ',', ' ', '0', 'x', '险', '"', '.', '-');
        }

        return string.Concat(letters);
    }

    static string Deep(int depth, string open, string core, string close) =>
        string.Concat(Enumerable.Repeat(open, depth)) + core + string.Concat(Enumerable.Repeat(close, depth));
}
