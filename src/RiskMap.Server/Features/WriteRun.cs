using System.Globalization;
using System.Text.Json;
using RiskMap.City.Snapshot;
using RiskMap.City.Store;
using RiskMap.Server.Commands;
using RiskMap.Server.Hosting;
using RiskMap.Server.Http;

namespace RiskMap.Server.Features;

/// <summary>How every write over HTTP runs: refused where the server takes none, done once under its key, never cut off by a client that goes away.</summary>
static class WriteRun
{
    // A writer waits up to 30 s for another program's transaction; what takes longer than this is a store that does not answer.
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(40);

    /// <summary>The city that takes the write.</summary>
    /// <exception cref="ProblemException">403: the server takes no writes; 503: the city is not read yet.</exception>
    public static LiveCity Open(HttpContext context, ServedCity city)
    {
        if (context.RequestServices.GetRequiredService<ServerOptions>().ReadOnly) throw new ProblemException(new Problem(StatusCodes.Status403Forbidden, "read-only"));
        return city.Live ?? throw new ProblemException(ServedCity.NotReady);
    }

    /// <summary>The note of the change set.</summary>
    /// <param name="headers">Who, and the key under which the request may be repeated.</param>
    /// <param name="what">What is done, in one line.</param>
    /// <param name="fingerprint">What was asked, for a request with a key.</param>
    public static ChangeNote Note(WriteHeaders headers, string what, Func<string> fingerprint) => new(headers.Who, what)
    {
        With = $"riskmap {Writing.ProgramVersion} http",
        Request = headers.Key is { } key ? new(key, fingerprint()) : null,
    };

    /// <summary>Runs the body in one transaction; what it answers is kept with the request's key. The client's going away does not stop it.</summary>
    /// <exception cref="ProblemException">503: the store did not answer in time, and whether the change stands may be unknown.</exception>
    public static async Task<(WriteOutcome Outcome, TAnswer Answer)> RunAsync<TAnswer>(LiveCity live, ChangeNote note, Func<ICityWriter, Task<TAnswer>> body)
        where TAnswer : class
    {
        TAnswer? made = null;
        try
        {
            var outcome = await WithinAsync(Patience, stop => live.WriteAsync(note, async writer =>
            {
                made = await body(writer);
                if (note.Request is not null) writer.Answer = JsonSerializer.Serialize(made);
            }, stop));
            return (outcome, outcome.Replayed ? JsonSerializer.Deserialize<TAnswer>(outcome.Answer!)! : made!);
        }
        catch (OperationCanceledException)
        {
            throw new ProblemException(ProblemTable.Of(StoreTrouble.Away));
        }
        catch (TimeoutException)
        {
            throw new ProblemException(ProblemTable.Of(StoreTrouble.OutcomeUnknown));
        }
    }

    /// <summary>Tells the version, the change set, and whether the request was done before.</summary>
    public static void Tell(HttpResponse response, WriteOutcome outcome)
    {
        response.Headers[VersionMiddleware.VersionHeader] = VersionToken.Of(outcome.State).Text;
        if (outcome.ChangeSet is { } set) response.Headers[WriteHeaders.ChangeSetHeader] = set.ToString(CultureInfo.InvariantCulture);
        if (outcome.Replayed) response.Headers[WriteHeaders.ReplayedHeader] = "true";
    }

    // A network that swallows everything can hold a call that does not hear the stop; it may still come through, so nobody knows what came of it.
    static async Task<T> WithinAsync<T>(TimeSpan patience, Func<CancellationToken, Task<T>> work)
    {
        var stop = new CancellationTokenSource(patience);
        var running = Task.Run(() => work(stop.Token), CancellationToken.None);
        _ = running.ContinueWith(done => (done.Exception, stop).stop.Dispose(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        return await running.WaitAsync(patience * 2);
    }
}
