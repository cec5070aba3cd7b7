using System.Collections.Immutable;
using RiskMap.Geo.Style.Expressions;

namespace RiskMap.Geo.Style;

/// <summary>Makes a property's type out of a value; false where it is of another kind.</summary>
public delegate bool StyleConverter<T>(StyleValue value, out T converted);

/// <summary>A property of a layer: an expression, its type and what holds where the expression gives no such value. Immutable.</summary>
/// <param name="expression">The expression.</param>
/// <param name="otherwise">The default of the style specification.</param>
/// <param name="convert">Makes the type.</param>
public sealed class StyleProperty<T>(Expression expression, T otherwise, StyleConverter<T> convert)
{
    /// <summary>The expression.</summary>
    public Expression Expression { get; } = expression;

    /// <summary>The value for a feature at a zoom.</summary>
    public T At(double zoom, StyleFeature feature) => convert(Expression.Evaluate(zoom, feature), out var value) ? value : otherwise;

    /// <summary>The value at a zoom of a property that does not depend on the feature.</summary>
    public T At(double zoom) => At(zoom, StyleFeature.None);

    /// <inheritdoc />
    public override string ToString() => Expression.ToString();
}

/// <summary>The types of properties.</summary>
public static class StyleTypes
{
    /// <summary>A finite number.</summary>
    public static bool Number(StyleValue value, out double number)
    {
        number = value.Number;
        return value.Kind == StyleValueKind.Number && double.IsFinite(number);
    }

    /// <summary>A truth value.</summary>
    public static bool Truth(StyleValue value, out bool truth)
    {
        truth = value.IsTrue;
        return value.Kind == StyleValueKind.Boolean;
    }

    /// <summary>A colour or its text.</summary>
    public static bool Colour(StyleValue value, out StyleColour colour)
    {
        colour = value.ToColour() ?? StyleColour.Transparent;
        return value.ToColour() is not null;
    }

    /// <summary>Any value as text; null gives the empty text.</summary>
    public static bool Text(StyleValue value, out string text)
    {
        text = value.ToText();
        return !value.IsError;
    }

    /// <summary>A text in sections; a plain text is one section.</summary>
    public static bool Sections(StyleValue value, out ImmutableArray<TextSection> sections)
    {
        sections = value.Kind == StyleValueKind.Formatted ? value.Sections : [new TextSection(value.ToText(), 1)];
        return !value.IsError;
    }

    /// <summary>A list of numbers.</summary>
    public static bool Numbers(StyleValue value, out ImmutableArray<double> numbers)
    {
        numbers = [.. value.List.Select(item => item.Number)];
        return value.Kind == StyleValueKind.List && value.List.All(item => item.Kind == StyleValueKind.Number);
    }

    /// <summary>A list of texts.</summary>
    public static bool Texts(StyleValue value, out ImmutableArray<string> texts)
    {
        texts = [.. value.List.Select(item => item.ToText())];
        return value.Kind == StyleValueKind.List && value.List.All(item => item.Kind == StyleValueKind.Text);
    }
}
