using System.Globalization;
using System.Text.Json;
using System.Text.Unicode;

namespace RiskMap.Geo.Cql2.Internal;

/// <summary>CQL2 JSON to expressions. One use.</summary>
sealed class JsonParser
{
    // An expression is an object and its array of arguments; a geometry in it has up to six levels more.
    const int MostLevels = (2 * Cql2Limits.Depth) + 8;

    static readonly string[] Kinds = ["op", "property", "date", "timestamp", "interval", "bbox", "type"];

    static readonly string[] Words = ["and", "or", "not", "like", "between", "in", "isNull", "casei", "accenti", "=", "<>", "<", "<=", ">", ">=", "+", "-", "*", "/", "%", "div", "^"];

    int _vertices;

    public static Cql2Expression Parse(ReadOnlyMemory<byte> utf8)
    {
        if (utf8.Length > Cql2Limits.JsonLength)
            throw new Cql2Exception(Cql2Error.TooLong, Cql2Place.At(Cql2Limits.JsonLength), Cql2Limits.JsonLength.ToString(CultureInfo.InvariantCulture));
        Check(utf8.Span);
        try
        {
            using var document = JsonDocument.Parse(utf8, new JsonDocumentOptions { MaxDepth = MostLevels, AllowDuplicateProperties = false });
            return ExpressionRules.Whole(new JsonParser().Expression(document.RootElement, ""));
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            // Members given twice, and escapes that are half a character.
            throw new Cql2Exception(Cql2Error.InvalidJson, Cql2Place.At(""), broken.Message.Split(". ")[0]);
        }
    }

