using System.CommandLine;
using RiskMap.City.Store;
using RiskMap.Server.Texts;

namespace RiskMap.Server.Commands;

/// <summary><c>riskmap copy --from A --to B</c>: a whole city with ids, versions and history between two stores.</summary>
public static class CopyCommand
{
    /// <summary>Declares the command.</summary>
    public static Command Create(GlobalOptions globals)
    {
        var from = new Option<string>("--from") { Description = globals.Text("option.from"), Required = true, HelpName = "A" };
        var to = new Option<string>("--to") { Description = globals.Text("option.to"), Required = true, HelpName = "B" };
        return globals.Does(new Command("copy", globals.Text("command.copy")) { from, to }, (parse, terminal, cancellation) =>
            RunAsync(parse.GetRequiredValue(from), parse.GetRequiredValue(to), terminal, cancellation));
    }

    static async Task<int> RunAsync(string from, string to, Terminal terminal, CancellationToken cancellation)
    {
        if (Stores.SameLocation(from, to)) throw new WrongUsageException(MessageTexts.Both("copy.same-store", from));
        await using var source = await Stores.OpenExistingAsync(from, cancellation);
        return await Stores.FillAsync(to, target => CopyAsync(source, target, terminal, cancellation), cancellation);
    }

    static async Task<int> CopyAsync(ICityStore source, ICityStore target, Terminal terminal, CancellationToken cancellation)
    {
        var before = await target.StateAsync(cancellation);
        if (before.City is not null || before.Version > 0)
            throw new RefusedException(MessageTexts.Both("copy.target-not-empty", target.Description));
        await using (var reading = await source.ReadAsync(cancellation))
            SayLeftBehind(await target.RestoreAsync(reading, replace: false, new LineProgress(terminal), cancellation), terminal);
        var state = await target.StateAsync(cancellation);
        terminal.Say("copy.done", source.Description, target.Description, state.Version);
        return Failures.Done;
    }

    /// <summary>Names what was not carried.</summary>
    public static void SayLeftBehind(RestoreReport report, Terminal terminal)
    {
        foreach (var (layer, column) in report.Columns)
        {
            if (column.As is null) terminal.Say("copy.column-left", layer, column.Name, column.Type);
            else terminal.Say("copy.values-left", layer, column.Name, column.Unfit, column.Type);
        }

        if (report.Tables.Count > 0) terminal.Say("copy.tables-left", string.Join(", ", report.Tables));
    }
}
