using System.Diagnostics;
using System.Globalization;

namespace RiskMap.Benchmarks;

/// <summary>Times work and prints table rows.</summary>
static class Measure
{
    /// <summary>Seconds that one run takes.</summary>
    public static async Task<double> SecondsAsync(Func<Task> work)
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        var watch = Stopwatch.StartNew();
        await work();
        return watch.Elapsed.TotalSeconds;
    }

    /// <summary>Median seconds of several runs.</summary>
    public static async Task<double> MedianAsync(int runs, Func<Task> work)
    {
        var seconds = new List<double>();
        for (var run = 0; run < runs; run++)
            seconds.Add(await SecondsAsync(work));
        return seconds.Order().ElementAt(runs / 2);
    }

    /// <summary>Runs a program and waits; a failure stops the benchmark.</summary>
    public static async Task RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true, UseShellExecute = false })
            ?? throw new InvalidOperationException($"{program} does not start");
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        await output;
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{program} ended with {process.ExitCode}: {errors}");
    }

    /// <summary>One row of the table; the ratio says how many times RiskMap is as fast as the rival.</summary>
    public static void Report(string work, double ours, double rival, string target) =>
        Console.WriteLine($"| {work} | {Time(ours)} | {Time(rival)} | {(rival / ours).ToString("0.00", CultureInfo.InvariantCulture)}× | {target} |");

    /// <summary>A row without a rival.</summary>
    public static void Note(string work, string value, string target) => Console.WriteLine($"| {work} | {value} | – | – | {target} |");

    public static string Time(double seconds) => seconds >= 1
        ? seconds.ToString("0.00 s", CultureInfo.InvariantCulture)
        : (seconds * 1000).ToString("0.00 ms", CultureInfo.InvariantCulture);
}
