using RiskMap.City.Store;
using RiskMap.Server.Texts;

namespace RiskMap.Server.Commands;

/// <summary>Opens stores for commands: where a command only reads, a missing file is an error and is not made.</summary>
public static class Stores
{
    /// <summary>Opens a store for reading or changing what is there; a missing GeoPackage is refused.</summary>
    /// <exception cref="RefusedException">No such file.</exception>
    /// <exception cref="WrongUsageException">Not a location of a store.</exception>
    public static Task<ICityStore> OpenExistingAsync(string location, CancellationToken cancellation)
    {
        CheckExisting(location);
        return OpenAsync(location, cancellation);
    }

    /// <summary>Refuses a missing GeoPackage and what is no location of a store at all.</summary>
    /// <exception cref="RefusedException">No such file.</exception>
    /// <exception cref="WrongUsageException">Not a location of a store.</exception>
    public static void CheckExisting(string location)
    {
        CheckKind(location);
        if (IsFile(location) && !File.Exists(location))
            throw new RefusedException(MessageTexts.Both("store.missing", Path.GetFullPath(location)));
    }

    /// <summary>Opens a store and makes it where it is not there yet.</summary>
    /// <exception cref="WrongUsageException">Not a location of a store.</exception>
    public static Task<ICityStore> OpenAsync(string location, CancellationToken cancellation)
    {
        CheckKind(location);
        return CityStores.OpenAsync(location, cancellation);
    }

    /// <summary>Opens a store for a command that fills it; a GeoPackage that was not there before is removed again when the store is as new after the work.</summary>
    public static async Task<T> FillAsync<T>(string location, Func<ICityStore, Task<T>> work, CancellationToken cancellation)
    {
        var (isNew, changed) = (IsFile(location) && !File.Exists(location), false);
        try
        {
            await using var store = await OpenAsync(location, cancellation);
            var result = await work(store);
            changed = (await store.StateAsync(cancellation)).Version > 0;
            return result;
        }
        finally
        {
            if (isNew && !changed) Remove(location);
        }
    }

    static void Remove(string location)
    {
        foreach (var ending in new[] { "", "-wal", "-shm" }) File.Delete(location + ending);
    }

    /// <summary>True when both name the same store.</summary>
    public static bool SameLocation(string one, string other) => IsFile(one) && IsFile(other)
        ? string.Equals(Path.GetFullPath(one), Path.GetFullPath(other), StringComparison.Ordinal)
        : string.Equals(one, other, StringComparison.Ordinal);

    /// <summary>True for a path that ends in .gpkg.</summary>
    public static bool IsFile(string location) => location.EndsWith(".gpkg", StringComparison.OrdinalIgnoreCase);

    /// <summary>Refuses what is no location of a store at all.</summary>
    /// <exception cref="WrongUsageException">Not a location of a store.</exception>
    public static void CheckKind(string location)
    {
        if (!IsFile(location) && !IsPostgres(location)) throw new WrongUsageException(MessageTexts.Both("store.unknown-kind", WithoutAccount(location)));
    }

    /// <summary>A location for messages.</summary>
    public static string WithoutAccount(string location) => CityStores.Redacted(location);

    static bool IsPostgres(string location) =>
        location.StartsWith("postgres://", StringComparison.OrdinalIgnoreCase)
        || location.StartsWith("postgresql://", StringComparison.OrdinalIgnoreCase)
        || location.Contains('=', StringComparison.Ordinal);
}
