using NetTopologySuite.Geometries;

namespace RiskMap.Geo.Cql2;

/// <summary>
/// An expression of the Common Query Language (CQL2, OGC 21-065r2), as <see cref="Cql2Text"/> and <see cref="Cql2Json"/> read and write it. Two
/// expressions are equal when they say the same in the same structure, wherever they were written. Immutable and safe to share.
/// </summary>
public abstract record Cql2Expression
{
    /// <summary>Where the expression was written; no part of equality.</summary>
    public Cql2Place Place { get; init; }

    /// <summary>The expressions directly below this one.</summary>
    public virtual IEnumerable<Cql2Expression> Children => [];
}

/// <summary>A property of the feature.</summary>
/// <param name="Name">Its name, without quotes.</param>
public sealed record PropertyReference(string Name) : Cql2Expression
{
    /// <summary>True when the text had double quotes around the name: often a text for which single quotes were meant.</summary>
    public bool IsQuoted { get; init; }

    /// <summary>Same name.</summary>
    public bool Equals(PropertyReference? other) => other is not null && other.Name == Name;

    /// <inheritdoc />
    public override int GetHashCode() => Name.GetHashCode(StringComparison.Ordinal);
}

/// <summary>A character literal.</summary>
/// <param name="Value">The text.</param>
public sealed record TextLiteral(string Value) : Cql2Expression;

/// <summary>A numeric literal, finite.</summary>
/// <param name="Value">The number.</param>
public sealed record NumberLiteral(double Value) : Cql2Expression;

/// <summary>TRUE or FALSE.</summary>
/// <param name="Value">The truth.</param>
public sealed record BooleanLiteral(bool Value) : Cql2Expression;

/// <summary>A day: <c>DATE('2026-05-03')</c>.</summary>
/// <param name="Value">The day.</param>
public sealed record DateLiteral(DateOnly Value) : Cql2Expression;

/// <summary>An instant: <c>TIMESTAMP('2026-05-03T06:00:00Z')</c>.</summary>
/// <param name="Value">The instant in UTC, to 100 ns.</param>
public sealed record TimestampLiteral(DateTimeOffset Value) : Cql2Expression;

/// <summary><c>INTERVAL(start, end)</c>.</summary>
/// <param name="Start">A date, a timestamp, a property or a function; null when open (<c>'..'</c>).</param>
/// <param name="End">The same.</param>
public sealed record IntervalLiteral(Cql2Expression? Start, Cql2Expression? End) : Cql2Expression
{
    /// <inheritdoc />
    public override IEnumerable<Cql2Expression> Children => new[] { Start, End }.OfType<Cql2Expression>();
}

/// <summary>A geometry, written as WKT or GeoJSON. Its coordinates are as they came: their order and meaning are those of the filter's coordinate system.</summary>
/// <param name="Value">The geometry, with Z where it was given; not to be changed.</param>
public sealed record GeometryLiteral(Geometry Value) : Cql2Expression
{
    /// <summary>Same kind and the same coordinates in the same order, Z included.</summary>
    public bool Equals(GeometryLiteral? other) => other is not null && Internal.WktPrinter.Print(Value) == Internal.WktPrinter.Print(other.Value);

    /// <inheritdoc />
    public override int GetHashCode() => Value.EnvelopeInternal.GetHashCode();
}

/// <summary><c>BBOX(minX, minY[, minZ], maxX, maxY[, maxZ])</c>, coordinates as they came; a first x beyond the last crosses the antimeridian.</summary>
/// <param name="MinX">First coordinate of the first corner.</param>
/// <param name="MinY">Second coordinate of the first corner.</param>
/// <param name="MaxX">First coordinate of the second corner.</param>
/// <param name="MaxY">Second coordinate of the second corner.</param>
/// <param name="Heights">Least and greatest z of a box with six numbers, or null.</param>
public sealed record BoxLiteral(double MinX, double MinY, double MaxX, double MaxY, (double Min, double Max)? Heights = null) : Cql2Expression;

/// <summary>An array of values.</summary>
/// <param name="Items">The values in their order.</param>
public sealed record ArrayLiteral(Cql2List Items) : Cql2Expression
{
    /// <inheritdoc />
    public override IEnumerable<Cql2Expression> Children => Items;
}

/// <summary>A call of a function.</summary>
/// <param name="Name">Its name as written.</param>
/// <param name="Arguments">Its arguments.</param>
public sealed record FunctionCall(string Name, Cql2List Arguments) : Cql2Expression
{
    /// <inheritdoc />
    public override IEnumerable<Cql2Expression> Children => Arguments;
}

/// <summary><c>CASEI(text)</c>: the text without the difference of upper and lower case.</summary>
/// <param name="Operand">The text.</param>
public sealed record CaseInsensitive(Cql2Expression Operand) : Cql2Expression
{
    /// <inheritdoc />
    public override IEnumerable<Cql2Expression> Children => [Operand];
}

