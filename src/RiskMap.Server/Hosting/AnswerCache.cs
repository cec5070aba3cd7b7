using System.Collections.Concurrent;
using RiskMap.City.Snapshot;
using RiskMap.City.Snapshot.Changes;
using RiskMap.Geo.Tiles;
using RiskMap.Server.Http;

namespace RiskMap.Server.Hosting;

/// <summary>Names an answer.</summary>
/// <param name="Name">What it is, with everything but the version on which its bytes depend: kind, layers, language, address.</param>
/// <param name="Tile">Which tile, where it is one.</param>
public readonly record struct AnswerKey(string Name, TileId Tile = default);

/// <summary>
/// Answers of the current version, made and coded once: gzip costs as much as drawing a tile. An answer outlives the edits that did not touch it:
/// at its next use the changes since it was made are looked at, and only one that touches it makes it anew. Who asks for an answer that is being made
/// waits for that one. Those not used lately go when the budget is spent. Thread-safe.
/// </summary>
/// <param name="changes">The changes of the city that is served; null before it is read.</param>
/// <param name="budgetBytes">Most bytes that are kept.</param>
public sealed class AnswerCache(Func<ChangeLog?> changes, long budgetBytes = AnswerCache.DefaultBudgetBytes)
{
    /// <summary>Budget where nothing else is said: 128 MiB.</summary>
    public const long DefaultBudgetBytes = 128L << 20;

    const int SpareLine = 1024;

    readonly ConcurrentDictionary<AnswerKey, Entry> _entries = new();
    readonly ConcurrentQueue<(AnswerKey Key, Entry Entry)> _order = new();
    long _bytes;
    long _hits;
    long _misses;
    long _kept;

    /// <summary>Answers found.</summary>
    public long Hits => Interlocked.Read(ref _hits);

    /// <summary>Answers that had to be made.</summary>
    public long Misses => Interlocked.Read(ref _misses);

    /// <summary>Answers that were kept over one or more edits, since these did not touch them.</summary>
    public long Kept => Interlocked.Read(ref _kept);

    /// <summary>Bytes of the answers that are kept.</summary>
    public long Bytes => Interlocked.Read(ref _bytes);

    /// <summary>Answers that are kept.</summary>
    public int Entries => _entries.Count;

    /// <summary>The answer in a coding, made at first asking. What coding would not make smaller is given as it is.</summary>
    /// <param name="key">Which answer.</param>
    /// <param name="snapshot">The snapshot that it tells of.</param>
    /// <param name="coding">The coding wanted.</param>
    /// <param name="touches">Whether a change could make the answer another.</param>
    /// <param name="make">Makes it.</param>
    public Task<(ReadOnlyMemory<byte> Bytes, ContentCoding Coding)> GetAsync(
        AnswerKey key, CitySnapshot snapshot, ContentCoding coding, Predicate<CityChange> touches, Func<ReadOnlyMemory<byte>> make)
    {
        if (snapshot.WhatIf) throw new ArgumentException("A what-if enters no cache.", nameof(snapshot));
        while (true)
        {
            if (!_entries.TryGetValue(key, out var entry))
            {
                entry = new Entry(snapshot.Version);
                if (!_entries.TryAdd(key, entry)) continue;
                Line(key, entry);
            }
            else if (!StillHolds(entry, snapshot.Version, touches))
            {
                // A reader that still holds an older snapshot is answered from that one, beside the cache.
                if (entry.Version.Life == snapshot.Version.Life && entry.Version.Version > snapshot.Version.Version) return Task.FromResult(Coded(make(), coding));
                Drop(key, entry);
                continue;
            }

            return FormAsync(key, entry, coding, make);
        }
    }

    bool StillHolds(Entry entry, VersionToken version, Predicate<CityChange> touches)
    {
        var known = entry.Version;
        if (ReferenceEquals(known, version) || known == version) return true;
        if (known.Life != version.Life || known.Version > version.Version || changes()?.Between(known.Stamp, version.Version) is not { } since) return false;
        foreach (var change in since)
        {
            if (touches(change)) return false;
        }

        entry.Version = version;
        Interlocked.Increment(ref _kept);
        return true;
    }