    // Depth and syntax first, without recursion and with the byte at which it goes wrong.
    static void Check(ReadOnlySpan<byte> utf8)
    {
        if (!Utf8.IsValid(utf8)) throw new Cql2Exception(Cql2Error.InvalidJson, Cql2Place.At(0), "UTF-8");
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = Cql2Limits.JsonLength });
        try
        {
            while (reader.Read())
                if (reader.CurrentDepth >= MostLevels) throw ExpressionRules.TooDeep(Cql2Place.At((int)reader.TokenStartIndex));
        }
        catch (JsonException)
        {
            var at = (int)Math.Min(reader.BytesConsumed, utf8.Length);
            throw new Cql2Exception(Cql2Error.InvalidJson, Cql2Place.At(at), System.Text.Encoding.UTF8.GetString(utf8[at..Math.Min(at + 20, utf8.Length)]), Cql2Expected.JsonExpression);
        }
    }

    Cql2Expression Expression(JsonElement json, string at) => json.ValueKind switch
    {
        JsonValueKind.Object => Object(json, at),
        JsonValueKind.Array => new ArrayLiteral(List(json, at)) { Place = Cql2Place.At(at) },
        JsonValueKind.String => new TextLiteral(json.GetString()!) { Place = Cql2Place.At(at) },
        JsonValueKind.Number => new NumberLiteral(JsonGeometry.Number(json, at)) { Place = Cql2Place.At(at) },
        JsonValueKind.True or JsonValueKind.False => new BooleanLiteral(json.GetBoolean()) { Place = Cql2Place.At(at) },
        _ => throw Invalid(json, at, Cql2Expected.JsonExpression),
    };

    Cql2List List(JsonElement array, string at)
    {
        var items = new List<Cql2Expression>();
        foreach (var item in array.EnumerateArray()) items.Add(Expression(item, string.Create(CultureInfo.InvariantCulture, $"{at}/{items.Count}")));
        return [.. items];
    }

    Cql2Expression Object(JsonElement json, string at)
    {
        var kind = Kinds.FirstOrDefault(name => json.TryGetProperty(name, out _)) ?? throw Invalid(json, at, Cql2Expected.JsonExpression);
        var value = json.GetProperty(kind);
        if (kind == "op") return Operation(json, at);
        if (kind == "type") return Geometry(json, at);
        AllowOnly(json, at, kind);
        var (place, inner) = (Cql2Place.At(at), $"{at}/{kind}");
        return kind switch
        {
            "property" => new PropertyReference(Text(value, inner, Cql2Expected.Text)) { Place = place },
            "date" => TemporalText.TryDate(Text(value, inner, Cql2Expected.Date), out var date) ? new DateLiteral(date) { Place = place } : throw Invalid(value, inner, Cql2Expected.Date),
            "timestamp" => TemporalText.TryTimestamp(Text(value, inner, Cql2Expected.Timestamp), out var instant)
                ? new TimestampLiteral(instant) { Place = place }
                : throw Invalid(value, inner, Cql2Expected.Timestamp),
            "interval" => Interval(value, inner, place),
            _ => BoxNumbers.Read(JsonGeometry.Numbers(value, inner, Cql2Expected.Box), place) ?? throw Invalid(value, inner, Cql2Expected.Box),
        };
    }

    GeometryLiteral Geometry(JsonElement json, string at)
    {
        var reader = new JsonGeometry(_vertices);
        var geometry = reader.Read(json, at);
        _vertices = reader.Vertices;
        return new GeometryLiteral(geometry) { Place = Cql2Place.At(at) };
    }

    IntervalLiteral Interval(JsonElement json, string at, Cql2Place place)
    {
        if (json.ValueKind != JsonValueKind.Array || json.GetArrayLength() != 2) throw Invalid(json, at, Cql2Expected.Time);
        return new IntervalLiteral(Bound(json[0], at + "/0"), Bound(json[1], at + "/1")) { Place = place };
    }

    Cql2Expression? Bound(JsonElement json, string at)
    {
        if (json.ValueKind != JsonValueKind.String) return ExpressionRules.Bound(Expression(json, at));
        var text = json.GetString()!;
        return text == TemporalText.Open ? null : TemporalText.Instant(text, Cql2Place.At(at)) ?? throw Invalid(json, at, Cql2Expected.Instant);
    }

    Cql2Expression Operation(JsonElement json, string at)
    {
        AllowOnly(json, at, "op", "args");
        var name = Text(json.GetProperty("op"), at + "/op", Cql2Expected.Operator);
        if (!json.TryGetProperty("args", out var args) || args.ValueKind != JsonValueKind.Array)
            throw new Cql2Exception(Cql2Error.InvalidMember, Cql2Place.At(at), name, suggestion: "args");
        var arguments = List(args, at + "/args");
        return WordOperation(name, arguments, Cql2Place.At(at)) ?? Cql2Operators.FindSign(name) switch
        {
            ComparisonOperator comparison => Two(name, arguments, at, ExpressionRules.Scalar, (a, b) => new Comparison(comparison, a, b) { Place = Cql2Place.At(at) }),
            ArithmeticOperator arithmetic => Two(name, arguments, at, ExpressionRules.Number, (a, b) => new ArithmeticExpression(arithmetic, a, b) { Place = Cql2Place.At(at) }),
            _ => Relation(name, arguments, at),
        };
    }

    static Cql2Expression Relation(string name, Cql2List arguments, string at) => Cql2Operators.FindRelation(name) switch
    {
        SpatialOperator spatial => Two(name, arguments, at, ExpressionRules.Spatial, (a, b) => new SpatialPredicate(spatial, a, b) { Place = Cql2Place.At(at) }),
        TemporalOperator temporal => Two(name, arguments, at, ExpressionRules.Temporal, (a, b) => new TemporalPredicate(temporal, a, b) { Place = Cql2Place.At(at) }),
        ArrayOperator array => Two(name, arguments, at, ExpressionRules.Array, (a, b) => new ArrayPredicate(array, a, b) { Place = Cql2Place.At(at) }),
        _ => Function(name, arguments, at),
    };

    // What text cannot name cannot be a function; a slip in an operator is told here, since "==" is no name.
    static FunctionCall Function(string name, Cql2List arguments, string at) => name.Length > 0 && Identifiers.IsPart(char.ConvertToUtf32(name + "\0", 0), isFirst: true)
        ? new FunctionCall(name, arguments) { Place = Cql2Place.At(at) }
        : throw new Cql2Exception(Cql2Error.UnknownFunction, Cql2Place.At(at + "/op"), name, Cql2Expected.Operator, NearMiss.Find(name, Words));

    static Cql2Expression? WordOperation(string name, Cql2List arguments, Cql2Place place) => name.ToUpperInvariant() switch
    {
        "AND" => new LogicalExpression(LogicalOperator.And, Conditions(name, arguments, place)) { Place = place },
        "OR" => new LogicalExpression(LogicalOperator.Or, Conditions(name, arguments, place)) { Place = place },
        "NOT" => new Negation(ExpressionRules.Condition(Count(name, arguments, 1, place)[0])) { Place = place },
        "LIKE" => new LikePredicate(ExpressionRules.Text(Count(name, arguments, 2, place)[0]), ExpressionRules.Pattern(arguments[1])) { Place = place },
        "BETWEEN" => new BetweenPredicate(
            ExpressionRules.Ordered(Count(name, arguments, 3, place)[0]), ExpressionRules.Ordered(arguments[1]), ExpressionRules.Ordered(arguments[2]))
        { Place = place },
        "IN" => new InPredicate(ExpressionRules.Scalar(Count(name, arguments, 2, place)[0]), InItems(arguments[1])) { Place = place },
        "ISNULL" => new NullPredicate(ExpressionRules.Nullable(Count(name, arguments, 1, place)[0])) { Place = place },
        "CASEI" => new CaseInsensitive(ExpressionRules.Text(Count(name, arguments, 1, place)[0])) { Place = place },
        "ACCENTI" => new AccentInsensitive(ExpressionRules.Text(Count(name, arguments, 1, place)[0])) { Place = place },
        _ => null,
    };

    static Cql2List Conditions(string name, Cql2List arguments, Cql2Place place)
    {
        if (arguments.Count < 2) throw new Cql2Exception(Cql2Error.WrongArgumentCount, place, name, suggestion: "2+");
        foreach (var argument in arguments) ExpressionRules.Condition(argument);
        return arguments;
    }

    static Cql2List InItems(Cql2Expression list)
    {
        if (list is not ArrayLiteral { Items.Count: > 0 } array) throw new Cql2Exception(Cql2Error.WrongType, list.Place, "in", Cql2Expected.Array);
        foreach (var item in array.Items) ExpressionRules.Scalar(item);
        return array.Items;
    }

    static Cql2List Count(string name, Cql2List arguments, int count, Cql2Place place) => arguments.Count == count
        ? arguments
        : throw new Cql2Exception(Cql2Error.WrongArgumentCount, place, name, suggestion: count.ToString(CultureInfo.InvariantCulture));

    static Cql2Expression Two(
        string name, Cql2List arguments, string at, Func<Cql2Expression, Cql2Expression> check, Func<Cql2Expression, Cql2Expression, Cql2Expression> make)
    {
        Count(name, arguments, 2, Cql2Place.At(at));
        return make(check(arguments[0]), check(arguments[1]));
    }

    static string Text(JsonElement json, string at, Cql2Expected expected) => json.ValueKind == JsonValueKind.String ? json.GetString()! : throw Invalid(json, at, expected);

    static void AllowOnly(JsonElement json, string at, params ReadOnlySpan<string> members)
    {
        foreach (var member in json.EnumerateObject())
            if (!members.Contains(member.Name)) throw new Cql2Exception(Cql2Error.InvalidMember, Cql2Place.At(at), member.Name, suggestion: string.Join(", ", members.ToArray()));
    }

    static Cql2Exception Invalid(JsonElement json, string at, Cql2Expected expected) => new(Cql2Error.InvalidValue, Cql2Place.At(at), json.GetRawText(), expected);
}
