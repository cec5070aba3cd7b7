using System.CommandLine;
using RiskMap.City.Store;
using RiskMap.Server.Texts;

namespace RiskMap.Server.Commands;

/// <summary><c>riskmap restore FILE</c>: a backup into a new or empty store, or with <c>--replace</c> over the city that is there.</summary>
public static class RestoreCommand
{
    /// <summary>Declares the command.</summary>
    public static Command Create(GlobalOptions globals)
    {
        var file = new Argument<string>("FILE") { Description = globals.Text("argument.backup") };
        var replace = new Option<bool>("--replace") { Description = globals.Text("option.restore-replace") };
        return globals.Does(new Command("restore", globals.Text("command.restore")) { file, replace }, (parse, terminal, cancellation) =>
        {
            var (path, location) = (parse.GetRequiredValue(file), globals.Location(parse));
            BackupCommand.CheckFile(path);
            Stores.CheckExisting(path);
            if (Stores.SameLocation(path, location)) throw new WrongUsageException(MessageTexts.Both("copy.same-store", path));
            return RunAsync(path, location, parse.GetValue(replace), terminal, cancellation);
        });
    }

    static async Task<int> RunAsync(string file, string location, bool replace, Terminal terminal, CancellationToken cancellation)
    {
        Stores.CheckKind(location);
        var report = await RestoreAsync(file, location, replace, terminal, cancellation);
        await using var store = await Stores.OpenExistingAsync(location, cancellation);
        CopyCommand.SayLeftBehind(report, terminal);
        terminal.Say("restore.done", file, store.Description, (await store.StateAsync(cancellation)).Version);
        return Failures.Done;
    }

    static async Task<RestoreReport> RestoreAsync(string file, string location, bool replace, Terminal terminal, CancellationToken cancellation)
    {
        try
        {
            return await CityBackups.RestoreAsync(Path.GetFullPath(file), location, replace, new LineProgress(terminal), cancellation);
        }
        catch (InvalidOperationException) when (!replace)
        {
            throw new RefusedException(MessageTexts.Both("restore.not-empty", Stores.WithoutAccount(location)));
        }
    }
}
