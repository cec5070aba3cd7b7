using System.Globalization;
using static RiskMap.Geo.Cql2.Internal.Precedence;

namespace RiskMap.Geo.Cql2.Internal;

/// <summary>
/// CQL2 text to expressions by operator precedence (Pratt 1973): OR, AND, NOT, comparison, + and -, * / % div, ^, sign. Values are in
/// TextParser.Values. One use.
/// </summary>
sealed partial class TextParser
{
    // Recursions for one level of expression: prefix, parenthesis, operand.
    const int MostCalls = 4 * Cql2Limits.Depth;

    readonly string _text;
    readonly List<Token> _tokens;
    int _next;
    int _calls;
    int _parentheses;
    int _vertices;

    public TextParser(string text)
    {
        if (text.Length > Cql2Limits.TextLength)
            throw new Cql2Exception(Cql2Error.TooLong, Cql2Place.At(Cql2Limits.TextLength), Cql2Limits.TextLength.ToString(CultureInfo.InvariantCulture));
        _text = text;
        _tokens = new TextLexer(text).Read();
    }

    Token Current => _tokens[_next];

    Token Following => _tokens[Math.Min(_next + 1, _tokens.Count - 1)];

    public Cql2Expression Parse()
    {
        var expression = Expression(Or);
        if (Current.Kind != TokenKind.End) throw Unexpected(Cql2Expected.Connective);
        return ExpressionRules.Whole(expression);
    }

    Cql2Expression Expression(int level)
    {
        if (++_calls > MostCalls) throw ExpressionRules.TooDeep(Current.Place);
        var expression = Continued(Prefix(level), level);
        _calls--;
        return expression;
    }

    Cql2Expression Continued(Cql2Expression left, int level)
    {
        while (LevelOf(Current) is var found && found >= level) left = Infix(left, found);
        return left;
    }

    Cql2Expression Prefix(int level)
    {
        var token = Current;
        if (!token.IsWord("NOT")) return Signed();
        if (level > Not) throw Unexpected(Cql2Expected.Value);
        _next++;
        return new Negation(ExpressionRules.Condition(Expression(Not))) { Place = token.Place };
    }

    static int LevelOf(in Token token) => token.Kind switch
    {
        TokenKind.Sign => token.Value switch
        {
            "=" or "<>" or "<" or "<=" or ">" or ">=" => Comparing,
            "+" or "-" => Adding,
            "*" or "/" or "%" => Multiplying,
            "^" => Raising,
            _ => 0,
        },
        TokenKind.Name => LevelOfWord(token),
        _ => 0,
    };

    static int LevelOfWord(in Token token)
    {
        if (token.IsWord("OR")) return Or;
        if (token.IsWord("AND")) return And;
        if (token.IsWord("DIV")) return Multiplying;
        return token.IsWord("LIKE") || token.IsWord("BETWEEN") || token.IsWord("IN") || token.IsWord("IS") || token.IsWord("NOT") ? Comparing : 0;
    }

    Cql2Expression Infix(Cql2Expression left, int level) => level switch
    {
        Or => Logical(left, "OR", LogicalOperator.Or, And),
        And => Logical(left, "AND", LogicalOperator.And, Not),
        Comparing => Compared(left),
        _ => Arithmetic(left, level),
    };

    LogicalExpression Logical(Cql2Expression first, string word, LogicalOperator logical, int operandLevel)
    {
        var (place, operands) = (Current.Place, new List<Cql2Expression> { ExpressionRules.Condition(first) });
        while (Current.IsWord(word))
        {
            _next++;
            operands.Add(ExpressionRules.Condition(Expression(operandLevel)));
        }

        return new LogicalExpression(logical, [.. operands]) { Place = place };
    }

    ArithmeticExpression Arithmetic(Cql2Expression left, int level)
    {
        var token = Take();
        var operation = (ArithmeticOperator)Cql2Operators.FindSign(token.Value)!;
        // Powers bind to the right, the others to the left.
        var right = Expression(level == Raising ? Raising : level + 1);
        return new ArithmeticExpression(operation, ExpressionRules.Number(left), ExpressionRules.Number(right)) { Place = token.Place };
    }

