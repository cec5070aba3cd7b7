using RiskMap.City.Model;
using RiskMap.City.Snapshot;
using RiskMap.City.Snapshot.Changes;
using RiskMap.City.Store;
using RiskMap.Geo.Mvt;
using RiskMap.Geo.Tiles;
using RiskMap.Server.Hosting;
using RiskMap.Server.Http;
using RiskMap.Server.Tests.Support;

namespace RiskMap.Server.Tests.Hosting;

public sealed class AnswerCacheTests
{
    static readonly byte[] Text = [.. Enumerable.Repeat((byte)'a', 5000)];

    [Fact]
    public async Task An_answer_is_made_once_in_all_codings()
    {
        var (cache, made) = (new AnswerCache(() => null), 0);
        foreach (var coding in Enum.GetValues<ContentCoding>())
        {
            var (bytes, used) = await cache.GetAsync(new("a"), City(1), coding, CachedAnswer.Always, Make);
            used.ShouldBe(coding);
            ContentCodings.Decode(bytes, used).ToArray().ShouldBe(Text);
            (await cache.GetAsync(new("a"), City(1), coding, CachedAnswer.Always, Make)).Bytes.ShouldBe(bytes);
        }

        (made, cache.Entries, cache.Hits, cache.Misses).ShouldBe((1, 1, 3, 3));

        ReadOnlyMemory<byte> Make()
        {
            made++;
            return Text;
        }
    }

    [Fact]
    public async Task Who_asks_for_what_is_being_made_waits_for_it_in_whatever_coding()
    {
        var (cache, made) = (new AnswerCache(() => null), 0);
        using var gate = new ManualResetEventSlim();
        var asked = Enumerable.Range(0, 12).Select(i => Task.Run(() => cache.GetAsync(new("a"), City(1), (ContentCoding)(i % 3), CachedAnswer.Always, Make))).ToArray();
        while (Volatile.Read(ref made) == 0) await Task.Delay(5);
        await Task.Delay(50);
        gate.Set();
        foreach (var (bytes, coding) in await Task.WhenAll(asked)) ContentCodings.Decode(bytes, coding).ToArray().ShouldBe(Text);
        made.ShouldBe(1);

        ReadOnlyMemory<byte> Make()
        {
            Interlocked.Increment(ref made);
            gate.Wait(TimeSpan.FromSeconds(30));
            return Text;
        }
    }

    [Fact]
    public async Task A_failure_is_told_to_those_who_wait_and_not_kept()
    {
        var cache = new AnswerCache(() => null);
        await Should.ThrowAsync<InvalidDataException>(() => cache.GetAsync(new("a"), City(1), ContentCoding.Gzip, CachedAnswer.Always, () => throw new InvalidDataException()));
        cache.Entries.ShouldBe(0);
        (await cache.GetAsync(new("a"), City(1), ContentCoding.Gzip, CachedAnswer.Always, () => Text)).Coding.ShouldBe(ContentCoding.Gzip);
    }

    [Fact]
    public async Task What_was_not_used_lately_goes_when_the_budget_is_spent()
    {
        var (cache, made) = (new AnswerCache(() => null, budgetBytes: 12_000), new List<string>());
        foreach (var name in new[] { "a", "b", "a", "c", "a", "d", "a", "b" })
            await cache.GetAsync(new(name), City(1), ContentCoding.Identity, CachedAnswer.Always, () => { made.Add(name); return Text; });
        made.Count(name => name == "a").ShouldBe(1);
        made.Count(name => name == "b").ShouldBe(2);
        cache.Bytes.ShouldBeInRange(1, 12_000);
    }

    [Fact]
    public async Task Coding_that_does_not_make_smaller_is_left_out()
    {
        var noise = new byte[5000];
        new Random(1).NextBytes(noise);
        (await new AnswerCache(() => null).GetAsync(new("a"), City(1), ContentCoding.Gzip, CachedAnswer.Always, () => noise)).Coding.ShouldBe(ContentCoding.Identity);
        (await new AnswerCache(() => null).GetAsync(new("a"), City(1), ContentCoding.Gzip, CachedAnswer.Always, () => Text.AsMemory(0, 20))).Coding.ShouldBe(ContentCoding.Identity);
    }

