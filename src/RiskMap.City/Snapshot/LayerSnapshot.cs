using System.Collections;
using System.Collections.Concurrent;
using System.Collections.Immutable;
using RiskMap.City.Model;
using RiskMap.City.Snapshot.Rules;
using RiskMap.Geo.Geometries;

namespace RiskMap.City.Snapshot;

/// <summary>
/// One layer at one version: a large block, the few rows that were edited since it was made, and which rows of the block they hide
/// (design, decision 6). An edit costs as much as the edited rows; the block, its index and its planes are shared.
/// Derived things hang on the instance, are made once, lazily; those that hold no rows outlive a merge. Immutable; safe for parallel reads.
/// </summary>
public sealed class LayerSnapshot
{
    readonly ImmutableSortedDictionary<long, Feature> _edited;
    readonly BitArray? _hidden;
    readonly ConcurrentDictionary<Type, Lazy<object>> _derived = new();
    readonly ConcurrentDictionary<Type, Lazy<object>> _ofContent;
    readonly Lazy<Box> _extent;

    LayerSnapshot(
        LayerBlock main, LayerBlock edits, ImmutableSortedDictionary<long, Feature> edited, BitArray? hidden, int hiddenCount, ConcurrentDictionary<Type, Lazy<object>>? ofContent = null)
    {
        (Main, Edits, _edited, _hidden, _ofContent) = (main, edits, edited, hidden, ofContent ?? new());
        Count = main.Count - hiddenCount + edits.Count;
        HiddenCount = hiddenCount;
        _extent = new(() => Blocks.Aggregate(Box.Empty, (box, block) => box.Union(block.Geometry.Extent())));
    }

    /// <summary>The layer's declaration.</summary>
    public LayerSchema Schema => Main.Schema;

    /// <summary>Number of features.</summary>
    public int Count { get; }

    /// <summary>Box of all features in longitude and latitude (rows hidden by an edit may still count until the next merge).</summary>
    public Box Extent => _extent.Value;

    /// <summary>The large block; ask <see cref="IsHidden"/> before you use one of its rows.</summary>
    public LayerBlock Main { get; }

    /// <summary>The edited rows; none is hidden.</summary>
    public LayerBlock Edits { get; }

    /// <summary>Both blocks.</summary>
    public IEnumerable<LayerBlock> Blocks => Edits.Count == 0 ? [Main] : [Main, Edits];

    /// <summary>True when every feature is one point or has no place, so that its box says all.</summary>
    public bool IsPoints => Main.Geometry.IsPointColumn && Edits.Geometry.IsPointColumn;

    /// <summary>What was left out because it breaks a rule, by ascending id within each block.</summary>
    public IEnumerable<RowFault> Faults => Main.Faults.Where(fault => !IsHidden(Main, Main.Find(fault.Id))).Concat(Edits.Faults);

    /// <summary>Memory held by the layer's own arrays, in bytes.</summary>
    public long MemoryBytes => Blocks.Sum(block => block.MemoryBytes);

    internal int HiddenCount { get; }

    /// <summary>How many rows stand outside the large block or are hidden in it: when they grow many, the layer is merged.</summary>
    internal int Unmerged => Edits.Count + HiddenCount;

    internal static LayerSnapshot Of(LayerBlock block) =>
        new(block, LayerBlockBuilder.BuildChecked(block.Schema, new FeatureCursor([]), 0, []), ImmutableSortedDictionary<long, Feature>.Empty, null, 0);

    /// <summary>A layer without features.</summary>
    public static LayerSnapshot Empty(LayerSchema schema) => Of(LayerBlockBuilder.Build(schema, new FeatureCursor([]), 0));

    /// <summary>A layer of these features, by ascending id (tests, what-if overlays).</summary>
    public static LayerSnapshot Of(LayerSchema schema, IEnumerable<Feature> features) =>
        Of(LayerBlockBuilder.Build(schema, new FeatureCursor(features.OrderBy(feature => feature.Id)), 16));

    /// <summary>True where its points are summed up at a tile zoom.</summary>
    public bool HasClusters(int zoom) => Schema.Clusters?.ThroughZoom >= zoom && IsPoints;

    /// <summary>True when a row of a block was edited or deleted since the block was made.</summary>
    public bool IsHidden(LayerBlock block, int row) => _hidden is not null && ReferenceEquals(block, Main) && _hidden[row];

    /// <summary>The rows of the large block that were edited or deleted since it was made, ascending.</summary>
    internal IEnumerable<int> HiddenRows()
    {
        if (_hidden is null) yield break;
        var words = new int[(_hidden.Length + 31) / 32];
        _hidden.CopyTo(words, 0);
        for (var word = 0; word < words.Length; word++)
            for (var left = (uint)words[word]; left != 0; left &= left - 1) yield return (word * 32) + System.Numerics.BitOperations.TrailingZeroCount(left);
    }

    /// <summary>Which rows of a block stand in tiles and pictures of a zoom: those that no edit hides and whose zoom has come; null for all of them.</summary>
    internal Predicate<int>? RowsAt(LayerBlock block, int zoom)
    {
        var hidden = HiddenCount > 0 && ReferenceEquals(block, Main) ? _hidden : null;
        var zooms = zoom < Schema.Details?.OthersFromZoom ? block.FirstZooms : null;
        return (hidden, zooms) switch
        {
            (null, null) => null,
            (_, null) => row => !hidden[row],
            (null, _) => row => zooms[row] <= zoom,
            _ => row => zooms[row] <= zoom && !hidden[row],
        };
    }

