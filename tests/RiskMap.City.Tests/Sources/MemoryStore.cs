using System.Runtime.CompilerServices;
using RiskMap.City.Model;
using RiskMap.City.Store;

namespace RiskMap.City.Tests.Sources;

/// <summary>As much of a store as an import needs, in memory, with the contract's rules: distinct keys, all or nothing, unchanged rows untouched.</summary>
sealed class MemoryStore : ICityStore
{
    Dictionary<string, Dictionary<string, Feature>> _layers = new();
    StoreState _state = new("memory", "1", 0, null);

    public List<ChangeNote> Notes { get; } = [];

    public string Description => "memory";

    public bool IsReadOnly => false;

    public void RememberBy(Func<LastReading?> lastReading)
    {
    }

    public CityMetadata? City => _state.City;

    public long Version => _state.Version;

    public IReadOnlyCollection<Feature> Rows(string layer) => _layers.TryGetValue(layer, out var rows) ? rows.Values : [];

    public Feature Row(string layer, string key) => _layers[layer][key];

    public object? Value(string layer, string key, string field) => Row(layer, key).Get(CityLayers.Get(layer), field);

    public Task<StoreState> StateAsync(CancellationToken cancellation) => Task.FromResult(_state);

    public Task<ICityReading> ReadAsync(CancellationToken cancellation) => Task.FromResult<ICityReading>(new Reading(this));

    public async Task<WriteOutcome> WriteAsync(ChangeNote note, Func<ICityWriter, Task> write, CancellationToken cancellation)
    {
        var writer = new Writer(_layers.ToDictionary(layer => layer.Key, layer => new Dictionary<string, Feature>(layer.Value)), _state.City, _state.Version + 1);
        await write(writer);
        if (!writer.Changed)
            return new WriteOutcome(_state, null);
        (_layers, _state) = (writer.Layers, _state with { Version = writer.Version, City = writer.City });
        Notes.Add(note);
        return new WriteOutcome(_state, _state.Version);
    }

    public Task<ChangesSince?> ChangesSinceAsync(long version, CancellationToken cancellation) => throw new NotSupportedException();

    public Task<ICityReading> ReadAsOfAsync(long version, CancellationToken cancellation) => throw new NotSupportedException();

    public Task<IReadOnlyList<FeatureDifference>> DiffAsync(LayerSchema layer, long from, long to, CancellationToken cancellation) => throw new NotSupportedException();

    public Task<int?> KeepDaysAsync(CancellationToken cancellation) => throw new NotSupportedException();

    public Task SetKeepDaysAsync(int? days, CancellationToken cancellation) => throw new NotSupportedException();

    public Task<PruneReport> PruneAsync(DateTimeOffset before, bool dryRun, CancellationToken cancellation) => throw new NotSupportedException();

    public Task<long> VersionAtAsync(DateTimeOffset time, CancellationToken cancellation) => throw new NotSupportedException();

    public Task<IReadOnlyList<ChangeSet>> ChangeSetsAsync(CancellationToken cancellation) => throw new NotSupportedException();

    public Task<IReadOnlyList<HistoryImage>> HistoryAsync(LayerSchema layer, long id, CancellationToken cancellation) => throw new NotSupportedException();

    public Task<WriteOutcome> UndoAsync(long changeSet, ChangeNote note, CancellationToken cancellation) => throw new NotSupportedException();

    public Task<RestoreReport> RestoreAsync(ICityReading source, bool replace, IProgress<string>? progress, CancellationToken cancellation) => throw new NotSupportedException();

