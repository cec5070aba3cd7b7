using System.Collections.Immutable;
using System.Text.Json;

namespace RiskMap.Geo.Style.Expressions;

/// <summary>Reads expressions of the MapLibre style specification. What it does not know is refused by name with its JSON pointer.</summary>
public static class ExpressionReader
{
    /// <summary>Deepest nesting that is read.</summary>
    const int MaxDepth = 32;

    /// <summary>Reads an expression or a constant.</summary>
    /// <param name="json">The value as it stands in the style.</param>
    /// <param name="path">Its JSON pointer, for messages.</param>
    /// <exception cref="StyleException">It is not known or not well formed.</exception>
    public static Expression Read(JsonElement json, string path) => Read(json, path, 0);

    static Expression Read(JsonElement json, string path, int depth)
    {
        if (depth > MaxDepth) throw new StyleException(path, $"expressions are nested deeper than {MaxDepth}");
        if (json.ValueKind == JsonValueKind.Object) throw new StyleException(path, "functions of the old style (objects) are not known: use an expression");
        if (json.ValueKind != JsonValueKind.Array) return new Literal(Constant(json, path));
        if (json.GetArrayLength() == 0 || json[0].ValueKind != JsonValueKind.String) throw new StyleException(path, "an expression is a list that begins with the name of its operator");
        return ReadOperator(new Call(json[0].GetString()!, json, path, depth));
    }

    static Expression ReadOperator(Call call) => call.Name switch
    {
        "literal" => new Literal(Constant(call.Take(1, 1)[0], call.At(1))),
        "zoom" => call.Nothing(new Zoom()),
        "get" => new Get(call.NameArgument()),
        "has" => new Has(call.NameArgument()),
        "feature-state" => new FeatureState(call.NameArgument()),
        "geometry-type" => call.Nothing(new FeatureFact(IsId: false)),
        "id" => call.Nothing(new FeatureFact(IsId: true)),
        "coalesce" => new Coalesce(call.All(1)),
        "match" => ReadMatch(call),
        "case" => ReadCase(call),
        "step" => ReadStep(call),
        "interpolate" => ReadInterpolate(call),
        "all" or "any" => new Junction(call.Name == "all", call.All(0)),
        "!" => new Not(call.All(1, 1)[0]),
        "in" => call.All(2, 2) is [var needle, var haystack] ? new In(needle, haystack) : throw call.Unknown(),
        "concat" => new Concat(call.All(1)),
        "to-string" => new Concat(call.All(1, 1)),
        "format" => ReadFormat(call),
        _ when Comparison.Operators.Contains(call.Name, StringComparer.Ordinal) => ReadComparison(call),
        _ when Conversion.Operators.Contains(call.Name, StringComparer.Ordinal) => new Conversion(call.Name, call.All(1)),
        _ when Arithmetic.Operators.TryGetValue(call.Name, out var counts) => new Arithmetic(call.Name, call.All(counts.Least, counts.Most)),
        _ => throw call.Unknown(),
    };

    static Comparison ReadComparison(Call call)
    {
        var sides = call.All(2, 2);
        if (sides is [Literal, Literal]) throw new StyleException(call.Path, "two constants are compared; filters of the old style are not known: write [\"get\", name]");
        return new Comparison(call.Name, sides[0], sides[1]);
    }

    static Match ReadMatch(Call call)
    {
        var items = call.Take(4);
        if (items.Count % 2 != 0) throw new StyleException(call.Path, "match needs an input, pairs of label and output, and an output for all else");
        var labels = ImmutableArray.CreateBuilder<ImmutableArray<StyleValue>>();
        var outputs = ImmutableArray.CreateBuilder<Expression>();
        var seen = new HashSet<StyleValue>();
        for (var i = 1; i + 1 < items.Count; i += 2)
        {
            var group = ReadLabels(items[i], call.At(i + 1));
            foreach (var label in group)
                if (!seen.Add(label)) throw new StyleException(call.At(i + 1), $"the label {label} is there twice");
            labels.Add(group);
            outputs.Add(call.Read(i + 2));
        }

        return new Match(call.Read(1), labels.ToImmutable(), outputs.ToImmutable(), call.Read(items.Count));
    }

    static ImmutableArray<StyleValue> ReadLabels(JsonElement json, string path)
    {
        ImmutableArray<StyleValue> labels = json.ValueKind == JsonValueKind.Array
            ? [.. json.EnumerateArray().Select((label, i) => Constant(label, $"{path}/{i}"))]
            : [Constant(json, path)];
        foreach (var label in labels)
        {
            if (label.Kind is not (StyleValueKind.Text or StyleValueKind.Number)) throw new StyleException(path, $"a label is a text or a whole number, not {label}");
            if (label.Kind == StyleValueKind.Number && label.Number != Math.Floor(label.Number)) throw new StyleException(path, $"a label is a whole number, not {label}");
        }

        return labels.IsEmpty ? throw new StyleException(path, "there is no label") : labels;
    }

    static Case ReadCase(Call call)
    {
        var all = call.All(3);
        if (all.Length % 2 == 0) throw new StyleException(call.Path, "case needs pairs of condition and output, and an output for all else");
        return new Case([.. all.SkipLast(1).Where((_, i) => i % 2 == 0)], [.. all.Where((_, i) => i % 2 == 1)], all[^1]);
    }

