using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;
using RiskMap.City.Model;

namespace RiskMap.Server.Texts;

/// <summary>
/// The texts that people read, by key, from Texts/zh.json and Texts/en.json (embedded). Both hold the same keys; a test sees to it.
/// Places are <c>{0} {1}</c>. Immutable and safe to share.
/// </summary>
public static class MessageTexts
{
    static readonly FrozenDictionary<string, string> Zh = Load(Language.Chinese);
    static readonly FrozenDictionary<string, string> En = Load(Language.English);

    /// <summary>The text in both languages with its places filled.</summary>
    /// <exception cref="KeyNotFoundException">No such key.</exception>
    public static LocalizedText Both(string key, params object?[] values) =>
        new(Fill(Zh[key], values, Language.Chinese), Fill(En[key], values, Language.English));

    /// <summary>The text in one language with its places filled; a <see cref="LocalizedText"/> among the values is read in the same language.</summary>
    /// <exception cref="KeyNotFoundException">No such key.</exception>
    public static string In(string language, string key, params object?[] values) =>
        Fill((language == Language.English ? En : Zh)[key], values, language);

    /// <summary>The keys of a language, for the test that both hold the same.</summary>
    public static IReadOnlyCollection<string> Keys(string language) => (language == Language.English ? En : Zh).Keys;

    static string Fill(string text, object?[] values, string language) => values.Length == 0
        ? text
        : string.Format(CultureInfo.InvariantCulture, text, [.. values.Select(value => value is LocalizedText both ? both.In(language) : value)]);

    static FrozenDictionary<string, string> Load(string language)
    {
        using var stream = typeof(MessageTexts).Assembly.GetManifestResourceStream($"Texts.{language}.json")
            ?? throw new InvalidOperationException($"Texts/{language}.json is not embedded in the assembly");
        return JsonSerializer.Deserialize<Dictionary<string, string>>(stream)!.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
