using RiskMap.City.Model;
using RiskMap.City.Store.GeoPackage;
using RiskMap.City.Store.Postgis;
using RiskMap.City.Store.Sql;

namespace RiskMap.City.Store;

/// <summary>Opens stores by what <c>--store</c> says.</summary>
public static class CityStores
{
    /// <summary>Opens the store of a city, making or completing its tables under the store's migration lock.</summary>
    /// <param name="location">A path that ends in <c>.gpkg</c>, a <c>postgres://</c> URL or a PostgreSQL connection string.</param>
    /// <param name="cancellation">Cancels.</param>
    /// <exception cref="StoreException">The location is none of these, cannot be reached, or holds what this program must not touch. Passwords never appear in it.</exception>
    public static Task<ICityStore> OpenAsync(string location, CancellationToken cancellation) => OpenAsync(location, CityLayers.All, cancellation);

    /// <summary>A location without passwords, for messages.</summary>
    public static string Redacted(string location) => StoreLocation.Redacted(location);

    /// <summary>What opening a store would make or migrate, a line each; does it and takes it back in one transaction under the migration lock.</summary>
    /// <exception cref="StoreException">As <see cref="OpenAsync(string, CancellationToken)"/>.</exception>
    public static Task<IReadOnlyList<string>> PlanAsync(string location, CancellationToken cancellation) => PlanAsync(location, CityLayers.All, cancellation);

    /// <summary>The same for given layers; for tests of other declarations.</summary>
    /// <inheritdoc cref="PlanAsync(string, CancellationToken)" />
    public static async Task<IReadOnlyList<string>> PlanAsync(string location, IReadOnlyList<LayerSchema> layers, CancellationToken cancellation) => StoreLocation.Parse(location) switch
    {
        GeoPackageLocation file => GeoPackageStore.Plan(file.Path, layers),
        PostgisLocation database => await PostgisStore.PlanAsync(database.Settings, layers, cancellation),
        var other => throw new NotSupportedException(other.GetType().Name),
    };

    /// <summary>Opens a store for given layers; for tests of other declarations.</summary>
    /// <inheritdoc cref="OpenAsync(string, CancellationToken)" />
    public static Task<ICityStore> OpenAsync(string location, IReadOnlyList<LayerSchema> layers, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        return StoreLocation.Parse(location) switch
        {
            GeoPackageLocation file => GeoPackageStore.OpenAsync(file.Path, layers, cancellation),
            PostgisLocation database => PostgisStore.OpenAsync(database.Settings, layers, cancellation),
            var other => throw new NotSupportedException(other.GetType().Name),
        };
    }
}
