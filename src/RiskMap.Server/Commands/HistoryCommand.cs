using System.CommandLine;
using System.Globalization;
using RiskMap.City.Model;
using RiskMap.City.Store;
using RiskMap.Server.Texts;

namespace RiskMap.Server.Commands;

/// <summary><c>riskmap history LAYER ID</c>: what became of one feature, by whom and with what, newest first.</summary>
public static class HistoryCommand
{
    /// <summary>Declares the command.</summary>
    public static Command Create(GlobalOptions globals)
    {
        var layer = new Argument<string>("LAYER") { Description = globals.Text("argument.layer") };
        var id = new Argument<long>("ID") { Description = globals.Text("argument.id"), CustomParser = globals.Integer };
        var personal = new Option<bool>("--personal") { Description = globals.Text("option.personal") };
        var json = new Option<bool>("--json") { Description = globals.Text("option.json") };
        return globals.Does(new Command("history", globals.Text("command.history")) { layer, id, personal, json }, (parse, terminal, cancellation) =>
            RunAsync(globals.Location(parse), LayerNames.Known(parse.GetRequiredValue(layer)), parse.GetValue(id), new(parse.GetValue(personal)), parse.GetValue(json), terminal, cancellation));
    }

    static async Task<int> RunAsync(string location, LayerSchema layer, long id, FieldTexts fields, bool json, Terminal terminal, CancellationToken cancellation)
    {
        await using var store = await Stores.OpenExistingAsync(location, cancellation);
        var images = await store.HistoryAsync(layer, id, cancellation);
        if (images.Count == 0) throw new RefusedException(MessageTexts.Both("history.none", layer.Name, id));
        var sets = (await store.ChangeSetsAsync(cancellation)).ToDictionary(set => set.Id);
        var historyFrom = sets.Values.Where(set => set.Pruned).Select(set => set.Id).DefaultIfEmpty(0).Max();
        var steps = FeatureStep.Of(layer, images, historyFrom);
        if (json) terminal.WriteJson(new { layer = layer.Name, id, historyFrom, steps = steps.Select(step => Wire(step, sets.GetValueOrDefault(step.ChangeSet), fields)) });
        else terminal.WriteTable(Head(terminal), steps.Select(step => Row(step, sets.GetValueOrDefault(step.ChangeSet), fields, terminal)));
        if (steps[^1].Kind is null) terminal.Say("history.pruned", historyFrom);
        if (sets.Values.Any(set => set.Incomplete && set.Counts.ContainsKey(layer.Name))) terminal.Say("moment.incomplete");
        return Failures.Done;
    }

    static string[] Head(Terminal terminal) =>
    [
        terminal.Text("changes.id"), terminal.Text("changes.when"), terminal.Text("changes.who"), terminal.Text("changes.what"),
        terminal.Text("history.kind"), terminal.Text("history.fields"),
    ];

    static string[] Row(FeatureStep step, ChangeSet? set, FieldTexts fields, Terminal terminal) =>
    [
        step.ChangeSet.ToString(CultureInfo.InvariantCulture), set is null ? "" : Moments.TimeText(set.When), set?.Note.Who ?? "", set?.Note.What ?? "",
        terminal.Text(KindKey(step.Kind)), fields.Line(step.Difference),
    ];

    static object Wire(FeatureStep step, ChangeSet? set, FieldTexts fields) => new
    {
        step.ChangeSet,
        set?.When,
        set?.Note.Who,
        set?.Note.What,
        set?.Note.With,
        set?.Note.Undoes,
        Kind = step.Kind?.ToString().ToLowerInvariant(),
        Changes = fields.Wire(step.Difference),
    };

    /// <summary>Key of the text of a kind of change.</summary>
    public static string KindKey(ChangeKind? kind) => kind switch
    {
        ChangeKind.Insert => "history.insert",
        ChangeKind.Update => "history.update",
        ChangeKind.Delete => "history.delete",
        _ => "history.earlier",
    };
}
