using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.StaticFiles;
using RiskMap.Server.Http;

namespace RiskMap.Server.Features;

/// <summary><c>/styles/riskmap.json</c> and <c>/styles/icons/*</c>: the one cartography, from styles/ beside the assembly.</summary>
public static class StyleFiles
{
    /// <summary>The folder with a separator at its end.</summary>
    internal static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "styles") + Path.DirectorySeparatorChar;
    static readonly JsonDocumentOptions Comments = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };
    static readonly FileExtensionContentTypeProvider Types = new();

    /// <summary>Adds the files.</summary>
    public static void MapStyles(this IEndpointRouteBuilder routes) =>
        routes.MapRead("/styles/{**path}", async (HttpContext context, string path) =>
        {
            Parameters.Allow(context.Request, "v");
            var file = Path.GetFullPath(Path.Combine(Folder, path));
            if (!file.StartsWith(Folder, StringComparison.Ordinal) || !File.Exists(file) || !Types.TryGetContentType(file, out var type))
            {
                context.Response.StatusCode = StatusCodes.Status404NotFound;
                return;
            }

            var bytes = await File.ReadAllBytesAsync(file, context.RequestAborted);
            if (Path.GetExtension(file) == ".json") bytes = WithAbsoluteAddresses(bytes, Links.Base(context));
            if (!Conditional.IsNotModified(context, HashOf(bytes)))
                await JsonAnswer.WriteBytesAsync(context, bytes, type);
        });

    /// <summary>ETag of what depends on its bytes alone.</summary>
    internal static string HashOf(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes))[..16];

    // Clients other than a page of this server cannot resolve "/tiles/tilejson.json": the style's own addresses become absolute.
    static byte[] WithAbsoluteAddresses(byte[] json, string address)
    {
        if (JsonNode.Parse(json, documentOptions: Comments) is not JsonObject style) return json;
        foreach (var name in new[] { "sprite", "glyphs" }) MakeAbsolute(style, name, address);
        foreach (var (_, source) in style["sources"] as JsonObject ?? [])
        {
            if (source is JsonObject members) MakeAbsolute(members, "url", address);
        }

        return JsonSerializer.SerializeToUtf8Bytes(style, JsonAnswer.Options);
    }

    static void MakeAbsolute(JsonObject members, string name, string address)
    {
        if (members[name] is JsonValue value && value.TryGetValue<string>(out var text) && text.StartsWith('/')) members[name] = address + text;
    }
}
