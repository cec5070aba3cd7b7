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
