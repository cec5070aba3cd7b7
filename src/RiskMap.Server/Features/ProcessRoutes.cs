using RiskMap.City.Model;
using RiskMap.City.Snapshot;
using RiskMap.Server.Hosting;
using RiskMap.Server.Http;
using RiskMap.Server.Processes;
using RiskMap.Server.Processes.Jobs;
using RiskMap.Server.Texts;

namespace RiskMap.Server.Features;

/// <summary>
/// <c>/processes</c> (OGC 18-062r2): the analyses, what each takes and gives, and their execution: at once, or as a job. Executing reads the city and changes
/// nothing: it works while the store is away, and where the server takes no writes.
/// </summary>
public static class ProcessRoutes
{
    const string Relation = "http://www.opengis.net/def/rel/ogc/1.0/";

    /// <summary>Relation of the list of processes.</summary>
    public const string ListRelation = $"{Relation}processes";

    /// <summary>Relation of a process's execution, which takes POST alone.</summary>
    public const string ExecuteRelation = $"{Relation}execute";

    /// <summary>Adds them.</summary>
    public static void MapProcesses(this IEndpointRouteBuilder routes)
    {
        routes.MapRead("/processes", (HttpContext context, ProcessRegistry registry) => WriteListAsync(context, registry));
        routes.MapRead("/processes/{processId}", (HttpContext context, ProcessRegistry registry, string processId) => WriteOneAsync(context, registry, processId));
        routes.MapPost("/processes/{processId}/execution", ExecuteAsync).WithMetadata(ReadsOnly.Instance);
    }

    static Task WriteListAsync(HttpContext context, ProcessRegistry registry)
    {
        Parameters.AllowPage(context.Request, "limit");
        var limit = Parameters.Limit(context.Request);
        Representation.Vary(context);
        if (Representation.IsPage(context.Request)) return ProcessPages.WriteListAsync(context, registry.All);
        var language = Language.OfRequest(context.Request);
        Link[] links = [new(Links.To(context, "/processes"), "self"), new(Links.To(context, "/processes?f=html"), "alternate", "text/html")];
        return JsonAnswer.WriteAsync(
            context, () => new { processes = registry.All.Take(limit).Select(process => ProcessDocuments.Summary(context, process, language)), links }, Tag(language));
    }

    static Task WriteOneAsync(HttpContext context, ProcessRegistry registry, string processId)
    {
        Parameters.AllowPage(context.Request);
        var process = registry.Required(processId);
        Representation.Vary(context);
        if (Representation.IsPage(context.Request)) return ProcessPages.WriteAsync(context, process);
        var language = Language.OfRequest(context.Request);
        return JsonAnswer.WriteAsync(context, () => ProcessDocuments.Description(context, process, language), Tag(language));
    }

    static async Task ExecuteAsync(HttpContext context, ServedCity city, ProcessRegistry registry, JobBoard board, string processId)
    {
        Parameters.Allow(context.Request);
        var process = registry.Required(processId);
        var request = ProcessRequest.Read(await WriteBody.ReadAsync(context.Request, context.RequestAborted), process, context.Request);
        var call = CallOf(process, request, city.Required);
        var language = Language.OfRequest(context.Request);
        var preference = ProcessPreference.Of(context.Request, board.Limits.LongestWaitSeconds);
        if (!request.IsAsync && preference is { IsAsync: false, WaitSeconds: null })
        {
            await ProcessResults.WriteAsync(context, await board.AnswerAsync(call, run => request.Answer(call, run, language), context.RequestAborted), call.City.Version.Text);
            return;
        }
        var job = board.Add(call, run => request.Answer(call, run, language));
        if (preference.Applied is { Length: > 0 } applied) context.Response.Headers[ProcessPreference.AppliedHeader] = applied;
        if (preference.WaitSeconds is { } seconds && await IsOverWithinAsync(job, seconds, context.RequestAborted)) await ProcessResults.WriteAsync(context, job);
        else await ProcessJobs.WriteCreatedAsync(context, job);
    }

    static ProcessCall CallOf(ProcessDefinition process, ProcessRequest request, CitySnapshot city)
    {
        try
        {
            return ProcessCall.Of(process, request.Inputs, city);
        }
        catch (QuestionException fault)
        {
            throw new ProblemException(ProcessProblems.Of(fault));
        }
    }

    static async Task<bool> IsOverWithinAsync(Job job, int seconds, CancellationToken cancellation)
    {
        try
        {
            await job.Over.WaitAsync(TimeSpan.FromSeconds(seconds), cancellation);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    static string Tag(string language) => $"{VersionToken.Build}.{language}";
}

/// <summary>Marks a route that takes a body and yet changes nothing: it is no write in the log or the metrics.</summary>
sealed class ReadsOnly
{
    /// <summary>The mark.</summary>
    internal static readonly ReadsOnly Instance = new();
}
