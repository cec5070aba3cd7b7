using System.CommandLine;
using RiskMap.City.Sources;

namespace RiskMap.Server.Commands;

/// <summary><c>riskmap import LAYER FILE</c>: imports; the report names each refused row.</summary>
public static class ImportCommand
{
    static readonly string[] Columns = ["layer", "read", "inserted", "updated", "unchanged", "column-refused", "repaired"];

    /// <summary>Declares the command.</summary>
    public static Command Create(GlobalOptions globals)
    {
        var options = new ImportOptions(globals);
        var command = new Command("import", globals.Text("command.import"));
        options.AddTo(command);
        return globals.Does(command, (parse, terminal, cancellation) =>
            RunAsync(globals.Location(parse), options.Read(parse), options.IsJson(parse), terminal, cancellation));
    }

    static async Task<int> RunAsync(string location, ImportRequest request, bool json, Terminal terminal, CancellationToken cancellation)
    {
        if (request.Layer != ImportOptions.AllLayers) LayerNames.Known(request.Layer);
        var report = await ImportAsync(location, request, terminal, cancellation);
        if (json) terminal.WriteJson(report);
        else Say(report, terminal);
        var accepted = report.Layers.Sum(layer => layer.Inserted + layer.Updated + layer.Unchanged);
        if (report.RefusedCount == 0) return Failures.Done;
        terminal.Say(request.Partial && accepted > 0 ? "import.partial" : "import.refused", report.RefusedCount, accepted);
        if (request.RejectsFile is { } rejects) terminal.Say("import.rejects", rejects);
        return request.Partial && accepted > 0 ? Failures.Done : Failures.Refused;
    }

    static Task<ImportReport> ImportAsync(string location, ImportRequest request, Terminal terminal, CancellationToken cancellation) =>
        Stores.FillAsync(location, async store =>
        {
            using var progress = new ImportProgressLine(terminal);
            return await Importer.ImportAsync(store, request, progress, cancellation);
        }, cancellation);

    static void Say(ImportReport report, Terminal terminal)
    {
        terminal.WriteTable([.. Columns.Select(column => terminal.Text($"import.{column}"))], report.Layers.Select(layer => (IReadOnlyList<string>)
            [layer.Layer, $"{layer.Read}", $"{layer.Inserted}", $"{layer.Updated}", $"{layer.Unchanged}", $"{layer.Refused}", $"{layer.Repaired}"]));
        foreach (var row in report.Refused) Say(row, terminal);
        if (report.RefusedCount > report.Refused.Count) terminal.Say("import.more", report.RefusedCount - report.Refused.Count);
        foreach (var notice in report.Notices) terminal.Say("import.notice", notice.Text);
        if (report.DryRun) terminal.Say("import.dry-run");
        else if (report.ChangeSet is { } changeSet) terminal.Say("import.done", report.File, changeSet);
        else if (report.RefusedCount == 0) terminal.Say("import.nothing-new");
    }

    static void Say(RefusedRow row, Terminal terminal) => terminal.Say(
        "import.row", row.Layer, row.Line, row.Field ?? "-", row.Value ?? "-", row.Reason, row.Remedy);
}
