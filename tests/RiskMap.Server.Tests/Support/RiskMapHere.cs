using RiskMap.Server.Commands;

namespace RiskMap.Server.Tests.Support;

/// <summary>
/// Runs a command line without a process of its own: a runtime that starts costs more than most commands. As if in a folder: files and the store without
/// a path are those of the folder. What only a process shows (exit, encodings, addresses) runs through <see cref="RiskMapProcess"/>.
/// </summary>
static class RiskMapHere
{
    static readonly string[] Files = [".csv", ".geojson", ".gpkg", ".pmtiles", ".zip", ".json"];

    public static async Task<RiskMapProcess.Outcome> RunAsync(TempFolder folder, params string[] arguments)
    {
        string[] line = [.. arguments.Select(argument => Files.Contains(Path.GetExtension(argument), StringComparer.Ordinal) && !argument.Contains('=') ? Path.Combine(folder.Path, argument) : argument)];
        string[] store = line.Contains("--store", StringComparer.Ordinal) ? [] : ["--store", folder.File("riskmap.gpkg")];
        string[] language = line.Contains("--lang", StringComparer.Ordinal) ? [] : ["--lang", "en"];
        using var output = new StringWriter();
        using var error = new StringWriter();
        var exitCode = await RiskMapCommand.RunAsync([.. line, .. store, .. language], output, error);
        return new(exitCode, output.ToString(), error.ToString());
    }
}
