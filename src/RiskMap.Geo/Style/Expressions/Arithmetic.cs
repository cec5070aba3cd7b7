using System.Collections.Immutable;

namespace RiskMap.Geo.Style.Expressions;

/// <summary><c>+</c>, <c>*</c>, <c>min</c>, <c>max</c> of any number of numbers; <c>-</c> of one or two; <c>/</c>, <c>%</c>, <c>^</c> of two; <c>round floor ceil abs sqrt</c> of one.</summary>
/// <param name="Operator">The operator as it stands in the style.</param>
/// <param name="Arguments">The numbers.</param>
public sealed record Arithmetic(string Operator, ImmutableArray<Expression> Arguments) : Expression
{
    /// <summary>The operators with the least and the greatest number of their arguments.</summary>
    public static readonly ImmutableDictionary<string, (int Least, int Most)> Operators = ImmutableDictionary.CreateRange(StringComparer.Ordinal,
        new (string Name, int Least, int Most)[]
        {
            ("+", 1, int.MaxValue), ("*", 1, int.MaxValue), ("min", 1, int.MaxValue), ("max", 1, int.MaxValue), ("-", 1, 2), ("/", 2, 2), ("%", 2, 2), ("^", 2, 2),
            ("round", 1, 1), ("floor", 1, 1), ("ceil", 1, 1), ("abs", 1, 1), ("sqrt", 1, 1),
        }.Select(entry => KeyValuePair.Create(entry.Name, (entry.Least, entry.Most))));

    /// <inheritdoc />
    public override Needs Needs { get; } = Of(Arguments);

    /// <inheritdoc />
    protected override IEnumerable<Expression> Children => Arguments;

    /// <inheritdoc />
    public override StyleValue Evaluate(double zoom, StyleFeature feature)
    {
        var result = 0.0;
        for (var i = 0; i < Arguments.Length; i++)
        {
            var value = Arguments[i].Evaluate(zoom, feature);
            if (value.Kind != StyleValueKind.Number) return StyleValue.Error;
            result = i == 0 ? First(value.Number) : Next(result, value.Number);
        }

        return StyleValue.Of(result);
    }

    /// <inheritdoc />
    public override string ToString() => $"{Operator}({string.Join(", ", Arguments)})";

    double First(double value) => Operator switch
    {
        "-" when Arguments.Length == 1 => -value,
        "round" => Math.Round(value, MidpointRounding.AwayFromZero),
        "floor" => Math.Floor(value),
        "ceil" => Math.Ceiling(value),
        "abs" => Math.Abs(value),
        "sqrt" => Math.Sqrt(value),
        _ => value,
    };

    double Next(double result, double value) => Operator switch
    {
        "+" => result + value,
        "*" => result * value,
        "min" => Math.Min(result, value),
        "max" => Math.Max(result, value),
        "-" => result - value,
        "/" => result / value,
        "%" => result % value,
        _ => Math.Pow(result, value),
    };
}
