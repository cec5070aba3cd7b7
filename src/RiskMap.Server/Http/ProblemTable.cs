using RiskMap.City.Store;

namespace RiskMap.Server.Http;

/// <summary>Which problem an exception or a bare status is: the one table from what went wrong to what the client reads.</summary>
public static class ProblemTable
{
    /// <summary>When to come again to a store that restarts or is held by others.</summary>
    const int SoonSeconds = 2;

    /// <summary>When to come again to a store that a person has to mend.</summary>
    const int MendingSeconds = 30;

    /// <summary>The problem of an exception; a client's mistake is never a 5xx.</summary>
    public static Problem Of(Exception exception) => exception switch
    {
        ProblemException known => known.Problem,
        BadHttpRequestException bad => new(bad.StatusCode, "bad-request", bad.Message),
        StoreConflictException conflict => new(StatusCodes.Status412PreconditionFailed, "conflict", conflict.Text),
        DuplicateKeyException duplicate => new(StatusCodes.Status409Conflict, "conflict", duplicate.Text),
        StoreUnavailableException away => Of(away),
        StoreException store => new(StatusCodes.Status422UnprocessableEntity, "refused", store.Text),
        _ => new(StatusCodes.Status500InternalServerError, "internal"),
    };

    /// <summary>A store that cannot work now is the server's trouble: 503, and when to come again.</summary>
    static Problem Of(StoreUnavailableException away)
    {
        var (code, seconds) = away.Trouble switch
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
