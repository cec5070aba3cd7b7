using RiskMap.City.Snapshot;

namespace RiskMap.Server.Hosting;

/// <summary>
/// Keeps the versions that readers are paging through (decision 5): 10 minutes after the last use, at most 64. Snapshots share what did not change,
/// so that an old version costs only its own edits. Thread-safe.
/// </summary>
/// <param name="time">Clock.</param>
public sealed class VersionRegistry(TimeProvider time)
{
    /// <summary>Most versions that are kept.</summary>
    public const int MaximumVersions = 64;

    /// <summary>How long a version lives after its last use.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    readonly Lock _lock = new();
    readonly Dictionary<string, (CitySnapshot Snapshot, long LastUse)> _versions = new(StringComparer.Ordinal);

    /// <summary>Keeps a version alive from now on.</summary>
    public void Keep(CitySnapshot snapshot)
    {
        lock (_lock)
        {
            DropOld();
            _versions[snapshot.Version.Text] = (snapshot, time.GetTimestamp());
            if (_versions.Count > MaximumVersions) _versions.Remove(_versions.MinBy(version => version.Value.LastUse).Key);
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

    void DropOld()
    {
        foreach (var (token, version) in _versions)
        {
            if (time.GetElapsedTime(version.LastUse) > Lifetime) _versions.Remove(token);
        }
    }
}
