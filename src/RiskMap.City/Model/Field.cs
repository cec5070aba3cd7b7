using System.Collections.Immutable;

namespace RiskMap.City.Model;

/// <summary>
/// One field of a layer. From it come the column of each store, the headers that importers understand, the JSON member,
/// the queryable, the tile attribute and the console's form. Immutable and safe to share.
/// </summary>
/// <param name="Name">Name on the wire, camelCase, with the unit where there is one (<c>turnoutSeconds</c>).</param>
/// <param name="Title">Titles for people; both are also accepted as column headers.</param>
/// <param name="Type">Type of the value.</param>
public sealed record Field(string Name, LocalizedText Title, FieldType Type)
{
    /// <summary>Column name in the stores: <see cref="Name"/> in snake_case, so that SQL needs no quotes.</summary>
    public string Column { get; init; } = SnakeCase(Name);

    /// <summary>UCUM unit (<c>t</c>, <c>s</c>, <c>m3</c>, <c>{persons}</c>), or null.</summary>
    public string? Unit { get; init; }

    /// <summary>Closed list of codes for a text field or for the scalars of a list, or null.</summary>
    public CodeList? Codes { get; init; }

    /// <summary>Members of the objects of a list; empty for a list of scalars. The order is also that of the short form <c>a:b;a:b</c> in CSV cells.</summary>
    public ImmutableArray<Field> Items { get; init; } = [];

    /// <summary>Type of the scalars of a list: <see cref="FieldType.Text"/> or <see cref="FieldType.Integer"/>.</summary>
    public FieldType EntryType { get; init; } = FieldType.Text;

    /// <summary>A row without this value is refused.</summary>
    public bool Required { get; init; }

    /// <summary>Travels in vector tiles.</summary>
    public bool InTiles { get; init; }

    /// <summary>May be named in filters.</summary>
    public bool Queryable { get; init; } = true;

    /// <summary>Concerns a person (phone, name): never in tiles, lists or exports unless asked for.</summary>
    public bool Personal { get; init; }

    /// <summary>Least plausible value of a number, in <see cref="Unit"/>.</summary>
    public double? Minimum { get; init; }

    /// <summary>Greatest plausible value of a number, in <see cref="Unit"/>.</summary>
    public double? Maximum { get; init; }

    /// <summary>A further rule for a text value, e.g. a check digit; null means any text.</summary>
    public TextRule? Rule { get; init; }

    /// <summary>Further spellings of "no value" that files use in this field, compared without case.</summary>
    public ImmutableArray<string> MissingSpellings { get; init; } = [];

    /// <summary>Further spellings of "true" that files use in this field, compared without case.</summary>
    public ImmutableArray<string> TrueSpellings { get; init; } = [];

    /// <summary>Further column headers that files use, compared without case, spaces, underscores and hyphens.</summary>
    public ImmutableArray<string> Aliases { get; init; } = [];

    static string SnakeCase(string name) =>
        string.Concat(name.Select(c => char.IsUpper(c) ? "_" + char.ToLowerInvariant(c) : c.ToString()));
}

/// <summary>A named rule for a text value with its source: brings the text to its canonical form, or says what is wrong with it.</summary>
/// <param name="Source">Standard and clause.</param>
/// <param name="Normalize">Text to (canonical text, null) or (null, reason and remedy). Pure.</param>
public sealed record TextRule(string Source, Func<string, (string? Value, LocalizedText? Problem)> Normalize);
