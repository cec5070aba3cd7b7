namespace RiskMap.Faults.Cities;

/// <summary>Where a feature stands.</summary>
readonly record struct Place(string Layer, long Id)
{
    public override string ToString() => FormattableString.Invariant($"{Layer}/{Id}");
}

/// <summary>A feature as the server last told it.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Text">Its GeoJSON.</param>
/// <param name="ETag">Its ETag, or null while nobody asked for it.</param>
sealed record Known(string Key, string Text, string? ETag);

/// <summary>An acknowledged write, to be found again in the store's log.</summary>
/// <param name="ChangeSet">Its change set.</param>
/// <param name="What">It in words.</param>
/// <param name="Counts">How many rows of each layer it inserted, updated and deleted.</param>
sealed record Acknowledged(long ChangeSet, string What, IReadOnlyDictionary<string, (long Inserted, long Updated, long Deleted)> Counts)
{
    /// <summary>A write of one feature.</summary>
    public static Acknowledged Of(long changeSet, string layer, EditKind kind) => new(changeSet, $"{kind} in {layer}", new Dictionary<string, (long, long, long)>(StringComparer.Ordinal)
    {
        [layer] = kind switch
        {
            EditKind.Insert => (1, 0, 0),
            EditKind.Delete => (0, 0, 1),
            _ => (0, 1, 0),
        },
    });

    /// <summary>True where the log tells of the same rows and no others.</summary>
    public bool IsToldBy(LedgerEntry entry) => entry.Counts.Count == Counts.Count && Counts.All(count => entry.Counts.GetValueOrDefault(count.Key) == count.Value);
}

/// <summary>A write without an answer: it may have happened or not.</summary>
sealed record Unanswered(Edit Edit, Known? Before);
