using RiskMap.City.Model;
using RiskMap.Server.Http;

namespace RiskMap.Server.Processes;

/// <summary>Problems of processes; those that OGC API - Processes names bear its type.</summary>
static class ProcessProblems
{
    const string Ogc = "http://www.opengis.net/def/exceptions/ogcapi-processes-1/1.0/";

    /// <summary>Type of: there is no such process (18-062r2, 7.11.4).</summary>
    internal const string NoSuchProcess = $"{Ogc}no-such-process";

    const string NoSuchJob = $"{Ogc}no-such-job", ResultNotReady = $"{Ogc}result-not-ready";

    /// <summary>There is no such job, or it is forgotten.</summary>
    internal static Problem UnknownJob(string id) => new(StatusCodes.Status404NotFound, "unknown-job", id) { Member = "jobId", Value = id, Type = NoSuchJob };

    /// <summary>The job was dismissed, or its results are kept no more.</summary>
    internal static Problem JobGone(string id) => new(StatusCodes.Status410Gone, "job-gone", id) { Member = "jobId", Value = id, Type = NoSuchJob };

    /// <summary>The job is not done yet.</summary>
    internal static Problem NotReady(string id) => new(StatusCodes.Status404NotFound, "result-not-ready", id) { Member = "jobId", Value = id, Type = ResultNotReady };

    /// <summary>More is waiting than can be done soon.</summary>
    internal static Problem Full(int seconds) => new(StatusCodes.Status503ServiceUnavailable, "jobs-full") { RetryAfterSeconds = seconds };

    /// <summary>The answer is larger than may be kept.</summary>
    internal static Problem TooLarge(long bytes, long most) => new(StatusCodes.Status500InternalServerError, "result-too-large", bytes >> 20, most >> 20);

    /// <summary>A question that cannot be answered as it was asked.</summary>
    /// <param name="fault">What is wrong.</param>
    /// <param name="within">Where in the request the inputs stand.</param>
    internal static Problem Of(QuestionException fault, string within = "inputs/") =>
        new(StatusCodes.Status400BadRequest, "invalid-input", within + fault.Member, fault.Reason, fault.Remedy) { Member = within + fault.Member, Value = fault.Value };
}
