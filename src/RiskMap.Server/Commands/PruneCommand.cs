using System.CommandLine;
using System.Globalization;
using RiskMap.Server.Texts;

namespace RiskMap.Server.Commands;

/// <summary><c>riskmap prune</c>: drops history beyond the retention and says what it dropped.</summary>
public static class PruneCommand
{
    /// <summary>Declares the command.</summary>
    public static Command Create(GlobalOptions globals)
    {
        var days = new Option<long?>("--keep-days") { Description = globals.Text("option.keep-days"), HelpName = "N", CustomParser = result => globals.Integer(result) };
        var dryRun = new Option<bool>("--dry-run") { Description = globals.Text("option.dry-run") };
        return globals.Does(new Command("prune", globals.Text("command.prune")) { days, dryRun }, (parse, terminal, cancellation) =>
        {
            if (parse.GetValue(days) is <= 0 or > RetentionDays.Most) throw new WrongUsageException(MessageTexts.Both("retention.days", parse.GetValue(days)));
            return RunAsync(globals.Location(parse), (int?)parse.GetValue(days), parse.GetValue(dryRun), terminal, cancellation);
        });
    }

    static async Task<int> RunAsync(string location, int? days, bool dryRun, Terminal terminal, CancellationToken cancellation)
    {
        await using var store = await Stores.OpenExistingAsync(location, cancellation);
        var keep = days ?? await store.KeepDaysAsync(cancellation) ?? throw new RefusedException(MessageTexts.Both("prune.no-policy", store.Description));
        var report = await store.PruneAsync(DateTimeOffset.UtcNow.AddDays(-keep), dryRun, cancellation);
        terminal.WriteTable(
            [terminal.Text("diff.layer"), terminal.Text("prune.images"), terminal.Text("prune.first"), terminal.Text("prune.last")],
            report.Layers.Select(layer => (string[])
                [layer.Layer, layer.Images.ToString(CultureInfo.InvariantCulture), Moments.TimeText(layer.First), Moments.TimeText(layer.Last)]));
        terminal.Say(dryRun ? "prune.dry-run" : "prune.done", report.Layers.Sum(layer => layer.Images), keep, report.HistoryFrom);
        return Failures.Done;
    }
}

/// <summary>What <c>--keep-history-days</c> says: a number of days, or <c>all</c>.</summary>
public static class RetentionDays
{
    /// <summary>A century: longer is all.</summary>
    public const int Most = 36_525;

    /// <summary>The days; null for <c>all</c>.</summary>
    /// <exception cref="WrongUsageException">Neither a number of days nor <c>all</c>.</exception>
    public static int? Parse(string text) => text == "all" ? null
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var days) && days is > 0 and <= Most ? days
        : throw new WrongUsageException(MessageTexts.Both("retention.days", text));
}
