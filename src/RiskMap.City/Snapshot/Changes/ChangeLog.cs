namespace RiskMap.City.Snapshot.Changes;

/// <summary>
/// The last changes of a live city: enough for readers that were away for a moment, and bounded. Each change begins where the one before it ends.
/// Written by one, read by many without waiting.
/// </summary>
/// <param name="start">Version at which it begins.</param>
/// <param name="mostChanges">Most changes that are kept.</param>
/// <param name="mostWeight">Most ids and places that they hold together; the newest change is kept whatever it weighs.</param>
public sealed class ChangeLog(VersionToken start, int mostChanges = ChangeLog.MostChanges, int mostWeight = ChangeLog.MostWeight)
{
    /// <summary>Changes kept where nothing else is said: an hour of an edit every four seconds.</summary>
    public const int MostChanges = 1024;

    /// <summary>Ids and places kept where nothing else is said, about 3 MB.</summary>
    public const int MostWeight = 1 << 16;

    volatile State _state = new(start, []);

    /// <summary>Appends a change; one that begins a new life empties the log.</summary>
    internal void Add(CityChange change)
    {
        var state = _state;
        if (change.IsNewLife)
        {
            _state = new(change.To, []);
            return;
        }

        CityChange[] changes = [.. state.Changes, change];
        var (gone, weight) = (0, changes.Sum(kept => kept.Weight));
        for (; gone < changes.Length - 1 && (changes.Length - gone > mostChanges || weight > mostWeight); gone++) weight -= changes[gone].Weight;
        _state = gone == 0 ? state with { Changes = changes } : new(changes[gone - 1].To, changes[gone..]);
    }

    /// <summary>
    /// The changes that lead from a version to a later one, oldest first; the first may begin before that version. Null when the log does not reach
    /// back to it, or it is of another life of the store.
    /// </summary>
    public ArraySegment<CityChange>? Between(VersionStamp from, long to = long.MaxValue)
    {
        var (start, changes) = _state;
        if (from.Life != start.Life || from.Version < start.Version) return null;
        var first = FirstAfter(changes, from.Version);
        return new(changes, first, Math.Max(first, to == long.MaxValue ? changes.Length : FirstAfter(changes, to)) - first);
    }

    static int FirstAfter(CityChange[] changes, long version)
    {
        var (low, high) = (0, changes.Length);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (changes[middle].To.Version <= version) low = middle + 1;
            else high = middle;
        }

        return low;
    }

    sealed record State(VersionToken Start, CityChange[] Changes);
}
