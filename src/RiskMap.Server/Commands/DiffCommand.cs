using System.CommandLine;
using System.Globalization;
using RiskMap.City.Model;
using RiskMap.City.Store;
using RiskMap.Server.Texts;

namespace RiskMap.Server.Commands;

/// <summary><c>riskmap diff --from V|TIME [--to V|TIME]</c>: features that were added, changed and removed, field by field.</summary>
public static class DiffCommand
{
    /// <summary>Declares the command.</summary>
    public static Command Create(GlobalOptions globals)
    {
        var from = new Option<string>("--from") { Description = globals.Text("option.diff-from"), Required = true, HelpName = "V|TIME" };
        var to = new Option<string>("--to") { Description = globals.Text("option.diff-to"), HelpName = "V|TIME" };
        var layer = new Option<string>("--layer") { Description = globals.Text("option.layer") };
        var personal = new Option<bool>("--personal") { Description = globals.Text("option.personal") };
        var json = new Option<bool>("--json") { Description = globals.Text("option.json") };
        return globals.Does(new Command("diff", globals.Text("command.diff")) { from, to, layer, personal, json }, (parse, terminal, cancellation) =>
        {
            IReadOnlyList<LayerSchema> layers = parse.GetValue(layer) is { } name ? [LayerNames.Known(name)] : CityLayers.All;
            var asked = new Asked(parse.GetRequiredValue(from), parse.GetValue(to), layers, new(parse.GetValue(personal)), parse.GetValue(json));
            return RunAsync(globals.Location(parse), asked, terminal, cancellation);
        });
    }

    sealed record Asked(string From, string? To, IReadOnlyList<LayerSchema> Layers, FieldTexts Fields, bool Json);

    static async Task<int> RunAsync(string location, Asked asked, Terminal terminal, CancellationToken cancellation)
    {
        await using var store = await Stores.OpenExistingAsync(location, cancellation);
        var (from, incomplete) = await StateAsync(store, await Moments.VersionAsync(store, asked.From, cancellation), cancellation);
        var to = asked.To is null ? await store.StateAsync(cancellation) : (await StateAsync(store, await Moments.VersionAsync(store, asked.To, cancellation), cancellation)).State;
        if (from.Version > to.Version) throw new WrongUsageException(MessageTexts.Both("diff.backwards", from.Version, to.Version));
        var layers = new List<(LayerSchema Layer, IReadOnlyList<FeatureDifference> Differences)>();
        foreach (var layer in asked.Layers) layers.Add((layer, await store.DiffAsync(layer, from.Version, to.Version, cancellation)));
        layers.RemoveAll(layer => layer.Differences.Count == 0);
        if (asked.Json) terminal.WriteJson(Wire(from, to, incomplete, layers, asked.Fields));
        else Say(from, to, layers, asked.Fields, terminal);
        if (incomplete) terminal.Say("moment.incomplete");
        return Failures.Done;
    }

    static async Task<(StoreState State, bool Incomplete)> StateAsync(ICityStore store, long version, CancellationToken cancellation)
    {
        await using var reading = await store.ReadAsOfAsync(version, cancellation);
        return (reading.State, reading.Incomplete);
    }

    static void Say(StoreState from, StoreState to, List<(LayerSchema Layer, IReadOnlyList<FeatureDifference> Differences)> layers, FieldTexts fields, Terminal terminal)
    {
        terminal.WriteTable(
            [terminal.Text("diff.layer"), terminal.Text("diff.id"), terminal.Text("risk.name"), terminal.Text("history.kind"), terminal.Text("history.fields")],
            layers.SelectMany(layer => layer.Differences).Select(difference => (string[])
            [
                difference.Layer.Name, difference.Id.ToString(CultureInfo.InvariantCulture), (difference.After ?? difference.Before)!.Name ?? "",
                terminal.Text(HistoryCommand.KindKey(difference.Kind)), fields.Line(difference),
            ]));
        var all = layers.SelectMany(layer => layer.Differences).ToList();
        terminal.Say("diff.summary", from.Version, to.Version, Count(all, ChangeKind.Insert), Count(all, ChangeKind.Update), Count(all, ChangeKind.Delete));
        if (!Equals(CityText(from), CityText(to))) terminal.Say("diff.city", CityText(from), CityText(to));
    }

    static object Wire(StoreState from, StoreState to, bool incomplete, List<(LayerSchema Layer, IReadOnlyList<FeatureDifference> Differences)> layers, FieldTexts fields) => new
    {
        From = from.Version,
        To = to.Version,
        Incomplete = incomplete,
        City = Equals(CityText(from), CityText(to)) ? null : new { Before = CityText(from), After = CityText(to) },
        Layers = layers.Select(layer => new
        {
            Layer = layer.Layer.Name,
            Added = Count(layer.Differences, ChangeKind.Insert),
            Changed = Count(layer.Differences, ChangeKind.Update),
            Removed = Count(layer.Differences, ChangeKind.Delete),
            Features = layer.Differences.Select(difference => new
            {
                difference.Id,
                (difference.After ?? difference.Before)!.Key,
                Kind = difference.Kind.ToString().ToLowerInvariant(),
                Changes = fields.Wire(difference),
            }),
        }),
    };

    static int Count(IReadOnlyList<FeatureDifference> differences, ChangeKind kind) => differences.Count(difference => difference.Kind == kind);

    static string CityText(StoreState state) => state.City is { } city ? $"{city.Name.Zh} / {city.Name.En}, {city.TimeZone}, {InitCommand.TextOf(city.Extent)}, {city.PlaneCode ?? city.PlaneWkt}" : "-";
}
