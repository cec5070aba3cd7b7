using System.Collections.Immutable;

namespace RiskMap.Geo.Style.Expressions;

/// <summary><c>["all", …]</c> or <c>["any", …]</c>; the first that decides ends it.</summary>
/// <param name="IsAll">Whether all must be true.</param>
/// <param name="Arguments">The truth values.</param>
public sealed record Junction(bool IsAll, ImmutableArray<Expression> Arguments) : Expression
{
    /// <inheritdoc />
    public override Needs Needs { get; } = Of(Arguments);

    /// <inheritdoc />
    protected override IEnumerable<Expression> Children => Arguments;

    /// <inheritdoc />
    public override StyleValue Evaluate(double zoom, StyleFeature feature)
    {
        foreach (var argument in Arguments)
        {
            var value = argument.Evaluate(zoom, feature);
            if (value.Kind != StyleValueKind.Boolean) return StyleValue.Error;
            if (value.IsTrue != IsAll) return StyleValue.Of(!IsAll);
        }

        return StyleValue.Of(IsAll);
    }

    /// <inheritdoc />
    public override string ToString() => $"{(IsAll ? "all" : "any")}({string.Join(", ", Arguments)})";
}

/// <summary><c>["!", truth]</c>.</summary>
/// <param name="Argument">The truth value.</param>
public sealed record Not(Expression Argument) : Expression
{
    /// <inheritdoc />
    public override Needs Needs => Argument.Needs;

    /// <inheritdoc />
    protected override IEnumerable<Expression> Children => [Argument];

    /// <inheritdoc />
    public override StyleValue Evaluate(double zoom, StyleFeature feature)
    {
        var value = Argument.Evaluate(zoom, feature);
        return value.Kind == StyleValueKind.Boolean ? StyleValue.Of(!value.IsTrue) : StyleValue.Error;
    }

    /// <inheritdoc />
    public override string ToString() => $"not({Argument})";
}

/// <summary><c>==</c>, <c>!=</c>, <c>&lt;</c>, <c>&lt;=</c>, <c>&gt;</c> and <c>&gt;=</c>. Values of different kinds are not equal, and cannot be ordered.</summary>
/// <param name="Operator">The operator as it stands in the style.</param>
/// <param name="Left">Left side.</param>
/// <param name="Right">Right side.</param>
public sealed record Comparison(string Operator, Expression Left, Expression Right) : Expression
{
    /// <summary>The operators.</summary>
    public static readonly ImmutableArray<string> Operators = ["==", "!=", "<", "<=", ">", ">="];

    /// <inheritdoc />
    public override Needs Needs => Left.Needs | Right.Needs;

    /// <inheritdoc />
    protected override IEnumerable<Expression> Children => [Left, Right];

    /// <inheritdoc />
    public override StyleValue Evaluate(double zoom, StyleFeature feature)
    {
        var (left, right) = (Left.Evaluate(zoom, feature), Right.Evaluate(zoom, feature));
        if (left.IsError || right.IsError) return StyleValue.Error;
        if (Operator is "==" or "!=") return StyleValue.Of(left.Equals(right) == (Operator == "=="));
        if (left.Kind != right.Kind || left.Kind is not (StyleValueKind.Number or StyleValueKind.Text)) return StyleValue.Error;
        var order = left.Kind == StyleValueKind.Number ? left.Number.CompareTo(right.Number) : string.CompareOrdinal(left.Text, right.Text);
        return StyleValue.Of(Operator switch { "<" => order < 0, "<=" => order <= 0, ">" => order > 0, _ => order >= 0 });
    }

    /// <inheritdoc />
    public override string ToString() => $"({Left} {Operator} {Right})";
}

/// <summary><c>["in", value, list or text]</c>.</summary>
/// <param name="Needle">What is looked for.</param>
/// <param name="Haystack">A list, or a text in which a text is looked for.</param>
public sealed record In(Expression Needle, Expression Haystack) : Expression
{
    /// <inheritdoc />
    public override Needs Needs => Needle.Needs | Haystack.Needs;

    /// <inheritdoc />
    protected override IEnumerable<Expression> Children => [Needle, Haystack];

    /// <inheritdoc />
    public override StyleValue Evaluate(double zoom, StyleFeature feature)
    {
        var (needle, haystack) = (Needle.Evaluate(zoom, feature), Haystack.Evaluate(zoom, feature));
        if (needle.IsError) return needle;
        return haystack.Kind switch
        {
            StyleValueKind.List => StyleValue.Of(haystack.List.Contains(needle)),
            StyleValueKind.Text => StyleValue.Of(haystack.Text!.Contains(needle.ToText(), StringComparison.Ordinal)),
            _ => StyleValue.Error,
        };
    }

    /// <inheritdoc />
    public override string ToString() => $"({Needle} in {Haystack})";
}
