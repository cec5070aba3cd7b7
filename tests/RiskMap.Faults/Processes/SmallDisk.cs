using System.Diagnostics;
using System.Globalization;

namespace RiskMap.Faults.Processes;

/// <summary>A file system of a few megabytes in memory, which can be filled up and set read-only. Needs root.</summary>
sealed class SmallDisk : IAsyncDisposable
{
    SmallDisk(string path) => Path = path;

    public string Path { get; }

    string Ballast => System.IO.Path.Combine(Path, "ballast");

    public static async Task<SmallDisk> MountAsync(string name, int megabytes, string? owner = null)
    {
        var path = System.IO.Path.Combine(System.IO.Path.GetTempPath(), string.Create(CultureInfo.InvariantCulture, $"riskmap-faults-{Environment.ProcessId}-{name}"));
        if (Environment.UserName != "root") throw new SkippedException("mounting a small file system needs root");
        Directory.CreateDirectory(path);
        if (await RunAsync("mount", "-t", "tmpfs", "-o", string.Create(CultureInfo.InvariantCulture, $"size={megabytes}m"), "tmpfs", path) != 0)
        {
            Directory.Delete(path);
            throw new SkippedException("this machine lets nobody mount a file system");
        }

        if (owner is not null) await RunAsync("chown", owner, path);
        return new SmallDisk(path);
    }

    /// <summary>Takes all the room that is left.</summary>
    public void Fill()
    {
        using var file = new FileStream(Ballast, FileMode.Append);
        try
        {
            for (var piece = new byte[4096]; ; file.Flush()) file.Write(piece);
        }
        catch (IOException)
        {
            // Full.
        }
    }

    /// <summary>Gives the room back.</summary>
    public void Empty() => File.Delete(Ballast);

    /// <summary>Nobody can write from now on; no file may be open for writing.</summary>
    public async Task SetReadOnlyAsync() => Promise.Same(await RunAsync("mount", "-o", "remount,ro", Path), 0, "mount -o remount,ro");

    public async ValueTask DisposeAsync()
    {
        await RunAsync("umount", "-l", Path);
        Directory.Delete(Path);
    }

    static async Task<int> RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardError = true })!;
        await process.WaitForExitAsync();
        return process.ExitCode;
    }
}
