using RiskMap.City.Model;

namespace RiskMap.City.Store;

/// <summary>
/// The durable record of a city: PostGIS or a GeoPackage behind one contract (both pass the same contract tests).
/// Writes are serialised by the version row; reads are consistent at one version. Safe for concurrent use.
/// </summary>
public interface ICityStore : IAsyncDisposable
{
    /// <summary>What to call the store in messages: path or server and database, never a password.</summary>
    string Description { get; }

    /// <summary>True when it could only be opened for reading; every write is refused.</summary>
    bool IsReadOnly { get; }

    /// <summary>Who and what the store is now: id, epoch, version, city.</summary>
    Task<StoreState> StateAsync(CancellationToken cancellation);

    /// <summary>Opens a reading of the whole city at one version (one REPEATABLE READ transaction); dispose it soon.</summary>
    Task<ICityReading> ReadAsync(CancellationToken cancellation);

    /// <summary>
    /// Opens a reading of the city as it stood at a version: rows and change sets of that version and before. Dispose it soon.
    /// </summary>
    /// <exception cref="HistoryGoneException">The retention dropped what is needed.</exception>
    /// <exception cref="StoreException">There is no such version yet.</exception>
    Task<ICityReading> ReadAsOfAsync(long version, CancellationToken cancellation);

    /// <summary>The version that stood at a time: that of the last change set until then, 0 before the first.</summary>
    Task<long> VersionAtAsync(DateTimeOffset time, CancellationToken cancellation);

    /// <summary>
    /// Runs <paramref name="write"/> in one transaction that takes the next version under the version row's lock and belongs to one change set.
    /// When it throws, nothing has changed. A body that changes no row leaves no change set and takes no version.
    /// A request (<see cref="ChangeNote.Request"/>) that was done before is not done again: the outcome carries its first answer and change set.
    /// </summary>
    /// <returns>The state after the commit, and the change set's id (null when nothing changed).</returns>
    /// <exception cref="StoreConflictException">An expected revision was stale; nothing changed.</exception>
    /// <exception cref="RequestReusedException">The request's key came before with another fingerprint; nothing changed.</exception>
    Task<WriteOutcome> WriteAsync(ChangeNote note, Func<ICityWriter, Task> write, CancellationToken cancellation);

    /// <summary>What changed after <paramref name="version"/>, or null when the log no longer reaches back (the caller reloads).</summary>
    Task<ChangesSince?> ChangesSinceAsync(long version, CancellationToken cancellation);

    /// <summary>The change sets, newest first.</summary>
    Task<IReadOnlyList<ChangeSet>> ChangeSetsAsync(CancellationToken cancellation);

    /// <summary>The images of one feature, newest first: the current one, then every before image with its change set.</summary>
    Task<IReadOnlyList<HistoryImage>> HistoryAsync(LayerSchema layer, long id, CancellationToken cancellation);

    /// <summary>How the features of a layer differ between two versions, by ascending id.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="from">The earlier version.</param>
    /// <param name="to">The later version.</param>
    /// <param name="cancellation">Cancels.</param>
    /// <exception cref="HistoryGoneException">The retention dropped what is needed.</exception>
    Task<IReadOnlyList<FeatureDifference>> DiffAsync(LayerSchema layer, long from, long to, CancellationToken cancellation);

    /// <summary>Days for which history is kept, or null for all of it.</summary>
    Task<int?> KeepDaysAsync(CancellationToken cancellation);

    /// <summary>Sets for how many days history is kept; null keeps all. Nothing is dropped before <see cref="PruneAsync"/>.</summary>
    Task SetKeepDaysAsync(int? days, CancellationToken cancellation);

    /// <summary>
    /// Drops the before images that are needed only for versions older than a time. Change sets stay, marked <see cref="ChangeSet.Pruned"/>.
    /// </summary>
    /// <param name="before">The version that stood then, and all later ones, can still be told.</param>
    /// <param name="dryRun">Only tells what would go.</param>
    /// <param name="cancellation">Cancels; what is left is dropped the next time.</param>
    Task<PruneReport> PruneAsync(DateTimeOffset before, bool dryRun, CancellationToken cancellation);

    /// <summary>Takes a change set back whole, as a new change set.</summary>
    /// <exception cref="UndoRefusedException">Later edits touch the same features, or the change set is unknown; nothing changed.</exception>
    Task<WriteOutcome> UndoAsync(long changeSet, ChangeNote note, CancellationToken cancellation);

    /// <summary>
    /// Fills this store with a whole city from another in one transaction: ids, revisions, versions, change sets, history and users' own columns
    /// kept; a new epoch starts, so that followers read anew.
    /// </summary>
    /// <param name="source">The other city.</param>
    /// <param name="replace">Takes the place of the city that is here; else this store must be empty.</param>
    /// <param name="progress">Told a line a layer.</param>
    /// <param name="cancellation">Cancels; nothing changed.</param>
    /// <returns>What was not carried.</returns>
    /// <exception cref="InvalidOperationException">This store already holds a city; nothing changed.</exception>
    Task<RestoreReport> RestoreAsync(ICityReading source, bool replace, IProgress<string>? progress, CancellationToken cancellation);

