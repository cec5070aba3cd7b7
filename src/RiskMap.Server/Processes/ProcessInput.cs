using System.Text.Json.Nodes;
using RiskMap.City.Model;

namespace RiskMap.Server.Processes;

/// <summary>One input of a process. Its schema comes from the member of the question's record that has its name; what a type cannot say is added here.</summary>
/// <param name="Name">Name of the input, that of the member in JSON.</param>
/// <param name="Title">Title.</param>
/// <param name="Description">What it means and in which unit.</param>
public sealed record ProcessInput(string Name, LocalizedText Title, LocalizedText Description)
{
    /// <summary>Words of the schema besides those of the type, such as <c>minimum</c> or <c>enum</c>.</summary>
    public JsonObject Schema { get; init; } = [];

    /// <summary>True where no question can be asked without it, although its record may leave it out.</summary>
    public bool IsRequired { get; init; }

    /// <summary>What stands for the input where it is left out; null where nothing does.</summary>
    public JsonNode? Default { get; init; }
}

/// <summary>The output of a process.</summary>
/// <param name="Name">Name of the output.</param>
/// <param name="Title">Title.</param>
/// <param name="Formats">The forms in which it is given; the first where nothing else is asked for.</param>
public sealed record ProcessOutput(string Name, LocalizedText Title, params IReadOnlyList<ProcessFormat> Formats);

/// <summary>A form in which an output is given.</summary>
/// <param name="MediaType">Media type.</param>
/// <param name="Write">Writes an answer.</param>
public sealed record ProcessFormat(string MediaType, Func<ProcessAnswer, byte[]> Write)
{
    /// <summary>The answer's record as JSON, with the inputs to which it is the answer.</summary>
    public static readonly ProcessFormat Json = new("application/json", answer => ProcessJson.Write(answer.Value, answer.Call.Process.TellsInputs ? answer.Call.Inputs : null));

    /// <summary>True for JSON in any form: it stands in a document as it is, everything else as base64.</summary>
    public bool IsJson => MediaType.EndsWith("json", StringComparison.Ordinal);
}

/// <summary>An answer with what it is the answer to.</summary>
/// <param name="Call">The question, and the city that was asked.</param>
/// <param name="Value">The record that the analysis gave.</param>
/// <param name="Language">Language of forms that have one.</param>
public sealed record ProcessAnswer(ProcessCall Call, object Value, string Language);