    Cql2Expression Compared(Cql2Expression left)
    {
        var token = Take();
        var denied = token.IsWord("NOT");
        if (denied) token = Take();
        var predicate = token switch
        {
            { Kind: TokenKind.Sign } when !denied => Comparison(left, token),
            _ when token.IsWord("LIKE") => new LikePredicate(ExpressionRules.Text(left), ExpressionRules.Pattern(Expression(Adding))) { Place = token.Place },
            _ when token.IsWord("BETWEEN") => Between(left, token.Place),
            _ when token.IsWord("IN") => new InPredicate(ExpressionRules.Scalar(left), InItems()) { Place = token.Place },
            _ when token.IsWord("IS") && !denied => IsNull(left, token.Place),
            _ => throw Unexpected(token, Cql2Expected.NotForm),
        };
        // Comparisons do not chain: a = b = c has no meaning.
        if (LevelOf(Current) == Comparing) throw Unexpected(Cql2Expected.Connective);
        return denied ? new Negation(predicate) { Place = predicate.Place } : predicate;
    }

    Comparison Comparison(Cql2Expression left, in Token token) =>
        new((ComparisonOperator)Cql2Operators.FindSign(token.Value)!, ExpressionRules.Scalar(left), ExpressionRules.Scalar(Expression(Adding))) { Place = token.Place };

    BetweenPredicate Between(Cql2Expression operand, Cql2Place place)
    {
        var lower = ExpressionRules.Ordered(Expression(Adding));
        if (!Current.IsWord("AND")) throw Unexpected(Cql2Expected.And);
        _next++;
        return new(ExpressionRules.Ordered(operand), lower, ExpressionRules.Ordered(Expression(Adding))) { Place = place };
    }

    Cql2Expression IsNull(Cql2Expression operand, Cql2Place place)
    {
        var denied = Current.IsWord("NOT");
        if (denied) _next++;
        if (!Current.IsWord("NULL")) throw Unexpected(Cql2Expected.Null);
        _next++;
        var predicate = new NullPredicate(ExpressionRules.Nullable(operand)) { Place = place };
        return denied ? new Negation(predicate) { Place = place } : predicate;
    }

    Cql2List InItems()
    {
        Expect("(", Cql2Expected.Open);
        var items = new List<Cql2Expression>();
        do items.Add(ExpressionRules.Scalar(Expression(Or)));
        while (TakeIf(","));
        Expect(")", Cql2Expected.Close);
        return [.. items];
    }

    Token Take()
    {
        var token = Current;
        if (token.Kind != TokenKind.End) _next++;
        return token;
    }

    bool TakeIf(string sign)
    {
        if (!Current.Is(sign)) return false;
        _next++;
        return true;
    }

    void Expect(string sign, Cql2Expected expected)
    {
        if (!TakeIf(sign)) throw Unexpected(expected);
    }

    Cql2Exception Unexpected(Cql2Expected expected) => Unexpected(Current, expected);

    Cql2Exception Unexpected(in Token token, Cql2Expected expected) => token.Kind == TokenKind.End
        ? new(Cql2Error.UnexpectedEnd, token.Place, _text[Math.Max(0, token.Start - 20)..], expected)
        : new(Cql2Error.Unexpected, token.Place, _text[token.Start..token.End], expected, Suggestion(token));

    static string? Suggestion(in Token token)
    {
        if (token.Kind != TokenKind.Name) return null;
        if (token.IsWord("NULL")) return "IS NULL";
        return Identifiers.IsReserved(token.Value) ? null : NearMiss.Find(token.Value, Keywords);
    }

    static readonly string[] Keywords = ["AND", "OR", "NOT", "LIKE", "BETWEEN", "IN", "IS", "NULL", "DIV"];
}
