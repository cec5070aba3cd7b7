using System.Text.Json;
using RiskMap.Faults.Cities;
using RiskMap.Faults.Processes;

namespace RiskMap.Faults.Cases;

/// <summary>A day's edits done on one store, done again on the other: the same city, also as of earlier versions, and also by <c>riskmap copy</c>.</summary>
static class Replay
{
    const int MomentsToLookBackAt = 5;

    public static Task RunAsync(FaultOptions options, Scoreboard board) => board.RunAsync("replay", async () =>
    {
        await using var geopackage = StoreKind.GeoPackage();
        await using var postgis = await StoreKind.PostgisAsync("replay");
        var (one, other, copy) = (await geopackage.NewAsync(), await postgis.NewAsync(), await postgis.NewAsync());
        await using var first = await StormyCity.StartAsync(one, 1, options.Seed);
        await using var second = await StormyCity.StartAsync(other, 1, options.Seed);
        var moments = await EditAsync(first, options);
        await second.Storm.WriteAsync(second.Server, options.Extent.ReplayedEdits, CancellationToken.None);
        await first.JudgeAsync("on the first store");
        await second.JudgeAsync("on the second store");
        (await CityImage.ReadAsync(second.Server, SmallCity.AllLayers)).MustBe((await CityImage.ReadAsync(first.Server, SmallCity.AllLayers)).Features, "replayed");
        Promise.That(second.Storm.Model.All(pair => pair.Value.ETag == first.Storm.Model[pair.Key].ETag), $"the ETags differ after the replay");
        await Installation.SucceedAsync(one, "copy", "--from", one, "--to", copy);
        await using var third = await CityServer.StartAsync(copy);
        await first.Storm.CompareAsync(third, "copied");
        foreach (var store in new[] { one, other, copy }) await LookBackAsync(store, moments, geopackage.Folder);
        board.Figure("replay", "edits / same city on the other store and in its copy", $"{first.Storm.Written} / {first.Storm.Model.Count} features with ids, keys, ETags, geometry and properties");
        board.Figure("replay", "as-of exports equal to the model", $"{moments.Count * 3} (versions {string.Join(' ', moments.Select(moment => moment.Version))})");
    });

    /// <summary>Edits, and remembers what the enterprises were at some moments.</summary>
    static async Task<List<Moment>> EditAsync(StormyCity city, FaultOptions options)
    {
        var moments = new List<Moment>();
        for (var part = 0; part < MomentsToLookBackAt; part++)
        {
            await city.Storm.WriteAsync(city.Server, options.Extent.ReplayedEdits / MomentsToLookBackAt, CancellationToken.None);
            var version = VersionText.Number((await Answer.ToGetAsync(city.Server.Client, "healthz"))!.Version!);
            moments.Add(new(version, city.Storm.Model.Where(feature => feature.Key.Layer == "enterprises").ToDictionary(feature => feature.Value.Key, feature => feature.Value.Text, StringComparer.Ordinal)));
        }

        return moments;
    }

    static async Task LookBackAsync(string store, List<Moment> moments, string folder)
    {
        foreach (var moment in moments)
        {
            var file = Path.Combine(folder, $"{Guid.NewGuid():N}.geojson");
            await Installation.SucceedAsync(store, "export", "enterprises", file, "--as-of", FormattableString.Invariant($"{moment.Version}"));
            using var exported = JsonDocument.Parse(await File.ReadAllTextAsync(file));
            var features = exported.RootElement.GetProperty("features").EnumerateArray().ToDictionary(feature => feature.GetProperty("properties").GetProperty("key").GetString()!, StringComparer.Ordinal);
            Promise.Same(features.Count, moment.Enterprises.Count, $"enterprises as of version {moment.Version}");
            foreach (var (key, text) in moment.Enterprises) MustAgree(features[key], text, moment.Version);
        }
    }

    static void MustAgree(JsonElement exported, string text, long version)
    {
        using var known = JsonDocument.Parse(text);
        foreach (var member in new[] { "geometry", "properties" })
            Promise.That(JsonElement.DeepEquals(exported.GetProperty(member), known.RootElement.GetProperty(member)), $"as of version {version} the export tells {exported}, not {text}");
    }

    sealed record Moment(long Version, IReadOnlyDictionary<string, string> Enterprises);
}
