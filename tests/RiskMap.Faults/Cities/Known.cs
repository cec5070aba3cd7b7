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
sealed record Acknowledged(long ChangeSet, string Layer, EditKind Kind);

/// <summary>A write without an answer: it may have happened or not.</summary>
sealed record Unanswered(Edit Edit, Known? Before);
