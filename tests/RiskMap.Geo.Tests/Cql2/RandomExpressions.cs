using NetTopologySuite.Geometries;
using RiskMap.Geo.Cql2;

namespace RiskMap.Geo.Tests.Cql2;

/// <summary>Expressions that the grammar allows, of every kind.</summary>
sealed class RandomExpressions(Random random)
{
    static readonly GeometryFactory Factory = new();

    static readonly string[] Names = ["a", "grade", "风险等级", "eo:cloud.cover", "企业 名称", "and", "date", "point", "x\"y", "_1", "ß", "𠀀"];

    static readonly string[] Words = ["", "red", "化工厂", "it's", "\\%_", "\\'", "''", "a\\b", "\n\t", "𠀀é", "\"quoted\"", "-- ;"];

    public Cql2Expression Condition(int depth)
    {
        if (depth <= 0) return random.Next(3) switch { 0 => new BooleanLiteral(random.Next(2) == 0), 1 => Property(), _ => new NullPredicate(Property()) };
        return random.Next(11) switch
        {
            0 => new LogicalExpression(LogicalOperator.And, List(2, 4, () => Condition(depth - 1))),
            1 => new LogicalExpression(LogicalOperator.Or, List(2, 4, () => Condition(depth - 1))),
            2 => new Negation(Condition(depth - 1)),
            3 => new Comparison(One<ComparisonOperator>(), Scalar(depth - 1), Scalar(depth - 1)),
            4 => new LikePredicate(Text(depth - 1), Pattern()),
            5 => new BetweenPredicate(Number(depth - 1), Number(depth - 1), Number(depth - 1)),
            6 => new InPredicate(Scalar(depth - 1), List(1, 4, () => Scalar(depth - 1))),
            7 => new NullPredicate(random.Next(2) == 0 ? Condition(depth - 1) : Shape()),
            8 => new SpatialPredicate(One<SpatialOperator>(), Spatial(depth - 1), Spatial(depth - 1)),
            9 => new TemporalPredicate(One<TemporalOperator>(), Time(depth - 1), Time(depth - 1)),
            _ => new ArrayPredicate(One<ArrayOperator>(), Array(depth - 1), Array(depth - 1)),
        };
    }

    Cql2Expression Scalar(int depth) => random.Next(5) switch { 0 => Text(depth), 1 => Number(depth), 2 => Instant(), 3 => Condition(depth - 1), _ => Property() };

    Cql2Expression Number(int depth) => depth <= 0
        ? random.Next(2) == 0 ? Literal() : Property()
        : random.Next(3) == 0 ? Call(depth) : new ArithmeticExpression(One<ArithmeticOperator>(), Number(depth - 1), Number(depth - 1));

    NumberLiteral Literal() => new(random.Next(5) switch
    {
        0 => random.Next(-100, 100),
        1 => random.NextDouble() - 0.5,
        2 => random.NextDouble() * 1e300,
        3 => double.Epsilon,
        _ => 0,
    });

    Cql2Expression Text(int depth) => random.Next(4) switch
    {
        0 when depth > 0 => new CaseInsensitive(Text(depth - 1)),
        1 when depth > 0 => new AccentInsensitive(Text(depth - 1)),
        2 => Property(),
        _ => new TextLiteral(random.OneOf(Words)),
    };

    Cql2Expression Pattern() => random.Next(3) switch
    {
        0 => new CaseInsensitive(new TextLiteral(random.OneOf(Words))),
        1 => new AccentInsensitive(new CaseInsensitive(new TextLiteral("%" + random.OneOf(Words)))),
        _ => new TextLiteral(random.OneOf(Words) + "%_"),
    };

    Cql2Expression Instant() => random.Next(2) == 0
        ? new DateLiteral(new DateOnly(1900, 1, 1).AddDays(random.Next(100_000)))
        : new TimestampLiteral(DateTimeOffset.UnixEpoch.AddTicks(random.NextInt64(-1_000_000_000_000_000, 20_000_000_000_000_000)));

    Cql2Expression Time(int depth) => random.Next(3) switch { 0 => Instant(), 1 => Property(), _ => new IntervalLiteral(Bound(depth), Bound(depth)) };

    Cql2Expression? Bound(int depth) => random.Next(4) switch { 0 => null, 1 => Property(), 2 when depth > 0 => Call(depth), _ => Instant() };

    Cql2Expression Spatial(int depth) => random.Next(4) switch { 0 => Property(), 1 when depth > 0 => Call(depth), 2 => Box(), _ => Shape() };

    BoxLiteral Box() => new(Ordinate(), Ordinate(), Ordinate(), Ordinate(), random.Next(3) == 0 ? (Ordinate(), Ordinate()) : null);

    GeometryLiteral Shape()
    {
        var z = random.Next(2) == 0;
        return new(random.Next(7) switch
        {
            0 => Factory.CreatePoint(Position(z)),
            1 => Factory.CreateLineString(Positions(z)),
            2 => Polygon(z),
            3 => Factory.CreateMultiPointFromCoords(Positions(z)),
            4 => Factory.CreateMultiLineString([Factory.CreateLineString(Positions(z)), Factory.CreateLineString(Positions(z))]),
            5 => Factory.CreateMultiPolygon([Polygon(z), Polygon(z)]),
            _ => Factory.CreateGeometryCollection([Factory.CreatePoint(Position(z)), Polygon(!z), Factory.CreateMultiPointFromCoords(Positions(z))]),
        });
    }

    Polygon Polygon(bool z) => Factory.CreatePolygon(Ring(z), random.Next(2) == 0 ? [Ring(z)] : []);

    LinearRing Ring(bool z)
    {
        var corners = Positions(z).Append(Position(z)).ToList();
        return Factory.CreateLinearRing([.. corners, corners[0].Copy()]);
    }

    Coordinate[] Positions(bool z) => [.. Enumerable.Range(0, random.Next(2, 5)).Select(_ => Position(z))];

    Coordinate Position(bool z) => z ? new CoordinateZ(Ordinate(), Ordinate(), Ordinate()) : new Coordinate(Ordinate(), Ordinate());

    double Ordinate() => random.Next(3) == 0 ? random.Next(-180, 180) : random.Between(-180, 180);

    Cql2Expression Array(int depth) => random.Next(4) switch
    {
        0 => Property(),
        1 when depth > 0 => Call(depth),
        _ => new ArrayLiteral(List(0, 4, () => random.Next(4) == 0 && depth > 0 ? new ArrayLiteral(List(0, 3, () => Scalar(depth - 1))) : random.Next(5) == 0 ? Shape() : Scalar(depth - 1))),
    };

    FunctionCall Call(int depth) => new(random.OneOf("f", "Foo", "函数", "casei2", "S_"), List(0, 4, () => random.Next(6) switch
    {
        0 => Condition(depth - 1),
        1 => Spatial(depth - 1),
        2 => Time(depth - 1),
        3 => Array(depth - 1),
        _ => Scalar(depth - 1),
    }));

    PropertyReference Property() => new(random.OneOf(Names));

    Cql2List List(int least, int end, Func<Cql2Expression> make) => [.. Enumerable.Range(0, random.Next(least, end)).Select(_ => make())];

    T One<T>()
        where T : struct, Enum => random.OneOf(Enum.GetValues<T>());
}
