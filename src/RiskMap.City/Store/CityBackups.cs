using Microsoft.Data.Sqlite;
using RiskMap.City.Model;
using RiskMap.City.Store.GeoPackage;
using RiskMap.City.Store.Sql;

namespace RiskMap.City.Store;

/// <summary>
/// Backups are GeoPackage cities: written beside their place and renamed when whole, at one version, while the city is served and written.
/// A restored city begins a new life (epoch), so that followers read it anew.
/// </summary>
public static class CityBackups
{
    static readonly RestoreReport Everything = new([], []);

    /// <summary>Writes a backup.</summary>
    /// <param name="store">The city.</param>
    /// <param name="file">A path that ends in .gpkg where nothing is yet.</param>
    /// <param name="progress">Told a line a layer.</param>
    /// <param name="cancellation">Cancels; no file is left.</param>
    /// <returns>What is not in the backup: nothing of a GeoPackage; of PostGIS users' own tables and columns of types that only it knows.</returns>
    /// <exception cref="StoreException">The file is there already, or cannot be written.</exception>
    public static Task<RestoreReport> BackupAsync(ICityStore store, string file, IProgress<string>? progress, CancellationToken cancellation) =>
        BackupAsync(store, file, CityLayers.All, progress, cancellation);

    /// <summary>Writes a backup of given layers; for tests of other declarations.</summary>
    /// <inheritdoc cref="BackupAsync(ICityStore, string, IProgress{string}?, CancellationToken)" />
    public static Task<RestoreReport> BackupAsync(
        ICityStore store, string file, IReadOnlyList<LayerSchema> layers, IProgress<string>? progress, CancellationToken cancellation) => GuardedAsync(file, async () =>
    {
        if (File.Exists(file)) throw Taken(file);
        var partial = file + ".partial";
        GeoPackageFiles.Remove(partial);
        try
        {
            var report = Everything;
            if (store is GeoPackageStore own) await own.BackupAsync(partial, cancellation);
            else report = await CopyAsync(store, partial, layers, progress, cancellation);
            Place(partial, file);
            return report;
        }
        finally
        {
            GeoPackageFiles.Remove(partial);
        }
    });

    /// <summary>Restores a backup; the file stays as it is.</summary>
    /// <param name="file">A GeoPackage city.</param>
    /// <param name="location">The store, as <see cref="CityStores.OpenAsync(string, CancellationToken)"/> takes it.</param>
    /// <param name="replace">Takes the place of the city that is there, in one transaction; else the store must be new or empty.</param>
    /// <param name="progress">Told a line a layer.</param>
    /// <param name="cancellation">Cancels; nothing changed.</param>
    /// <returns>What was not carried.</returns>
    /// <exception cref="InvalidOperationException">The store holds a city and is not to be replaced.</exception>
    /// <exception cref="StoreException">The file is no city or damaged; nothing changed.</exception>
    public static Task<RestoreReport> RestoreAsync(string file, string location, bool replace, IProgress<string>? progress, CancellationToken cancellation) =>
        RestoreAsync(file, location, replace, CityLayers.All, progress, cancellation);

    /// <summary>Restores given layers; for tests of other declarations.</summary>
    /// <inheritdoc cref="RestoreAsync(string, string, bool, IProgress{string}?, CancellationToken)" />
    public static Task<RestoreReport> RestoreAsync(
        string file, string location, bool replace, IReadOnlyList<LayerSchema> layers, IProgress<string>? progress, CancellationToken cancellation) => GuardedAsync(file, async () =>
    {
        var target = (StoreLocation.Parse(location) as GeoPackageLocation)?.Path;
        var staged = target is null ? Path.Combine(Path.GetTempPath(), $"riskmap-restore-{SqlCityStore.NewToken()}") : target + ".restoring";
        try
        {
            await StageAsync(file, staged, layers, cancellation);
            if (target is null) return await FillAsync(staged, location, replace, layers, progress, cancellation);
            if (File.Exists(target)) await ReplaceAsync(staged, target, replace, layers, cancellation);
            else Place(staged, target);
            return Everything;
        }
        finally
        {
            GeoPackageFiles.Remove(staged);
        }
    });

    /// <summary>A checked copy in the format of this program, so that neither a damaged nor a foreign file touches the store.</summary>
    static async Task StageAsync(string file, string staged, IReadOnlyList<LayerSchema> layers, CancellationToken cancellation)
    {
        GeoPackageFiles.Remove(staged);
        GeoPackageFiles.Copy(file, staged);
        if (GeoPackageFiles.Damage(staged) is { } damage)
            throw new StoreException(($"备份 {file} 已损坏（{damage}）；请用另一份备份", $"the backup {file} is damaged ({damage}); take another one"));
        await using (var store = await GeoPackageStore.OpenAsync(staged, layers, cancellation))
        {
            if (await store.StateAsync(cancellation) is { Version: 0, City: null })
                throw new StoreException(($"{file} 中没有城市数据", $"there is no city in {file}"));
        }

        GeoPackageFiles.BeginLife(staged, storeId: null);
    }

    static async Task<RestoreReport> FillAsync(
        string staged, string location, bool replace, IReadOnlyList<LayerSchema> layers, IProgress<string>? progress, CancellationToken cancellation)
    {
        await using var store = await CityStores.OpenAsync(location, layers, cancellation);
        await using var source = await GeoPackageStore.OpenAsync(staged, layers, cancellation);
        await using var reading = await source.ReadAsync(cancellation);
        return await store.RestoreAsync(reading, replace, progress, cancellation);
    }

    static async Task ReplaceAsync(string staged, string target, bool replace, IReadOnlyList<LayerSchema> layers, CancellationToken cancellation)
    {
        await using var store = await GeoPackageStore.OpenAsync(target, layers, cancellation);
        var state = await store.StateAsync(cancellation);
        if (!replace && state is not { Version: 0, City: null }) throw new InvalidOperationException($"the store {target} already holds a city");
        GeoPackageFiles.BeginLife(staged, state.StoreId);
        GeoPackageFiles.Copy(staged, target);
    }

    static async Task<RestoreReport> CopyAsync(ICityStore store, string partial, IReadOnlyList<LayerSchema> layers, IProgress<string>? progress, CancellationToken cancellation)
    {
        RestoreReport report;
        await using (var target = await GeoPackageStore.OpenAsync(partial, layers, cancellation))
        {
            await using var reading = await store.ReadAsync(cancellation);
            report = await target.RestoreAsync(reading, replace: false, progress, cancellation);
        }

        GeoPackageFiles.BeginLife(partial, storeId: null);
        return report;
    }

    static void Place(string partial, string file)
    {
        try
        {
            File.Move(partial, file, overwrite: false);
        }
        catch (IOException) when (File.Exists(file))
        {
            throw Taken(file);
        }
    }

    static StoreException Taken(string file) => new(($"{file} 已存在；请另用文件名", $"{file} exists already; choose another name"));

    static async Task<RestoreReport> GuardedAsync(string file, Func<Task<RestoreReport>> work)
    {
        SQLitePCL.Batteries_V2.Init();
        try
        {
            return await work();
        }
        catch (SqliteException e) when (GeoPackageErrors.Explain(file, e) is { } refusal)
        {
            throw refusal;
        }
    }
}
