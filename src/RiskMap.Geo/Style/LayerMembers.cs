using System.Collections.Immutable;
using System.Text.Json;
using RiskMap.Geo.Style.Expressions;

namespace RiskMap.Geo.Style;

/// <summary>The layout and paint members of one layer while it is read: each is asked for once, and what nobody asked for is refused at the end.</summary>
sealed class LayerMembers(JsonElement layer, string path)
{
    readonly HashSet<string> _asked = new(StringComparer.Ordinal);

    /// <summary>All expressions read so far.</summary>
    internal List<Expression> Used { get; } = [];

    internal StyleProperty<double> Number(string group, string name, double otherwise) => Property(group, name, StyleValue.Of(otherwise), otherwise, StyleTypes.Number, "a number");

    internal StyleProperty<bool> Truth(string group, string name, bool otherwise) => Property(group, name, StyleValue.Of(otherwise), otherwise, StyleTypes.Truth, "true or false");

    internal StyleProperty<StyleColour> Colour(string group, string name, StyleColour otherwise) => Property(group, name, StyleValue.Of(otherwise), otherwise, StyleTypes.Colour, "a colour");

    internal StyleProperty<string> Text(string group, string name) => Property(group, name, StyleValue.Of(""), "", StyleTypes.Text, "a text");

    internal StyleProperty<ImmutableArray<TextSection>> Sections(string group, string name) => Property<ImmutableArray<TextSection>>(group, name, StyleValue.Of(""), [], StyleTypes.Sections, "a text");

    internal StyleProperty<ImmutableArray<double>> Numbers(string group, string name, params ImmutableArray<double> otherwise) =>
        Property(group, name, StyleValue.Of([.. otherwise.Select(StyleValue.Of)]), otherwise, StyleTypes.Numbers, "a list of numbers");

    internal StyleProperty<ImmutableArray<string>> Texts(string group, string name) => Property<ImmutableArray<string>>(group, name, StyleValue.Of(ImmutableArray<StyleValue>.Empty), [], StyleTypes.Texts, "a list of texts");

    /// <summary>One of some words; the first is the default.</summary>
    internal StyleProperty<string> Word(string group, string name, params ImmutableArray<string> words) =>
        Property(group, name, StyleValue.Of(words[0]), words[0], (StyleValue value, out string word) =>
        {
            word = value.ToText();
            return words.Contains(word, StringComparer.Ordinal);
        }, string.Join(", ", words));

    /// <summary>Refuses what nobody asked for.</summary>
    internal void RefuseOthers()
    {
        foreach (var group in new[] { "layout", "paint" })
        {
            if (!layer.TryGetProperty(group, out var members)) continue;
            foreach (var member in members.EnumerateObject())
                if (!_asked.Contains($"{group}/{member.Name}")) throw new StyleException($"{path}/{group}/{member.Name}", $"the property '{member.Name}' is not known");
        }
    }

    StyleProperty<T> Property<T>(string group, string name, StyleValue otherwise, T defaultValue, StyleConverter<T> convert, string expected)
    {
        _asked.Add($"{group}/{name}");
        if (!layer.TryGetProperty(group, out var members) || !members.TryGetProperty(name, out var json)) return new(new Literal(otherwise), defaultValue, convert);
        var at = $"{path}/{group}/{name}";
        var expression = IsPlainList(json) ? new Literal(ListOf(json)) : ExpressionReader.Read(json, at);
        ConstantOutputs.Check(expression, value => convert(value, out _), at, expected);
        Used.Add(expression);
        return new(expression, defaultValue, convert);
    }

    // A list of numbers, or of fonts: no expression begins so. (A font's name is no operator.)
    static bool IsPlainList(JsonElement json) =>
        json.ValueKind == JsonValueKind.Array && json.GetArrayLength() > 0 && json.EnumerateArray().All(item => item.ValueKind == json[0].ValueKind)
        && (json[0].ValueKind == JsonValueKind.Number || (json[0].ValueKind == JsonValueKind.String && json[0].GetString()!.Any(char.IsUpper)));

    static StyleValue ListOf(JsonElement json) =>
        StyleValue.Of([.. json.EnumerateArray().Select(item => item.ValueKind == JsonValueKind.Number ? StyleValue.Of(item.GetDouble()) : StyleValue.Of(item.GetString()))]);
}

/// <summary>The constants that an expression can give: they must fit the property, so that a misspelt colour is refused and not drawn as nothing.</summary>
static class ConstantOutputs
{
    internal static void Check(Expression expression, Predicate<StyleValue> fits, string path, string expected)
    {
        foreach (var value in Of(expression))
            if (!value.IsNull && !fits(value)) throw new StyleException(path, $"{value} does not fit here: {expected} is expected");
    }

    static IEnumerable<StyleValue> Of(Expression expression) => expression switch
    {
        Literal literal => [literal.Value],
        Match match => match.Outputs.Append(match.Otherwise).SelectMany(Of),
        Case cases => cases.Outputs.Append(cases.Otherwise).SelectMany(Of),
        Step step => step.Outputs.SelectMany(Of),
        Interpolate interpolate => interpolate.Outputs.SelectMany(Of),
        Coalesce coalesce => coalesce.Arguments.SelectMany(Of),
        _ => [],
    };
}
