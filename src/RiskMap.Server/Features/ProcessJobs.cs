using System.Globalization;
using RiskMap.Server.Http;
using RiskMap.Server.Processes.Jobs;
using RiskMap.Server.Texts;

namespace RiskMap.Server.Features;

/// <summary><c>/jobs</c> (OGC 18-062r2, 7.12, 11 and 13): the jobs of this server, where each stands, its results, and its dismissal.</summary>
public static class ProcessJobs
{
    /// <summary>Relation of the list of jobs.</summary>
    public const string ListRelation = "http://www.opengis.net/def/rel/ogc/1.0/job-list";

    const string ResultsRelation = "http://www.opengis.net/def/rel/ogc/1.0/results", ExceptionsRelation = "http://www.opengis.net/def/rel/ogc/1.0/exceptions";

    /// <summary>Adds them.</summary>
    public static void MapProcessJobs(this IEndpointRouteBuilder routes)
    {
        routes.MapRead("/jobs", (HttpContext context, JobBoard board) => WriteListAsync(context, board));
        routes.MapRead("/jobs/{jobId}", (HttpContext context, JobBoard board, string jobId) => WriteOneAsync(context, board, jobId));
        routes.MapRead("/jobs/{jobId}/results", (HttpContext context, JobBoard board, string jobId) =>
        {
            Parameters.Allow(context.Request);
            return ProcessResults.WriteAsync(context, board.Required(jobId));
        });
        routes.MapDelete("/jobs/{jobId}", (HttpContext context, JobBoard board, string jobId) =>
        {
            Parameters.Allow(context.Request);
            return WriteAsync(context, board.Dismiss(jobId));
        }).WithMetadata(ReadsOnly.Instance);
    }

    /// <summary>Answers that a job was made.</summary>
    internal static Task WriteCreatedAsync(HttpContext context, Job job)
    {
        context.Response.StatusCode = StatusCodes.Status201Created;
        context.Response.Headers.Location = Links.To(context, $"/jobs/{job.Id}");
        return WriteAsync(context, job);
    }

    /// <summary>Where a job stands (18-062r2, statusInfo.yaml), with what makes it reproducible.</summary>
    /// <param name="context">The request.</param>
    /// <param name="job">The job.</param>
    /// <param name="isWhole">False leaves the inputs out.</param>
    internal static object Document(HttpContext context, Job job, bool isWhole)
    {
        var (status, address) = (job.Status, Links.To(context, $"/jobs/{job.Id}"));
        var links = new List<Link> { new(address, "self"), new($"{address}?f=html", "alternate", "text/html") };
        if (status.State == JobState.Successful) links.Add(new($"{address}/results", ResultsRelation, job.Result?.MediaType));
        if (status.State == JobState.Failed) links.Add(new($"{address}/results", ExceptionsRelation, "application/problem+json"));
        return new
        {
            processID = job.Process.Id,
            type = JobFilter.Process,
            jobID = job.Id,
            status = status.Token,
            message = MessageOf(job, Language.OfRequest(context.Request)),
            created = status.Created,
            started = status.Started,
            finished = status.Finished,
            updated = status.Updated,
            progress = status.Percent,
            dataVersion = job.DataVersion,
            whatIf = job.WhatIf,
            inputs = isWhole ? job.Inputs : null,
            links,
        };
    }

    /// <summary>What a job's status says to people.</summary>
    internal static string MessageOf(Job job, string language) => job.Problem is { } problem
        ? string.Create(CultureInfo.InvariantCulture, $"{problem.Detail.In(language)} {problem.Remedy.In(language)}")
        : MessageTexts.In(language, $"process.job.{job.Status.Token}");

    static Task WriteAsync(HttpContext context, Job job)
    {
        context.Response.Headers.Append("Vary", "Accept-Language");
        return JsonAnswer.WriteAsync(context, () => Document(context, job, isWhole: true), etag: null);
    }

    static Task WriteOneAsync(HttpContext context, JobBoard board, string jobId)
    {
        Parameters.AllowPage(context.Request);
        var job = board.Required(jobId);
        Representation.Vary(context);
        return Representation.IsPage(context.Request) ? ProcessPages.WriteJobAsync(context, job) : WriteAsync(context, job);
    }

    static Task WriteListAsync(HttpContext context, JobBoard board)
    {
        Parameters.AllowPage(context.Request, JobFilter.Names);
        var jobs = JobFilter.Of(context.Request).Choose(board.All());
        Representation.Vary(context);
        if (Representation.IsPage(context.Request)) return ProcessPages.WriteJobsAsync(context, jobs);
        var query = context.Request.QueryString.Value;
        Link[] links = [new(Links.To(context, $"/jobs{query}"), "self"), new(Links.To(context, "/jobs?f=html"), "alternate", "text/html")];
        return JsonAnswer.WriteAsync(context, () => new { jobs = jobs.Select(job => Document(context, job, isWhole: false)), links }, etag: null);
    }
}
