using System.Globalization;
using RiskMap.City.Query;
using RiskMap.Server.Http;
using RiskMap.Server.Processes.Jobs;
using RiskMap.Server.Texts;

namespace RiskMap.Server.Features;

/// <summary>Which jobs a list shows (18-062r2, 11.2): by type, process, status, time of creation, duration, and how many.</summary>
/// <param name="Types">Types, empty for all.</param>
/// <param name="Processes">Ids of processes, empty for all.</param>
/// <param name="States">States, empty for all.</param>
/// <param name="Created">When they were made, or null.</param>
/// <param name="LeastSeconds">Least duration, or null.</param>
/// <param name="MostSeconds">Greatest duration, or null.</param>
/// <param name="Limit">Most jobs.</param>
sealed record JobFilter(
    IReadOnlyList<string> Types, IReadOnlyList<string> Processes, IReadOnlyList<string> States, TimeInterval? Created, double? LeastSeconds, double? MostSeconds, int Limit)
{
    /// <summary>The type of all jobs here.</summary>
    internal const string Process = "process";

    /// <summary>Names of the parameters.</summary>
    internal static readonly string[] Names = ["type", "processID", "status", TimeParameter.Name, "minDuration", "maxDuration", "limit"];

    /// <summary>States as they are written.</summary>
    internal static readonly string[] StateNames = [.. Enum.GetValues<JobState>().Select(JobStatus.NameOf)];

    /// <summary>Reads a request.</summary>
    /// <exception cref="ProblemException">400: a value that cannot be used.</exception>
    internal static JobFilter Of(HttpRequest request) => new(
        List(request, "type", Process), List(request, "processID"), List(request, "status", StateNames), TimeParameter.Of(request),
        Seconds(request, "minDuration"), Seconds(request, "maxDuration"), Parameters.Limit(request));

    /// <summary>The jobs that fit, in their order. A duration leaves out those that have none (requirement duration-response).</summary>
    internal List<Job> Choose(IEnumerable<Job> jobs)
    {
        var now = TimeProvider.System.GetUtcNow();
        return [.. jobs.Where(job => Fits(job, job.Status, job.Status.DurationAt(now)?.TotalSeconds)).Take(Limit)];
    }

    bool Fits(Job job, JobStatus status, double? seconds) =>
        (Processes.Count == 0 || Processes.Contains(job.Process.Id, StringComparer.Ordinal))
        && (States.Count == 0 || States.Contains(status.Token, StringComparer.Ordinal))
        && (Created is null || (status.Created.ToUnixTimeMilliseconds() >= Created.From && status.Created.ToUnixTimeMilliseconds() <= Created.To))
        && (LeastSeconds is null || seconds >= LeastSeconds)
        && (MostSeconds is null || seconds <= MostSeconds);

    static string[] List(HttpRequest request, string name, params string[] known)
    {
        if (Parameters.Text(request, name) is not { } text) return [];
        var values = text.Split(',', StringSplitOptions.TrimEntries);
        return known.Length == 0 || values.All(value => known.Contains(value, StringComparer.Ordinal))
            ? values
            : throw Problem.Invalid(name, text, MessageTexts.Both("expected.some-of", string.Join(", ", known)));
    }

    static double? Seconds(HttpRequest request, string name)
    {
        if (Parameters.Text(request, name) is not { } text) return null;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? seconds : throw Problem.Invalid(name, text, MessageTexts.Both("expected.seconds"));
    }
}
