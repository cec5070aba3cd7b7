using System.CommandLine;
using System.Globalization;
using RiskMap.City.Model;
using RiskMap.City.Risk;
using RiskMap.City.Snapshot;
using RiskMap.Server.Features;
using RiskMap.Server.Http;

namespace RiskMap.Server.Commands;

/// <summary><c>riskmap risk</c>: risk by district or park, with what makes it up, or how it went over several versions.</summary>
public static class RiskCommand
{
    /// <summary>Declares the command.</summary>
    public static Command Create(GlobalOptions globals)
    {
        var by = new Option<string>("--by") { Description = globals.Text("option.by"), DefaultValueFactory = _ => "district" };
        by.AcceptOnlyFromAmong("district", "park");
        var format = new Option<string>("--format") { Description = globals.Text("option.format"), DefaultValueFactory = _ => "table" };
        format.AcceptOnlyFromAmong("table", "json", "csv");
        var asOf = Moments.AsOfOption(globals);
        var trend = new Option<string[]>("--trend") { Description = globals.Text("option.trend"), HelpName = "V|TIME", AllowMultipleArgumentsPerToken = true };
        return globals.Does(new Command("risk", globals.Text("command.risk")) { by, format, asOf, trend }, (parse, terminal, cancellation) =>
            parse.GetValue(trend) is { Length: > 0 } moments
                ? RiskTrends.RunAsync(globals.Location(parse), parse.GetValue(by)!, parse.GetValue(format)!, moments, parse.GetValue(asOf), terminal, cancellation)
                : RunAsync(globals.Location(parse), parse.GetValue(by)!, parse.GetValue(format)!, parse.GetValue(asOf), terminal, cancellation));
    }

    static async Task<int> RunAsync(string location, string by, string format, string? asOf, Terminal terminal, CancellationToken cancellation)
    {
        await using var store = await Stores.OpenExistingAsync(location, cancellation);
        await using var reading = await Moments.ReadAsync(store, asOf, terminal, cancellation);
        var snapshot = CitySnapshot.Load(reading, cancellation);
        var report = AreaRiskAnalysis.By(by, snapshot);
        switch (format)
        {
            case "json":
                var wire = AreaRisks.Wire(report, by == "park" ? "parks" : "districts");
                if (asOf is not null) (wire["asOf"], wire["incomplete"]) = (reading.State.Version, reading.Incomplete);
                terminal.Output.WriteLine(System.Text.Encoding.UTF8.GetString(JsonAnswer.WithNulls(wire)));
                break;
            case "csv":
                terminal.WriteCsv(Head(report, terminal), report.Areas.Select(area => Row(area, terminal.Language)));
                break;
            default:
                terminal.WriteTable(Head(report, terminal), report.Areas.Select(area => Row(area, terminal.Language)));
                SayWorking(report, terminal);
                break;
        }

        if (report.Areas.Count == 0) terminal.Say(by == "park" ? "risk.no-parks" : "risk.no-districts");
        return Failures.Done;
    }

    static string[] Head(RiskReport report, Terminal terminal) =>
    [
        terminal.Text("risk.code"), terminal.Text("risk.name"), terminal.Text("risk.index"), terminal.Text("risk.colour"),
        terminal.Text("risk.share-above"), terminal.Text("risk.enterprises"), terminal.Text("risk.confined-spaces"),
        terminal.Text("risk.exposed-day"), terminal.Text("risk.exposed-night"),
        .. (report.Areas.Count == 0 ? [] : report.Areas[0].Terms).Select(term => term.Title.In(terminal.Language)), terminal.Text("risk.missing"),
    ];

    static string[] Row(AreaRisk area, string language) =>
    [
        area.Code ?? "", area.Name ?? "", area.Index is { } index ? Number(index) : $"{Number(area.IndexAtLeast)}–{Number(area.IndexAtMost)}", area.Colour ?? "?",
        (100 * area.ShareAbove).ToString("0.0", CultureInfo.InvariantCulture),
        area.Counts.Enterprises.ToString(CultureInfo.InvariantCulture), area.Counts.ConfinedSpaces.ToString(CultureInfo.InvariantCulture),
        area.Exposed.PeopleDay.ToString(CultureInfo.InvariantCulture), area.Exposed.PeopleNight.ToString(CultureInfo.InvariantCulture),
        .. area.Terms.Select(term => term.Value is { } value ? value.ToString("0.###", CultureInfo.InvariantCulture) : "?"),
        string.Join("; ", area.Missing.Select(missing => missing.Reason.In(language))),
    ];

    // The table is for scripts too, so the working goes to standard error.
    static void SayWorking(RiskReport report, Terminal terminal)
    {
        foreach (var area in report.Areas.OrderByDescending(area => area.Index ?? area.IndexAtMost))
        {
            terminal.Say((LocalizedText)($"{area.Name ?? area.Code}：", $"{area.Name ?? area.Code}:"));
            foreach (var line in area.Explanation)
                terminal.Say((LocalizedText)("  " + line.Text.Zh, "  " + line.Text.En));
        }

        terminal.Say("risk.method", report.Method.Title, report.Method.File, report.DataVersion);
    }

    internal static string Number(double value) => value.ToString("0.0", CultureInfo.InvariantCulture);
}
