using System.Text.Json.Nodes;
using RiskMap.City.Model;
using RiskMap.Server.Http;
using RiskMap.Server.Processes;
using RiskMap.Server.Processes.Jobs;

namespace RiskMap.Server.Features;

/// <summary>The body of an execution (18-062r2, 7.11.2): inputs, which output in which form, and whether it comes bare or in a document.</summary>
/// <param name="Inputs">The inputs as they came.</param>
/// <param name="Format">The form of the output.</param>
/// <param name="IsDocument">True for a document that has the output as a member; false for the output as it is.</param>
/// <param name="IsAsync">True where the body itself asks for a job, as in drafts of the standard that clients still write (<c>"mode": "async"</c>).</param>
sealed record ProcessRequest(JsonObject Inputs, ProcessFormat Format, bool IsDocument, bool IsAsync)
{
    /// <summary>The values of <c>mode</c>.</summary>
    internal static readonly string[] Modes = ["sync", "async", "auto"];

    /// <summary>The values of <c>response</c>.</summary>
    internal static readonly string[] Responses = ["raw", "document"];

    static readonly string[] Members = ["inputs", "outputs", "response", "mode"];

    /// <summary>Reads a body.</summary>
    /// <param name="body">UTF-8 text.</param>
    /// <param name="process">The process that is asked.</param>
    /// <param name="request">The request; its Accept chooses the form where the body does not.</param>
    /// <exception cref="ProblemException">400: no JSON, or a member that cannot be used.</exception>
    internal static ProcessRequest Read(ReadOnlyMemory<byte> body, ProcessDefinition process, HttpRequest request)
    {
        var root = WriteBody.Document(body, ProcessJson.Strict);
        try
        {
            var whole = ObjectOf("", root);
            foreach (var (name, value) in whole.Where(member => !Members.Contains(member.Key, StringComparer.Ordinal)))
                throw InputValues.Fault(name, value, "process.fault.unknown", string.Join(", ", Members));
            return new(
                whole["inputs"] is { } inputs ? ObjectOf("inputs", inputs) : [],
                FormatOf(whole["outputs"], process) ?? Accepted(process, request),
                CodeOf("response", whole["response"], Responses) == "document",
                CodeOf("mode", whole["mode"], Modes) == "async");
        }
        catch (QuestionException fault)
        {
            throw new ProblemException(ProcessProblems.Of(fault, within: ""));
        }
    }

    /// <summary>Answers a question in the form that was asked for.</summary>
    internal JobResult Answer(ProcessCall call, ProcessRun run, string language)
    {
        var bytes = Format.Write(call.Run(run, language));
        if (!IsDocument) return new(bytes, Format.MediaType);
        var value = Format.IsJson ? JsonNode.Parse(bytes) : new JsonObject { ["value"] = Convert.ToBase64String(bytes), ["encoding"] = "base64", ["mediaType"] = Format.MediaType };
        return new(ProcessJson.Bytes(new JsonObject { [call.Process.Output.Name] = value }), ProcessFormat.Json.MediaType);
    }

    static JsonObject ObjectOf(string member, JsonNode? value) => value as JsonObject ?? throw InputValues.Fault(member, value, "process.fault.object");

    static string? CodeOf(string member, JsonNode? given, string[] codes) => given is null ? null
        : Array.Find(codes, code => JsonNode.DeepEquals(given, code)) ?? throw InputValues.Fault(member, given, "process.fault.code", string.Join(", ", codes));

    static ProcessFormat? FormatOf(JsonNode? outputs, ProcessDefinition process)
    {
        if (outputs is null) return null;
        foreach (var (name, asked) in ObjectOf("outputs", outputs))
        {
            var member = $"outputs/{name}";
            if (name != process.Output.Name) throw InputValues.Fault(member, asked, "process.fault.unknown", process.Output.Name);
            var whole = ObjectOf(member, asked);
            if (whole["transmissionMode"] is { } mode && ProcessJson.Shown(mode) != "value") throw InputValues.Fault($"{member}/transmissionMode", mode, "process.fault.code", "value");
            if (whole["format"] is { } format && ObjectOf($"{member}/format", format)["mediaType"] is { } type) return Known($"{member}/format/mediaType", type, process);
        }
        return null;
    }

    static ProcessFormat Known(string member, JsonNode type, ProcessDefinition process) =>
        process.Output.Formats.FirstOrDefault(format => format.MediaType.Equals(ProcessJson.Shown(type), StringComparison.OrdinalIgnoreCase))
        ?? throw InputValues.Fault(member, type, "process.fault.code", string.Join(", ", process.Output.Formats.Select(format => format.MediaType)));

    // A form that is not offered is no reason to refuse (RFC 9110, 12.5.1): the first is given.
    static ProcessFormat Accepted(ProcessDefinition process, HttpRequest request)
    {
        foreach (var type in request.GetTypedHeaders().Accept.Where(type => type.Quality is not 0).OrderByDescending(type => type.Quality ?? 1))
        {
            if (type.MatchesAllTypes) break;
            if (process.Output.Formats.FirstOrDefault(format => type.MediaType.Equals(format.MediaType, StringComparison.OrdinalIgnoreCase)) is { } format) return format;
        }
        return process.Output.Formats[0];
    }
}
