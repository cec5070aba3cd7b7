using Npgsql;
using RiskMap.City.Model;
using RiskMap.City.Snapshot;
using RiskMap.City.Store;
using RiskMap.Geo.Tiles;

namespace RiskMap.Benchmarks;

/// <summary>From PostGIS to a serving snapshot, against reading the same columns by COPY; and the memory of a feature.</summary>
static class SnapshotBenchmark
{
    public static async Task RunAsync(BenchSettings settings)
    {
        var connection = await settings.NewDatabaseAsync("bench_snapshot");
        await LoadBenchmark.ImportAsync(connection, PointFile.Write(settings.Folder, settings.Rows), settings.Rows, settings.Rows);
        var copy = await Measure.MedianAsync(3, () => ReadByCopyAsync(connection));
        await using var store = await CityStores.OpenAsync(connection, CancellationToken.None);
        CitySnapshot? city = null;
        var load = await Measure.MedianAsync(3, async () => city = await LoadAsync(store));
        Measure.Report($"a city of {settings.Rows:N0} features from PostGIS to a snapshot, against reading the same columns by COPY", load, copy, "≥ 0.33×");
        var first = await Measure.SecondsAsync(() => Task.Run(() => Serve(city!)));
        Measure.Note("its indexes, planes and first tile", Measure.Time(first), "–");
        var layer = city!.Layer("enterprises");
        Measure.Note("memory of a feature, indexes and planes included", $"{layer.MemoryBytes / layer.Count} bytes", "≤ 600 bytes");
    }

    internal static async Task<CitySnapshot> LoadAsync(ICityStore store)
    {
        await using var reading = await store.ReadAsync(CancellationToken.None);
        return CitySnapshot.Load(reading);
    }

    static void Serve(CitySnapshot city)
    {
        _ = city.Layer("enterprises").In(new(118.2, 24.6, 118.201, 24.601));
        _ = city.Layer("enterprises").Main.Metric(city.Plane);
        _ = CityTiles.Encode(city, ["enterprises"], TileId.At(118.2, 24.6, 14));
    }

    static async Task ReadByCopyAsync(string connection)
    {
        var columns = string.Join(", ", CityLayers.Get("enterprises").Fields.Select(field => $"\"{field.Column}\""));
        await using var open = new NpgsqlConnection(connection);
        await open.OpenAsync();
        await using var stream = await open.BeginRawBinaryCopyAsync($"COPY (SELECT id, revision, key, geom, {columns} FROM enterprises ORDER BY id) TO STDOUT (FORMAT BINARY)");
        await stream.CopyToAsync(Stream.Null);
    }
}
