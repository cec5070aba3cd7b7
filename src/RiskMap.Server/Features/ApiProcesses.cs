using System.Text.Json.Nodes;
using RiskMap.Server.Hosting;
using RiskMap.Server.Processes;
using RiskMap.Server.Texts;

namespace RiskMap.Server.Features;

/// <summary>Processes and jobs in the API document: each process under its own path with the schemas of its inputs and its answer, as generated clients need them.</summary>
static class ApiProcesses
{
    /// <summary>Group of these operations.</summary>
    internal const string Tag = "processes";

    const string Json = "application/json", Page = "text/html";

    static readonly int[] Executing =
    [
        StatusCodes.Status201Created, StatusCodes.Status400BadRequest, StatusCodes.Status403Forbidden, StatusCodes.Status404NotFound, StatusCodes.Status413PayloadTooLarge,
        StatusCodes.Status415UnsupportedMediaType, StatusCodes.Status503ServiceUnavailable,
    ];

    /// <summary>The operations.</summary>
    internal static IEnumerable<ApiOperation> Operations(string language)
    {
        yield return Get("/processes", "getProcesses", "landing.link.processes", (Json, "ProcessList"), (Page, "Html")) with { Parameters = ["limit", "lang", "ifNoneMatch"], Others = [StatusCodes.Status304NotModified, StatusCodes.Status400BadRequest] };
        foreach (var process in ProcessRegistry.Default.All)
        {
            var (name, title) = (NameOf(process), process.Title.In(language));
            yield return Get($"/processes/{process.Id}", $"get{name}Process", "process.link.description", (Json, "Process"), (Page, "Html")) with
            {
                Summary = $"{title}: {MessageTexts.In(language, "process.link.description")}",
                Others = [StatusCodes.Status304NotModified, StatusCodes.Status400BadRequest],
            };
            yield return new("post", $"/processes/{process.Id}/execution", $"execute{name}", Tag, $"{title}: {MessageTexts.In(language, "process.link.execute")}")
            {
                Parameters = ["prefer", "lang", "minVersion"],
                Body = $"Execute{name}",
                BodyTypes = [Json],
                Content = [.. process.Output.Formats.Select(format => (format.MediaType, format == ProcessFormat.Json ? $"{name}Answer" : format.IsJson ? "Document" : "Tile"))],
                Headers = [VersionMiddleware.VersionHeader],
                Others = Executing,
            };
        }
        yield return Get("/jobs", "getJobs", "landing.link.jobs", (Json, "JobList"), (Page, "Html")) with
        {
            Parameters = ["type", "processID", "status", "datetime", "minDuration", "maxDuration", "limit", "lang"],
            Headers = [VersionMiddleware.VersionHeader],
            Others = [StatusCodes.Status400BadRequest],
        };
        foreach (var operation in JobOperations(language)) yield return operation;

        ApiOperation Get(string path, string id, string text, params (string Type, string Schema)[] content) => new("get", path, id, Tag, MessageTexts.In(language, text))
        {
            Parameters = ["lang", "ifNoneMatch"],
            OwnParameters = [ApiParameters.Format(language, "json", "html")],
            Content = content,
            Headers = ["ETag", VersionMiddleware.VersionHeader],
        };
    }

    /// <summary>Adds the schemas.</summary>
    internal static void AddSchemas(JsonObject all, string language)
    {
        var text = new Func<JsonObject>(() => ApiSchemas.Text());
        all["ProcessList"] = ApiSchemas.Object(["processes", "links"], ("processes", ApiSchemas.ArrayOf(ApiSchemas.To("Process"))), ("links", ApiSchemas.ArrayOf(ApiSchemas.To("Link"))));
        all["Process"] = ApiSchemas.Object(["id", "version", "jobControlOptions", "outputTransmission", "links"],
            ("id", text()), ("version", text()), ("title", text()), ("description", text()), ("jobControlOptions", ApiSchemas.ArrayOf(text())), ("outputTransmission", ApiSchemas.ArrayOf(text())),
            ("inputs", ApiSchemas.To("Document")), ("outputs", ApiSchemas.To("Document")), ("example", ApiSchemas.To("Document")), ("links", ApiSchemas.ArrayOf(ApiSchemas.To("Link"))));
        all["JobList"] = ApiSchemas.Object(["jobs", "links"], ("jobs", ApiSchemas.ArrayOf(ApiSchemas.To("Job"))), ("links", ApiSchemas.ArrayOf(ApiSchemas.To("Link"))));
        all["Job"] = ApiSchemas.Object(["jobID", "status", "type"],
            ("processID", text()), ("type", ApiSchemas.Text(JobFilter.Process)), ("jobID", text()),
            ("status", ApiSchemas.OneOf(JobFilter.StateNames)), ("message", text()),
            ("created", Time()), ("started", Time()), ("finished", Time()), ("updated", Time()), ("progress", ApiSchemas.Count()), ("dataVersion", text()),
            ("whatIf", new JsonObject { ["type"] = "boolean" }), ("inputs", ApiSchemas.To("Document")), ("links", ApiSchemas.ArrayOf(ApiSchemas.To("Link"))));
        foreach (var process in ProcessRegistry.Default.All) AddSchemas(all, process, language);
    }

