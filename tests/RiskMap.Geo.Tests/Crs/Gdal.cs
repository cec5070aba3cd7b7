using System.Diagnostics;
using System.Globalization;

namespace RiskMap.Geo.Tests.Crs;

/// <summary>GDAL's programs as an independent opinion.</summary>
static class Gdal
{
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

    public static string Run(string tool, IReadOnlyList<string> arguments, string input = "")
    {
        var start = new ProcessStartInfo(Requires.Tool(tool), arguments)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEndAsync();
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        process.WaitForExit();
        process.ExitCode.ShouldBe(0, error.Result);
        return output.Result;
    }
}
