using System.Text.Json.Nodes;
using RiskMap.Server.Hosting;
using RiskMap.Server.Http;
using RiskMap.Server.Texts;

namespace RiskMap.Server.Features;

/// <summary>The answers that several operations of the API document share, and the headers of answers.</summary>
static class ApiResponses
{
    /// <summary>The schema of problem documents.</summary>
    public const string ProblemSchema = "Problem";

    static readonly Dictionary<int, string> Names = new()
    {
        [StatusCodes.Status201Created] = "JobCreated",
        [StatusCodes.Status204NoContent] = "Empty",
        [StatusCodes.Status304NotModified] = "NotModified",
        [StatusCodes.Status400BadRequest] = "BadRequest",
        [StatusCodes.Status403Forbidden] = "Forbidden",
        [StatusCodes.Status404NotFound] = "NotFound",
        [StatusCodes.Status409Conflict] = "Conflict",
        [StatusCodes.Status410Gone] = "Gone",
        [StatusCodes.Status412PreconditionFailed] = "PreconditionFailed",
        [StatusCodes.Status413PayloadTooLarge] = "TooLarge",
        [StatusCodes.Status415UnsupportedMediaType] = "MediaTypeNotTaken",
        [StatusCodes.Status421MisdirectedRequest] = "UnknownHost",
        [StatusCodes.Status422UnprocessableEntity] = "FeatureNotTaken",
        [StatusCodes.Status428PreconditionRequired] = "PreconditionRequired",
        [StatusCodes.Status503ServiceUnavailable] = "Unavailable",
    };

    /// <summary>The name of a shared answer.</summary>
    public static string NameOf(int status) => Names[status];

    /// <summary>All shared answers.</summary>
    public static JsonObject All(string language)
    {
        var all = new JsonObject { ["Problem"] = WithProblem(MessageTexts.In(language, "api.response.problem")) };
        foreach (var (status, name) in Names)
        {
            var description = MessageTexts.In(language, $"api.response.{status}");
            all[name] = status < StatusCodes.Status400BadRequest ? new JsonObject { ["description"] = description } : WithProblem(description);
        }

        var retry = new JsonObject { ["Retry-After"] = ApiOperation.Reference("headers/Retry-After") };
        all[Names[StatusCodes.Status503ServiceUnavailable]]!["headers"] = retry;
        all[Names[StatusCodes.Status304NotModified]]!["headers"] = new JsonObject { ["ETag"] = ApiOperation.Reference("headers/ETag") };
        all[Names[StatusCodes.Status201Created]]!["headers"] = new JsonObject { ["Location"] = ApiOperation.Reference("headers/Location") };
        all[Names[StatusCodes.Status201Created]]!["content"] = new JsonObject { ["application/json"] = new JsonObject { ["schema"] = ApiOperation.Reference("schemas/Job") } };
        return all;
    }

    /// <summary>All headers.</summary>
    public static JsonObject Headers(string language)
    {
        string[] names = ["ETag", "Link", "Content-Crs", "Location", "Retry-After", VersionMiddleware.VersionHeader, WriteHeaders.ChangeSetHeader, WriteHeaders.ReplayedHeader];
        return new(names.Select(name => KeyValuePair.Create(name, (JsonNode?)new JsonObject
        {
            ["description"] = MessageTexts.In(language, $"api.header.{name.ToLowerInvariant()}"),
            ["schema"] = new JsonObject { ["type"] = name == "Retry-After" ? "integer" : "string" },
        })));
    }

    static JsonObject WithProblem(string description) => new()
    {
        ["description"] = description,
        ["content"] = new JsonObject { ["application/problem+json"] = new JsonObject { ["schema"] = ApiOperation.Reference($"schemas/{ProblemSchema}") } },
    };
}
