using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using RiskMap.Faults.Processes;

namespace RiskMap.Faults.Cities;

/// <summary>
/// Several clients that write at the same time, and the model of what the city must be afterwards: every acknowledged write, and of each write without
/// an answer either all or nothing.
/// </summary>
sealed class WriteStorm
{
    readonly EditMaker[] _makers;
    readonly ConcurrentDictionary<Place, Known> _model = new();
    readonly ConcurrentBag<(EditMaker Maker, Unanswered Write)> _unanswered = [];
    readonly ConcurrentBag<Acknowledged> _acknowledged = [];
    long _happened;
    long _absent;
    long _written;

    WriteStorm(int clients, int seed) => _makers = [.. Enumerable.Range(0, clients).Select(client => new EditMaker(seed + client, FormattableString.Invariant($"s{seed}c{client}")))];

    /// <summary>What must stand in the edited layers.</summary>
    public IReadOnlyDictionary<Place, Known> Model => _model;

    /// <summary>Writes that were acknowledged so far.</summary>
    public long Written => Interlocked.Read(ref _written);

    /// <summary>Writes without an answer that had happened whole.</summary>
    public long UnansweredButWhole => Interlocked.Read(ref _happened);

    /// <summary>Writes without an answer that had not happened at all.</summary>
    public long UnansweredAndAbsent => Interlocked.Read(ref _absent);

    /// <summary>Starts from the city as it stands; each client gets its share of it.</summary>
    public static async Task<WriteStorm> OverAsync(CityServer server, int clients, int seed)
    {
        var storm = new WriteStorm(clients, seed);
        var image = await CityImage.ReadAsync(server, SmallCity.EditedLayers);
        foreach (var (place, known) in image.Features.OrderBy(feature => feature.Key.Layer, StringComparer.Ordinal).ThenBy(feature => feature.Key.Id))
        {
            storm._model[place] = known;
            var maker = storm._makers[place.Id % clients];
            maker.Own(place);
        }

        return storm;
    }

    /// <summary>All clients write until they are stopped; one whose write gets no answer, or 503, stops there.</summary>
    public Task WriteAsync(CityServer server, CancellationToken stop) => Task.WhenAll(_makers.Select(maker => Task.Run(() => WriteAsync(maker, server, long.MaxValue, stop), CancellationToken.None)));

    /// <summary>All clients write so many edits each.</summary>
    public Task WriteAsync(CityServer server, long edits, CancellationToken stop) => Task.WhenAll(_makers.Select(maker => Task.Run(() => WriteAsync(maker, server, edits, stop), CancellationToken.None)));

    /// <summary>One edit of the first client; null when it got no answer.</summary>
    public async Task<(Edit Edit, Answer? Answer)> WriteOneAsync(CityServer server)
    {
        var (edit, place) = _makers[0].Next(At);
        return (edit, await SendAsync(_makers[0], edit, place, server));
    }

    /// <summary>Tries one write, the same again and again until it is done; the answer may be a refusal for now, or none.</summary>
    public async Task<Answer?> TryOneAsync(CityServer server)
    {
        if (!_unanswered.TryTake(out var open)) return (await WriteOneAsync(server)).Answer;
        var answer = await Answer.OfAsync(server.Client, open.Write.Edit.Request());
        if (answer is null or { MayBeRepeated: true }) _unanswered.Add(open);
        else Accept(open.Maker, open.Write.Edit, open.Write.Before, answer);
        return answer;
    }

    /// <summary>Looks at every write without an answer, then sends it again under its Idempotency-Key: it must happen exactly once.</summary>
    public async Task SettleAsync(CityServer server)
    {
        while (_unanswered.TryTake(out var open)) await SettleAsync(open.Maker, open.Write, server);
    }

    /// <summary>Somebody else's write was acknowledged: the next audit must find it.</summary>
    public void Expect(Acknowledged write) => _acknowledged.Add(write);

    /// <summary>
    /// Every change set after a version belongs to one write that was acknowledged since the last audit, or to a command, and to no other; returns how many.
    /// </summary>
    public async Task<int> AuditAsync(string store, long after)
    {
        var entries = await new Ledger(store).AuditAsync(after);
        var acknowledged = new Dictionary<long, Acknowledged>();
        while (_acknowledged.TryTake(out var one)) Promise.That(acknowledged.TryAdd(one.ChangeSet, one), $"two writes were acknowledged with change set {one.ChangeSet}");
        foreach (var entry in entries)
        {
            if (acknowledged.Remove(entry.Id, out var one))
                Promise.That(one.IsToldBy(entry), $"change set {entry.Id} does not tell of the {one.What}");
            else
                Promise.That(entry.Counts.Keys.All(layer => layer == SmallCity.PlacesLayer), $"change set {entry.Id} belongs to no acknowledged write: {string.Join(' ', entry.Counts.Keys)}");
        }

        Promise.That(acknowledged.Count == 0, $"acknowledged change sets {string.Join(' ', acknowledged.Keys)} are not in the log");
        return entries.Count;
    }

