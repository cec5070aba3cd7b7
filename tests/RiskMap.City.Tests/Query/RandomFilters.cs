namespace RiskMap.City.Tests.Query;

/// <summary>Filters with right types over the test city of <see cref="PostgisFilterTests"/>, each as text.</summary>
sealed class RandomFilters(Random random, string layer)
{
    public string Condition(int depth)
    {
        if (depth <= 0) return Leaf();
        return random.Next(4) switch
        {
            0 => $"({Condition(depth - 1)} AND {Condition(depth - 1)})",
            1 => $"({Condition(depth - 1)} OR {Condition(depth - 1)} OR {Leaf()})",
            2 => $"NOT ({Condition(depth - 1)})",
            _ => Leaf(),
        };
    }

    string Leaf() => random.Next(4) == 0 ? Spatial() : layer switch
    {
        "enterprises" => Enterprise(),
        "roads" => Road(),
        _ => Zone(),
    };

    string Enterprise() => random.Next(12) switch
    {
        0 => $"grade {Sign()} {Grade()}",
        1 => $"grade {Not()}IN ({Grade()}, {Grade()})",
        2 => $"{Text()} {Sign()} {Text()}",
        3 => $"{Text()} {Not()}LIKE {Pattern()}",
        4 => $"CASEI({Text()}) {Not()}LIKE CASEI({Pattern()})",
        5 => $"ACCENTI(name) {Sign()} ACCENTI('Café')",
        6 => $"{Number()} {Sign()} {Number()}",
        7 => $"{Number()} {Not()}BETWEEN {Number()} AND {Number()}",
        8 => $"{random.OneOf("grade", "score", "headcount", "inventory", "processes", "geom")} IS {Not()}NULL",
        9 => $"{random.OneOf("A_CONTAINS", "A_CONTAINEDBY", "A_EQUALS", "A_OVERLAPS")}({random.OneOf("inventory", "processes")}, ({random.OneOf("'7664-41-7'", "'7782-50-5', '7664-41-7'", "'氯化工艺'", "'氯化工艺', '加氢工艺'")}))",
        10 => $"headcount {Not()}IN ({random.Next(10)}, score, {random.Next(10)})",
        _ => $"(({Leaf()}) = ({Leaf()}))",
    };

    string Road() => random.Next(5) switch
    {
        0 => "bridge",
        1 => $"bridge {random.OneOf("=", "<>")} tunnel",
        2 => $"name {Sign()} nameEn",
        3 => $"length(geom) {Sign()} {random.Next(1000, 20000)}",
        _ => $"roadLevel {Sign()} {random.Next(-2, 3)}",
    };

    string Zone() => random.Next(4) switch
    {
        0 => $"{random.OneOf("validFrom", "validTo")} {Sign()} {random.OneOf(Day(), "validTo")}",
        1 => $"area(geom) {Sign()} {random.Next(1, 400)}00000",
        _ => $"{Relation()}({Time()}, {Time()})",
    };

