using RiskMap.City.Sources;
using RiskMap.City.Store;

namespace RiskMap.Benchmarks;

/// <summary>A first load of a CSV of points, validation included, against ogr2ogr with COPY and against ogr2ogr -f GPKG; and the re-import by key.</summary>
static class LoadBenchmark
{
    public static async Task RunAsync(BenchSettings settings)
    {
        var file = PointFile.Write(settings.Folder, settings.Rows);
        await PostgisAsync(settings, file);
        await GeoPackageAsync(settings, file);
    }

    static async Task PostgisAsync(BenchSettings settings, string file)
    {
        var rival = await settings.NewDatabaseAsync("bench_ogr");
        var rivalSeconds = await Measure.SecondsAsync(() => Ogr2OgrAsync(file, "PostgreSQL", BenchSettings.ForGdal(rival)));
        var ours = await settings.NewDatabaseAsync("bench_riskmap");
        var seconds = await Measure.SecondsAsync(() => ImportAsync(ours, file, settings.Rows, inserted: settings.Rows));
        Measure.Report($"first load of a CSV of {settings.Rows:N0} points into PostGIS, against ogr2ogr with COPY", seconds, rivalSeconds, "≥ 2×");
        var again = await Measure.SecondsAsync(() => ImportAsync(ours, file, settings.Rows, inserted: 0));
        Measure.Note("re-import of the same file by key (nothing changed)", Measure.Time(again), "reported");
    }

    static async Task GeoPackageAsync(BenchSettings settings, string file)
    {
        var rivalSeconds = await Measure.SecondsAsync(() => Ogr2OgrAsync(file, "GPKG", Path.Combine(settings.Folder, "ogr.gpkg")));
        var seconds = await Measure.SecondsAsync(() => ImportAsync(Path.Combine(settings.Folder, "riskmap.gpkg"), file, settings.Rows, inserted: settings.Rows));
        Measure.Report($"the same into GeoPackage, against ogr2ogr -f GPKG", seconds, rivalSeconds, "≥ 1×");
    }

    internal static async Task ImportAsync(string location, string file, int rows, int inserted)
    {
        await using var store = await CityStores.OpenAsync(location, CancellationToken.None);
        var report = await Importer.ImportAsync(store, new ImportRequest("enterprises", file) { Crs = "EPSG:4326" }, null, CancellationToken.None);
        var layer = report.Layers.Single();
        if (layer.Read != rows || layer.Inserted != inserted || report.RefusedCount != 0)
            throw new InvalidOperationException($"expected {rows} rows read and {inserted} inserted, got {layer}");
    }

    static Task Ogr2OgrAsync(string file, string driver, string target) => Measure.RunAsync(
        "ogr2ogr", "-f", driver, target, file, "-nln", "points", "-a_srs", "EPSG:4326", "-oo", "X_POSSIBLE_NAMES=lon", "-oo", "Y_POSSIBLE_NAMES=lat",
        "-oo", "KEEP_GEOM_COLUMNS=NO", "--config", "PG_USE_COPY", "YES");
}