    static void AddSchemas(JsonObject all, ProcessDefinition process, string language)
    {
        var inputs = ProcessDocuments.Inputs(process, language).Select(input => (input.Name, (JsonNode)Described(input.Node)));
        var format = ApiSchemas.Object([], ("format", ApiSchemas.Object([], ("mediaType", ApiSchemas.Text()))), ("transmissionMode", ApiSchemas.Text(only: "value")));
        var required = process.Inputs.Where(input => QuestionSchemas.IsRequired(process, input)).Select(input => input.Name).ToList();
        all[$"Execute{NameOf(process)}"] = ApiSchemas.Closed(ApiSchemas.Object(required.Count == 0 ? [] : ["inputs"],
            ("inputs", ApiSchemas.Closed(ApiSchemas.Object(required, inputs))),
            ("outputs", ApiSchemas.Closed(ApiSchemas.Object([], (process.Output.Name, format)))),
            ("response", Choice(ProcessRequest.Responses, standing: "raw")),
            ("mode", Choice(ProcessRequest.Modes, standing: "auto"))));
        all[$"{NameOf(process)}Answer"] = QuestionSchemas.Answer(process);
    }

    static JsonObject Choice(IEnumerable<string> codes, string standing)
    {
        var schema = ApiSchemas.OneOf(codes);
        schema["default"] = standing;
        return schema;
    }

    static JsonObject Described(JsonObject input)
    {
        var schema = input["schema"]!.DeepClone().AsObject();
        (schema["title"], schema["description"]) = (input["title"]!.DeepClone(), input["description"]!.DeepClone());
        return schema;
    }

    static IEnumerable<ApiOperation> JobOperations(string language)
    {
        int[] missing = [StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound, StatusCodes.Status410Gone];
        yield return new("get", "/jobs/{jobId}", "getJob", Tag, MessageTexts.In(language, "process.link.job"))
        {
            Parameters = ["jobId", "lang"],
            OwnParameters = [ApiParameters.Format(language, "json", "html")],
            Content = [(Json, "Job"), (Page, "Html")],
            Headers = [VersionMiddleware.VersionHeader],
            Others = missing,
        };
        yield return new("delete", "/jobs/{jobId}", "dismissJob", Tag, MessageTexts.In(language, "process.link.dismiss"))
        {
            Parameters = ["jobId", "lang"],
            Content = [(Json, "Job")],
            Headers = [VersionMiddleware.VersionHeader],
            Others = [.. missing, StatusCodes.Status403Forbidden],
        };
        yield return new("get", "/jobs/{jobId}/results", "getJobResults", Tag, MessageTexts.In(language, "process.link.results"))
        {
            Parameters = ["jobId", "lang"],
            Content = [.. ProcessRegistry.Default.All.SelectMany(process => process.Output.Formats).DistinctBy(format => format.MediaType, StringComparer.Ordinal).Select(format => (format.MediaType, format.IsJson ? "Document" : "Tile"))],
            Headers = [VersionMiddleware.VersionHeader],
            Others = missing,
        };
    }

    static JsonObject Time() => new() { ["type"] = "string", ["format"] = "date-time" };

    static string NameOf(ProcessDefinition process) => string.Concat(process.Id.Split('-').Select(word => char.ToUpperInvariant(word[0]) + word[1..]));
}
