using System.Text.Json;
using RiskMap.City.Model;

namespace RiskMap.City.Tests.Model;

/// <summary>Every number in data/ has a source: its own, or that of the object around it.</summary>
public sealed class RuleSourceTests
{
    // Drawn for the demo and for tests, not rules: they say so themselves.
    static readonly string[] Invented = ["demo", "scenarios"];

    static readonly JsonDocumentOptions Comments = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    public static TheoryData<string> RuleTables => [.. Directory.EnumerateFiles(RuleFiles.Folder, "*.json", SearchOption.AllDirectories)
        .Select(file => Path.GetRelativePath(RuleFiles.Folder, file))
        .Where(file => !Invented.Contains(file.Split(Path.DirectorySeparatorChar)[0]))];

    [Theory]
    [MemberData(nameof(RuleTables))]
    public void Every_number_of_a_rule_table_stands_under_a_source_with_clause_and_status(string table)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(RuleFiles.Folder, table)), Comments);
        Unsourced(document.RootElement, table, sourced: false).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("table 4.1.9", "表4.1.9")]
    [InlineData("4.3, table 4, W5.3", "4.3，表4，W5.3")]
    [InlineData("table 3.4.1, note 1", "表3.4.1，注1")]
    [InlineData("annex, 自控与安全设施", "附件，自控与安全设施")]
    [InlineData("第四十八条, 第三十八条", "第四十八条，第三十八条")]
    [InlineData("data/siting.json", "data/siting.json")]
    public void A_clause_is_cited_in_both_languages(string clause, string chinese)
    {
        new RuleSource("GB 50160-2008", clause, RuleSource.Verified).Citation.ShouldBe(new LocalizedText($"GB 50160-2008，{chinese}", $"GB 50160-2008, {clause}"));
    }

    [Fact]
    public void A_bare_number_of_a_regulation_is_its_article() =>
        new RuleSource("危险化学品安全管理条例", "19", RuleSource.Verified).Citation.Zh.ShouldBe("危险化学品安全管理条例，第19条");

    [Fact]
    public void A_text_on_a_rule_that_nobody_checked_says_so_in_both_languages()
    {
        new RuleSource("local method", "list", RuleSource.ToBeVerified).CitedMark.ShouldBe(new LocalizedText("（本地方法，名录：待核实）", " (local method, list: to be verified)"));
        new RuleSource("local method", "list", RuleSource.Verified).CitedMark.ShouldBe(new LocalizedText("", ""));
    }

    [Theory]
    [InlineData("separation.json")]
    [InlineData("facilities.json")]
    [InlineData("zoning.json")]
    [InlineData("external-safety.json")]
    [InlineData("individual-risk.json")]
    [InlineData("siting.json")]
    public void The_clauses_of_a_certificate_hold_no_English_words_in_Chinese(string table)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(RuleFiles.Folder, table)), Comments);
        Sources(document.RootElement).Select(source => source.Citation.Zh).Distinct(StringComparer.Ordinal)
            .Where(cited => System.Text.RegularExpressions.Regex.IsMatch(cited.Replace($"data/{table}", "", StringComparison.Ordinal), "[A-Za-z]{4}")).ShouldBeEmpty();
    }

    static IEnumerable<RuleSource> Sources(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(member => member.Name == "source" ? [member.Value.Deserialize<RuleSource>(JsonSerializerOptions.Web)!] : Sources(member.Value)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Sources),
        _ => [],
    };

    static IEnumerable<string> Unsourced(JsonElement element, string path, bool sourced) => element.ValueKind switch
    {
        JsonValueKind.Object => UnsourcedObject(element, path, sourced),
        JsonValueKind.Array => element.EnumerateArray().SelectMany((item, i) => Unsourced(item, $"{path}/{i}", sourced)),
        JsonValueKind.Number when !sourced => [path],
        _ => [],
    };

    static IEnumerable<string> UnsourcedObject(JsonElement element, string path, bool sourced)
    {
        var faults = SourceFaults(element, path).ToList();
        var covered = sourced || (faults.Count == 0 && element.TryGetProperty("source", out _));
        return faults.Concat(element.EnumerateObject().Where(member => member.Name != "source").SelectMany(member => Unsourced(member.Value, $"{path}/{member.Name}", covered)));
    }

    static IEnumerable<string> SourceFaults(JsonElement element, string path)
    {
        if (!element.TryGetProperty("source", out var source))
            yield break;
        // The tables that only describe files and stores carry one text for the whole file; a rule's source has three members.
        var (text, status) = source.ValueKind == JsonValueKind.Object
            ? (TextOf(source, "standard") is { Length: > 0 } ? TextOf(source, "clause") : null, TextOf(source, "status"))
            : (source.GetString(), TextOf(element, "status") ?? TextOf(element, "licence"));
        if (string.IsNullOrWhiteSpace(text))
            yield return $"{path}: no standard or clause";
        if (source.ValueKind == JsonValueKind.Object ? status is not (RuleSource.Verified or RuleSource.ToBeVerified) : status is null)
            yield return $"{path}: no status";
    }

    static string? TextOf(JsonElement element, string member) => element.TryGetProperty(member, out var text) ? text.GetString() : null;
}
