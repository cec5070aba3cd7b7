namespace RiskMap.City.Risk.MajorHazard;

/// <summary>
/// Known substances by CAS number and by Chinese or English name: table 1 of GB 18218-2018 and common chemicals outside it. Where several variants
/// share a number the first is the one of lowest critical quantity (GB 18218-2018, 4.1.2). Immutable, thread-safe.
/// </summary>
public static class Substances
{
    static readonly Lazy<Index> Loaded = new(() => new Index(MajorHazardTables.Default));

    /// <summary>All rows: table 1 in its order, then the others.</summary>
    public static IReadOnlyList<Substance> All => Loaded.Value.All;

    /// <summary>All variants with a CAS number, the lowest critical quantity first; empty when it is not known.</summary>
    public static IReadOnlyList<Substance> WithCas(string cas) => Loaded.Value.ByCas.GetValueOrDefault(cas.Trim()) ?? [];

    /// <summary>The variant of lowest critical quantity with a CAS number, or null.</summary>
    public static Substance? ByCas(string cas) => WithCas(cas) is [var first, ..] ? first : null;

    /// <summary>The substance of that name or alias (Chinese or English; case, spaces and the width of brackets do not count), or null.</summary>
    public static Substance? ByName(string name) => Loaded.Value.ByName.GetValueOrDefault(Key(name));

    /// <summary>The row that a line of an inventory means, by number, category or variant, and name; null when it is not known.</summary>
    public static Substance? Of(InventoryLine line) => Choose(line).Chosen;

    /// <summary>The hazards of what a line means: those of the substance, else that of its class; null when neither is known.</summary>
    internal static IReadOnlyList<string>? HazardsOf(InventoryLine line) => Of(line)?.Hazards
        ?? (line.Category is { } symbol && MajorHazardTables.Default.Category(symbol) is { } category ? [category.Hazard] : null);

    /// <summary>The row that a line means, and whether other variants were possible.</summary>
    internal static (Substance? Chosen, bool IsGuess) Choose(InventoryLine line)
    {
        var rows = Candidates(line);
        if (rows.Count <= 1)
            return (rows.Count == 0 ? null : rows[0], false);
        if (line.Category is { } category && rows.FirstOrDefault(row => Same(row.Variant, category)) is { } named)
            return (named, false);
        if (line.Name is { Length: > 0 } name && rows.Where(row => IsCalled(row, Key(name))).ToList() is { Count: > 0 } called)
            return (called[0], false);
        if (line.Category is { } symbol && rows.Where(row => row.Categories.Contains(symbol.Trim(), StringComparer.OrdinalIgnoreCase)).ToList() is { Count: > 0 } alike)
            return (alike[0], alike.Count > 1);
        return (rows[0], true);
    }

    /// <summary>A known CAS number that is nearly the given one (a digit wrong, two exchanged), or null.</summary>
    internal static Substance? Like(string cas)
    {
        var digits = Digits(cas);
        return digits.Length < 4 ? null : All.FirstOrDefault(substance => substance.Cas.Any(known => IsNear(Digits(known), digits)));
    }

    static IReadOnlyList<Substance> Candidates(InventoryLine line)
    {
        if (!string.IsNullOrWhiteSpace(line.Cas))
            return WithCas(line.Cas);
        return string.IsNullOrWhiteSpace(line.Name) || ByName(line.Name) is not { } named ? []
            : named.MainCas is { } cas ? WithCas(cas) : [named];
    }

    static bool IsCalled(Substance row, string key) => Index.NamesOf(row).Any(name => Key(name) == key);

    static bool Same(string? variant, string given) => string.Equals(variant, given.Trim(), StringComparison.OrdinalIgnoreCase);

    /// <summary>A name without case, spaces and the width of its signs.</summary>
    static string Key(string name) => string.Concat(name.Normalize(System.Text.NormalizationForm.FormKC).Where(letter => !char.IsWhiteSpace(letter)))
        .Replace('[', '(').Replace(']', ')').ToUpperInvariant();

    static string Digits(string cas) => string.Concat(cas.Where(char.IsAsciiDigit));

    static bool IsNear(string known, string given) =>
        known.Length == given.Length && known != given
        && (known.Zip(given).Count(pair => pair.First != pair.Second) == 1 || (known.Zip(given).Count(pair => pair.First != pair.Second) == 2 && known.Order().SequenceEqual(given.Order())));

    sealed class Index
    {
        public Index(MajorHazardTables tables)
        {
            All = [.. tables.Substances, .. tables.Classified];
            ByCas = All.SelectMany(row => row.Cas.Select(cas => (cas, row))).GroupBy(pair => pair.cas, pair => pair.row, StringComparer.Ordinal)
                .ToDictionary(rows => rows.Key, rows => (IReadOnlyList<Substance>)[.. rows.OrderBy(row => Lowest(row, tables)).ThenByDescending(row => row.Beta)], StringComparer.Ordinal);
            ByName = All.SelectMany(row => NamesOf(row).Select(name => (Key: Key(name), row))).DistinctBy(pair => pair.Key, StringComparer.Ordinal)
                .ToDictionary(pair => pair.Key, pair => pair.row, StringComparer.Ordinal);
        }

        public IReadOnlyList<Substance> All { get; }

        public Dictionary<string, IReadOnlyList<Substance>> ByCas { get; }

        public Dictionary<string, Substance> ByName { get; }

        public static IEnumerable<string> NamesOf(Substance row) => [row.Name.Zh, row.Name.En, .. row.Aliases];

        static double Lowest(Substance row, MajorHazardTables tables) =>
            row.CriticalTonnes ?? row.Categories.Select(symbol => tables.Category(symbol)?.CriticalTonnes ?? double.PositiveInfinity).DefaultIfEmpty(double.PositiveInfinity).Min();
    }
}
