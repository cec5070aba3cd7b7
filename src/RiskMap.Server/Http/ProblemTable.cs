using RiskMap.City.Model;
using RiskMap.City.Sources.Edits;
using RiskMap.City.Store;
using RiskMap.Geo.Drawing;
using RiskMap.Server.Processes;

namespace RiskMap.Server.Http;

/// <summary>Which problem an exception or a bare status is: the one table from what went wrong to what the client reads.</summary>
public static class ProblemTable
{
    /// <summary>Members at fault that one answer names: enough to mend a form, not enough to be used for filling memory.</summary>
    const int MostFaults = 50;

    /// <summary>When to come again to a store that restarts or is held by others.</summary>
    const int SoonSeconds = 2;

    /// <summary>When to come again to a store that a person has to mend.</summary>
    const int MendingSeconds = 30;

    /// <summary>The problem of an exception; a client's mistake is never a 5xx.</summary>
    public static Problem Of(Exception exception) => exception switch
    {
        ProblemException known => known.Problem,
        BadHttpRequestException bad => new(bad.StatusCode, "bad-request", bad.Message),
        FaultyFeatureException faulty => Of(faulty),
        QuestionException fault => ProcessProblems.Of(fault),
        StoreConflictException { Actual: { } revision } conflict => Stale(conflict.Layer, conflict.Id, revision),
        StoreConflictException gone => new(StatusCodes.Status404NotFound, "unknown-feature", gone.Layer, gone.Id),
        RequestReusedException reused => new(StatusCodes.Status422UnprocessableEntity, "request-reused", reused.Text) { Member = WriteHeaders.KeyHeader },
        DuplicateKeyException duplicate => new(StatusCodes.Status409Conflict, "conflict", duplicate.Text),
        StoreUnavailableException away => Of(away.Trouble),
        DrawingUnavailableException missing => new(StatusCodes.Status503ServiceUnavailable, "no-drawing", missing.Library, DrawingUnavailableException.Packages),
        StoreException store => new(StatusCodes.Status422UnprocessableEntity, "refused", store.Text),
        _ => new(StatusCodes.Status500InternalServerError, "internal"),
    };

    /// <summary>There is no feature of that id.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="id">The id as it was sent.</param>
    /// <param name="member">The parameter or member that bore it.</param>
    public static Problem UnknownFeature(string layer, string id, string member) => new(StatusCodes.Status404NotFound, "unknown-feature", layer, id) { Member = member, Value = id };

    /// <summary>What the client saw is not what stands there.</summary>
    public static Problem Stale(string layer, long id, long revision) => new(StatusCodes.Status412PreconditionFailed, "stale", layer, id, WriteHeaders.TagOf(revision))
    {
        Member = "If-Match",
        CurrentTag = WriteHeaders.TagOf(revision),
    };

    /// <summary>A store that cannot work now is the server's trouble: 503, and when to come again.</summary>
    public static Problem Of(StoreTrouble trouble)
    {
        var (code, seconds) = trouble switch
        {
            StoreTrouble.Away => ("store-away", SoonSeconds),
            StoreTrouble.Busy => ("store-busy", SoonSeconds),
            StoreTrouble.Full => ("store-full", MendingSeconds),
            StoreTrouble.ReadOnly => ("store-read-only", MendingSeconds),
            StoreTrouble.Damaged => ("store-damaged", MendingSeconds),
            StoreTrouble.Denied => ("store-denied", MendingSeconds),
            _ => ("outcome-unknown", SoonSeconds),
        };
        return new(StatusCodes.Status503ServiceUnavailable, code) { RetryAfterSeconds = seconds };
    }

    static Problem Of(FaultyFeatureException faulty)
    {
        var first = faulty.Faults[0];
        return new(StatusCodes.Status422UnprocessableEntity, "invalid-feature", first.Pointer, first.Reason, first.Remedy)
        {
            Member = first.Pointer,
            Value = first.Value,
            Faults = [.. faulty.Faults.Take(MostFaults)],
        };
    }

    /// <summary>The problem of a status that an answer bears without a body.</summary>
    public static Problem Of(HttpContext context) => context.Response.StatusCode switch
    {
        StatusCodes.Status404NotFound => new(StatusCodes.Status404NotFound, "unknown-path", context.Request.Path.Value),
        StatusCodes.Status405MethodNotAllowed => new(
            StatusCodes.Status405MethodNotAllowed, "method-not-allowed", context.Request.Method, context.Response.Headers.Allow.ToString()),
        StatusCodes.Status415UnsupportedMediaType => new(StatusCodes.Status415UnsupportedMediaType, "json-required", context.Request.ContentType),
        var status => new(status, "bad-request", status),
    };
}
