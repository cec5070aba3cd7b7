using RiskMap.City.Model;
using RiskMap.Geo.Cql2;
using RiskMap.Geo.Crs;

namespace RiskMap.City.Query;

/// <summary>Expressions to parts with types; the one place that knows which node goes where. One use.</summary>
/// <param name="schema">The layer.</param>
/// <param name="plane">Plane of metres.</param>
/// <param name="filterCrs">System of the filter's geometries.</param>
sealed class FilterCompiler(LayerSchema schema, MetricPlane plane, CoordinateSystem filterCrs)
{
    public LayerSchema Schema => schema;

    public MetricPlane Plane => plane;

    public Condition Condition(Cql2Expression expression) => expression switch
    {
        LogicalExpression logical => Logic.Compile(logical.Operator, [.. logical.Operands.Select(Condition)], schema.Geometry),
        Negation negation => Logic.Not(Condition(negation.Operand)),
        Comparison comparison => Comparisons.Compile(this, comparison),
        LikePredicate like => Likeness.Compile(this, like),
        BetweenPredicate between => Condition(AsComparisons(between)),
        InPredicate choice => Comparisons.Compile(this, choice),
        NullPredicate missing => Nulls.Compile(Value(missing.Operand)),
        SpatialPredicate relation => SpatialRelations.Compile(this, relation),
        TemporalPredicate relation => TemporalRelations.Compile(this, relation),
        ArrayPredicate relation => Arrays.Compile(this, relation),
        _ => Value(expression) switch
        {
            Condition condition => condition,
            TruthValue truth => new Condition(truth.Bind),
            _ => throw WrongType(expression, Cql2Expected.Condition),
        },
    };

    public Compiled Value(Cql2Expression expression) => expression switch
    {
        PropertyReference property => Properties.Compile(schema, property),
        TextLiteral text => new TextValue(_ => _ => text.Value) { Constant = text.Value },
        NumberLiteral number => Numbers.Constant(number.Value),
        BooleanLiteral truth => Logic.Constant(truth.Value),
        DateLiteral or TimestampLiteral or IntervalLiteral => Times.Compile(this, expression),
        GeometryLiteral or BoxLiteral => GeometryLiterals.Compile(expression, filterCrs),
        ArrayLiteral array => Arrays.Literal(this, array),
        CaseInsensitive casei => Texts.Changed(Text(casei.Operand), Folding.WithoutCase),
        AccentInsensitive accenti => Texts.Changed(Text(accenti.Operand), Folding.WithoutAccents),
        ArithmeticExpression arithmetic => Numbers.Compile(arithmetic.Operator, Number(arithmetic.Left), Number(arithmetic.Right)),
        FunctionCall call => FilterFunctions.Compile(this, call),
        _ => Condition(expression),
    };

    public NumberValue Number(Cql2Expression expression) => Value(expression) as NumberValue ?? throw WrongType(expression, Cql2Expected.Number);

    public TextValue Text(Cql2Expression expression) => Value(expression) as TextValue ?? throw WrongType(expression, Cql2Expected.Text);

    public TimeValue Time(Cql2Expression expression) => Value(expression) as TimeValue ?? throw WrongType(expression, Cql2Expected.Time);

    public GeometryValue Geometry(Cql2Expression expression) => Value(expression) as GeometryValue ?? throw WrongType(expression, Cql2Expected.Geometry);

    /// <summary>A value that is of another type than its place asks for.</summary>
    public static Cql2Exception WrongType(Cql2Expression expression, Cql2Expected expected) =>
        new(Cql2Error.WrongType, expression.Place, Piece(expression), expected, Suggestion(expression, expected));

    /// <summary>The piece of a message; what the text encoding cannot write is shown as JSON.</summary>
    public static string Piece(Cql2Expression expression)
    {
        try
        {
            return Cql2Text.Print(expression);
        }
        catch (Cql2Exception)
        {
            return Cql2Json.Print(expression);
        }
    }

    static LogicalExpression AsComparisons(BetweenPredicate between) => new(LogicalOperator.And,
    [
        new Comparison(ComparisonOperator.GreaterOrEqual, between.Operand, between.Lower) { Place = between.Place },
        new Comparison(ComparisonOperator.LessOrEqual, between.Operand, between.Upper) { Place = between.Place },
    ]);

    // The commonest slips: a text where a date is meant, quotes around a number, none around a code of digits.
    static string? Suggestion(Cql2Expression expression, Cql2Expected expected) => (expression, expected) switch
    {
        (TextLiteral text, Cql2Expected.Date) => $"DATE('{text.Value}')",
        (TextLiteral text, Cql2Expected.Timestamp) => $"TIMESTAMP('{text.Value}')",
        (TextLiteral text, Cql2Expected.Number) when double.TryParse(text.Value, System.Globalization.CultureInfo.InvariantCulture, out _) => text.Value,
        (NumberLiteral number, Cql2Expected.Text) => $"'{Piece(number)}'",
        (PropertyReference { IsQuoted: true } name, Cql2Expected.Text) => $"'{name.Name}'",
        _ => null,
    };
}
