using System.Text;
using System.Text.RegularExpressions;
using RiskMap.City.Model;
using RiskMap.Geo.Cql2;

namespace RiskMap.City.Dispatch.Isolation;

/// <summary>What the book says about one material: a row of table 1, or an orange guide.</summary>
/// <param name="Un">UN number, or null for an unknown material.</param>
/// <param name="Name">Name.</param>
/// <param name="Guide">Number of the orange guide.</param>
/// <param name="Row">Row of table 1, or null.</param>
/// <param name="GuideRow">Guide with distances, or null for a material of table 1.</param>
public sealed record ErgEntry(string? Un, LocalizedText Name, string Guide, ErgRow? Row, ErgGuide? GuideRow);

/// <summary>Finds materials of the book by UN number or by any of their names, Chinese or English. Immutable; safe for parallel reads.</summary>
public sealed partial class ErgIndex
{
    // So many names are offered where one is not known.
    const int MostSuggestions = 5;

    static readonly Lazy<ErgIndex> Loaded = new(() => new ErgIndex(ErgTables.Default));

    readonly Dictionary<string, ErgEntry> _byUn = new(StringComparer.Ordinal);
    readonly Dictionary<string, ErgEntry> _byName = new(StringComparer.Ordinal);
    readonly List<string> _names = [];

    /// <summary>Makes the index of some tables.</summary>
    public ErgIndex(ErgTables tables)
    {
        foreach (var row in tables.Table1)
            Add(new(row.Un, row.Name, row.Guide, row, null), row.AlsoCalled);
        foreach (var guide in tables.Guides)
            foreach (var material in guide.Materials)
                Add(new(material.Un, material.Name, guide.Guide, null, guide), material.AlsoCalled);
    }

    /// <summary>The index of this installation's tables.</summary>
    public static ErgIndex Default => Loaded.Value;

    /// <summary>All materials.</summary>
    public IEnumerable<ErgEntry> Entries => _byName.Values.Distinct();

    /// <summary>The material that a question names; the UN number goes before the name.</summary>
    /// <exception cref="QuestionException">Neither is given, one is unknown (the nearest are offered), or they contradict each other.</exception>
    public ErgEntry Find(string? unNumber, string? material)
    {
        if (string.IsNullOrWhiteSpace(unNumber))
            return string.IsNullOrWhiteSpace(material) ? throw Missing() : _byName.GetValueOrDefault(Folded(material)) ?? throw UnknownName(material);
        var found = NumberIn(unNumber) is { } number && _byUn.TryGetValue(number, out var entry) ? entry : throw UnknownNumber(unNumber);
        if (!string.IsNullOrWhiteSpace(material) && _byName.TryGetValue(Folded(material), out var named) && named.Un != found.Un)
            throw Contradiction(material, named, found);
        return found;
    }

    /// <summary>True for a name that the book has, of whatever material.</summary>
    public bool IsKnown(string name) => _byName.ContainsKey(Folded(name));

    /// <summary>Names that are nearest to one that is not known; at most five.</summary>
    public IReadOnlyList<string> Suggestions(string name)
    {
        var folded = Folded(name);
        var near = folded.Length == 0 ? [] : _names.Where(known => Folded(known) is var other && (other.Contains(folded, StringComparison.Ordinal) || folded.Contains(other, StringComparison.Ordinal)))
            .OrderBy(known => Math.Abs(known.Length - name.Length)).ThenBy(known => known, StringComparer.Ordinal).Take(MostSuggestions).ToList();
        return near.Count > 0 ? near : NearMiss.Find(name.Trim(), _names) is { } one ? [one] : [];
    }

    void Add(ErgEntry entry, IReadOnlyList<string>? alsoCalled)
    {
        if (entry.Un is not null)
            _byUn.Add(entry.Un, entry);
        foreach (var name in new[] { entry.Name.Zh, entry.Name.En }.Concat(alsoCalled ?? []))
        {
            _names.Add(name);
            _byName.TryAdd(Folded(name), entry);
        }
    }

    // "UN 1005", "un1005", "１００５" and "1005" are one number; "10-05" and "-1005" are none: digits are not picked out of what is something else.
    static string? NumberIn(string text) => WrittenNumber().Match(text.Normalize(NormalizationForm.FormKC)) is { Success: true } match ? match.Groups["number"].Value : null;

    [GeneratedRegex(@"^\s*(UN\s*(No\.?|编号)?\s*[-:.]?)?\s*(?<number>[0-9]{4})\s*\z", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex WrittenNumber();

    // A name is compared without case, width, spaces and marks.
    static string Folded(string name) => new([.. name.Normalize(NormalizationForm.FormKC).Where(char.IsLetterOrDigit).Select(char.ToLowerInvariant)]);

    static QuestionException Missing() => new("unNumber", null,
        ("没有说明泄漏的是什么", "nothing says what is released"),
        ("给出 unNumber（如 1005）或 material（如 液氨）；不知道时用 material: 未知物质", "give unNumber (1005) or material (ammonia); where nobody knows, material: unknown"));

    QuestionException UnknownNumber(string unNumber)
    {
        if (NumberIn(unNumber) is not { } written)
            return new("unNumber", unNumber, ("不是 UN 编号", "is no UN number"), ("四位数字，如 1005 或 UN1005", "four digits, such as 1005 or UN1005"));
        var near = NearMiss.Find(written, _byUn.Keys) is { } number ? $"UN {number} {_byUn[number].Name.Zh} {_byUn[number].Name.En}" : null;
        return new("unNumber", unNumber,
            ($"UN 编号 {unNumber} 不在 ERG 2024 表 1 和本系统收录的导则中", $"UN number {unNumber} is neither in table 1 of ERG 2024 nor in the guides held here"),
            (near is null ? "核对编号；原书黄页给出该编号的导则" : $"核对编号；最接近的是 {near}", near is null ? "check the number; the book's yellow pages name its guide" : $"check the number; the nearest is {near}"));
    }

    QuestionException UnknownName(string material)
    {
        var near = string.Join("; ", Suggestions(material));
        return new("material", material,
            ($"“{material}”不是表 1 和本系统收录的导则中的名称", $"'{material}' is no name in table 1 or the guides held here"),
            (near.Length == 0 ? "改用 UN 编号" : $"是否指：{near}；或改用 UN 编号", near.Length == 0 ? "give the UN number instead" : $"did you mean {near}? Or give the UN number"));
    }

    static QuestionException Contradiction(string material, ErgEntry named, ErgEntry found) => new("material", material,
        named.Un is null
            ? ($"“{material}”表示不知道是什么，而 unNumber 是 {found.Un}", $"'{material}' says that nobody knows what it is, but unNumber is {found.Un}")
            : ($"“{material}”是 UN {named.Un}，而 unNumber 是 {found.Un}", $"'{material}' is UN {named.Un}, but unNumber is {found.Un}"),
        ("两者只给一个", "give only one of them"));
}
