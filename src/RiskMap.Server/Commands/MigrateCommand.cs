using System.CommandLine;
using RiskMap.City.Store;

namespace RiskMap.Server.Commands;

/// <summary><c>riskmap migrate</c>: brings a store to the layers that this program declares; opening it does the work and refuses by name what needs a hand.</summary>
public static class MigrateCommand
{
    /// <summary>Declares the command.</summary>
    public static Command Create(GlobalOptions globals)
    {
        var dryRun = new Option<bool>("--dry-run") { Description = globals.Text("option.dry-run") };
        return globals.Does(new Command("migrate", globals.Text("command.migrate")) { dryRun }, (parse, terminal, cancellation) =>
            RunAsync(globals.Location(parse), parse.GetValue(dryRun), terminal, cancellation));
    }

    static async Task<int> RunAsync(string location, bool dryRun, Terminal terminal, CancellationToken cancellation)
    {
        Stores.CheckExisting(location);
        var steps = await CityStores.PlanAsync(location, cancellation);
        foreach (var step in steps) terminal.Output.WriteLine(step);
        if (dryRun)
        {
            terminal.Say("migrate.dry-run", steps.Count);
            return Failures.Done;
        }

        await using var store = await Stores.OpenExistingAsync(location, cancellation);
        var state = await store.StateAsync(cancellation);
        terminal.Say("migrate.done", store.Description, state.Version);
        return Failures.Done;
    }
}