    /// <summary>The layer after some changes; shares the large block.</summary>
    public LayerSnapshot With(IReadOnlyList<Feature> upserts, IReadOnlyList<long> deletes)
    {
        var edited = _edited.ToBuilder();
        var faults = AddChecked(upserts, edited);
        edited.RemoveRange(deletes);
        var hidden = _hidden is null ? new BitArray(Main.Count) : new BitArray(_hidden);
        var hiddenCount = HiddenCount;
        foreach (var id in upserts.Select(feature => feature.Id).Concat(deletes))
        {
            var row = Main.Find(id);
            if (row < 0 || hidden[row])
                continue;
            hidden[row] = true;
            hiddenCount++;
        }
        var rows = edited.ToImmutable();
        var touched = upserts.Select(feature => feature.Id).Concat(deletes).ToHashSet();
        var allFaults = Edits.Faults.Where(fault => !touched.Contains(fault.Id)).Concat(faults.Where(fault => rows.ContainsKey(fault.Id)));
        return new(Main, LayerBlockBuilder.BuildChecked(Schema, new FeatureCursor(rows.Values), rows.Count, allFaults), rows, hidden, hiddenCount);
    }

    /// <summary>Checks new rows once, and keeps those with faults without what breaks a rule.</summary>
    IReadOnlyList<RowFault> AddChecked(IReadOnlyList<Feature> upserts, ImmutableSortedDictionary<long, Feature>.Builder edited)
    {
        var block = LayerBlockBuilder.Build(Schema, new FeatureCursor(upserts), upserts.Count);
        var faulty = block.Faults.Select(fault => fault.Id).ToHashSet();
        for (var row = 0; row < block.Count; row++)
            edited[block.Id(row)] = faulty.Contains(block.Id(row)) ? new FeatureRef(block, row).ToFeature() : upserts[row];
        return block.Faults;
    }

    /// <summary>The same features in one block.</summary>
    internal LayerSnapshot Merged() => Of(LayerBlockBuilder.BuildChecked(Schema, new SnapshotCursor(After(long.MinValue)), Count, Faults));

    /// <summary>The same features without anything derived from them.</summary>
    internal LayerSnapshot Renewed() => new(Main, Edits, _edited, _hidden, HiddenCount);

    /// <summary>This layer in the place of one with the same features held otherwise: it goes on with what was, or will be, made of their content.</summary>
    internal LayerSnapshot InPlaceOf(LayerSnapshot same) => new(Main, Edits, _edited, _hidden, HiddenCount, same._ofContent);

    /// <summary>A feature by id, or null.</summary>
    public FeatureRef? Find(long id)
    {
        var row = Edits.Find(id);
        if (row >= 0)
            return new FeatureRef(Edits, row);
        row = Main.Find(id);
        return row >= 0 && !IsHidden(Main, row) ? new FeatureRef(Main, row) : null;
    }

    /// <summary>All features by ascending id.</summary>
    public IEnumerable<FeatureRef> All => After(long.MinValue);

    /// <summary>The features with a greater id, ascending: the next page.</summary>
    public IEnumerable<FeatureRef> After(long id)
    {
        var (row, edit) = (FirstAfter(Main, id), FirstAfter(Edits, id));
        while (true)
        {
            while (row < Main.Count && IsHidden(Main, row))
                row++;
            if (edit < Edits.Count && (row == Main.Count || Edits.Id(edit) < Main.Id(row)))
                yield return new FeatureRef(Edits, edit++);
            else if (row < Main.Count)
                yield return new FeatureRef(Main, row++);
            else
                yield break;
        }
    }

    /// <summary>The features whose box meets a box in longitude and latitude, by ascending id.</summary>
    public List<FeatureRef> In(in Box lonLat)
    {
        var found = new List<FeatureRef>();
        foreach (var block in Blocks)
            AddIn(block, lonLat, found);
        if (Edits.Count > 0)
            found.Sort((a, b) => a.Id.CompareTo(b.Id));
        return found;
    }

    /// <summary>Something made from this layer once and then kept with it; <paramref name="make"/> must depend on the layer alone. Thread-safe.</summary>
    public T Derived<T>(Func<LayerSnapshot, T> make)
        where T : class =>
        Once(_derived, make);

    /// <summary>
    /// The same for what depends on the features alone, not on how they are held: neither blocks, rows nor <see cref="FeatureRef"/> may stand in it. It stays
    /// when the layer is merged into one block.
    /// </summary>
    public T DerivedOfContent<T>(Func<LayerSnapshot, T> make)
        where T : class =>
        Once(_ofContent, make);

    T Once<T>(ConcurrentDictionary<Type, Lazy<object>> kept, Func<LayerSnapshot, T> make)
        where T : class =>
        (T)kept.GetOrAdd(typeof(T), static (_, state) => new Lazy<object>(() => state.make(state.layer)), (make, layer: this)).Value;

    void AddIn(LayerBlock block, in Box lonLat, List<FeatureRef> found)
    {
        var rows = new List<int>();
        block.Index.Query(lonLat, rows);
        rows.Sort();
        foreach (var row in rows.Where(row => !IsHidden(block, row)))
            found.Add(new FeatureRef(block, row));
    }

    static int FirstAfter(LayerBlock block, long id)
    {
        var row = block.Find(id);
        return row >= 0 ? row + 1 : ~row;
    }
}
