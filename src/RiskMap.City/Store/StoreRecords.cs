using RiskMap.City.Model;

namespace RiskMap.City.Store;

/// <summary>Identity and state of a store.</summary>
/// <param name="StoreId">Random id given when the store was made; a copy has its own.</param>
/// <param name="Epoch">Random text, new after each copy or restore, so that versions of different lives never mix.</param>
/// <param name="Version">Version of the city; grows by one with each writing transaction.</param>
/// <param name="City">Metadata, or null before init or the first import.</param>
public sealed record StoreState(string StoreId, string Epoch, long Version, CityMetadata? City);

/// <summary>Who writes, and with what.</summary>
/// <param name="Who">Person or account.</param>
/// <param name="What">One line: <c>import enterprises from plants.csv</c>.</param>
public sealed record ChangeNote(string Who, string What)
{
    /// <summary>Program and version that writes.</summary>
    public string? With { get; init; }

    /// <summary>File name of an import, without its folder.</summary>
    public string? File { get; init; }

    /// <summary>SHA-256 of that file, lower-case hex.</summary>
    public string? FileSha256 { get; init; }

    /// <summary>Coordinate system or offset that the file was read in.</summary>
    public string? Crs { get; init; }

    /// <summary>Change set that this one takes back, or null.</summary>
    public long? Undoes { get; init; }

    /// <summary>The request behind the write, so that its repetition is answered and not done again; null where none is repeated.</summary>
    public WriteRequest? Request { get; init; }
}

/// <summary>Names a request that its sender may repeat (IETF draft-ietf-httpapi-idempotency-key-header).</summary>
/// <param name="Key">The sender's key.</param>
/// <param name="Fingerprint">What was asked, in any form that is the same for the same request.</param>
public sealed record WriteRequest(string Key, string Fingerprint);

/// <summary>A change set as kept.</summary>
/// <param name="Id">Id; equal to the version that the transaction made.</param>
/// <param name="When">Commit time, UTC.</param>
/// <param name="Note">Who, what, with what.</param>
/// <param name="Counts">Rows inserted, updated and deleted by layer name.</param>
public sealed record ChangeSet(long Id, DateTimeOffset When, ChangeNote Note, IReadOnlyDictionary<string, ChangeCounts> Counts)
{
    /// <summary>The city's metadata before this change set as the stores keep it (JSON; empty text for none), or null when it did not change it.</summary>
    public string? CityBefore { get; init; }

    /// <summary>True when rows were changed outside without their before images: earlier versions cannot be told with certainty.</summary>
    public bool Incomplete { get; init; }

    /// <summary>True when its before images were dropped by the retention: it cannot be undone, and nothing before it can be read.</summary>
    public bool Pruned { get; init; }
}

/// <summary>Rows touched in one layer.</summary>
public sealed record ChangeCounts(long Inserted, long Updated, long Deleted);

/// <summary>What a write did.</summary>
/// <param name="State">State after the commit.</param>
/// <param name="ChangeSet">The change set's id, or null when nothing changed.</param>
public sealed record WriteOutcome(StoreState State, long? ChangeSet)
{
    /// <summary>What the body left in <see cref="ICityWriter.Answer"/>; for a repeated request what it left the first time.</summary>
    public string? Answer { get; init; }

    /// <summary>True when the request was answered before: the body was not run.</summary>
    public bool Replayed { get; init; }

    /// <summary>What the write changed, as <see cref="ICityStore.ChangesSinceAsync"/> would tell it from the version before; null when it was much.</summary>
    public ChangesSince? Changes { get; init; }
}

/// <summary>A column that users added to a layer's table.</summary>
/// <param name="Name">Column name.</param>
/// <param name="Type">Type as the store declares it.</param>
/// <param name="As">Type under which another store takes it; null when none can.</param>
/// <param name="Unfit">Values that are not of that type and stay behind.</param>
public sealed record OwnColumn(string Name, string Type, FieldType? As, long Unfit);

/// <summary>A request with its answer, as kept.</summary>
/// <param name="Request">Key and fingerprint.</param>
/// <param name="ChangeSet">Change set that it made, or null.</param>
/// <param name="Answer">What was answered, or null.</param>
/// <param name="At">When.</param>
public sealed record KeptRequest(WriteRequest Request, long? ChangeSet, string? Answer, DateTimeOffset At);

/// <summary>What a restore could not carry.</summary>
/// <param name="Columns">Users' own columns that stay behind or lose values, with their layer.</param>
/// <param name="Tables">Users' own tables and views, which stay behind.</param>
public sealed record RestoreReport(IReadOnlyList<(string Layer, OwnColumn Column)> Columns, IReadOnlyList<string> Tables);

/// <summary>What the retention drops, or would drop.</summary>
/// <param name="HistoryFrom">Least version that can be told afterwards.</param>
/// <param name="Layers">Layers with images that go.</param>
public sealed record PruneReport(long HistoryFrom, IReadOnlyList<PrunedLayer> Layers);

/// <summary>Before images that go in one layer.</summary>
/// <param name="Layer">Layer name.</param>
/// <param name="Images">How many.</param>
/// <param name="First">Time of the oldest change set among them.</param>
/// <param name="Last">Time of the newest.</param>
public sealed record PrunedLayer(string Layer, long Images, DateTimeOffset First, DateTimeOffset Last);

/// <summary>What an upsert did.</summary>
public sealed record UpsertCounts(long Inserted, long Updated, long Unchanged);

/// <summary>What happened to a feature.</summary>
public enum ChangeKind
{
    /// <summary>The row was inserted; it is its own after image.</summary>
    Insert,

    /// <summary>The row was updated.</summary>
    Update,

    /// <summary>The row was deleted.</summary>
    Delete,
}

/// <summary>One image of a feature.</summary>
/// <param name="Layer">Layer name.</param>
/// <param name="Feature">For updates and deletes the image before the change; for the current row the row itself.</param>
/// <param name="Kind">The change that ended this image (update, delete), or <see cref="ChangeKind.Insert"/> for the row as it stands.</param>
/// <param name="ChangeSet">The change set that ended the image; for the current row the one that wrote it.</param>
public sealed record HistoryImage(string Layer, Feature Feature, ChangeKind Kind, long ChangeSet);

/// <summary>Everything that changed after a version.</summary>
/// <param name="State">State that the changes lead to.</param>
/// <param name="Layers">Touched layers only.</param>
public sealed record ChangesSince(StoreState State, IReadOnlyList<LayerChanges> Layers);

/// <summary>Changes of one layer.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="Whole">True when so much changed that the caller should read the layer anew; the lists are then empty.</param>
/// <param name="Upserts">Current rows that are new or changed, by ascending id.</param>
/// <param name="Deletes">Ids that are gone, ascending.</param>
public sealed record LayerChanges(LayerSchema Layer, bool Whole, IReadOnlyList<Feature> Upserts, IReadOnlyList<long> Deletes);

/// <summary>What a program last read of a city and still holds, so that the store can tell what was changed behind its back.</summary>
/// <param name="Version">Version at which it was read.</param>
/// <param name="Rows">The rows of a layer.</param>
public sealed record LastReading(long Version, Func<LayerSchema, IEnumerable<Feature>> Rows);
