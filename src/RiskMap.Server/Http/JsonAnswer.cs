using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using RiskMap.Server.Hosting;

namespace RiskMap.Server.Http;

/// <summary>Answers that are one JSON document: made whole, so that GET and HEAD bear the same length, ETag and status.</summary>
public static class JsonAnswer
{
    /// <summary>camelCase, missing members left out, Chinese as it is.</summary>
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        NumberHandling = JsonNumberHandling.Strict,
    };

    static readonly JsonSerializerOptions KeepNulls = new(Options) { DefaultIgnoreCondition = JsonIgnoreCondition.Never };

    /// <summary>A document in which what is missing shows as null.</summary>
    public static byte[] WithNulls<T>(T document) => JsonSerializer.SerializeToUtf8Bytes(document, KeepNulls);

    /// <summary>Writes a document of the current version, coded once for all who ask for it; 304 when the client has it already.</summary>
    /// <param name="context">The request.</param>
    /// <param name="document">Makes the document; not called for who has it already, nor where its bytes are kept.</param>
    /// <param name="etag">Weak ETag without its quotes: all on which the document depends besides its address; null for an answer that is never kept.</param>
    /// <param name="contentType">Media type.</param>
    public static Task WriteAsync<T>(HttpContext context, Func<T> document, string? etag, string contentType = "application/json")
    {
        if (etag is null || context.RequestServices.GetRequiredService<ServedCity>().Current is not { } snapshot)
        {
            return Conditional.IsNotModified(context, etag)
                ? Task.CompletedTask
                : WriteBytesAsync(context, JsonSerializer.SerializeToUtf8Bytes(document(), Options), contentType);
        }

        var name = $"{etag} {Links.Base(context)}{context.Request.Path}{context.Request.QueryString}";
        return new CachedAnswer(new(name), snapshot, contentType, CachedAnswer.Always, () => JsonSerializer.SerializeToUtf8Bytes(document(), Options)).WriteAsync(context, etag);
    }

    /// <summary>Writes bytes with their length; a HEAD gets the headers alone.</summary>
    public static async Task WriteBytesAsync(HttpContext context, ReadOnlyMemory<byte> body, string contentType)
    {
        context.Response.ContentType = contentType;
        context.Response.ContentLength = body.Length;
        if (!HttpMethods.IsHead(context.Request.Method)) await context.Response.Body.WriteAsync(body, context.RequestAborted);
    }
}
