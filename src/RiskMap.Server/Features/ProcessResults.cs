using RiskMap.Server.Hosting;
using RiskMap.Server.Http;
using RiskMap.Server.Processes;
using RiskMap.Server.Processes.Jobs;

namespace RiskMap.Server.Features;

/// <summary>Writes what a run ended with. An answer is told to who asked and not kept: its question may hold what is drawn for this one.</summary>
static class ProcessResults
{
    /// <summary>Writes a result.</summary>
    /// <param name="context">The request.</param>
    /// <param name="result">The result.</param>
    /// <param name="dataVersion">The version of the city that was asked, which may be older than the newest.</param>
    internal static async Task WriteAsync(HttpContext context, JobResult result, string dataVersion)
    {
        var headers = context.Response.Headers;
        headers[VersionMiddleware.VersionHeader] = dataVersion;
        headers.CacheControl = CachePolicy.Never;
        headers.Append("Vary", "Accept, Accept-Encoding, Accept-Language");
        var (bytes, coding) = Coded(context.Request, result);
        if (ContentCodings.NameOf(coding) is { } name) headers.ContentEncoding = name;
        await JsonAnswer.WriteBytesAsync(context, bytes, result.MediaType);
    }

    /// <summary>Writes the result of a job.</summary>
    /// <exception cref="ProblemException">404: it is not done yet; else why it failed, or that it is gone.</exception>
    internal static Task WriteAsync(HttpContext context, Job job) => (job.Status.State, job.Result) switch
    {
        (JobState.Successful, { } result) => WriteAsync(context, result, job.DataVersion),
        (JobState.Failed, _) => throw new ProblemException(job.Problem!),
        (JobState.Accepted or JobState.Running, _) => throw new ProblemException(ProcessProblems.NotReady(job.Id)),
        _ => throw new ProblemException(ProcessProblems.JobGone(job.Id)),
    };

    static (ReadOnlyMemory<byte> Bytes, ContentCoding Coding) Coded(HttpRequest request, JobResult result)
    {
        var coding = ContentCodings.Negotiate(request);
        var isText = result.MediaType.EndsWith("json", StringComparison.Ordinal);
        return isText && result.Body.Length >= ContentCodings.LeastBytes ? (ContentCodings.Encode(result.Body, coding), coding) : (result.Body, ContentCoding.Identity);
    }
}
