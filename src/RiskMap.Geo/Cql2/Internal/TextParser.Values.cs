using NetTopologySuite.Geometries;
using static RiskMap.Geo.Cql2.Internal.Precedence;

namespace RiskMap.Geo.Cql2.Internal;

/// <summary>Signs, parentheses, literals, properties and everything that is written with a name and parentheses.</summary>
sealed partial class TextParser
{
    // A sign before a number is part of it; before anything else it is a product with -1, as the standard's own example 85 has it.
    Cql2Expression Signed()
    {
        if (Current.Is("+") && Following.Kind == TokenKind.Number) _next++;
        if (!Current.Is("-")) return Value();
        var place = Take().Place;
        if (Current.Kind == TokenKind.Number) return new NumberLiteral(-Take().Number) { Place = place };
        if (Current.Is("-")) throw Unexpected(Cql2Expected.Number);
        return new ArithmeticExpression(ArithmeticOperator.Multiply, new NumberLiteral(-1) { Place = place }, ExpressionRules.Number(Value())) { Place = place };
    }

    Cql2Expression Value()
    {
        var token = Current;
        switch (token.Kind)
        {
            case TokenKind.Number:
                _next++;
                return new NumberLiteral(token.Number) { Place = token.Place };
            case TokenKind.Text:
                _next++;
                return new TextLiteral(token.Value) { Place = token.Place };
            case TokenKind.QuotedName when !Following.Is("("):
                _next++;
                return new PropertyReference(token.Value) { Place = token.Place, IsQuoted = true };
            case TokenKind.Name or TokenKind.QuotedName:
                return Named(token);
            default:
                return token.Is("(") ? Parenthesised() : throw Unexpected(Cql2Expected.Value);
        }
    }

    Cql2Expression Parenthesised()
    {
        OpenParenthesis();
        var inner = Expression(Or);
        CloseParenthesis();
        return inner;
    }

    void OpenParenthesis()
    {
        if (++_parentheses > Cql2Limits.Depth) throw ExpressionRules.TooDeep(Current.Place);
        Expect("(", Cql2Expected.Open);
    }

    void CloseParenthesis()
    {
        Expect(")", Cql2Expected.Close);
        _parentheses--;
    }

    Cql2Expression Named(in Token token)
    {
        var isQuoted = token.Kind == TokenKind.QuotedName;
        if (!isQuoted && WktParser.KindOf(token.Value) is { } kind && (Following.Is("(") || Following.IsWord("Z"))) return WithVertices(kind);
        if (Following.Is("(") && (isQuoted || !Identifiers.IsReserved(token.Value))) return Call(token, isQuoted);
        if (token.IsWord("TRUE") || token.IsWord("FALSE"))
        {
            _next++;
            return new BooleanLiteral(token.IsWord("TRUE")) { Place = token.Place };
        }

        if (Identifiers.IsReserved(token.Value)) throw Unexpected(Cql2Expected.Value);
        _next++;
        return new PropertyReference(token.Value) { Place = token.Place };
    }

    GeometryLiteral WithVertices(OgcGeometryType kind)
    {
        var place = Current.Place;
        var parser = new WktParser(_tokens, _next, _vertices);
        var geometry = parser.Geometry(kind);
        (_next, _vertices) = (parser.Next, parser.Vertices);
        return new GeometryLiteral(geometry) { Place = place };
    }

    Cql2Expression Call(in Token token, bool isQuoted)
    {
        _next++;
        OpenParenthesis();
        var place = token.Place;
        var call = isQuoted ? new FunctionCall(token.Value, Arguments()) { Place = place } : token.Value.ToUpperInvariant() switch
        {
            "CASEI" => new CaseInsensitive(ExpressionRules.Text(Expression(Adding))) { Place = place },
            "ACCENTI" => new AccentInsensitive(ExpressionRules.Text(Expression(Adding))) { Place = place },
            "DATE" => Date(),
            "TIMESTAMP" => Timestamp(),
            "INTERVAL" => Interval(place),
            "BBOX" => Box(place),
            _ => Relation(token) ?? new FunctionCall(token.Value, Arguments()) { Place = place },
        };
        CloseParenthesis();
        return call;
    }