    /// <summary>The city must be the model, ETags of what was just written included.</summary>
    public async Task CompareAsync(CityServer server, string what)
    {
        (await CityImage.ReadAsync(server, SmallCity.EditedLayers)).MustBe(_model, what);
        foreach (var (place, known) in _model.Where(feature => feature.Value.ETag is not null).Take(8))
        {
            var item = await Answer.ToGetAsync(server.Client, $"collections/{place.Layer}/items/{place.Id}");
            Promise.Same(item?.ETag, known.ETag, $"{what}: ETag of {place}");
        }
    }

    Known At(Place place) => _model[place];

    async Task WriteAsync(EditMaker maker, CityServer server, long edits, CancellationToken stop)
    {
        while (edits-- > 0 && !stop.IsCancellationRequested)
        {
            var (edit, place) = maker.Next(At);
            if (await SendAsync(maker, edit, place, server) is not { IsDone: true }) return;
        }
    }

    async Task<Answer?> SendAsync(EditMaker maker, Edit edit, Place? place, CityServer server)
    {
        var before = place is { } at ? _model[at] : null;
        var answer = await Answer.OfAsync(server.Client, edit.Request());
        if (answer is null or { MayBeRepeated: true }) _unanswered.Add((maker, new(edit, before)));
        else Accept(maker, edit, before, answer);
        return answer;
    }

    void Accept(EditMaker maker, Edit edit, Known? before, Answer answer)
    {
        Promise.That(answer.IsDone, $"{edit.Kind} {edit.Layer}/{edit.Id} was refused with {(int)answer.Status}: {answer.Text}");
        Interlocked.Increment(ref _written);
        if (answer.ChangeSet is { } changeSet) _acknowledged.Add(Acknowledged.Of(changeSet, edit.Layer, edit.Kind));
        if (edit.Kind == EditKind.Delete)
        {
            var place = new Place(edit.Layer, edit.Id);
            _model.TryRemove(place, out _);
            maker.Lose(place);
            return;
        }

        Promise.That(edit.IsShownBy(before?.Text, answer.Text), $"{edit.Kind} of {edit.Content} was answered with {answer.Text}");
        Keep(maker, edit, answer);
    }

    void Keep(EditMaker maker, Edit edit, Answer answer)
    {
        using var feature = JsonDocument.Parse(answer.Text);
        var place = new Place(edit.Layer, feature.RootElement.GetProperty("id").GetInt64());
        _model[place] = new Known(edit.Key, answer.Text, answer.ETag);
        if (edit.Kind == EditKind.Insert) maker.Own(place);
    }

    async Task SettleAsync(EditMaker maker, Unanswered write, CityServer server)
    {
        var happened = await HasHappenedAsync(write, server);
        Interlocked.Increment(ref happened ? ref _happened : ref _absent);
        var answer = await Answer.ToRepeatedAsync(server.Client, write.Edit.Request, $"{write.Edit.Kind} {write.Edit.Layer}/{write.Edit.Id}");
        Promise.Same(answer.Replayed, happened, $"Idempotency-Replayed of {write.Edit.Kind} {write.Edit.Layer}/{write.Edit.Id} {write.Edit.Token}");
        Accept(maker, write.Edit, write.Before, answer);
    }

    /// <summary>True when the write stands whole, false when there is nothing of it; anything between breaks the promise.</summary>
    static async Task<bool> HasHappenedAsync(Unanswered write, CityServer server)
    {
        var edit = write.Edit;
        var found = edit.Kind == EditKind.Insert ? await FindByKeyAsync(edit, server) : await FindAsync(edit, server);
        if (found is null)
        {
            Promise.That(edit.Kind is EditKind.Insert or EditKind.Delete, $"{edit.Layer}/{edit.Id} is gone, though it was only to be changed");
            return edit.Kind == EditKind.Delete;
        }

        if (write.Before is { } before && CityImage.SameFeature(found, before.Text)) return false;
        Promise.That(edit.Kind != EditKind.Delete && edit.IsShownBy(write.Before?.Text, found), $"a half write: {found} after {edit.Kind} {edit.Content} on {write.Before?.Text}");
        return true;
    }

    static async Task<string?> FindAsync(Edit edit, CityServer server)
    {
        var item = await Answer.ToGetAsync(server.Client, $"collections/{edit.Layer}/items/{edit.Id}");
        Promise.That(item?.Status is HttpStatusCode.OK or HttpStatusCode.NotFound, $"GET {edit.Layer}/{edit.Id}: {item?.Status}");
        return item!.Status == HttpStatusCode.OK ? item.Text : null;
    }

    static async Task<string?> FindByKeyAsync(Edit edit, CityServer server) =>
        (await CityImage.ReadAsync(server, edit.Layer)).Features.Values.FirstOrDefault(feature => feature.Key == edit.Key)?.Text;
}