    /// <summary>
    /// Says how to ask what this program last read of the city. Where another program replaced a layer's table or took its triggers away, the store
    /// compares the layer with it, so that the change set "changed outside, history incomplete" has as many before images as can be had.
    /// </summary>
    void RememberBy(Func<LastReading?> lastReading);

    /// <summary>
    /// Yields the store's version at once, each time it may have changed by this or any other process, and every few seconds as a sign of life; ends when
    /// cancelled.
    /// </summary>
    /// <exception cref="StoreException">The store does not answer; watch anew to try again.</exception>
    IAsyncEnumerable<long> WatchAsync(CancellationToken cancellation);
}

/// <summary>A consistent reading of a whole city at one version. One reader at a time; not thread-safe.</summary>
public interface ICityReading : IAsyncDisposable
{
    /// <summary>The state at which everything is read.</summary>
    StoreState State { get; }

    /// <summary>Least version that can be read as of.</summary>
    long HistoryFrom { get; }

    /// <summary>True in a reading as of a version after which rows were changed outside without their images: what it says may lack those.</summary>
    bool Incomplete { get; }

    /// <summary>Days for which history is kept, or null for all of it.</summary>
    int? KeepDays { get; }

    /// <summary>
    /// A forward cursor over a layer's rows by ascending id. Dispose it before the next one. The layer may have more fields than the declared one:
    /// users' own columns, see <see cref="OwnColumns"/>.
    /// </summary>
    RowCursor Rows(LayerSchema layer);

    /// <summary>True when rows of a layer were written or deleted after an earlier version of the city, up to this one; else both have the same rows.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="version">The earlier version, not before <see cref="HistoryFrom"/>.</param>
    bool IsTouchedAfter(LayerSchema layer, long version);

    /// <summary>Columns of a layer's table that users added, in the order of their names.</summary>
    IReadOnlyList<OwnColumn> OwnColumns(LayerSchema layer);

    /// <summary>Names of tables and views beside the city's that users added.</summary>
    IReadOnlyList<string> OwnTables();

    /// <summary>The requests that would be answered again.</summary>
    IReadOnlyList<KeptRequest> Requests();

    /// <summary>All change sets, oldest first.</summary>
    IEnumerable<ChangeSet> ChangeSets();

    /// <summary>All before images of a layer, oldest first.</summary>
    IEnumerable<HistoryImage> History(LayerSchema layer);
}

/// <summary>The writing half inside <see cref="ICityStore.WriteAsync"/>. Not thread-safe; valid only inside the body.</summary>
public interface ICityWriter
{
    /// <summary>The version that this transaction will have, also the revision of every row that it writes.</summary>
    long Version { get; }

    /// <summary>What to answer when the same request comes again; kept with its key in the same transaction, also when no row changed.</summary>
    string? Answer { get; set; }

    /// <summary>
    /// Inserts or updates by key. Rows whose content is the same stay untouched (no revision, no history). Into an empty layer the rows go by bulk
    /// copy, indexes after; ids are given by the store (0) or kept when given. Rows must have distinct keys.
    /// </summary>
    Task<UpsertCounts> UpsertAsync(LayerSchema layer, IAsyncEnumerable<Feature> rows, CancellationToken cancellation);

    /// <summary>The current row, or null.</summary>
    Task<Feature?> FindAsync(LayerSchema layer, long id, CancellationToken cancellation);

    /// <summary>The current rows whose key, or whose value in a text field, is one of some texts, by ascending id.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="field">Name of a text field, or <c>key</c>.</param>
    /// <param name="values">The texts; none finds nothing.</param>
    /// <param name="cancellation">Cancels.</param>
    Task<IReadOnlyList<Feature>> FindAllAsync(LayerSchema layer, string field, IReadOnlyCollection<string> values, CancellationToken cancellation);

    /// <summary>Inserts one row and gives it an id.</summary>
    /// <exception cref="DuplicateKeyException">The layer already has that key.</exception>
    Task<Feature> InsertAsync(LayerSchema layer, Feature feature, CancellationToken cancellation);

    /// <summary>Replaces one row by id.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="feature">The new content under its id.</param>
    /// <param name="expectedRevision">Revision that the caller saw, or null to write whatever stands there.</param>
    /// <param name="cancellation">Cancels.</param>
    /// <exception cref="StoreConflictException">The row has another revision, or is gone.</exception>
    Task<Feature> UpdateAsync(LayerSchema layer, Feature feature, long? expectedRevision, CancellationToken cancellation);

    /// <summary>Deletes one row by id.</summary>
    /// <exception cref="StoreConflictException">The row has another revision, or is gone.</exception>
    Task DeleteAsync(LayerSchema layer, long id, long? expectedRevision, CancellationToken cancellation);

    /// <summary>Deletes the rows whose key is not in <paramref name="keep"/> (import with --replace); returns how many.</summary>
    Task<long> DeleteOthersAsync(LayerSchema layer, IReadOnlySet<string> keep, CancellationToken cancellation);

    /// <summary>Sets the city's metadata.</summary>
    Task SetCityAsync(CityMetadata city, CancellationToken cancellation);
}
