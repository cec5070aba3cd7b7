using System.Text.Json.Nodes;
using RiskMap.Geo.Mvt;

namespace RiskMap.Geo.Tests.Mvt;

/// <summary>
/// The cases of the vector tile specification's own test suite, npm's <c>@mapbox/mvt-fixtures</c>: a development package of the console, so that it is there wherever
/// the console was built.
/// </summary>
public sealed class MvtFixturesTests
{
    /// <summary>
    /// Cases that the package calls valid and whose bytes it calls invalid elsewhere, or leaves to the decoder; this one refuses them. 016 has the bytes of 003 (no
    /// geometry type); 057 has a geometry like that of 051 (a count of 2^29 with one position behind it); 049 and 050 leave the range of 32 bits.
    /// </summary>
    static readonly string[] LeftToDecoders = ["016", "049", "050", "057"];

    [MvtFixturesFact]
    public void Valid_tiles_decode_and_invalid_ones_are_refused()
    {
        var (read, refused, wrong) = (0, 0, new List<string>());
        foreach (var folder in Directory.EnumerateDirectories(MvtFixtures.Folder!).Order(StringComparer.Ordinal))
        {
            var info = JsonNode.Parse(File.ReadAllText(Path.Combine(folder, "info.json")))!;
            var (valid, fault) = (info["validity"]!["v2"]!.GetValue<bool>() && !LeftToDecoders.Contains(Path.GetFileName(folder)), FaultOf(File.ReadAllBytes(Path.Combine(folder, "tile.mvt"))));
            if (valid != (fault is null)) wrong.Add($"{Path.GetFileName(folder)} {(valid ? "valid" : "invalid")}: {info["description"]} -> {fault ?? "read"}");
            else if (valid) read++;
            else refused++;
        }

        wrong.ShouldBeEmpty();
        (read > 30, refused > 20).ShouldBe((true, true), $"{read} read, {refused} refused");
    }

    static string? FaultOf(byte[] tile)
    {
        try
        {
            MvtReader.Read(tile);
            return null;
        }
        catch (MvtFormatException fault)
        {
            return fault.Message;
        }
    }
}

/// <summary>Where the package lies.</summary>
static class MvtFixtures
{
    public static string? Folder { get; } = Find();

    static string? Find()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            var folder = Path.Combine(at.FullName, "src", "RiskMap.Console", "node_modules", "@mapbox", "mvt-fixtures", "fixtures");
            if (Directory.Exists(folder)) return folder;
        }

        return null;
    }
}

/// <summary>A test over the package: skipped where it is not installed, except in CI.</summary>
[AttributeUsage(AttributeTargets.Method)]
sealed class MvtFixturesFactAttribute : FactAttribute
{
    public MvtFixturesFactAttribute() => Skip = MvtFixtures.Folder is null && !Requires.InCi
        ? "@mapbox/mvt-fixtures is not installed: run npm ci in src/RiskMap.Console"
        : null;
}
