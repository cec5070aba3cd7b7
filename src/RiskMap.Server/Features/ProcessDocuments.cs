using System.Text.Json.Nodes;
using RiskMap.Server.Commands;
using RiskMap.Server.Http;
using RiskMap.Server.Processes;
using RiskMap.Server.Texts;

namespace RiskMap.Server.Features;

/// <summary>Processes as OGC API - Processes describes them (18-062r2, 8): summary, and the whole with the schema of every input and output.</summary>
static class ProcessDocuments
{
    static readonly string[] JobControl = ["sync-execute", "async-execute", "dismiss"];
    static readonly string[] Transmission = ["value"];

    /// <summary>A process in the list.</summary>
    internal static object Summary(HttpContext context, ProcessDefinition process, string language) => new
    {
        id = process.Id,
        version = Writing.ProgramVersion,
        title = process.Title.In(language),
        description = process.Description.In(language),
        jobControlOptions = JobControl,
        outputTransmission = Transmission,
        links = new Link[] { new(Links.To(context, $"/processes/{process.Id}"), "self", Title: MessageTexts.In(language, "process.link.description")) },
    };

    /// <summary>The whole description.</summary>
    internal static object Description(HttpContext context, ProcessDefinition process, string language)
    {
        var address = Links.To(context, $"/processes/{process.Id}");
        return new
        {
            id = process.Id,
            version = Writing.ProgramVersion,
            title = process.Title.In(language),
            description = process.Description.In(language),
            jobControlOptions = JobControl,
            outputTransmission = Transmission,
            inputs = new JsonObject(Inputs(process, language).Select(input => KeyValuePair.Create(input.Name, (JsonNode?)input.Node))),
            outputs = new JsonObject { [process.Output.Name] = Output(process, language) },
            example = new JsonObject { ["inputs"] = process.ExampleInputs() },
            links = new Link[]
            {
                new(address, "self"),
                new($"{address}?f=html", "alternate", "text/html"),
                new($"{address}/execution", ProcessRoutes.ExecuteRelation, Title: MessageTexts.In(language, "process.link.execute")),
                new(Links.To(context, "/processes"), "up", Title: MessageTexts.In(language, "landing.link.processes")),
            },
        };
    }

    /// <summary>The inputs with their schemas, what is imagined the last.</summary>
    internal static IEnumerable<(string Name, JsonObject Node)> Inputs(ProcessDefinition process, string language)
    {
        foreach (var input in process.Inputs)
        {
            yield return (input.Name, Input(
                input.Title.In(language), input.Description.In(language), QuestionSchemas.IsRequired(process, input) ? 1 : 0, QuestionSchemas.Input(process, input)));
        }
        yield return (ProcessDefinition.WhatIfInput, Input(MessageTexts.In(language, "process.what-if"), MessageTexts.In(language, "process.what-if.description"), 0, WhatIf.Schema()));
    }

    static JsonObject Input(string title, string description, int minOccurs, JsonObject schema) => new()
    {
        ["title"] = title,
        ["description"] = description,
        ["minOccurs"] = minOccurs,
        ["maxOccurs"] = 1,
        ["schema"] = schema,
    };

    static JsonObject Output(ProcessDefinition process, string language)
    {
        var answer = QuestionSchemas.Answer(process);
        answer["contentMediaType"] = ProcessFormat.Json.MediaType;
        var others = process.Output.Formats.Skip(1).Select(JsonNode (format) => format.IsJson
            ? FeatureCollection(format)
            : new JsonObject { ["type"] = "string", ["format"] = "byte", ["contentEncoding"] = "binary", ["contentMediaType"] = format.MediaType }).ToList();
        return new()
        {
            ["title"] = process.Output.Title.In(language),
            ["schema"] = others.Count == 0 ? answer : new JsonObject { ["oneOf"] = new JsonArray([answer, .. others]) },
        };
    }

    // RFC 7946; told so closely that an answer is of one form alone.
    static JsonObject FeatureCollection(ProcessFormat format)
    {
        var schema = ApiSchemas.Object(["type", "features"], ("type", ApiSchemas.Text(only: "FeatureCollection")), ("features", ApiSchemas.ArrayOf(new JsonObject { ["type"] = "object" })));
        schema["contentMediaType"] = format.MediaType;
        return schema;
    }
}
