using System.Diagnostics;
using System.Text;

namespace RiskMap.Server.Tests.Support;

/// <summary>Runs the built <c>riskmap.dll</c> as a process of its own.</summary>
static class RiskMapProcess
{
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    // .../tests/RiskMap.Server.Tests/bin/CONFIGURATION/net10.0/
    static readonly DirectoryInfo Tests = new(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));

    /// <summary>The folder of the sources.</summary>
    public static string Root { get; } = Tests.Parent!.Parent!.Parent!.Parent!.Parent!.FullName;

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

    static string FindBuilt() => Path.Combine(Root, "src", "RiskMap.Server", "bin", Tests.Parent!.Name, Tests.Name);

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
