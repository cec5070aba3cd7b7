using RiskMap.Geo.Cql2;

namespace RiskMap.City.Query;

/// <summary>Arithmetic in double precision. What has no result (division by zero, roots of negatives) is missing.</summary>
static class Numbers
{
    public static NumberValue Constant(double number) => new(_ => _ => number) { Constant = number };

    public static NumberValue Compile(ArithmeticOperator arithmetic, NumberValue left, NumberValue right)
    {
        if (left.Constant is { } a && right.Constant is { } b) return Constant(Calculate(arithmetic, a, b));
        return new(block =>
        {
            var (first, second) = (left.Bind(block), right.Bind(block));
            return row => Calculate(arithmetic, first(row), second(row));
        });
    }

    static double Calculate(ArithmeticOperator arithmetic, double a, double b)
    {
        var result = arithmetic switch
        {
            ArithmeticOperator.Add => a + b,
            ArithmeticOperator.Subtract => a - b,
            ArithmeticOperator.Multiply => a * b,
            ArithmeticOperator.Divide => a / b,
            ArithmeticOperator.Modulo => a % b,
            ArithmeticOperator.IntegerDivide => Math.Truncate(a / b),
            _ => double.IsNaN(a) || double.IsNaN(b) ? double.NaN : Math.Pow(a, b),
        };
        return double.IsFinite(result) ? result : double.NaN;
    }
}
