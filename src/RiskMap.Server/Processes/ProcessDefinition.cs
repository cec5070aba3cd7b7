using System.Text.Json.Nodes;
using RiskMap.City.Model;
using RiskMap.City.Snapshot;

namespace RiskMap.Server.Processes;

/// <summary>How a run tells how far it is, and hears that nobody wants it any more.</summary>
/// <param name="Progress">Share that is done, 0 to 1.</param>
/// <param name="Cancellation">Stops the run.</param>
public sealed record ProcessRun(IProgress<double> Progress, CancellationToken Cancellation);

/// <summary>
/// An analysis as others call it: over HTTP as a process of OGC API - Processes, and as <c>riskmap process ID</c>. One row of <see cref="ProcessRegistry"/>.
/// Immutable, safe to share.
/// </summary>
public sealed record ProcessDefinition
{
    /// <summary>Name of the input that every process takes: edits on top of the city that are imagined for this answer.</summary>
    public const string WhatIfInput = "whatIf";

    /// <summary>Id in addresses.</summary>
    public required string Id { get; init; }

    /// <summary>Title.</summary>
    public required LocalizedText Title { get; init; }

    /// <summary>What it answers, by which method.</summary>
    public required LocalizedText Description { get; init; }

    /// <summary>Its inputs, <see cref="WhatIfInput"/> left out.</summary>
    public required IReadOnlyList<ProcessInput> Inputs { get; init; }

    /// <summary>Its output.</summary>
    public required ProcessOutput Output { get; init; }

    /// <summary>Inputs that work in the demo city, as JSON.</summary>
    public required string Example { get; init; }

    /// <summary>False where the answer is the same document as at another address and must not differ from it.</summary>
    public bool TellsInputs { get; init; } = true;

    /// <summary>Record of the question.</summary>
    public required Type Question { get; init; }

    /// <summary>Record of the answer.</summary>
    public required Type Answer { get; init; }

    /// <summary>Makes the run of a question that was read from checked inputs.</summary>
    public required Func<JsonObject, Func<CitySnapshot, ProcessRun, object>> Ask { get; init; }

    /// <summary>Defines a process by the analysis that it calls.</summary>
    /// <typeparam name="TQuestion">Record of the question; its members are the inputs.</typeparam>
    /// <typeparam name="TAnswer">Record of the answer.</typeparam>
    /// <param name="id">Id in addresses.</param>
    /// <param name="title">Title.</param>
    /// <param name="description">What it answers, by which method.</param>
    /// <param name="inputs">Its inputs.</param>
    /// <param name="output">Its output.</param>
    /// <param name="example">Inputs that work in the demo city, as JSON.</param>
    /// <param name="analyse">The analysis: pure and thread-safe.</param>
    public static ProcessDefinition Of<TQuestion, TAnswer>(
        string id, LocalizedText title, LocalizedText description, IReadOnlyList<ProcessInput> inputs, ProcessOutput output, string example,
        Func<CitySnapshot, TQuestion, ProcessRun, TAnswer> analyse)
        where TQuestion : notnull
        where TAnswer : notnull => new()
        {
            Id = id,
            Title = title,
            Description = description,
            Inputs = inputs,
            Output = output,
            Example = example,
            Question = typeof(TQuestion),
            Answer = typeof(TAnswer),
            Ask = given =>
            {
                var question = QuestionReader.Read<TQuestion>(given);
                return (city, run) => analyse(city, question, run);
            },
        };

    /// <summary>The example as an object.</summary>
    internal JsonObject ExampleInputs() => JsonNode.Parse(Example, documentOptions: ProcessJson.Strict)!.AsObject();
}
