using System.Diagnostics;

namespace RiskMap.Testing;

/// <summary>GDAL's command line tools as an independent reader and writer.</summary>
static class Gdal
{
    /// <summary>Runs a tool; a failure of the tool is a failure of the test.</summary>
    public static async Task<(string Output, string Warnings)> RunAsync(string tool, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(tool, arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!;
        var (output, warnings) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        process.ExitCode.ShouldBe(0, $"{tool} {string.Join(' ', arguments)}: {await warnings}");
        return (await output, await warnings);
    }

    /// <summary>Why tests cannot run, or null when they can or, in CI, must.</summary>
    public static string? SkipReason { get; } = Environment.GetEnvironmentVariable("CI") == "true" || OnPath("ogrinfo")
        ? null
        : "no ogrinfo: install GDAL (Debian: gdal-bin python3-gdal)";

    /// <summary>The same for a tool that also needs a file of GDAL.</summary>
    public static string? SkipReasonOf(string file) => SkipReason ?? (Environment.GetEnvironmentVariable("CI") == "true" || File.Exists(file)
        ? null
        : $"no {file}: install GDAL's Python tools (Debian: python3-gdal)");

    static bool OnPath(string tool) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, tool)));
}

/// <summary>A test that needs GDAL's command line tools.</summary>
[AttributeUsage(AttributeTargets.Method)]
sealed class GdalFactAttribute : FactAttribute
{
    public GdalFactAttribute() => Skip = Gdal.SkipReason;

    /// <summary>A file of GDAL that the test needs too.</summary>
    public string Needs
    {
        get => "";
        set => Skip = Gdal.SkipReasonOf(value);
    }
}
