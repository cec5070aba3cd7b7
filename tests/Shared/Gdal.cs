using System.Diagnostics;
using System.Globalization;

namespace RiskMap.Testing;

/// <summary>GDAL's command line tools as an independent reader, writer and opinion.</summary>
static class Gdal
{
    /// <summary>Runs a tool; a failure of the tool is a failure of the test.</summary>
    public static Task<(string Output, string Warnings)> RunAsync(string tool, params string[] arguments) => RunAsync(tool, arguments, input: "");

    /// <summary>Runs a tool that reads its standard input and returns what it says.</summary>
    public static string Run(string tool, string[] arguments, string input = "") => RunAsync(tool, arguments, input).GetAwaiter().GetResult().Output;

    /// <summary>Points through gdaltransform; x before y, as GDAL's traditional order has it.</summary>
    public static (double X, double Y)[] Transform(string from, string to, IReadOnlyList<(double X, double Y)> points)
    {
        var input = string.Join("\n", points.Select(p => FormattableString.Invariant($"{p.X:R} {p.Y:R}"))) + "\n";
        var output = Run("gdaltransform", ["-s_srs", from, "-t_srs", to, "-output_xy"], input);
        var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        lines.Length.ShouldBe(points.Count, output);
        return Array.ConvertAll(lines, line =>
        {
            var parts = line.Split(' ');
            return (double.Parse(parts[0], CultureInfo.InvariantCulture), double.Parse(parts[1], CultureInfo.InvariantCulture));
        });
    }

    /// <summary>Why tests cannot run, or null when they can or, in CI, must.</summary>
    public static string? SkipReason { get; } = Requires.SkipWithoutTool("ogrinfo") is { } missing ? $"{missing} Install GDAL (Debian: gdal-bin python3-gdal)." : null;

    /// <summary>The same for a tool that also needs a file of GDAL.</summary>
    public static string? SkipReasonOf(string file) => SkipReason ?? (Requires.InCi || File.Exists(file)
        ? null
        : $"no {file}: install GDAL's Python tools (Debian: python3-gdal)");

    static async Task<(string Output, string Warnings)> RunAsync(string tool, string[] arguments, string input)
    {
        var start = new ProcessStartInfo(Path.IsPathRooted(tool) ? tool : Requires.Tool(tool), arguments)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var (output, warnings) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        process.ExitCode.ShouldBe(0, $"{tool} {string.Join(' ', arguments)}: {await warnings}");
        return (await output, await warnings);
    }
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
