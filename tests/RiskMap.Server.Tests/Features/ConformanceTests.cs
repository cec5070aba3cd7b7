using System.Text;
using RiskMap.Server.Features;
using RiskMap.Server.Tests.Support;

namespace RiskMap.Server.Tests.Features;

/// <summary>Conformance classes are declared only where tests hold them, and the page for people says the same as the server.</summary>
public sealed class ConformanceTests
{
    const string Start = "<!-- written from ConformanceClasses.cs: UPDATE_GOLDEN=1 -->";
    const string End = "<!-- end -->";

    static readonly string Root = Repository.PathOf();

    [Fact]
    public async Task The_server_declares_the_classes_that_tests_hold()
    {
        await using var city = await TestCity.With(enterprises: 1);
        var declared = (await city.GetJsonAsync("/conformance"))["conformsTo"]!.AsArray().Select(name => name!.GetValue<string>()).ToList();
        declared.ShouldBe(ConformanceClasses.All.Where(row => row.Uri is not null && row.Tests.Count > 0).Select(row => row.Uri!));
        declared.ShouldBeUnique();
        declared.ShouldContain("http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core");
    }

    [Fact]
    public void Every_test_that_a_class_names_exists()
    {
        var sources = Directory.EnumerateFiles(Path.Combine(Root, "tests"), "*Tests.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains("RiskMap.Server.Tests", StringComparison.Ordinal)).ToLookup(file => Path.GetFileNameWithoutExtension(file), StringComparer.Ordinal);
        foreach (var row in ConformanceClasses.All)
        {
            foreach (var test in row.Tests)
                (Exists(test) || sources[test.Split('.')[0]].Any(file => HasTest(file, test))).ShouldBeTrue($"{row.Standard} {row.Name}: there is no test {test}");
        }
    }

    [Fact]
    public void A_test_that_does_not_exist_is_noticed()
    {
        Exists("ConformanceTests").ShouldBeTrue();
        Exists("ConformanceTests.A_test_that_does_not_exist_is_noticed").ShouldBeTrue();
        Exists("ConformanceTests.Root").ShouldBeFalse();
        Exists("ConformanceTest").ShouldBeFalse();
        Exists("tests/clients/run").ShouldBeTrue();
        Exists("tests/clients/walk").ShouldBeFalse();
    }

    [Fact]
    public void The_page_for_people_lists_the_same_classes()
    {
        var path = Path.Combine(Root, "docs", "conformance.md");
        var text = File.ReadAllText(path);
        var (start, end) = (text.IndexOf(Start, StringComparison.Ordinal), text.IndexOf(End, StringComparison.Ordinal));
        start.ShouldBeGreaterThan(0);
        end.ShouldBeGreaterThan(start);
        var written = text[..start] + Start + "\n" + Table() + text[end..];
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1") File.WriteAllText(path, written);
        else text.ShouldBe(written, "docs/conformance.md differs from ConformanceClasses.cs (UPDATE_GOLDEN=1 writes it)");
    }

    static string Table()
    {
        var table = new StringBuilder("| standard | class | declared | state | held by |\n|---|---|---|---|---|\n");
        var standard = "";
        foreach (var row in ConformanceClasses.All)
        {
            var name = row.Uri is null ? row.Name : $"[{row.Name}]({row.Uri})";
            var tests = string.Join(", ", row.Tests.Select(test => $"`{test}`"));
            table.Append($"| {(row.Standard == standard ? "" : row.Standard)} | {name} | {(row.IsDeclared ? "yes" : "")} | {row.State} | {tests} |\n");
            standard = row.Standard;
        }

        return table.ToString();
    }

    /// <summary>True for a test class or method of this assembly, or for a script of the repository.</summary>
    static bool Exists(string test)
    {
        if (test.Contains('/', StringComparison.Ordinal)) return File.Exists(Path.Combine(Root, test));
        var (owner, method) = Parts(test);
        var facts = typeof(ConformanceTests).Assembly.GetTypes().Where(type => type.Name == owner)
            .SelectMany(type => type.GetMethods()).Where(candidate => candidate.IsDefined(typeof(FactAttribute), inherit: true));
        return facts.Any(fact => method is null || fact.Name == method);
    }

    // Tests of the other rooms are not in this assembly; their text is.
    static bool HasTest(string file, string test)
    {
        var text = File.ReadAllText(file);
        var (owner, method) = Parts(test);
        return text.Contains($"class {owner}", StringComparison.Ordinal) && text.Contains("Fact", StringComparison.Ordinal)
            && (method is null || text.Contains($" {method}(", StringComparison.Ordinal));
    }

    static (string Owner, string? Method) Parts(string test) => test.Split('.') is [var owner, var method] ? (owner, method) : (test, null);
}
