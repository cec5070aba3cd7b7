using System.Globalization;
using RiskMap.Faults.Processes;

namespace RiskMap.Faults.Cases;

/// <summary>Makes new empty stores of one kind for a case, and cleans up after it.</summary>
sealed class StoreKind : IAsyncDisposable
{
    int _files;

    StoreKind(string name, PostgisCluster? cluster) => (Name, Cluster) = (name, cluster);

    /// <summary>GeoPackage or PostGIS.</summary>
    public string Name { get; }

    /// <summary>The cluster of a PostGIS kind.</summary>
    public PostgisCluster? Cluster { get; }

    /// <summary>A folder for the case's files.</summary>
    public string Folder { get; } = Directory.CreateTempSubdirectory("riskmap-faults-").FullName;

    public static StoreKind GeoPackage() => new("GeoPackage", null);

    public static async Task<StoreKind> PostgisAsync(string cluster) => new("PostGIS", await PostgisCluster.StartAsync(cluster));

    /// <summary>Location of a new store.</summary>
    public async Task<string> NewAsync() => Cluster is { } cluster
        ? await cluster.NewDatabaseAsync()
        : Path.Combine(Folder, string.Create(CultureInfo.InvariantCulture, $"city{++_files}.gpkg"));

    public async ValueTask DisposeAsync()
    {
        if (Cluster is { } cluster) await cluster.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }
}