    public string Closure() => random.Next(4) switch
    {
        0 => $"\"{random.OneOf("from", "to")}\" {Sign()} {random.OneOf(Instant(), "\"to\"")}",
        1 => $"\"from\" IS {Not()}NULL",
        _ => $"{Relation()}({Moment()}, {Moment()})",
    };

    string Relation() => random.OneOf(
        "T_AFTER", "T_BEFORE", "T_CONTAINS", "T_DISJOINT", "T_DURING", "T_EQUALS", "T_FINISHEDBY", "T_FINISHES", "T_INTERSECTS", "T_MEETS", "T_METBY",
        "T_OVERLAPPEDBY", "T_OVERLAPS", "T_STARTEDBY", "T_STARTS");

    string Time() => random.Next(4) switch
    {
        0 => random.OneOf("validFrom", "validTo"),
        1 => Day(),
        2 => $"INTERVAL({random.OneOf("validFrom", "'..'")}, {random.OneOf("validTo", "'..'")})",
        _ => $"INTERVAL('{new DateOnly(2026, 5, random.Next(1, 4)):yyyy-MM-dd}', {random.OneOf("validTo", "'..'", "'2026-05-05'")})",
    };

    string Moment() => random.Next(5) switch
    {
        0 => "\"from\"",
        1 => Instant(),
        2 => Day(),
        3 => $"INTERVAL({random.OneOf("\"from\"", "'..'")}, {random.OneOf("\"to\"", "'..'")})",
        _ => $"INTERVAL('{random.OneOf("2026-05-01", "2026-05-02T06:00:00Z")}', '{random.OneOf("2026-05-03", "2026-05-03T12:00:00Z")}')",
    };

    string Day() => $"DATE('2026-05-0{random.Next(1, 6)}')";

    string Instant() => $"TIMESTAMP('2026-05-0{random.Next(1, 6)}T{random.OneOf("00", "06", "12")}:00:00Z')";

    string Spatial()
    {
        var shape = Shape();
        return random.Next(4) switch
        {
            0 => $"dwithin(geom, {shape}, {random.Next(0, 3000)}.5)",
            1 => $"distance(geom, {shape}) {Sign()} {random.Next(0, 3000)}.5",
            _ => $"{random.OneOf("S_INTERSECTS", "S_DISJOINT", "S_WITHIN", "S_CONTAINS", "S_TOUCHES", "S_CROSSES", "S_OVERLAPS", "S_EQUALS")}" +
                (random.Next(2) == 0 ? $"(geom, {shape})" : $"({shape}, geom)"),
        };
    }

    // On a lattice, so that borders are met often.
    string Shape()
    {
        var (x, y) = (118.20 + (random.Next(8) * 0.01), 24.60 + (random.Next(8) * 0.01));
        var (w, h) = (random.Next(1, 4) * 0.01, random.Next(1, 4) * 0.01);
        return random.Next(6) switch
        {
            0 => Say($"POINT({x} {y})"),
            1 => Say($"LINESTRING({x} {y}, {x + w} {y + h}, {x + w} {y})"),
            2 => Say($"BBOX({x}, {y}, {x + w}, {y + h})"),
            3 => Say($"POLYGON(({x} {y}, {x + 0.03} {y}, {x + 0.03} {y + 0.03}, {x} {y + 0.03}, {x} {y}), ({x + 0.01} {y + 0.01}, {x + 0.02} {y + 0.01}, {x + 0.02} {y + 0.02}, {x + 0.01} {y + 0.01}))"),
            4 => Say($"MULTIPOLYGON((({x} {y}, {x + w} {y}, {x} {y + h}, {x} {y})), (({x + 0.05} {y}, {x + 0.05 + w} {y}, {x + 0.05} {y + h}, {x + 0.05} {y})))"),
            _ => Say($"MULTIPOINT(({x} {y}), ({x + w} {y + h}))"),
        };

        static string Say(FormattableString text) => FormattableString.Invariant(FormattableStringFactory(text));

        // Whole hundredths, written as such: both sides must read the very same numbers.
        static FormattableString FormattableStringFactory(FormattableString text) =>
            System.Runtime.CompilerServices.FormattableStringFactory.Create(text.Format, [.. text.GetArguments().Select(number => (object)Math.Round((decimal)(double)number!, 2))]);
    }

    string Text() => random.OneOf("name", "name", "key", "grade", "industryCode");

    string Pattern() => random.OneOf("'%化工%'", "'a_c%'", "'A%'", "'%\\%'", "'%'", "'____'", "'é%'", "'%C'");

    string Number() => random.Next(7) switch
    {
        0 => "headcount",
        1 => "score",
        2 => "id",
        3 => $"(headcount {random.OneOf("+", "-", "*", "/", "%", "div")} {random.Next(0, 6)})",
        4 => "(score + headcount)",
        5 => "(headcount ^ 2)",
        _ => $"{random.Next(0, 12)}",
    };

    string Grade() => random.OneOf("'red'", "'orange'", "'yellow'", "'blue'");

    string Sign() => random.OneOf("=", "<>", "<", "<=", ">", ">=");

    string Not() => random.OneOf("", "NOT ");
}
