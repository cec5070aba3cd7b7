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
