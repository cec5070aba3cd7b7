using Microsoft.AspNetCore.StaticFiles;
using RiskMap.Server.Http;

namespace RiskMap.Server.Features;

/// <summary><c>/styles/riskmap.json</c> and <c>/styles/icons/*</c>: the one cartography, from styles/ beside the assembly.</summary>
public static class StyleFiles
{
    static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "styles") + Path.DirectorySeparatorChar;
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
            if (!Conditional.IsNotModified(context, Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes))[..16]))
                await JsonAnswer.WriteBytesAsync(context, bytes, type);
        });
}
