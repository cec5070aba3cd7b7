using System.Globalization;
using RiskMap.City.Risk;
using RiskMap.City.Snapshot;
using RiskMap.City.Store;
using RiskMap.Server.Http;
using RiskMap.Server.Texts;

namespace RiskMap.Server.Commands;

/// <summary><c>riskmap risk --trend</c>: value and colour of each area in several versions, and which enterprises moved it.</summary>
static class RiskTrends
{
    public static async Task<int> RunAsync(string location, string by, string format, string[] moments, string? asOf, Terminal terminal, CancellationToken cancellation)
    {
        await using var store = await Stores.OpenExistingAsync(location, cancellation);
        var cities = await ReadAsync(store, moments, asOf, terminal, cancellation);
        if (cities.Count < 2) throw new WrongUsageException(MessageTexts.Both("risk.trend-one-version", cities[0].Version.Version));
        var trend = RiskTrend.Of(cities, by);
        switch (format)
        {
            case "json":
                terminal.Output.WriteLine(System.Text.Encoding.UTF8.GetString(JsonAnswer.WithNulls(trend)));
                break;
            case "csv":
                terminal.WriteCsv(Head(trend, terminal), trend.Areas.Select(area => Row(area, terminal)));
                break;
            default:
                terminal.WriteTable(Head(trend, terminal), trend.Areas.Select(area => Row(area, terminal)));
                terminal.Say("risk.method", trend.Method.Title, trend.Method.File, trend.DataVersion);
                break;
        }

        return Failures.Done;
    }

    // The last version is the newest, or that of --as-of; the same version twice is one. Versions share the layers that did not change between them.
    static async Task<List<CitySnapshot>> ReadAsync(ICityStore store, string[] moments, string? asOf, Terminal terminal, CancellationToken cancellation)
    {
        var versions = new SortedSet<long>();
        foreach (var moment in moments) versions.Add(await Moments.VersionAsync(store, moment, cancellation));
        versions.Add(asOf is null ? (await store.StateAsync(cancellation)).Version : await Moments.VersionAsync(store, asOf, cancellation));
        var cities = new List<CitySnapshot>();
        foreach (var version in versions)
        {
            await using var reading = await Moments.ReadAsync(store, version.ToString(CultureInfo.InvariantCulture), terminal, cancellation);
            cities.Add(CitySnapshot.Load(reading, cities.LastOrDefault(), cancellation));
        }

        return cities;
    }

    static string[] Head(RiskTrendAnswer trend, Terminal terminal) =>
    [
        terminal.Text("risk.code"), terminal.Text("risk.name"), .. trend.Versions.Select(version => terminal.Text("risk.at-version", version)), terminal.Text("risk.why"),
    ];

    static string[] Row(AreaTrend area, Terminal terminal) =>
    [
        area.Code ?? "", area.Name ?? "", .. area.Moments.Select(Value), string.Join("; ", area.Changes.SelectMany(change => Reasons(change, terminal))),
    ];

    static string Value(AreaMoment moment) => (moment.Exists, moment.Index) switch
    {
        (false, _) => "",
        (_, { } index) => $"{RiskCommand.Number(index)} {moment.Colour ?? "?"}",
        _ => $"{RiskCommand.Number(moment.IndexAtLeast ?? 0)}–{RiskCommand.Number(moment.IndexAtMost ?? 0)} {moment.Colour ?? "?"}",
    };

    static IEnumerable<string> Reasons(AreaChange change, Terminal terminal) =>
        change.Enterprises.Select(one => terminal.Text("risk.change", change.To, one.Name ?? one.Key, one.GradeFrom ?? "–", one.GradeTo ?? "–", Signed(one.Risk)))
            .Concat(change.Reasons.Select(reason => terminal.Text("risk.change-other", change.To, reason.In(terminal.Language))));

    static string Signed(double value) => value.ToString("+0.0;-0.0;0", CultureInfo.InvariantCulture);
}
