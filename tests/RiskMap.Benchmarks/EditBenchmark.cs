using RiskMap.City.Model;
using RiskMap.City.Snapshot;
using RiskMap.City.Store;

namespace RiskMap.Benchmarks;

/// <summary>One edit, from the call until readers see it, against loading the whole city anew.</summary>
static class EditBenchmark
{
    const int Features = 200_000;
    const int Edits = 51;

    public static async Task RunAsync(BenchSettings settings)
    {
        var file = PointFile.Write(settings.Folder, Features);
        await RunAsync("PostGIS", await settings.NewDatabaseAsync("bench_edit"), file);
        await RunAsync("GeoPackage", Path.Combine(settings.Folder, "edit.gpkg"), file);
    }

    static async Task RunAsync(string name, string location, string file)
    {
        await LoadBenchmark.ImportAsync(location, file, Features, Features);
        var store = await CityStores.OpenAsync(location, CancellationToken.None);
        var load = await Measure.MedianAsync(3, () => SnapshotBenchmark.LoadAsync(store));
        await using var live = await LiveCity.OpenAsync(store, CancellationToken.None);
        await EditAsync(live, 0);
        var number = 0;
        var edit = await Measure.MedianAsync(Edits, () => EditAsync(live, ++number));
        Measure.Report($"one edit among {Features:N0} features visible to readers ({name}), against a full load", edit, load, "≥ 20×");
    }

    static async Task EditAsync(LiveCity live, int number)
    {
        var layer = CityLayers.Get("enterprises");
        var feature = live.Current.Layer("enterprises").All.Skip(number * 100).First().ToFeature();
        var renamed = feature with { Values = feature.Values.SetItem(0, $"edited {number}") };
        await live.WriteAsync(new ChangeNote("benchmark", "rename"), writer => writer.UpdateAsync(layer, renamed, feature.Revision, CancellationToken.None), CancellationToken.None);
        if (live.Current.Layer("enterprises").Find(feature.Id)?.Name != $"edited {number}")
            throw new InvalidOperationException("the edit is not visible");
    }
}