    // The first who asks makes the form on its own thread; the others await it.
    async Task<(ReadOnlyMemory<byte> Bytes, ContentCoding Coding)> FormAsync(AnswerKey key, Entry entry, ContentCoding coding, Func<ReadOnlyMemory<byte>> make)
    {
        entry.Used = true;
        var fresh = new TaskCompletionSource<Form>(TaskCreationOptions.RunContinuationsAsynchronously);
        if (Interlocked.CompareExchange(ref entry.Forms[(int)coding], fresh, null) is { } made)
        {
            Interlocked.Increment(ref _hits);
            return (await made.Task).Answer;
        }

        Interlocked.Increment(ref _misses);
        try
        {
            var form = await MakeAsync(entry, coding, make);
            Count(key, entry, form.Own);
            fresh.SetResult(form);
            entry.Plain = null;
            return form.Answer;
        }
        catch (Exception error)
        {
            Drop(key, entry);
            fresh.SetException(error);
            _ = fresh.Task.Exception; // seen here, whether others waited or not
            throw;
        }
    }

    static async Task<Form> MakeAsync(Entry entry, ContentCoding coding, Func<ReadOnlyMemory<byte>> make)
    {
        // What is there in another form need not be drawn again.
        foreach (var other in entry.Forms)
        {
            if (other?.Task is not { IsCompletedSuccessfully: true } done) continue;
            var (bytes, kept) = (await done).Answer;
            var again = Coded(ContentCodings.Decode(bytes, kept), coding);
            return new(again, again.Coding == kept ? 0 : again.Bytes.Length);
        }

        var answer = Coded(await PlainAsync(entry, make), coding);
        return new(answer, answer.Bytes.Length);
    }

    // Readers of two codings that come at once share the drawing; the plain bytes go when a form of them is kept.
    static async Task<ReadOnlyMemory<byte>> PlainAsync(Entry entry, Func<ReadOnlyMemory<byte>> make)
    {
        var fresh = new TaskCompletionSource<ReadOnlyMemory<byte>>(TaskCreationOptions.RunContinuationsAsynchronously);
        if (Interlocked.CompareExchange(ref entry.Plain, fresh, null) is { } plain) return await plain.Task;
        try
        {
            fresh.SetResult(make());
        }
        catch (Exception error)
        {
            fresh.SetException(error);
        }

        return await fresh.Task;
    }

    static (ReadOnlyMemory<byte> Bytes, ContentCoding Coding) Coded(ReadOnlyMemory<byte> plain, ContentCoding coding)
    {
        if (coding == ContentCoding.Identity || plain.Length < ContentCodings.LeastBytes) return (plain, ContentCoding.Identity);
        var coded = ContentCodings.Encode(plain, coding);
        return coded.Length < plain.Length ? (coded, coding) : (plain, ContentCoding.Identity);
    }

    // Entries that are gone stay in the line until they are looked at; they must not pile up there.
    void Line(AnswerKey key, Entry entry)
    {
        _order.Enqueue((key, entry));
        if (_order.Count <= (_entries.Count * 2) + SpareLine) return;
        for (var looks = _order.Count; looks > 0 && _order.TryDequeue(out var oldest); looks--)
        {
            if (!oldest.Entry.IsGone) _order.Enqueue(oldest);
        }
    }

    void Count(AnswerKey key, Entry entry, long bytes)
    {
        lock (entry)
        {
            entry.Bytes += bytes;
            if (entry.IsGone) return;
            Interlocked.Add(ref _bytes, bytes);
        }

        // Second chance: one that was used since it was last looked at goes to the end of the line.
        for (var looks = _order.Count * 2; Bytes > budgetBytes && looks > 0 && _order.TryDequeue(out var oldest); looks--)
        {
            if (oldest.Entry.IsGone) continue;
            if (oldest.Entry.Used && oldest.Key != key)
            {
                oldest.Entry.Used = false;
                _order.Enqueue(oldest);
            }
            else
            {
                Drop(oldest.Key, oldest.Entry);
            }
        }
    }

    void Drop(AnswerKey key, Entry entry)
    {
        if (!_entries.TryRemove(KeyValuePair.Create(key, entry))) return;
        lock (entry)
        {
            entry.IsGone = true;
            Interlocked.Add(ref _bytes, -entry.Bytes);
        }

        Array.Clear(entry.Forms);
    }

    /// <summary>One answer in the codings that were asked for.</summary>
    sealed class Entry(VersionToken version)
    {
        volatile VersionToken _version = version;

        /// <summary>A version at which it is known to hold.</summary>
        public VersionToken Version
        {
            get => _version;
            set => _version = value;
        }

        public TaskCompletionSource<Form>?[] Forms { get; } = new TaskCompletionSource<Form>?[3];

        public TaskCompletionSource<ReadOnlyMemory<byte>>? Plain;

        public long Bytes { get; set; }

        public volatile bool Used;

        public volatile bool IsGone;
    }

    /// <summary>An answer as it goes out, and the bytes that it holds alone.</summary>
    sealed record Form((ReadOnlyMemory<byte> Bytes, ContentCoding Coding) Answer, long Own);
}
