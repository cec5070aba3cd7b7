using System.Text.RegularExpressions;
using RiskMap.Server.Texts;

namespace RiskMap.Server.Tests.Texts;

public sealed partial class MessageTextsTests
{
    [Fact]
    public void Both_languages_have_the_same_keys() => MessageTexts.Keys("en").ShouldBe(MessageTexts.Keys("zh"), ignoreOrder: true);

    [Fact]
    public void Both_languages_have_the_same_places()
    {
        foreach (var key in MessageTexts.Keys("zh"))
            PlacesOf(MessageTexts.In("en", key)).ShouldBe(PlacesOf(MessageTexts.In("zh", key)), key);
    }

    [Fact]
    public void Every_key_that_the_code_names_is_there_and_none_is_idle()
    {
        var code = string.Join('\n', Directory.EnumerateFiles(Sources(), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal)).Select(File.ReadAllText));
        var keys = MessageTexts.Keys("zh");
        var named = Named().Matches(code).Select(match => match.Groups[1].Value).Distinct().ToList();
        named.Count.ShouldBeGreaterThan(50);
        named.ShouldBeSubsetOf(keys);
        var made = new[] { "problem.", "landing.link.", "collection.link.", "import.", "check.", "cql2.", "map.", "api.parameter.", "api.response.", "api.header.", "api.tag.", "page.type.", "page.geometry.", "page.turn.", "process.fault.", "process.job.", "certificate.verdict.", "plan.key.", "plan.hint.", "plan.size.", "plan.period." };
        keys.Where(key => !code.Contains($"\"{key}\"", StringComparison.Ordinal) && !made.Any(key.StartsWith)).ShouldBeEmpty();
    }

    [Fact]
    public void Every_problem_that_the_code_names_has_title_detail_and_remedy()
    {
        var keys = MessageTexts.Keys("zh").Where(key => key.StartsWith("problem.", StringComparison.Ordinal)).ToList();
        foreach (var problem in keys.Select(key => key.Split('.')[1]).Distinct())
            keys.Where(key => key.Split('.')[1] == problem).Select(key => key.Split('.')[2]).ShouldBe(["title", "detail", "remedy"], ignoreOrder: true, problem);
    }

    [Theory]
    [InlineData("--lang en", "zh_CN.UTF-8", "en")]
    [InlineData("--lang=zh", "en_GB.UTF-8", "zh")]
    [InlineData("risk", "en_GB.UTF-8", "en")]
    [InlineData("risk", "zh_CN.UTF-8", "zh")]
    [InlineData("risk", "C.UTF-8", "zh")]
    [InlineData("risk", null, "zh")]
    public void The_language_is_asked_for_or_taken_from_the_environment(string line, string? environment, string expected) =>
        Language.OfCommandLine(line.Split(' '), environment).ShouldBe(expected);

    static List<string> PlacesOf(string text) => [.. Place().Matches(text).Select(match => match.Value).Distinct().Order(StringComparer.Ordinal)];

    static string Sources() => Repository.PathOf("src", "RiskMap.Server");

    [GeneratedRegex(@"\{\d+\}")]
    private static partial Regex Place();

    [GeneratedRegex(@"(?:\.Text|\.Both|\.In|\.Say)\((?:language, )?""([a-z0-9.-]+)""")]
    private static partial Regex Named();
}
