using System.CommandLine;
using RiskMap.City.Store;
using RiskMap.Server.Texts;

namespace RiskMap.Server.Commands;

/// <summary><c>riskmap backup FILE</c>: the whole city at one version as a GeoPackage, while it is served and written.</summary>
public static class BackupCommand
{
    /// <summary>Declares the command.</summary>
    public static Command Create(GlobalOptions globals)
    {
        var file = new Argument<string>("FILE") { Description = globals.Text("argument.backup") };
        return globals.Does(new Command("backup", globals.Text("command.backup")) { file }, (parse, terminal, cancellation) =>
        {
            var path = parse.GetRequiredValue(file);
            CheckFile(path);
            return RunAsync(globals.Location(parse), path, terminal, cancellation);
        });
    }

    /// <summary>Refuses what is no path of a GeoPackage.</summary>
    public static void CheckFile(string path)
    {
        if (!Stores.IsFile(path)) throw new WrongUsageException(MessageTexts.Both("backup.extension", path));
        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder && !Directory.Exists(folder)) throw new RefusedException(MessageTexts.Both("failure.folder-missing", folder));
    }

    static async Task<int> RunAsync(string location, string file, Terminal terminal, CancellationToken cancellation)
    {
        await using var store = await Stores.OpenExistingAsync(location, cancellation);
        var report = await CityBackups.BackupAsync(store, Path.GetFullPath(file), new LineProgress(terminal), cancellation);
        CopyCommand.SayLeftBehind(report, terminal);
        terminal.Say("backup.done", store.Description, file, new FileInfo(file).Length / 1_000_000);
        return Failures.Done;
    }
}
