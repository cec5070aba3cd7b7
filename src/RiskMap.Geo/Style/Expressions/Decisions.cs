using System.Collections.Frozen;
using System.Collections.Immutable;

namespace RiskMap.Geo.Style.Expressions;

/// <summary><c>["coalesce", …]</c>: the first value that is not null.</summary>
/// <param name="Arguments">The values.</param>
public sealed record Coalesce(ImmutableArray<Expression> Arguments) : Expression
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
            if (!value.IsNull) return value;
        }

        return StyleValue.Null;
    }

    /// <inheritdoc />
    public override string ToString() => $"coalesce({string.Join(", ", Arguments)})";
}

/// <summary><c>["match", input, label, output, …, otherwise]</c>: labels are texts or whole numbers and stand for themselves.</summary>
/// <param name="Input">What is compared.</param>
/// <param name="Labels">Labels of each output.</param>
/// <param name="Outputs">Output of each group of labels.</param>
/// <param name="Otherwise">Output where no label is equal, also where the input is of another kind.</param>
public sealed record Match(Expression Input, ImmutableArray<ImmutableArray<StyleValue>> Labels, ImmutableArray<Expression> Outputs, Expression Otherwise) : Expression
{
    readonly FrozenDictionary<StyleValue, Expression> _table = Labels
        .SelectMany((labels, i) => labels.Select(label => KeyValuePair.Create(label, Outputs[i]))).ToFrozenDictionary();

    /// <inheritdoc />
    public override Needs Needs { get; } = Of([Input, .. Outputs, Otherwise]);

    /// <inheritdoc />
    protected override IEnumerable<Expression> Children => [Input, .. Outputs, Otherwise];

    /// <inheritdoc />
    public override StyleValue Evaluate(double zoom, StyleFeature feature)
    {
        var input = Input.Evaluate(zoom, feature);
        return input.IsError ? input : _table.GetValueOrDefault(input, Otherwise).Evaluate(zoom, feature);
    }

    /// <inheritdoc />
    public override string ToString() =>
        $"match({Input}; {string.Join("; ", Labels.Select((labels, i) => $"{string.Join("|", labels)} → {Outputs[i]}"))}; else {Otherwise})";
}

/// <summary><c>["case", condition, output, …, otherwise]</c>.</summary>
/// <param name="Conditions">The conditions; the first that is true decides.</param>
/// <param name="Outputs">Output of each condition.</param>
/// <param name="Otherwise">Output where none is true.</param>
public sealed record Case(ImmutableArray<Expression> Conditions, ImmutableArray<Expression> Outputs, Expression Otherwise) : Expression
{
    /// <inheritdoc />
    public override Needs Needs { get; } = Of([.. Conditions, .. Outputs, Otherwise]);

    /// <inheritdoc />
    protected override IEnumerable<Expression> Children => [.. Conditions, .. Outputs, Otherwise];

    /// <inheritdoc />
    public override StyleValue Evaluate(double zoom, StyleFeature feature)
    {
        for (var i = 0; i < Conditions.Length; i++)
        {
            var condition = Conditions[i].Evaluate(zoom, feature);
            if (condition.Kind != StyleValueKind.Boolean) return StyleValue.Error;
            if (condition.IsTrue) return Outputs[i].Evaluate(zoom, feature);
        }

        return Otherwise.Evaluate(zoom, feature);
    }

    /// <inheritdoc />
    public override string ToString() =>
        $"case({string.Join("; ", Conditions.Select((condition, i) => $"{condition} → {Outputs[i]}"))}; else {Otherwise})";
}

/// <summary><c>["step", input, output, stop, output, …]</c>: the output of the last stop that is not greater than the input.</summary>
/// <param name="Input">The number.</param>
/// <param name="Stops">The stops, ascending; the first output holds below the first stop.</param>
/// <param name="Outputs">One output more than there are stops.</param>
public sealed record Step(Expression Input, ImmutableArray<double> Stops, ImmutableArray<Expression> Outputs) : Expression
{
    /// <inheritdoc />
    public override Needs Needs { get; } = Of([Input, .. Outputs]);

    /// <inheritdoc />
    protected override IEnumerable<Expression> Children => [Input, .. Outputs];

    /// <inheritdoc />
    public override StyleValue Evaluate(double zoom, StyleFeature feature)
    {
        var input = Input.Evaluate(zoom, feature);
        if (input.Kind != StyleValueKind.Number) return StyleValue.Error;
        var at = 0;
        while (at < Stops.Length && Stops[at] <= input.Number) at++;
        return Outputs[at].Evaluate(zoom, feature);
    }

    /// <inheritdoc />
    public override string ToString() => $"step({Input}; {Outputs[0]}; {string.Join("; ", Stops.Select((stop, i) => FormattableString.Invariant($"{stop} → {Outputs[i + 1]}")))})";
}

/// <summary><c>["interpolate", ["linear"] or ["exponential", base], input, stop, output, …]</c>: numbers and colours between stops.</summary>
/// <param name="Base">1 for linear, else the base by which the output grows.</param>
/// <param name="Input">The number.</param>
/// <param name="Stops">The stops, ascending.</param>
/// <param name="Outputs">Output of each stop.</param>
public sealed record Interpolate(double Base, Expression Input, ImmutableArray<double> Stops, ImmutableArray<Expression> Outputs) : Expression
{
    /// <inheritdoc />
    public override Needs Needs { get; } = Of([Input, .. Outputs]);

    /// <inheritdoc />
    protected override IEnumerable<Expression> Children => [Input, .. Outputs];

    /// <inheritdoc />
    public override StyleValue Evaluate(double zoom, StyleFeature feature)
    {
        var input = Input.Evaluate(zoom, feature);
        if (input.Kind != StyleValueKind.Number) return StyleValue.Error;
        var above = 0;
        while (above < Stops.Length && Stops[above] <= input.Number) above++;
        if (above == 0) return Outputs[0].Evaluate(zoom, feature);
        if (above == Stops.Length) return Outputs[^1].Evaluate(zoom, feature);
        var share = Share(input.Number, Stops[above - 1], Stops[above]);
        return Between(Outputs[above - 1].Evaluate(zoom, feature), Outputs[above].Evaluate(zoom, feature), share);
    }

    /// <inheritdoc />
    public override string ToString() => FormattableString.Invariant(
        $"interpolate({(Base == 1 ? "linear" : FormattableString.Invariant($"exponential {Base}"))}, {Input}; {string.Join("; ", Stops.Select((stop, i) => FormattableString.Invariant($"{stop} → {Outputs[i]}")))})");

    double Share(double input, double below, double above)
    {
        var (difference, progress) = (above - below, input - below);
        return Base == 1 ? progress / difference : (Math.Pow(Base, progress) - 1) / (Math.Pow(Base, difference) - 1);
    }

    static StyleValue Between(StyleValue from, StyleValue to, double share)
    {
        if (from.Kind == StyleValueKind.Number && to.Kind == StyleValueKind.Number) return StyleValue.Of(from.Number + ((to.Number - from.Number) * share));
        return from.ToColour() is { } a && to.ToColour() is { } b ? StyleValue.Of(StyleColour.Mix(a, b, share)) : StyleValue.Error;
    }
}
