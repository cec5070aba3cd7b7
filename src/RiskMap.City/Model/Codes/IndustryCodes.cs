using System.Collections.Frozen;

namespace RiskMap.City.Model.Codes;

/// <summary>Which industry codes exist (GB/T 4754-2017): the divisions, groups and classes of data/industry-codes.json. Thread-safe.</summary>
public static class IndustryCodes
{
    static readonly Lazy<FrozenSet<string>> Loaded = new(Load);

    /// <summary>Where the codes come from.</summary>
    public static RuleSource Source => File.Value.Source;

    static readonly Lazy<CodesFile> File = new(() => RuleFiles.Read<CodesFile>("industry-codes.json"));

    /// <summary>Number of divisions, groups and classes.</summary>
    public static int Count => Loaded.Value.Count;

    /// <summary>True for a division, group or class of the standard, digits only.</summary>
    public static bool Exists(string digits) => Loaded.Value.Contains(digits);

    /// <summary>The canonical code (digits only) of a text that may bear its section letter.</summary>
    /// <param name="text">Code as given.</param>
    /// <param name="member">Name of the input, for the message.</param>
    /// <exception cref="QuestionException">It is no code of the standard; the remedy names the nearest.</exception>
    public static string Require(string text, string member)
    {
        var (digits, problem) = IndustryCode.Rule.Normalize(text);
        if (digits is not null && Exists(digits))
            return digits;
        var nearest = Nearest(string.Concat(text.Where(char.IsAsciiDigit)));
        throw new QuestionException(member, text,
            problem ?? ($"GB/T 4754-2017 中没有行业代码 {text.Trim()}", $"GB/T 4754-2017 has no industry code {text.Trim()}"),
            ($"最接近的代码是 {nearest}；请核对", $"the nearest code is {nearest}; look it up"));
    }

    /// <summary>The code that is most like some digits: of the longest common beginning, then the nearest in number.</summary>
    static string Nearest(string digits) => Loaded.Value
        .OrderByDescending(code => Common(code, digits)).ThenByDescending(code => code.Length == digits.Length)
        .ThenBy(code => Math.Abs(NumberOf(code) - NumberOf(digits))).ThenBy(code => code, StringComparer.Ordinal).First();

    static int Common(string code, string digits) => code.Zip(digits).TakeWhile(pair => pair.First == pair.Second).Count();

    // As a fraction, so that codes of different lengths lie beside each other.
    static double NumberOf(string digits) =>
        digits.Length == 0 ? 0 : double.Parse("0." + digits, System.Globalization.CultureInfo.InvariantCulture);

    static FrozenSet<string> Load()
    {
        var classes = File.Value.Classes.SelectMany(division => division.Value.Split(' ').Select(rest => division.Key + rest)).ToList();
        return classes.Concat(classes.Select(code => code[..3])).Concat(classes.Select(code => code[..2])).ToFrozenSet(StringComparer.Ordinal);
    }

    sealed record CodesFile(RuleSource Source, IReadOnlyDictionary<string, string> Classes);
}
