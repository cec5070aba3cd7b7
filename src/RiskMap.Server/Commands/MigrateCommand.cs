using System.CommandLine;

namespace RiskMap.Server.Commands;

/// <summary><c>riskmap migrate</c>: brings a store to the layers that this program declares; opening it does the work and refuses by name what needs a hand.</summary>
public static class MigrateCommand
{
    /// <summary>Declares the command.</summary>
    public static Command Create(GlobalOptions globals) =>
        globals.Does(new Command("migrate", globals.Text("command.migrate")), (parse, terminal, cancellation) =>
            RunAsync(globals.Location(parse), terminal, cancellation));

    static async Task<int> RunAsync(string location, Terminal terminal, CancellationToken cancellation)
    {
        await using var store = await Stores.OpenExistingAsync(location, cancellation);
        var state = await store.StateAsync(cancellation);
        terminal.Say("migrate.done", store.Description, state.Version);
        return Failures.Done;
    }
}
