using System.CommandLine;
using RiskMap.City.Check;
using RiskMap.City.Snapshot;
using RiskMap.Server.Hosting;
using RiskMap.Server.Texts;

namespace RiskMap.Server.Commands;

/// <summary><c>riskmap check</c>: what is wrong or missing in the data and the set-up, and how to mend it. Findings are no failure: the exit code is 0.</summary>
public static class CheckCommand
{
    /// <summary>Declares the command.</summary>
    public static Command Create(GlobalOptions globals)
    {
        var json = new Option<bool>("--json") { Description = globals.Text("option.json") };
        return globals.Does(new Command("check", globals.Text("command.check")) { json }, (parse, terminal, cancellation) =>
            RunAsync(globals.Location(parse), parse.GetValue(json), terminal, cancellation));
    }

    static async Task<int> RunAsync(string location, bool json, Terminal terminal, CancellationToken cancellation)
    {
        await using var store = await Stores.OpenExistingAsync(location, cancellation);
        await using var reading = await store.ReadAsync(cancellation);
        var report = CityCheck.Run(CitySnapshot.Load(reading, cancellation));
        var findings = report.Findings.Concat(SetUp()).ToList();
        if (json) terminal.WriteJson(report with { Findings = findings });
        else Say(findings, store.Description, terminal);
        return Failures.Done;
    }

    static IEnumerable<Finding> SetUp()
    {
        if (!File.Exists(Path.Combine(CityServer.PageFolder, "index.html")))
            yield return new("page-missing", Severity.Warning, null, null, MessageTexts.Both("check.page-missing"), MessageTexts.Both("check.page-missing.remedy"));
        if (!File.Exists(Path.Combine(AppContext.BaseDirectory, "styles", "riskmap.json")))
            yield return new("style-missing", Severity.Error, null, null, MessageTexts.Both("check.style-missing"), MessageTexts.Both("check.style-missing.remedy"));
    }

    static string Say(FindingExample example, string language) =>
        $"{example.Id} {example.Name ?? example.Key}" + (example.Problem is { } problem ? $" ({problem.In(language)})" : "");

    static void Say(List<Finding> findings, string store, Terminal terminal)
    {
        foreach (var finding in findings)
        {
            terminal.Output.WriteLine($"[{terminal.Text($"check.{finding.Severity.ToString().ToLowerInvariant()}")}] {finding.Text.In(terminal.Language)}");
            if (finding.Examples.Count > 0)
                terminal.Output.WriteLine("  " + terminal.Text("check.examples", string.Join("; ", finding.Examples.Select(example => Say(example, terminal.Language)))));
            terminal.Output.WriteLine("  → " + finding.Remedy.In(terminal.Language));
        }

        if (findings.Count == 0) terminal.Say("check.clean", store);
        else terminal.Say("check.summary", findings.Count(f => f.Severity == Severity.Error), findings.Count(f => f.Severity == Severity.Warning), findings.Count(f => f.Severity == Severity.Note));
    }
}
