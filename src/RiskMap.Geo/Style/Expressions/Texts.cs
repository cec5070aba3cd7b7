using System.Collections.Immutable;
using System.Globalization;

namespace RiskMap.Geo.Style.Expressions;

/// <summary><c>["concat", …]</c> and, with one argument, <c>["to-string", value]</c>: each value as text, one after another.</summary>
/// <param name="Arguments">The values.</param>
public sealed record Concat(ImmutableArray<Expression> Arguments) : Expression
{
    /// <inheritdoc />
    public override Needs Needs { get; } = Of(Arguments);

    /// <inheritdoc />
    protected override IEnumerable<Expression> Children => Arguments;

    /// <inheritdoc />
    public override StyleValue Evaluate(double zoom, StyleFeature feature)
    {
        if (Arguments.Length == 1) return TextOf(Arguments[0].Evaluate(zoom, feature));
        var texts = new string[Arguments.Length];
        for (var i = 0; i < texts.Length; i++)
        {
            if (TextOf(Arguments[i].Evaluate(zoom, feature)) is not { Text: { } text }) return StyleValue.Error;
            texts[i] = text;
        }

        return StyleValue.Of(string.Concat(texts));
    }

    /// <inheritdoc />
    public override string ToString() => $"concat({string.Join(", ", Arguments)})";

    static StyleValue TextOf(StyleValue value) => value.IsError ? value : StyleValue.Of(value.ToText());
}

/// <summary><c>["format", text, {"font-scale": n}, …]</c>: sections of a text with their own size.</summary>
/// <param name="Sections">The texts.</param>
/// <param name="Scales">Size of each as a share of the text's size.</param>
public sealed record Format(ImmutableArray<Expression> Sections, ImmutableArray<double> Scales) : Expression
{
    /// <inheritdoc />
    public override Needs Needs { get; } = Of(Sections);

    /// <inheritdoc />
    protected override IEnumerable<Expression> Children => Sections;

    /// <inheritdoc />
    public override StyleValue Evaluate(double zoom, StyleFeature feature)
    {
        var sections = ImmutableArray.CreateBuilder<TextSection>(Sections.Length);
        for (var i = 0; i < Sections.Length; i++)
        {
            var value = Sections[i].Evaluate(zoom, feature);
            if (value.IsError) return value;
            sections.Add(new TextSection(value.ToText(), Scales[i]));
        }

        return StyleValue.Of(sections.MoveToImmutable());
    }

    /// <inheritdoc />
    public override string ToString() => $"format({string.Join("; ", Sections.Select((text, i) => FormattableString.Invariant($"{text} ×{Scales[i]}")))})";
}

/// <summary><c>string number boolean</c> (the first argument of that kind) and <c>to-number to-boolean to-color</c> (the first that can be made one).</summary>
/// <param name="Operator">The operator as it stands in the style.</param>
/// <param name="Arguments">The values, tried one after another.</param>
public sealed record Conversion(string Operator, ImmutableArray<Expression> Arguments) : Expression
{
    /// <summary>The operators.</summary>
    public static readonly ImmutableArray<string> Operators = ["string", "number", "boolean", "to-number", "to-boolean", "to-color"];

    /// <inheritdoc />
    public override Needs Needs { get; } = Of(Arguments);

    /// <inheritdoc />
    protected override IEnumerable<Expression> Children => Arguments;

    /// <inheritdoc />
    public override StyleValue Evaluate(double zoom, StyleFeature feature)
    {
        foreach (var argument in Arguments)
        {
            var value = Convert(argument.Evaluate(zoom, feature));
            if (!value.IsError) return value;
        }

        return StyleValue.Error;
    }

    /// <inheritdoc />
    public override string ToString() => $"{Operator}({string.Join(", ", Arguments)})";

    StyleValue Convert(StyleValue value) => Operator switch
    {
        "string" => value.Kind == StyleValueKind.Text ? value : StyleValue.Error,
        "number" => value.Kind == StyleValueKind.Number ? value : StyleValue.Error,
        "boolean" => value.Kind == StyleValueKind.Boolean ? value : StyleValue.Error,
        "to-number" => ToNumber(value),
        "to-boolean" => value.IsError ? value : StyleValue.Of(IsTruthy(value)),
        _ => value.ToColour() is { } colour ? StyleValue.Of(colour) : StyleValue.Error,
    };

    static StyleValue ToNumber(StyleValue value) => value.Kind switch
    {
        StyleValueKind.Number => value,
        StyleValueKind.Null => StyleValue.Of(0.0),
        StyleValueKind.Boolean => StyleValue.Of(value.IsTrue ? 1.0 : 0.0),
        StyleValueKind.Text when double.TryParse(value.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => StyleValue.Of(number),
        _ => StyleValue.Error,
    };

    // Style specification, to-boolean: empty text, 0, NaN, null and false are false.
    static bool IsTruthy(StyleValue value) => value.Kind switch
    {
        StyleValueKind.Null => false,
        StyleValueKind.Boolean => value.IsTrue,
        StyleValueKind.Number => value.Number != 0 && !double.IsNaN(value.Number),
        StyleValueKind.Text => value.Text!.Length > 0,
        _ => true,
    };
}
