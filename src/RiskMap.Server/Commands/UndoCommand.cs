using System.CommandLine;

namespace RiskMap.Server.Commands;

/// <summary><c>riskmap undo CHANGESET</c>: takes a change set back whole, as a new change set.</summary>
public static class UndoCommand
{
    /// <summary>Declares the command.</summary>
    public static Command Create(GlobalOptions globals)
    {
        var changeSet = new Argument<long>("CHANGESET") { Description = globals.Text("argument.changeset"), CustomParser = globals.Integer };
        return globals.Does(new Command("undo", globals.Text("command.undo")) { changeSet }, (parse, terminal, cancellation) =>
            RunAsync(globals.Location(parse), parse.GetValue(changeSet), terminal, cancellation));
    }

    static async Task<int> RunAsync(string location, long changeSet, Terminal terminal, CancellationToken cancellation)
    {
        await using var store = await Stores.OpenExistingAsync(location, cancellation);
        var note = Writing.Note($"undo {changeSet}") with { Undoes = changeSet };
        var outcome = await store.UndoAsync(changeSet, note, cancellation);
        terminal.Say("undo.done", changeSet, outcome.ChangeSet, outcome.State.Version);
        return Failures.Done;
    }
}