    Cql2Expression? Relation(in Token token)
    {
        var place = token.Place;
        switch (Cql2Operators.FindRelation(token.Value))
        {
            case SpatialOperator spatial:
                var (a, b) = Two(token, ExpressionRules.Spatial);
                return new SpatialPredicate(spatial, a, b) { Place = place };
            case TemporalOperator temporal:
                var (from, to) = Two(token, ExpressionRules.Temporal);
                return new TemporalPredicate(temporal, from, to) { Place = place };
            case ArrayOperator array:
                var (left, right) = Two(token, ExpressionRules.Array);
                return new ArrayPredicate(array, left, right) { Place = place };
            default:
                return null;
        }
    }

    (Cql2Expression Left, Cql2Expression Right) Two(in Token name, Func<Cql2Expression, Cql2Expression> check)
    {
        var arguments = Arguments();
        return arguments.Count == 2
            ? (check(arguments[0]), check(arguments[1]))
            : throw new Cql2Exception(Cql2Error.WrongArgumentCount, name.Place, name.Value, suggestion: "2");
    }

    Cql2List Arguments()
    {
        if (Current.Is(")")) return [];
        var arguments = new List<Cql2Expression>();
        do arguments.Add(Argument());
        while (TakeIf(","));
        return [.. arguments];
    }

    // Where a list may stand, parentheses around the whole are a list, also around one value: A_CONTAINS(hazards, ('toxic')).
    Cql2Expression Argument()
    {
        if (!Current.Is("(")) return Expression(Or);
        var place = Current.Place;
        OpenParenthesis();
        var items = Arguments();
        CloseParenthesis();
        if (Current.Is(",") || Current.Is(")")) return new ArrayLiteral(items) { Place = place };
        if (items.Count != 1) throw Unexpected(Cql2Expected.Close);
        return Continued(WithoutParentheses(items[0]), Or);
    }

    // It was no list after all: what stood in parentheses is the left side of an operator.
    static Cql2Expression WithoutParentheses(Cql2Expression item)
    {
        while (item is ArrayLiteral { Items: [var only] }) item = only;
        return item;
    }

    DateLiteral Date()
    {
        var token = Take();
        return token.Kind == TokenKind.Text && TemporalText.TryDate(token.Value, out var date)
            ? new DateLiteral(date) { Place = token.Place }
            : throw Invalid(token, Cql2Expected.Date);
    }

    TimestampLiteral Timestamp()
    {
        var token = Take();
        return token.Kind == TokenKind.Text && TemporalText.TryTimestamp(token.Value, out var instant)
            ? new TimestampLiteral(instant) { Place = token.Place }
            : throw Invalid(token, Cql2Expected.Timestamp);
    }

    IntervalLiteral Interval(Cql2Place place)
    {
        var start = Bound();
        Expect(",", Cql2Expected.Comma);
        return new IntervalLiteral(start, Bound()) { Place = place };
    }

    Cql2Expression? Bound()
    {
        var token = Current;
        if (token.Kind != TokenKind.Text) return ExpressionRules.Bound(Expression(Adding));
        _next++;
        return token.Value == TemporalText.Open ? null : TemporalText.Instant(token.Value, token.Place) ?? throw Invalid(token, Cql2Expected.Instant);
    }

    BoxLiteral Box(Cql2Place place)
    {
        var numbers = new List<double>();
        do numbers.Add(Signed() is NumberLiteral number ? number.Value : throw Invalid(_tokens[_next - 1], Cql2Expected.Number));
        while (TakeIf(","));
        return BoxNumbers.Read([.. numbers], place) ?? throw new Cql2Exception(Cql2Error.InvalidValue, place, _text[(place.Offset ?? 0)..Current.End], Cql2Expected.Box);
    }

    Cql2Exception Invalid(in Token token, Cql2Expected expected) => token.Kind == TokenKind.End
        ? Unexpected(token, expected)
        : new(Cql2Error.InvalidValue, token.Place, _text[token.Start..token.End], expected);
}
