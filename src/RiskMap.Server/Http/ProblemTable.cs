using RiskMap.City.Store;

namespace RiskMap.Server.Http;

/// <summary>Which problem an exception or a bare status is: the one table from what went wrong to what the client reads.</summary>
public static class ProblemTable
{
    /// <summary>The problem of an exception; a client's mistake is never a 5xx.</summary>
    public static Problem Of(Exception exception) => exception switch
    {
        ProblemException known => known.Problem,
        BadHttpRequestException bad => new(bad.StatusCode, "bad-request", bad.Message),
        StoreConflictException conflict => new(StatusCodes.Status412PreconditionFailed, "conflict", conflict.Text),
        DuplicateKeyException duplicate => new(StatusCodes.Status409Conflict, "conflict", duplicate.Text),
        StoreException store => new(StatusCodes.Status422UnprocessableEntity, "refused", store.Text),
        _ => new(StatusCodes.Status500InternalServerError, "internal"),
    };

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
