namespace RiskMap.Geo.Cql2.Internal;

/// <summary>
/// What the grammar allows where, the same for text and JSON: it knows literals and operators, not the types of properties and functions, which may
/// stand anywhere.
/// </summary>
static class ExpressionRules
{
    public static Cql2Expression Condition(Cql2Expression expression) =>
        Require(expression, expression is LogicalExpression or Negation or Comparison or LikePredicate or BetweenPredicate or InPredicate or NullPredicate
            or SpatialPredicate or TemporalPredicate or ArrayPredicate or BooleanLiteral || IsOpen(expression), Cql2Expected.Condition);

    public static Cql2Expression Scalar(Cql2Expression expression) =>
        Require(expression, expression is not (ArrayLiteral or GeometryLiteral or BoxLiteral or IntervalLiteral), Cql2Expected.Value);

    public static Cql2Expression Nullable(Cql2Expression expression) => Require(expression, expression is not ArrayLiteral, Cql2Expected.Value);

    /// <summary>The standard has numbers only; dates, instants and texts have an order too.</summary>
    public static Cql2Expression Ordered(Cql2Expression expression) =>
        Require(expression, IsNumeric(expression) || IsText(expression) || expression is DateLiteral or TimestampLiteral, Cql2Expected.Number);

    public static Cql2Expression Text(Cql2Expression expression) => Require(expression, IsText(expression), Cql2Expected.Text);

    public static Cql2Expression Number(Cql2Expression expression) => Require(expression, IsNumeric(expression), Cql2Expected.Number);

    public static Cql2Expression Spatial(Cql2Expression expression) =>
        Require(expression, expression is GeometryLiteral or BoxLiteral || IsOpen(expression), Cql2Expected.Geometry);

    public static Cql2Expression Temporal(Cql2Expression expression) =>
        Require(expression, expression is DateLiteral or TimestampLiteral or IntervalLiteral || IsOpen(expression), Cql2Expected.Time);

    public static Cql2Expression Bound(Cql2Expression expression) =>
        Require(expression, expression is DateLiteral or TimestampLiteral || IsOpen(expression), Cql2Expected.Instant);

    public static Cql2Expression Array(Cql2Expression expression) => Require(expression, expression is ArrayLiteral || IsOpen(expression), Cql2Expected.Array);

    public static Cql2Expression Pattern(Cql2Expression expression) => Require(expression, IsPattern(expression), Cql2Expected.Pattern);

    /// <summary>Bounds the depth; done once at the end without recursion, since a long sum is deep too.</summary>
    public static Cql2Expression Whole(Cql2Expression expression)
    {
        var open = new Stack<(Cql2Expression Expression, int Depth)>([(Condition(expression), 1)]);
        while (open.TryPop(out var next))
        {
            if (next.Depth > Cql2Limits.Depth) throw TooDeep(next.Expression.Place);
            foreach (var child in next.Expression.Children) open.Push((child, next.Depth + 1));
        }

        return expression;
    }

    public static Cql2Exception TooDeep(Cql2Place place) => new(Cql2Error.TooDeep, place, Cql2Limits.Depth.ToString(System.Globalization.CultureInfo.InvariantCulture));

    /// <summary>A property or a function: its type is not known here.</summary>
    static bool IsOpen(Cql2Expression expression) => expression is PropertyReference or FunctionCall;

    static bool IsText(Cql2Expression expression) => expression is TextLiteral or CaseInsensitive or AccentInsensitive || IsOpen(expression);

    static bool IsNumeric(Cql2Expression expression) => expression is NumberLiteral or ArithmeticExpression || IsOpen(expression);

    static bool IsPattern(Cql2Expression expression)
    {
        while (expression is CaseInsensitive or AccentInsensitive) expression = expression.Children.First();
        return expression is TextLiteral;
    }

    static Cql2Expression Require(Cql2Expression expression, bool fits, Cql2Expected expected) =>
        fits ? expression : throw new Cql2Exception(Cql2Error.WrongType, expression.Place, Piece(expression), expected);

    // The whole expression may be deep; its head says enough.
    static string Piece(Cql2Expression expression) => expression switch
    {
        TextLiteral or NumberLiteral or BooleanLiteral or DateLiteral or TimestampLiteral or PropertyReference or BoxLiteral or GeometryLiteral => TextPrinter.Print(expression),
        ArithmeticExpression arithmetic => Cql2Operators.Sign(arithmetic.Operator),
        Comparison comparison => Cql2Operators.Sign(comparison.Operator),
        LogicalExpression logical => logical.Operator == LogicalOperator.And ? "AND" : "OR",
        ArrayLiteral => "(…)",
        IntervalLiteral => "INTERVAL(…)",
        CaseInsensitive => "CASEI(…)",
        AccentInsensitive => "ACCENTI(…)",
        Negation => "NOT",
        LikePredicate => "LIKE",
        BetweenPredicate => "BETWEEN",
        InPredicate => "IN",
        NullPredicate => "IS NULL",
        SpatialPredicate relation => Cql2Operators.Name(relation.Operator).ToUpperInvariant(),
        TemporalPredicate relation => Cql2Operators.Name(relation.Operator).ToUpperInvariant(),
        ArrayPredicate relation => Cql2Operators.Name(relation.Operator).ToUpperInvariant(),
        FunctionCall call => call.Name,
        _ => expression.GetType().Name,
    };
}