    public async IAsyncEnumerable<long> WatchAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        await Task.Yield();
        yield break;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    sealed class Reading(MemoryStore store) : ICityReading
    {
        public long HistoryFrom => 0;

        public bool Incomplete => false;

        public int? KeepDays => null;

        public IReadOnlyList<OwnColumn> OwnColumns(LayerSchema layer) => [];

        public IReadOnlyList<string> OwnTables() => [];

        public IReadOnlyList<KeptRequest> Requests() => [];

        public StoreState State => store._state;

        public bool IsTouchedAfter(LayerSchema layer, long version) => throw new NotSupportedException();

        public RowCursor Rows(LayerSchema layer) => new Cursor(store.Rows(layer.Name).Count);

        public IEnumerable<ChangeSet> ChangeSets() => [];

        public IEnumerable<HistoryImage> History(LayerSchema layer) => [];

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }

    /// <summary>Tells only how many rows there are.</summary>
    sealed class Cursor(int count) : RowCursor
    {
        int _at;

        public override long Id => throw new NotSupportedException();

        public override long Revision => throw new NotSupportedException();

        public override ReadOnlySpan<byte> Key => throw new NotSupportedException();

        public override ReadOnlySpan<byte> Wkb => throw new NotSupportedException();

        public override bool Read() => _at++ < count;

        public override bool IsNull(int field) => throw new NotSupportedException();

        public override ReadOnlySpan<byte> Text(int field) => throw new NotSupportedException();

        public override long Integer(int field) => throw new NotSupportedException();

        public override double Number(int field) => throw new NotSupportedException();
    }

    sealed class Writer(Dictionary<string, Dictionary<string, Feature>> layers, CityMetadata? city, long version) : ICityWriter
    {
        public Dictionary<string, Dictionary<string, Feature>> Layers => layers;

        public CityMetadata? City { get; private set; } = city;

        public bool Changed { get; private set; }

        public string? Answer { get; set; }

        public long Version => version;

        public async Task<UpsertCounts> UpsertAsync(LayerSchema layer, IAsyncEnumerable<Feature> rows, CancellationToken cancellation)
        {
            if (!layers.TryGetValue(layer.Name, out var table))
                layers[layer.Name] = table = new Dictionary<string, Feature>();
            var seen = new HashSet<string>();
            long inserted = 0, updated = 0, unchanged = 0;
            await foreach (var row in rows.WithCancellation(cancellation))
            {
                seen.Add(row.Key).ShouldBeTrue($"key {row.Key} was handed over twice");
                row.Values.Length.ShouldBe(layer.Fields.Length);
                row.Geometry!.IsValid.ShouldBeTrue();
                if (!table.TryGetValue(row.Key, out var there))
                    inserted++;
                else if (there.SameContent(row))
                    unchanged++;
                else
                    updated++;
                table[row.Key] = row;
            }
            Changed |= inserted + updated > 0;
            return new UpsertCounts(inserted, updated, unchanged);
        }

        public Task<long> DeleteOthersAsync(LayerSchema layer, IReadOnlySet<string> keep, CancellationToken cancellation)
        {
            var gone = layers[layer.Name].Keys.Where(key => !keep.Contains(key)).ToList();
            gone.ForEach(key => layers[layer.Name].Remove(key));
            Changed |= gone.Count > 0;
            return Task.FromResult((long)gone.Count);
        }

        public Task SetCityAsync(CityMetadata to, CancellationToken cancellation)
        {
            (City, Changed) = (to, true);
            return Task.CompletedTask;
        }

        public Task<Feature?> FindAsync(LayerSchema layer, long id, CancellationToken cancellation) => throw new NotSupportedException();

        public Task<IReadOnlyList<Feature>> FindAllAsync(LayerSchema layer, string field, IReadOnlyCollection<string> values, CancellationToken cancellation) => throw new NotSupportedException();

        public Task<Feature> InsertAsync(LayerSchema layer, Feature feature, CancellationToken cancellation) => throw new NotSupportedException();

        public Task<Feature> UpdateAsync(LayerSchema layer, Feature feature, long? expectedRevision, CancellationToken cancellation) => throw new NotSupportedException();

        public Task DeleteAsync(LayerSchema layer, long id, long? expectedRevision, CancellationToken cancellation) => throw new NotSupportedException();
    }
}
