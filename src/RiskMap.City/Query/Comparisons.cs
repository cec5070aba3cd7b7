using System.Text;
using RiskMap.Geo.Cql2;

namespace RiskMap.City.Query;

/// <summary>Comparisons and IN. Both sides must be of one type.</summary>
static class Comparisons
{
    public static Condition Compile(FilterCompiler compiler, Comparison comparison)
    {
        var (left, right) = (compiler.Value(comparison.Left), compiler.Value(comparison.Right));
        return (left, right) switch
        {
            (TextValue a, TextValue b) => Texts(comparison.Operator, a, b),
            (NumberValue a, NumberValue b) => Numbers(compiler, comparison.Operator, a, b),
            (TimeValue { IsInterval: false } a, TimeValue { IsInterval: false } b) => TemporalRelations.Compare(comparison.Operator, a, b),
            _ when TestOf(left) is { } a && TestOf(right) is { } b => Truths(comparison, a, b),
            // The literal is blamed, not the property: it is what the writer can change.
            _ when comparison.Left is PropertyReference or FunctionCall => throw FilterCompiler.WrongType(comparison.Right, ExpectedBeside(left)),
            _ => throw FilterCompiler.WrongType(comparison.Left, ExpectedBeside(right)),
        };
    }

    public static Condition Compile(FilterCompiler compiler, InPredicate choice)
    {
        var value = compiler.Value(choice.Operand);
        var items = choice.Items.Select(item => (item, Value: compiler.Value(item))).ToList();
        if (value is TextValue { Field: { } field } text && items.TrueForAll(item => item.Value is TextValue { Constant: not null }))
            return OneOf(field, text.Change, [.. items.Select(item => ((TextValue)item.Value).Constant!)]);
        var equals = choice.Items.Select(item => Compile(compiler, new Comparison(ComparisonOperator.Equal, choice.Operand, item) { Place = item.Place }));
        return Logic.Compile(LogicalOperator.Or, [.. equals], compiler.Schema.Geometry);
    }

    static Condition OneOf(int field, Func<string, string>? change, string[] texts)
    {
        if (change is null)
        {
            var known = texts.Select(Encoding.UTF8.GetBytes).ToArray();
            return Query.Texts.Test(field, utf8 =>
            {
                foreach (var text in known)
                    if (utf8.SequenceEqual(text)) return true;
                return false;
            });
        }

        var set = texts.ToHashSet(StringComparer.Ordinal);
        return Query.Texts.Test(field, utf8 => set.Contains(change(Encoding.UTF8.GetString(utf8))));
    }

    static Condition Texts(ComparisonOperator comparison, TextValue left, TextValue right)
    {
        if (left.Constant is not null && right.Constant is null) return Texts(Turned(comparison), right, left);
        if (left is { Field: { } field } && right.Constant is { } literal) return WithLiteral(comparison, field, left.Change, Encoding.UTF8.GetBytes(literal));
        return new(block =>
        {
            var (a, b) = (left.Bind(block), right.Bind(block));
            return row => a(row) is { } first && b(row) is { } second ? Holds(comparison, ByCodePoint(first, second)).ToTruth() : Truth.Unknown;
        });
    }

    static Condition WithLiteral(ComparisonOperator comparison, int field, Func<string, string>? change, byte[] literal) => change is null
        ? Query.Texts.Test(field, comparison switch
        {
            ComparisonOperator.Equal => utf8 => utf8.SequenceEqual(literal),
            ComparisonOperator.NotEqual => utf8 => !utf8.SequenceEqual(literal),
            _ => utf8 => Holds(comparison, utf8.SequenceCompareTo(literal)),
        })
        : Query.Texts.Test(field, utf8 => Holds(comparison, Encoding.UTF8.GetBytes(change(Encoding.UTF8.GetString(utf8))).AsSpan().SequenceCompareTo(literal)));

    // The order of UTF-8 is that of the code points; that of UTF-16 is not.
    static int ByCodePoint(string a, string b) => Encoding.UTF8.GetBytes(a).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(b));

    static Condition Numbers(FilterCompiler compiler, ComparisonOperator comparison, NumberValue left, NumberValue right)
    {
        if (left.Constant is not null && right.Constant is null) return Numbers(compiler, Turned(comparison), right, left);
        // A distance compared with metres can use the index.
        var bounds = comparison is ComparisonOperator.Less or ComparisonOperator.LessOrEqual or ComparisonOperator.Equal;
        var box = bounds && right.Constant is { } metres ? left.Distance?.BoxWithin(compiler.Plane, metres) : null;
        return right.Constant is { } literal ? new(block => WithLiteral(comparison, left.Bind(block), literal), box) : new(block =>
        {
            var (a, b) = (left.Bind(block), right.Bind(block));
            return row => Compare(comparison, a(row), b(row));
        });
    }

    static RowTest WithLiteral(ComparisonOperator comparison, Func<int, double> number, double literal) => row => Compare(comparison, number(row), literal);

    static Truth Compare(ComparisonOperator comparison, double a, double b)
    {
        if (double.IsNaN(a) || double.IsNaN(b)) return Truth.Unknown;
        return Holds(comparison, a < b ? -1 : a > b ? 1 : 0).ToTruth();
    }

    static Condition Truths(Comparison comparison, Func<Snapshot.LayerBlock, RowTest> left, Func<Snapshot.LayerBlock, RowTest> right)
    {
        if (comparison.Operator is not (ComparisonOperator.Equal or ComparisonOperator.NotEqual)) throw FilterCompiler.WrongType(comparison.Right, Cql2Expected.Number);
        return new(block =>
        {
            var (a, b) = (left(block), right(block));
            return row => (a(row), b(row)) switch
            {
                (Truth.Unknown, _) or (_, Truth.Unknown) => Truth.Unknown,
                var (first, second) => ((first == second) == (comparison.Operator == ComparisonOperator.Equal)).ToTruth(),
            };
        });
    }

    static Func<Snapshot.LayerBlock, RowTest>? TestOf(Compiled value) => value switch
    {
        Condition condition => condition.Bind,
        TruthValue truth => truth.Bind,
        _ => null,
    };

    public static bool Holds(ComparisonOperator comparison, int order) => comparison switch
    {
        ComparisonOperator.Equal => order == 0,
        ComparisonOperator.NotEqual => order != 0,
        ComparisonOperator.Less => order < 0,
        ComparisonOperator.LessOrEqual => order <= 0,
        ComparisonOperator.Greater => order > 0,
        _ => order >= 0,
    };

    static ComparisonOperator Turned(ComparisonOperator comparison) => comparison switch
    {
        ComparisonOperator.Less => ComparisonOperator.Greater,
        ComparisonOperator.LessOrEqual => ComparisonOperator.GreaterOrEqual,
        ComparisonOperator.Greater => ComparisonOperator.Less,
        ComparisonOperator.GreaterOrEqual => ComparisonOperator.LessOrEqual,
        _ => comparison,
    };

    static Cql2Expected ExpectedBeside(Compiled other) => other switch
    {
        NumberValue => Cql2Expected.Number,
        TextValue => Cql2Expected.Text,
        TruthValue or Condition => Cql2Expected.Truth,
        TimeValue { IsDays: true } => Cql2Expected.Date,
        TimeValue => Cql2Expected.Timestamp,
        _ => Cql2Expected.SameType,
    };
}
