using RiskMap.City.Snapshot;

namespace RiskMap.Server.Hosting;

/// <summary>
/// Keeps the versions that readers are paging through (decision 5): 10 minutes after the last use, at most 64, and within a memory budget. Snapshots
/// share what did not change, so that an old version costs only what is its own. Thread-safe.
/// </summary>
/// <param name="time">Clock.</param>
/// <param name="budgetBytes">Most memory that the kept versions may hold together; null is a quarter of what the process may have.</param>
public sealed class VersionRegistry(TimeProvider time, long? budgetBytes = null)
{
    const int BudgetShare = 4;

    /// <summary>Most versions that are kept.</summary>
    public const int MaximumVersions = 64;

    /// <summary>How long a version lives after its last use.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    readonly long _budgetBytes = budgetBytes ?? GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / BudgetShare;
    readonly Lock _lock = new();
    readonly Dictionary<string, (CitySnapshot Snapshot, long LastUse)> _versions = new(StringComparer.Ordinal);

    /// <summary>Keeps a version alive from now on.</summary>
    public void Keep(CitySnapshot snapshot)
    {
        lock (_lock)
        {
            DropOld();
            _versions[snapshot.Version.Text] = (snapshot, time.GetTimestamp());
            while (_versions.Count > MaximumVersions || (_versions.Count > 1 && HeldBytes() > _budgetBytes))
                _versions.Remove(_versions.MinBy(version => version.Value.LastUse).Key);
        }
    }

    /// <summary>The snapshot of a token, used from now on; null when it is not kept any more.</summary>
    public CitySnapshot? Find(string token)
    {
        lock (_lock)
        {
            DropOld();
            if (!_versions.TryGetValue(token, out var version)) return null;
            _versions[token] = version with { LastUse = time.GetTimestamp() };
            return version.Snapshot;
        }
    }

    // A block that several versions share counts once.
    long HeldBytes() => _versions.Values.SelectMany(version => version.Snapshot.Layers).SelectMany(layer => layer.Blocks).Distinct().Sum(block => block.MemoryBytes);

    void DropOld()
    {
        foreach (var (token, version) in _versions)
        {
            if (time.GetElapsedTime(version.LastUse) > Lifetime) _versions.Remove(token);
        }
    }
}
