using System.Diagnostics;
using System.Text;
using RiskMap.Testing;

namespace RiskMap.Faults.Processes;

/// <summary>The built program, used as a person uses it: by its command line.</summary>
static class Installation
{
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <summary>The program of the same configuration as this one.</summary>
    public static string Program { get; } = Repository.PathOf(
        "src", "RiskMap.Server", "bin", new DirectoryInfo(AppContext.BaseDirectory.TrimEnd('/')).Parent!.Name, "net10.0", "riskmap.dll");

    /// <summary>Starts <c>riskmap --store STORE ...</c>.</summary>
    public static Process Start(string store, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Program, "--lang", "en", "--store", store, .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        start.Environment.Remove("RISKMAP_STORE");
        return Process.Start(start)!;
    }

    /// <summary>Runs a command to its end.</summary>
    public static Task<Ended> RunAsync(string store, params string[] arguments) => EndAsync(Start(store, arguments));

    /// <summary>Runs a command that must succeed.</summary>
    public static async Task<Ended> SucceedAsync(string store, params string[] arguments)
    {
        var ended = await RunAsync(store, arguments);
        Promise.That(ended.ExitCode == 0, $"riskmap {string.Join(' ', arguments)} ended with {ended.ExitCode}: {ended.Error}");
        return ended;
    }

    /// <summary>Waits for the end of a command; one that never ends is ended.</summary>
    public static async Task<Ended> EndAsync(Process process)
    {
        using (process)
        {
            var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
            using var patience = new CancellationTokenSource(Patience);
            try
            {
                await process.WaitForExitAsync(patience.Token);
            }
            catch (OperationCanceledException)
            {
                process.Kill();
                throw new BrokenPromiseException($"a command did not end within {Patience.TotalMinutes:0} minutes: {string.Join(' ', process.StartInfo.ArgumentList.Skip(5))}");
            }

            return new Ended(process.ExitCode, await output, await error);
        }
    }
}

/// <summary>How a command ended.</summary>
sealed record Ended(int ExitCode, string Output, string Error);
