using RiskMap.Geo.Cql2;

namespace RiskMap.Geo.Tests.Cql2;

/// <summary>The examples of the standard itself (opengeospatial/ogcapi-features, cql2-1.0.0).</summary>
public sealed class Cql2ExampleTests
{
    [SharedDataFact]
    public void Every_text_example_parses_prints_and_parses_to_the_same()
    {
        var examples = Files("text", "*.txt");
        examples.Count.ShouldBeGreaterThan(100);
        foreach (var (name, text) in examples) RoundTrips(Cql2Text.Parse(text), name);
    }

    [SharedDataFact]
    public void Every_json_example_parses_prints_and_parses_to_the_same()
    {
        var examples = Files("json", "*.json");
        examples.Count.ShouldBeGreaterThan(100);
        foreach (var (name, json) in examples) RoundTrips(Cql2Json.Parse(json), name);
    }

    [SharedDataFact]
    public void Text_and_json_of_an_example_say_the_same()
    {
        var json = Files("json", "*.json").ToDictionary(pair => pair.Name, pair => pair.Content);
        var compared = 0;
        foreach (var (name, text) in Files("text", "*.txt"))
        {
            // Another way of writing the same example: example36-alt01.
            if (!json.TryGetValue(name.Split("-alt")[0], out var other)) continue;
            Cql2Text.Parse(text).ShouldBe(Cql2Json.Parse(other), name);
            compared++;
        }

        compared.ShouldBeGreaterThan(100);
    }

    static void RoundTrips(Cql2Expression expression, string name)
    {
        Cql2Text.Parse(Cql2Text.Print(expression)).ShouldBe(expression, name);
        Cql2Json.Parse(Cql2Json.Print(expression)).ShouldBe(expression, name);
    }

    static List<(string Name, string Content)> Files(string folder, string pattern) =>
        [.. Directory.EnumerateFiles(Requires.SharedData("conformance", "cql2", "examples", folder), pattern).Order(StringComparer.Ordinal)
            .Select(file => (Path.GetFileNameWithoutExtension(file), File.ReadAllText(file)))];
}