/// <summary><c>ACCENTI(text)</c>: the text without accents.</summary>
/// <param name="Operand">The text.</param>
public sealed record AccentInsensitive(Cql2Expression Operand) : Cql2Expression
{
    /// <inheritdoc />
    public override IEnumerable<Cql2Expression> Children => [Operand];
}

/// <summary>AND or OR over two or more operands.</summary>
/// <param name="Operator">Which of them.</param>
/// <param name="Operands">The operands in their order.</param>
public sealed record LogicalExpression(LogicalOperator Operator, Cql2List Operands) : Cql2Expression
{
    /// <inheritdoc />
    public override IEnumerable<Cql2Expression> Children => Operands;
}

/// <summary>NOT; also what the text writes as NOT LIKE, NOT BETWEEN, NOT IN and IS NOT NULL.</summary>
/// <param name="Operand">What is denied.</param>
public sealed record Negation(Cql2Expression Operand) : Cql2Expression
{
    /// <inheritdoc />
    public override IEnumerable<Cql2Expression> Children => [Operand];
}

/// <summary>A comparison of two values.</summary>
/// <param name="Operator">How they are compared.</param>
/// <param name="Left">Left value.</param>
/// <param name="Right">Right value.</param>
public sealed record Comparison(ComparisonOperator Operator, Cql2Expression Left, Cql2Expression Right) : Cql2Expression
{
    /// <inheritdoc />
    public override IEnumerable<Cql2Expression> Children => [Left, Right];
}

/// <summary>LIKE: <c>%</c> stands for any characters, <c>_</c> for one, a backslash takes the meaning from the character after it.</summary>
/// <param name="Operand">The text.</param>
/// <param name="Pattern">A text literal, perhaps within CASEI or ACCENTI.</param>
public sealed record LikePredicate(Cql2Expression Operand, Cql2Expression Pattern) : Cql2Expression
{
    /// <inheritdoc />
    public override IEnumerable<Cql2Expression> Children => [Operand, Pattern];
}

/// <summary>BETWEEN, both ends included.</summary>
/// <param name="Operand">The value.</param>
/// <param name="Lower">Least value.</param>
/// <param name="Upper">Greatest value.</param>
public sealed record BetweenPredicate(Cql2Expression Operand, Cql2Expression Lower, Cql2Expression Upper) : Cql2Expression
{
    /// <inheritdoc />
    public override IEnumerable<Cql2Expression> Children => [Operand, Lower, Upper];
}

/// <summary>IN: one of a list of values.</summary>
/// <param name="Operand">The value.</param>
/// <param name="Items">The list, not empty.</param>
public sealed record InPredicate(Cql2Expression Operand, Cql2List Items) : Cql2Expression
{
    /// <inheritdoc />
    public override IEnumerable<Cql2Expression> Children => Items.Prepend(Operand);
}

/// <summary>IS NULL.</summary>
/// <param name="Operand">The value.</param>
public sealed record NullPredicate(Cql2Expression Operand) : Cql2Expression
{
    /// <inheritdoc />
    public override IEnumerable<Cql2Expression> Children => [Operand];
}

/// <summary>A relation of two geometries.</summary>
/// <param name="Operator">Which relation.</param>
/// <param name="Left">First geometry.</param>
/// <param name="Right">Second geometry.</param>
public sealed record SpatialPredicate(SpatialOperator Operator, Cql2Expression Left, Cql2Expression Right) : Cql2Expression
{
    /// <inheritdoc />
    public override IEnumerable<Cql2Expression> Children => [Left, Right];
}

/// <summary>A relation of two instants or intervals.</summary>
/// <param name="Operator">Which relation.</param>
/// <param name="Left">First instant or interval.</param>
/// <param name="Right">Second instant or interval.</param>
public sealed record TemporalPredicate(TemporalOperator Operator, Cql2Expression Left, Cql2Expression Right) : Cql2Expression
{
    /// <inheritdoc />
    public override IEnumerable<Cql2Expression> Children => [Left, Right];
}

/// <summary>A relation of two arrays, taken as sets.</summary>
/// <param name="Operator">Which relation.</param>
/// <param name="Left">First array.</param>
/// <param name="Right">Second array.</param>
public sealed record ArrayPredicate(ArrayOperator Operator, Cql2Expression Left, Cql2Expression Right) : Cql2Expression
{
    /// <inheritdoc />
    public override IEnumerable<Cql2Expression> Children => [Left, Right];
}

/// <summary>Arithmetic of two numbers.</summary>
/// <param name="Operator">Which operation.</param>
/// <param name="Left">Left number.</param>
/// <param name="Right">Right number.</param>
public sealed record ArithmeticExpression(ArithmeticOperator Operator, Cql2Expression Left, Cql2Expression Right) : Cql2Expression
{
    /// <inheritdoc />
    public override IEnumerable<Cql2Expression> Children => [Left, Right];
}
