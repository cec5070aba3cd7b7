using RiskMap.City.Model;
using RiskMap.City.Query;
using RiskMap.Geo.Cql2;
using RiskMap.Server.Texts;

namespace RiskMap.Server.Http;

/// <summary>
/// Parameters that name properties of a layer: <c>properties=a,b</c> chooses those that are told, <c>sortby=+a,-b</c> the order, and the name of any
/// queryable with one value chooses features (<c>grade=red</c>, OGC 17-069r4, 7.15.5).
/// </summary>
public static class PropertyParameters
{
    /// <summary>Parameter with the properties that are told.</summary>
    public const string Properties = "properties";

    /// <summary>Parameter with the keys of the order.</summary>
    public const string SortBy = "sortby";

    // More keys than this order nothing further in any real list.
    const int MostKeys = 8;

    /// <summary>Names of the parameters that choose features of a layer by the value of a property.</summary>
    public static IEnumerable<string> NamesOf(LayerSchema layer) => layer.Fields.Where(Queryables.Has).Select(field => field.Name).Prepend(Queryables.Key).Prepend(Queryables.Id);

    /// <summary>The conditions of a request.</summary>
    /// <exception cref="ProblemException">400: a value that is none of the property.</exception>
    public static IEnumerable<RowPredicate> Tests(HttpRequest request, LayerSchema layer)
    {
        foreach (var name in NamesOf(layer))
        {
            if (Parameters.Text(request, name) is not { } text) continue;
            yield return name switch
            {
                Queryables.Key => PropertyValue.KeyTest(text),
                Queryables.Id => PropertyValue.IdTest(text) ?? throw Problem.Invalid(name, text, MessageTexts.Both("expected.integer")),
                _ => PropertyValue.Test(layer, layer.IndexOf(name), text) ?? throw Problem.Invalid(name, text, Expected(layer.Fields[layer.IndexOf(name)])),
            };
        }
    }

    /// <summary>The keys of the order that a request asks for.</summary>
    /// <exception cref="ProblemException">400: a property by which the layer cannot be sorted, or one named twice.</exception>
    public static IReadOnlyList<SortKey> Sort(HttpRequest request, LayerSchema layer)
    {
        if (Parameters.Text(request, SortBy) is not { } text) return [];
        var keys = text.Split(',').Select(ReadKey).ToList();
        var known = SortKey.NamesOf(layer).ToList();
        if (keys.Find(key => !known.Contains(key.Name, StringComparer.Ordinal)) is { } unknown) throw Unknown(SortBy, unknown.Name, known);
        return keys.Count <= MostKeys && keys.DistinctBy(key => key.Name, StringComparer.Ordinal).Count() == keys.Count
            ? keys
            : throw Problem.Invalid(SortBy, text, MessageTexts.Both("expected.sortby", MostKeys));
    }

    /// <summary>The properties that a request asks for: positions of fields, and whether the key is among them; null for all.</summary>
    /// <exception cref="ProblemException">400: a property that the layer does not tell.</exception>
    public static (IReadOnlyList<int> Fields, bool HasKey)? Chosen(HttpRequest request, LayerSchema layer)
    {
        if (Parameters.Text(request, Properties) is not { } text) return null;
        var names = text.Split(',', StringSplitOptions.TrimEntries).Distinct(StringComparer.Ordinal).ToList();
        var known = layer.Fields.Where(field => !field.Personal).Select(field => field.Name).Prepend(Queryables.Key).Append(Queryables.Geometry).ToList();
        if (names.Find(name => !known.Contains(name)) is { } unknown) throw Unknown(Properties, unknown, known);
        // The geometry is told always; who names it means the same.
        return ([.. layer.Fields.Select((field, index) => (field, index)).Where(pair => names.Contains(pair.field.Name)).Select(pair => pair.index)], names.Contains(Queryables.Key));
    }

    // A plus that is not percent-encoded arrives as a space.
    static SortKey ReadKey(string text) => text switch
    {
        ['+' or ' ', .. var name] => new(name.Trim(), Descending: false),
        ['-', .. var name] => new(name.Trim(), Descending: true),
        _ => new(text.Trim(), Descending: false),
    };

    static ProblemException Unknown(string parameter, string name, IReadOnlyList<string> known)
    {
        var (code, names) = (NearMiss.Find(name, known) is null ? "unknown-property" : "misspelt-property", string.Join(", ", known));
        return new(new Problem(StatusCodes.Status400BadRequest, code, name, names, NearMiss.Find(name, known)) { Member = parameter, Value = name });
    }

    static LocalizedText Expected(Field field) => field switch
    {
        { Codes: { } codes } => MessageTexts.Both("expected.code", string.Join(", ", codes.Codes.Select(code => code.Value))),
        { Type: FieldType.Integer } => MessageTexts.Both("expected.integer"),
        { Type: FieldType.Number } => MessageTexts.Both("expected.number"),
        { Type: FieldType.Boolean } => MessageTexts.Both("expected.flag"),
        _ => MessageTexts.Both("expected.datetime"),
    };
}