    static Step ReadStep(Call call)
    {
        var items = call.Take(4);
        if (items.Count % 2 != 0) throw new StyleException(call.Path, "step needs an input, a first output, and pairs of stop and output");
        var outputs = Enumerable.Range(0, items.Count / 2).Select(i => call.Read((2 * i) + 2));
        return new Step(call.Read(1), call.Stops(3, items.Count), [.. outputs]);
    }

    static Interpolate ReadInterpolate(Call call)
    {
        var items = call.Take(4);
        if (items.Count % 2 != 0) throw new StyleException(call.Path, "interpolate needs a kind, an input, and pairs of stop and output");
        var outputs = Enumerable.Range(1, (items.Count / 2) - 1).Select(i => call.Read((2 * i) + 2));
        return new Interpolate(BaseOf(items[0], call.At(1)), call.Read(2), call.Stops(3, items.Count), [.. outputs]);
    }

    static double BaseOf(JsonElement kind, string path)
    {
        if (kind.ValueKind == JsonValueKind.Array && kind.GetArrayLength() > 0 && kind[0].ValueKind == JsonValueKind.String)
        {
            if (kind[0].GetString() == "linear" && kind.GetArrayLength() == 1) return 1;
            if (kind[0].GetString() == "exponential" && kind.GetArrayLength() == 2 && kind[1].ValueKind == JsonValueKind.Number && kind[1].GetDouble() > 0) return kind[1].GetDouble();
        }

        throw new StyleException(path, $"the interpolation {kind.GetRawText()} is not known: linear and exponential are");
    }

    static Format ReadFormat(Call call)
    {
        var items = call.Take(1);
        var sections = ImmutableArray.CreateBuilder<Expression>();
        var scales = ImmutableArray.CreateBuilder<double>();
        for (var i = 0; i < items.Count; i++)
        {
            sections.Add(call.Read(i + 1));
            var hasOptions = i + 1 < items.Count && items[i + 1].ValueKind == JsonValueKind.Object;
            scales.Add(hasOptions ? ScaleOf(items[i + 1], call.At(i + 2)) : 1);
            if (hasOptions) i++;
        }

        return new Format(sections.ToImmutable(), scales.ToImmutable());
    }

    static double ScaleOf(JsonElement options, string path)
    {
        foreach (var option in options.EnumerateObject())
            if (option.Name != "font-scale" || option.Value.ValueKind != JsonValueKind.Number) throw new StyleException($"{path}/{option.Name}", "this option of format is not known: font-scale with a number is");
        return options.TryGetProperty("font-scale", out var scale) ? scale.GetDouble() : 1;
    }

    static StyleValue Constant(JsonElement json, string path) => json.ValueKind switch
    {
        JsonValueKind.Null => StyleValue.Null,
        JsonValueKind.True or JsonValueKind.False => StyleValue.Of(json.GetBoolean()),
        JsonValueKind.Number => StyleValue.Of(json.GetDouble()),
        JsonValueKind.String => StyleValue.Of(json.GetString()),
        JsonValueKind.Array => StyleValue.Of([.. json.EnumerateArray().Select((item, i) => Constant(item, $"{path}/{i}"))]),
        _ => throw new StyleException(path, "an object cannot stand here"),
    };

    /// <summary>One list of the style with its operator's name.</summary>
    readonly record struct Call(string Name, JsonElement Json, string Path, int Depth)
    {
        internal string At(int index) => $"{Path}/{index}";

        internal StyleException Unknown() => new($"{Path}/0", $"the operator '{Name}' is not known");

        /// <summary>The arguments, counted from 1 in the list.</summary>
        internal IReadOnlyList<JsonElement> Take(int least, int most = int.MaxValue)
        {
            var count = Json.GetArrayLength() - 1;
            if (count < least || count > most)
                throw new StyleException(Path, $"'{Name}' has {count} arguments, expected {(least == most ? least : most == int.MaxValue ? $"{least} or more" : $"{least} to {most}")}");
            return [.. Json.EnumerateArray().Skip(1)];
        }

        internal Expression Read(int index) => ExpressionReader.Read(Json[index], At(index), Depth + 1);

        internal ImmutableArray<Expression> All(int least, int most = int.MaxValue)
        {
            var call = this;
            return [.. Enumerable.Range(1, Take(least, most).Count).Select(call.Read)];
        }

        internal Expression Nothing(Expression expression)
        {
            Take(0, 0);
            return expression;
        }

        internal string NameArgument()
        {
            var name = Take(1, 1)[0];
            return name.ValueKind == JsonValueKind.String ? name.GetString()! : throw new StyleException(At(1), $"'{Name}' takes the name of a property, a constant text");
        }

        internal ImmutableArray<double> Stops(int first, int count)
        {
            var stops = ImmutableArray.CreateBuilder<double>();
            for (var i = first; i <= count; i += 2)
            {
                if (Json[i].ValueKind != JsonValueKind.Number) throw new StyleException(At(i), "a stop is a number");
                if (stops.Count > 0 && Json[i].GetDouble() <= stops[^1]) throw new StyleException(At(i), "stops must ascend");
                stops.Add(Json[i].GetDouble());
            }

            return stops.ToImmutable();
        }
    }
}
