using System.CommandLine;
using System.Globalization;
using RiskMap.City.Store;

namespace RiskMap.Server.Commands;

/// <summary><c>riskmap changes</c>: the change sets, newest first.</summary>
public static class ChangesCommand
{
    /// <summary>Declares the command.</summary>
    public static Command Create(GlobalOptions globals)
    {
        var json = new Option<bool>("--json") { Description = globals.Text("option.json") };
        return globals.Does(new Command("changes", globals.Text("command.changes")) { json }, (parse, terminal, cancellation) =>
            RunAsync(globals.Location(parse), parse.GetValue(json), terminal, cancellation));
    }

    static async Task<int> RunAsync(string location, bool json, Terminal terminal, CancellationToken cancellation)
    {
        await using var store = await Stores.OpenExistingAsync(location, cancellation);
        var changes = await store.ChangeSetsAsync(cancellation);
        if (json)
        {
            terminal.WriteJson(changes.Select(Wire));
            return Failures.Done;
        }

        string[] head =
        [
            terminal.Text("changes.id"), terminal.Text("changes.when"), terminal.Text("changes.who"), terminal.Text("changes.what"),
            terminal.Text("changes.counts"),
        ];
        terminal.WriteTable(head, changes.Select(change => Row(change, terminal)));
        return Failures.Done;
    }

    static object Wire(ChangeSet change) => new
    {
        change.Id,
        change.When,
        change.Note.Who,
        change.Note.What,
        change.Note.With,
        change.Note.File,
        change.Note.FileSha256,
        change.Note.Crs,
        change.Note.Undoes,
        change.Incomplete,
        change.Pruned,
        change.Counts,
    };

    static string[] Row(ChangeSet change, Terminal terminal) =>
    [
        change.Id.ToString(CultureInfo.InvariantCulture), Moments.TimeText(change.When),
        change.Note.Who, change.Note.What + (change.Incomplete ? terminal.Text("changes.incomplete") : "") + (change.Pruned ? terminal.Text("changes.pruned") : ""),
        string.Join("; ", change.Counts.Select(count => string.Create(CultureInfo.InvariantCulture,
            $"{count.Key} +{count.Value.Inserted} ~{count.Value.Updated} -{count.Value.Deleted}"))),
    ];
}
