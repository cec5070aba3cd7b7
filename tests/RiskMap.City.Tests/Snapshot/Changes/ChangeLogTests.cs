using RiskMap.City.Model;
using RiskMap.City.Snapshot;
using RiskMap.City.Snapshot.Changes;
using RiskMap.City.Store;
using RiskMap.Geo.Geometries;

namespace RiskMap.City.Tests.Snapshot.Changes;

public class ChangeLogTests
{
    static readonly LayerSchema Plants = CityLayers.Get("enterprises");

    [Fact]
    public void A_reader_gets_every_change_after_its_version_in_order()
    {
        var log = Filled(5);
        Numbers(log.Between(At(2))).ShouldBe([3, 4, 5]);
        Numbers(log.Between(At(5))).ShouldBeEmpty();
        Numbers(log.Between(At(0), to: 2)).ShouldBe([1, 2]);
        Numbers(log.Between(At(9))).ShouldBeEmpty();
    }

    [Fact]
    public void A_reader_who_stands_inside_a_leap_over_several_versions_gets_the_whole_leap()
    {
        var log = new ChangeLog(Token(0));
        log.Add(Change(0, 4));
        Numbers(log.Between(At(2))).ShouldBe([4]);
    }

    [Fact]
    public void A_reader_from_before_the_log_or_from_another_life_gets_none()
    {
        var log = Filled(10, mostChanges: 3);
        log.Between(At(6)).ShouldBeNull();
        Numbers(log.Between(At(7))).ShouldBe([8, 9, 10]);
        log.Between(new("other.life", 9, null)).ShouldBeNull();
    }

    [Fact]
    public void A_new_life_empties_the_log()
    {
        var log = Filled(3);
        log.Add(new CityChange(Token(3), new VersionToken("store", "second", 1), [], IsNewLife: true));
        log.Between(At(3)).ShouldBeNull();
        Numbers(log.Between(new("store.second", 1, null))).ShouldBeEmpty();
    }

    [Fact]
    public void Ids_and_places_are_bounded_and_the_newest_change_stays_whatever_it_weighs()
    {
        var log = new ChangeLog(Token(0), mostWeight: 10);
        for (var version = 1; version <= 5; version++) log.Add(Change(version - 1, version, ids: 100));
        Numbers(log.Between(At(4))).ShouldBe([5]);
        log.Between(At(3)).ShouldBeNull();
    }

    [Theory]
    [InlineData("i2 i3", "i2 i3")]
    [InlineData("i1 u1", "i1")]
    [InlineData("i1 d1", "")]
    [InlineData("u1 d1", "d1")]
    [InlineData("d1 i1", "u1")]
    [InlineData("u1 u2", "u1 u2")]
    [InlineData("i1 u1 d1 i1", "i1")]
    [InlineData("d1 i1 d1", "d1")]
    public void Changes_that_follow_each_other_are_told_as_one(string steps, string expected)
    {
        var joined = steps.Split(' ').Select(step => Layer(step[0], step[1] - '0')).Aggregate((one, next) => one.Then(next));
        var told = joined.Inserted.Select(id => $"i{id}").Concat(joined.Updated.Select(id => $"u{id}")).Concat(joined.Deleted.Select(id => $"d{id}"));
        string.Join(' ', told).ShouldBe(expected);
        joined.Boxes.Length.ShouldBe(steps.Split(' ').Select(step => step[1]).Distinct().Count());
    }

    [Fact]
    public void More_than_a_thousand_ids_leave_the_envelope_alone()
    {
        var half = new LayerChange(Plants, [.. Enumerable.Range(1, 600).Select(id => (long)id)], [], [], new Box(0, 0, 1, 1), [], Many: false);
        var rest = half with { Inserted = [.. Enumerable.Range(601, 600).Select(id => (long)id)], Envelope = new Box(5, 5, 6, 6) };
        var joined = half.Then(rest);
        (joined.Many, joined.Count, joined.Envelope).ShouldBe((true, 0, new Box(0, 0, 6, 6)));
    }

    [Fact]
    public void Only_what_lies_at_a_changed_place_is_touched()
    {
        var moved = new LayerChange(Plants, [], [1], [], new Box(0, 0, 10, 10), [Box.Of(0, 0), Box.Of(10, 10)], Many: false);
        moved.Touches(new Box(-1, -1, 1, 1)).ShouldBeTrue();
        moved.Touches(new Box(9, 9, 11, 11)).ShouldBeTrue();
        moved.Touches(new Box(4, 4, 6, 6)).ShouldBeFalse();
        (moved with { Boxes = [] }).Touches(new Box(4, 4, 6, 6)).ShouldBeTrue();
    }

    [Theory]
    [InlineData("store.epoch.12-0123abcd", "store.epoch", 12L, "0123abcd")]
    [InlineData("store.epoch.12", "store.epoch", 12L, null)]
    public void A_version_is_read_from_its_text(string text, string life, long version, string? build) =>
        VersionStamp.Parse(text).ShouldBe(new VersionStamp(life, version, build));

    [Theory]
    [InlineData("")]
    [InlineData("12")]
    [InlineData("a.b.c")]
    [InlineData("a.b.12-xyz")]
    [InlineData("a.b.12-0123abcd\n")]
    [InlineData("a.b.99999999999999999999")]
    public void Other_texts_are_no_versions(string text) => VersionStamp.Parse(text).ShouldBeNull();

    [Fact]
    public void A_token_reads_as_its_own_stamp() => VersionStamp.Parse(Token(7).Text).ShouldBe(Token(7).Stamp);

    static ChangeLog Filled(int versions, int mostChanges = ChangeLog.MostChanges)
    {
        var log = new ChangeLog(Token(0), mostChanges);
        for (var version = 1; version <= versions; version++) log.Add(Change(version - 1, version));
        return log;
    }

    static CityChange Change(long from, long to, int ids = 1) =>
        new(Token(from), Token(to), [new(Plants, [], [.. Enumerable.Range(1, ids).Select(id => (long)id)], [], Box.Of(1, 1), [], Many: false)]);

    static LayerChange Layer(char kind, long id) => new(
        Plants, kind == 'i' ? [id] : [], kind == 'u' ? [id] : [], kind == 'd' ? [id] : [], Box.Of(id, id), [Box.Of(id, id)], Many: false);

    static VersionToken Token(long version) => VersionToken.Of(new StoreState("store", "epoch", version, null));

    static VersionStamp At(long version) => Token(version).Stamp;

    static IEnumerable<long> Numbers(ArraySegment<CityChange>? changes) => changes.ShouldNotBeNull().Select(change => change.To.Version);
}
