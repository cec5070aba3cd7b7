using System.Collections.Immutable;
using System.Globalization;

namespace RiskMap.Geo.Style;

/// <summary>Kind of a <see cref="StyleValue"/>.</summary>
public enum StyleValueKind : byte
{
    /// <summary>No value.</summary>
    Null,

    /// <summary>An expression that could not be evaluated: the property takes its default.</summary>
    Error,

    /// <summary>True or false.</summary>
    Boolean,

    /// <summary>A number.</summary>
    Number,

    /// <summary>A text.</summary>
    Text,

    /// <summary>A colour.</summary>
    Colour,

    /// <summary>A list of values.</summary>
    List,

    /// <summary>A text in sections of their own size.</summary>
    Formatted,
}

/// <summary>A section of a formatted text.</summary>
/// <param name="Text">Its text.</param>
/// <param name="Scale">Its size as a share of the text's size.</param>
public readonly record struct TextSection(string Text, double Scale);

/// <summary>A value of a style expression. Immutable, without allocation for numbers and truth values.</summary>
public readonly record struct StyleValue
{
    readonly double _number;
    readonly object? _reference;

    StyleValue(StyleValueKind kind, double number, object? reference) => (Kind, _number, _reference) = (kind, number, reference);

    /// <summary>No value.</summary>
    public static StyleValue Null => default;

    /// <summary>An expression that could not be evaluated.</summary>
    public static StyleValue Error { get; } = new(StyleValueKind.Error, 0, null);

    /// <summary>Kind of the value.</summary>
    public StyleValueKind Kind { get; }

    /// <summary>True for <see cref="StyleValueKind.Null"/>.</summary>
    public bool IsNull => Kind == StyleValueKind.Null;

    /// <summary>True for <see cref="StyleValueKind.Error"/>.</summary>
    public bool IsError => Kind == StyleValueKind.Error;

    /// <summary>True for the truth value true alone.</summary>
    public bool IsTrue => Kind == StyleValueKind.Boolean && _number != 0;

    /// <summary>The number; 0 for any other kind.</summary>
    public double Number => Kind == StyleValueKind.Number ? _number : 0;

    /// <summary>The text, or null for any other kind.</summary>
    public string? Text => Kind == StyleValueKind.Text ? (string?)_reference : null;

    /// <summary>The colour, or null for any other kind.</summary>
    public StyleColour? Colour => Kind == StyleValueKind.Colour ? (StyleColour?)_reference : null;

    /// <summary>The list; empty for any other kind.</summary>
    public ImmutableArray<StyleValue> List => Kind == StyleValueKind.List ? ((ListBox)_reference!).Values : [];

    /// <summary>The sections of a formatted text; empty for any other kind.</summary>
    public ImmutableArray<TextSection> Sections => Kind == StyleValueKind.Formatted ? ((SectionBox)_reference!).Sections : [];

    /// <summary>A truth value.</summary>
    public static StyleValue Of(bool value) => new(StyleValueKind.Boolean, value ? 1 : 0, null);

    /// <summary>A number.</summary>
    public static StyleValue Of(double value) => new(StyleValueKind.Number, value, null);

    /// <summary>A text; null gives <see cref="Null"/>.</summary>
    public static StyleValue Of(string? value) => value is null ? Null : new(StyleValueKind.Text, 0, value);

    /// <summary>A colour.</summary>
    public static StyleValue Of(StyleColour value) => new(StyleValueKind.Colour, 0, value);

    /// <summary>A list.</summary>
    public static StyleValue Of(ImmutableArray<StyleValue> values) => new(StyleValueKind.List, 0, new ListBox(values));

    /// <summary>A formatted text.</summary>
    public static StyleValue Of(ImmutableArray<TextSection> sections) => new(StyleValueKind.Formatted, 0, new SectionBox(sections));

    /// <summary>The colour that this is or that its text names; null where it is none.</summary>
    public StyleColour? ToColour() => Kind switch
    {
        StyleValueKind.Colour => Colour,
        StyleValueKind.Text => StyleColour.TryParse(Text!),
        _ => null,
    };

    /// <summary>The text of any value, as <c>to-string</c> gives it: null is empty, a colour <c>rgba(…)</c>, a list its JSON.</summary>
    public string ToText() => Kind switch
    {
        StyleValueKind.Boolean => _number != 0 ? "true" : "false",
        StyleValueKind.Number => _number.ToString("R", CultureInfo.InvariantCulture),
        StyleValueKind.Text => Text!,
        StyleValueKind.Colour => Colour!.ToString(),
        StyleValueKind.List => $"[{string.Join(',', List.Select(value => value.ToJson()))}]",
        StyleValueKind.Formatted => string.Concat(Sections.Select(section => section.Text)),
        _ => "",
    };

    /// <inheritdoc />
    public bool Equals(StyleValue other) => Kind == other.Kind && _number.Equals(other._number) && Equals(_reference, other._reference);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Kind, _number, _reference);

    /// <summary>The value as it stands in a style.</summary>
    public override string ToString() => Kind == StyleValueKind.Error ? "error" : ToJson();

    string ToJson() => Kind switch
    {
        StyleValueKind.Null => "null",
        StyleValueKind.Text or StyleValueKind.Colour or StyleValueKind.Formatted => $"\"{ToText()}\"",
        _ => ToText(),
    };

    sealed record ListBox(ImmutableArray<StyleValue> Values)
    {
        public bool Equals(ListBox? other) => other is not null && Values.SequenceEqual(other.Values);

        public override int GetHashCode() => Values.Length;
    }

    sealed record SectionBox(ImmutableArray<TextSection> Sections)
    {
        public bool Equals(SectionBox? other) => other is not null && Sections.SequenceEqual(other.Sections);

        public override int GetHashCode() => Sections.Length;
    }
}
