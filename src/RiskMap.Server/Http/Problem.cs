using RiskMap.City.Model;
using RiskMap.City.Sources.Edits;
using RiskMap.Server.Texts;

namespace RiskMap.Server.Http;

/// <summary>
/// What went wrong with a request, before it is written as a problem document (RFC 9457). Title, detail and remedy come from the texts under
/// <c>problem.CODE.title|detail|remedy</c>.
/// </summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Code">Name of the problem; the document's type is <c>urn:riskmap:problem:CODE</c> where a standard has none.</param>
/// <param name="Values">Values for the places in detail and remedy.</param>
public sealed record Problem(int Status, string Code, params object?[] Values)
{
    /// <summary>The document's type: a standard's own where it names one.</summary>
    public string Type { get; init; } = $"urn:riskmap:problem:{Code}";

    /// <summary>Parameter, header or JSON pointer at fault, or null.</summary>
    public string? Member { get; init; }

    /// <summary>The value at fault as it came, or null.</summary>
    public string? Value { get; init; }

    /// <summary>Where in the value the fault lies: a position from 1 or a JSON pointer; or null.</summary>
    public string? Position { get; init; }

    /// <summary>Seconds after which another try may succeed; sent as Retry-After.</summary>
    public int? RetryAfterSeconds { get; init; }

    /// <summary>Address at which to start again, or null.</summary>
    public string? StartAgain { get; init; }

    /// <summary>Entity tag of what stands there, or null.</summary>
    public string? CurrentTag { get; init; }

    /// <summary>All members at fault, or null.</summary>
    public IReadOnlyList<MemberFault>? Faults { get; init; }

    /// <summary>Short name of the problem.</summary>
    public LocalizedText Title => MessageTexts.Both($"problem.{Code}.title");

    /// <summary>What is wrong in this request.</summary>
    public LocalizedText Detail => MessageTexts.Both($"problem.{Code}.detail", Values);

    /// <summary>How to mend it.</summary>
    public LocalizedText Remedy => MessageTexts.Both($"problem.{Code}.remedy", Values);

    /// <summary>A parameter whose value cannot be used.</summary>
    /// <param name="parameter">Name of the parameter.</param>
    /// <param name="value">Its value.</param>
    /// <param name="expected">What it should be.</param>
    public static ProblemException Invalid(string parameter, string? value, LocalizedText expected) =>
        new(new Problem(StatusCodes.Status400BadRequest, "invalid-parameter", parameter, value, expected) { Member = parameter, Value = value });
}

/// <summary>Ends a request with a problem document.</summary>
/// <param name="problem">The problem.</param>
public sealed class ProblemException(Problem problem) : Exception($"{problem.Status} {problem.Code}: {problem.Detail.En}")
{
    /// <summary>The problem.</summary>
    public Problem Problem { get; } = problem;
}
