using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace RiskMap.Server.Tests.Architecture;

/// <summary>References run one way: Geo &lt;- Routing &lt;- City &lt;- Server; inside City: Model &lt;- Sources, Store &lt;- Snapshot &lt;- analyses.</summary>
public sealed class ReferenceDirectionTests
{
    static readonly string Root = Repository.PathOf();

    [Theory]
    [InlineData("RiskMap.Geo", "")]
    [InlineData("RiskMap.Routing", "RiskMap.Geo")]
    [InlineData("RiskMap.City", "RiskMap.Geo RiskMap.Routing")]
    [InlineData("RiskMap.Server", "RiskMap.City")]
    public void A_room_references_only_the_rooms_below_it(string room, string below)
    {
        var project = XDocument.Load(Path.Combine(Root, "src", room, $"{room}.csproj"));
        var references = project.Descendants("ProjectReference").Select(reference => Path.GetFileNameWithoutExtension((string)reference.Attribute("Include")!)).ToList();
        references.ShouldBeSubsetOf(below.Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }

    [Theory]
    [InlineData("RiskMap.Geo", "RiskMap.Routing|RiskMap.City|RiskMap.Server")]
    [InlineData("RiskMap.Routing", "RiskMap.City|RiskMap.Server")]
    [InlineData("RiskMap.City", "RiskMap.Server")]
    [InlineData("RiskMap.City/Model", "RiskMap.City.(?!Model)")]
    [InlineData("RiskMap.City/Sources", "RiskMap.City.(?!Model|Sources|Store)")]
    [InlineData("RiskMap.City/Store", "RiskMap.City.(?!Model|Store)")]
    [InlineData("RiskMap.City/Snapshot", "RiskMap.City.(?!Model|Store|Snapshot)")]
    public void A_room_names_nothing_above_it(string folder, string forbidden) => Naming(folder, forbidden).ShouldBeEmpty();

    [Fact]
    public void An_analysis_never_names_the_store()
    {
        var analyses = Directory.GetDirectories(Path.Combine(Root, "src/RiskMap.City")).Select(Path.GetFileName)
            .Where(folder => folder is not ("Model" or "Sources" or "Store" or "Snapshot" or "bin" or "obj")).ToList();
        analyses.ShouldContain("Risk");
        analyses.SelectMany(folder => Naming($"RiskMap.City/{folder}", "RiskMap.City.(Store|Sources)")).ShouldBeEmpty();
    }

    [Fact]
    public void Only_the_server_knows_HTTP() =>
        new[] { "RiskMap.Geo", "RiskMap.Routing", "RiskMap.City" }.SelectMany(room => Naming(room, "Microsoft.AspNetCore|System.Net.Http")).ShouldBeEmpty();

    [Fact]
    public void A_forbidden_name_would_be_found() => Naming("RiskMap.Server", "RiskMap.City.Store").ShouldNotBeEmpty();

    // Using lines and names written out in code; comments may speak of anything.
    static IEnumerable<string> Naming(string folder, string forbidden)
    {
        var name = new Regex($@"(?<![\w.]){forbidden.Replace(".", @"\.", StringComparison.Ordinal)}", RegexOptions.None, TimeSpan.FromSeconds(5));
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Root, "src", folder), "*.cs", SearchOption.AllDirectories))
        {
            if (file.Contains("/obj/", StringComparison.Ordinal) || file.Contains("/bin/", StringComparison.Ordinal)) continue;
            foreach (var line in File.ReadLines(file).Where(line => !line.TrimStart().StartsWith("//", StringComparison.Ordinal) && !line.StartsWith("namespace ", StringComparison.Ordinal)))
            {
                if (name.IsMatch(line)) yield return $"{Path.GetRelativePath(Root, file)}: {line.Trim()}";
            }
        }
    }
}
