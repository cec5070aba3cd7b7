using System.Diagnostics;
using System.Text;

namespace RiskMap.Server.Tests.Support;

/// <summary>Runs the built <c>riskmap.dll</c> as a process of its own.</summary>
static class RiskMapProcess
{
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>Output folder of the server, beside that of the tests.</summary>
    public static string BuiltFolder { get; } = FindBuilt();

    public static Task<Outcome> RunAsync(string folder, params string[] arguments) => RunAsync(BuiltFolder, folder, arguments);

    public static async Task<Outcome> RunAsync(string installation, string folder, string[] arguments)
    {
        using var process = Start(installation, folder, arguments);
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
        }

        return new(process.ExitCode, await output, await error);
    }

    public static Process Start(string installation, string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(installation, "riskmap.dll"), .. arguments])
        {
            UseShellExecute = false,
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        start.Environment["LANG"] = "en_GB.UTF-8";
        start.Environment.Remove("RISKMAP_STORE");
        return Process.Start(start)!;
    }

    static string FindBuilt()
    {
        // .../tests/RiskMap.Server.Tests/bin/CONFIGURATION/net10.0/
        var tests = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        var root = tests.Parent!.Parent!.Parent!.Parent!.Parent!.FullName;
        return Path.Combine(root, "src", "RiskMap.Server", "bin", tests.Parent.Name, tests.Name);
    }

    /// <summary>How a run ended; messages never hold a stack trace.</summary>
    public sealed record Outcome(int ExitCode, string Output, string Error)
    {
        public Outcome ShouldEndWith(int exitCode)
        {
            ExitCode.ShouldBe(exitCode, $"stdout: {Output}\nstderr: {Error}");
            Error.ShouldNotContain("   at ");
            Output.ShouldNotContain("   at ");
            return this;
        }
    }
}