    [Fact]
    public async Task A_reader_that_still_holds_an_older_snapshot_gets_that_one_and_spoils_nothing()
    {
        var cache = new AnswerCache(() => null);
        await cache.GetAsync(new("a"), City(2), ContentCoding.Identity, CachedAnswer.Always, () => "new"u8.ToArray());
        (await cache.GetAsync(new("a"), City(1), ContentCoding.Identity, CachedAnswer.Always, () => "old"u8.ToArray())).Bytes.ToArray().ShouldBe("old"u8.ToArray());
        (await cache.GetAsync(new("a"), City(2), ContentCoding.Identity, CachedAnswer.Always, () => throw new InvalidOperationException())).Bytes.ToArray().ShouldBe("new"u8.ToArray());
    }

    [Fact]
    public async Task Tiles_that_an_edit_did_not_touch_are_kept_and_equal_tiles_made_anew()
    {
        var seed = Random.Shared.Next();
        var random = new Random(seed);
        await using var city = await TestCity.With(draft => Scatter(draft, random));
        var cache = new AnswerCache(() => city.Live.Changes);
        string[] layers = [.. CityLayers.All.Select(layer => layer.Name)];
        TileId[] tiles = [.. Enumerable.Range(0, 17).SelectMany(zoom => TileId.Covering(new(118.05, 24.45, 118.45, 24.85), zoom).OrderBy(_ => random.Next()).Take(14))];
        for (var round = 0; round < 12; round++)
        {
            foreach (var tile in tiles)
            {
                var (kept, _) = await cache.GetAsync(
                    new("mvt", tile), city.Live.Current, ContentCoding.Identity, change => TileReach.Touches(change, layers, tile), () => CityTiles.Encode(city.Live.Current, layers, tile));
                Content(kept.ToArray()).ShouldBe(Content(CityTiles.Encode(city.Live.Current, layers, tile)), $"tile {tile}, seed {seed}, round {round}");
            }

            await EditAsync(city, random);
        }

        cache.Kept.ShouldBeGreaterThan(tiles.Length, $"seed {seed}");
        cache.Misses.ShouldBeGreaterThan(tiles.Length, $"seed {seed}");
    }

    static void Scatter(CityDraft draft, Random random)
    {
        draft.Town();
        for (var i = 0; i < 300; i++) draft.Enterprise($"企业{i}", 118.1 + (random.NextDouble() * 0.3), 24.5 + (random.NextDouble() * 0.3), i % 2 == 0 ? "red" : "blue");
        for (var i = 0; i < 30; i++) draft.Add("parks", $"园区{i}", Square(random));
        for (var i = 0; i < 30; i++) draft.Road($"路{i}", Line(random));
    }

    static string Line(Random random) => FormattableString.Invariant(
        $"LINESTRING ({118.1 + (random.NextDouble() * 0.3)} {24.5 + (random.NextDouble() * 0.3)}, {118.1 + (random.NextDouble() * 0.3)} {24.5 + (random.NextDouble() * 0.3)})");

    static string Square(Random random)
    {
        var (x, y, size) = (118.1 + (random.NextDouble() * 0.3), 24.5 + (random.NextDouble() * 0.3), 0.001 + (random.NextDouble() * 0.01));
        return FormattableString.Invariant($"POLYGON (({x} {y}, {x + size} {y}, {x + size} {y + size}, {x} {y + size}, {x} {y}))");
    }

    static async Task EditAsync(TestCity city, Random random)
    {
        var plants = city.Live.Current.Layer("enterprises").All.Select(plant => plant.Id).OrderBy(_ => random.Next()).ToArray();
        switch (random.Next(4))
        {
            case 0:
                await city.DeleteAsync("enterprises", plants[..random.Next(1, 4)]);
                break;
            case 1:
                await city.AddAsync(draft => draft.Road("路1", Line(random)).Add("parks", "园区1", Square(random)));
                break;
            default:
                await city.AddAsync(draft => draft.Enterprise($"企业{random.Next(300)}", 118.1 + (random.NextDouble() * 0.3), 24.5 + (random.NextDouble() * 0.3), "orange"));
                break;
        }
    }

    // What a reader of the tile finds, whatever the order in which it was written.
    static List<string> Content(byte[] tile) => tile.Length == 0 ? [] :
    [
        .. MvtText.Describe(tile).Split('\n').Order(StringComparer.Ordinal),
    ];

    static CitySnapshot City(long version) => CitySnapshot.Of(new StoreState("store", "epoch", version, null), []);
}
