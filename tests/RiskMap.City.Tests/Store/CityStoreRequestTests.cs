using RiskMap.City.Store;
using static RiskMap.City.Tests.Store.TestLayers;

namespace RiskMap.City.Tests.Store;

public abstract partial class CityStoreTests
{
    Task<WriteOutcome> AskAsync(string key, string fingerprint, Func<ICityWriter, Task> body) =>
        _store.WriteAsync(Note with { Request = new(key, fingerprint) }, body, Never);

    [StoreFact]
    public async Task A_repeated_request_is_answered_as_the_first_time_and_not_done_again()
    {
        async Task Body(ICityWriter writer) => writer.Answer = $"id {(await writer.InsertAsync(Things, Thing("a"), Never)).Id}";
        var first = await AskAsync("k", "insert a", Body);
        (first.ChangeSet, first.Answer, first.Replayed).ShouldBe((1, "id 1", false));
        await _store.Insert(Things, Thing("b"));
        var again = await AskAsync("k", "insert a", _ => throw new InvalidOperationException("must not run"));
        (again.ChangeSet, again.Answer, again.Replayed, again.State.Version).ShouldBe((1, "id 1", true, 2));
        (await _store.Version()).ShouldBe(2);
        (await _store.ChangeSetsAsync(Never)).Count.ShouldBe(2);
    }

    [StoreFact]
    public async Task A_key_that_came_with_another_request_is_refused()
    {
        await AskAsync("k", "insert a", writer => writer.InsertAsync(Things, Thing("a"), Never));
        await Should.ThrowAsync<RequestReusedException>(() => AskAsync("k", "insert b", writer => writer.InsertAsync(Things, Thing("b"), Never)));
        (await _store.Rows(Things)).Single().Key.ShouldBe("a");
    }

    [StoreFact]
    public async Task A_request_that_changes_nothing_keeps_its_answer_and_takes_no_version()
    {
        await _store.Insert(Things, Thing("a"));
        var first = await AskAsync("k", "f", writer =>
        {
            writer.Answer = "nothing";
            return Task.CompletedTask;
        });
        (first.ChangeSet, first.Answer, first.State.Version).ShouldBe((null, "nothing", 1));
        var again = await AskAsync("k", "f", _ => throw new InvalidOperationException("must not run"));
        (again.ChangeSet, again.Answer, again.Replayed).ShouldBe((null, "nothing", true));
        (await _store.Insert(Things, Thing("b"))).Revision.ShouldBe(2);
    }

    [StoreFact]
    public async Task A_request_that_fails_leaves_its_key_free()
    {
        await Should.ThrowAsync<InvalidDataException>(() => AskAsync("k", "f", async writer =>
        {
            await writer.InsertAsync(Things, Thing("a"), Never);
            throw new InvalidDataException();
        }));
        (await AskAsync("k", "f", writer => writer.InsertAsync(Things, Thing("a"), Never))).Replayed.ShouldBeFalse();
        (await _store.Rows(Things)).Count.ShouldBe(1);
    }

    [StoreFact]
    public async Task Two_askers_of_one_request_at_once_do_it_once()
    {
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => AskAsync("k", "f", writer => writer.InsertAsync(Things, Thing("a"), Never)))));
        outcomes.Count(outcome => !outcome.Replayed).ShouldBe(1);
        outcomes.Select(outcome => outcome.ChangeSet).Distinct().ShouldBe([1]);
    }

    [StoreFact]
    public async Task Old_keys_are_forgotten()
    {
        await AskAsync("old", "f", writer => writer.InsertAsync(Things, Thing("a"), Never));
        await Outside("UPDATE riskmap_requests SET at = '2020-01-01T00:00:00.000Z'");
        await AskAsync("new", "f", writer => writer.InsertAsync(Things, Thing("b"), Never));
        (await ScalarAsync("SELECT key FROM riskmap_requests")).ShouldBe("new");
    }
}
