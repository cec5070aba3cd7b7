using RiskMap.Server.Hosting;
using RiskMap.Server.Http;

namespace RiskMap.Server.Processes.Jobs;

/// <summary>
/// The runs of this server: those that somebody waits for, and jobs, each in a line of its own, so that long jobs keep nobody waiting. Jobs and their
/// results are kept in memory for a while. Thread-safe.
/// </summary>
public sealed class JobBoard : IDisposable
{
    readonly Lock _lock = new();
    readonly Dictionary<string, Job> _jobs = new(StringComparer.Ordinal);
    readonly Queue<string> _gone = new();
    readonly HashSet<string> _goneIds = new(StringComparer.Ordinal);
    readonly TimeProvider _time;
    readonly ILogger<JobBoard> _log;
    readonly JobLane _waitedFor;
    readonly JobLane _listed;

    /// <summary>A board without jobs.</summary>
    public JobBoard(ServerOptions options, ILogger<JobBoard> log, TimeProvider? time = null)
    {
        (Limits, _log, _time) = (options.Jobs, log, time ?? TimeProvider.System);
        (_waitedFor, _listed) = (new JobLane(Limits, Explain), new JobLane(Limits, Explain));
    }

    /// <summary>How much is computed and kept.</summary>
    public JobLimits Limits { get; }

    /// <summary>Runs a question for somebody who waits; it is not listed.</summary>
    /// <param name="call">The question.</param>
    /// <param name="work">Answers it.</param>
    /// <param name="wanted">Cancelled when the one who waits has gone.</param>
    /// <exception cref="ProblemException">The line is full, or the question has no answer.</exception>
    public async Task<JobResult> AnswerAsync(ProcessCall call, Func<ProcessRun, JobResult> work, CancellationToken wanted)
    {
        using var job = new Job(call, work, _time, wanted);
        _waitedFor.Enter(job);
        await job.Over;
        wanted.ThrowIfCancellationRequested();
        return job.Result ?? throw new ProblemException(job.Problem!);
    }

    /// <summary>Adds a job.</summary>
    /// <exception cref="ProblemException">503: the line is full.</exception>
    public Job Add(ProcessCall call, Func<ProcessRun, JobResult> work)
    {
        var job = new Job(call, run => Kept(work(run)), _time, CancellationToken.None);
        _listed.Enter(job);
        lock (_lock)
        {
            _jobs[job.Id] = job;
            DropOld();
        }
        return job;
    }

    /// <summary>The jobs, the newest first.</summary>
    public IReadOnlyList<Job> All()
    {
        lock (_lock)
        {
            DropOld();
            return [.. _jobs.Values.OrderByDescending(job => job.Status.Created)];
        }
    }

    /// <summary>A job by its id.</summary>
    /// <exception cref="ProblemException">404: there is none; 410: it was dismissed, or is kept no more.</exception>
    public Job Required(string id)
    {
        lock (_lock)
        {
            DropOld();
            if (_jobs.TryGetValue(id, out var job)) return job;
            throw new ProblemException(_goneIds.Contains(id) ? ProcessProblems.JobGone(id) : ProcessProblems.UnknownJob(id));
        }
    }

    /// <summary>Stops a job, or forgets it with its result when it is done.</summary>
    /// <exception cref="ProblemException">404: there is none; 410: it was dismissed before, or is kept no more.</exception>
    public Job Dismiss(string id)
    {
        var job = Required(id);
        job.Dismiss();
        lock (_lock) Drop(job);
        return job;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        lock (_lock)
        {
            foreach (var job in _jobs.Values) job.Dismiss();
            _jobs.Clear();
        }
    }

    JobResult Kept(JobResult result) =>
        result.Body.Length <= Limits.KeptBytes ? result : throw new ProblemException(ProcessProblems.TooLarge(result.Body.Length, Limits.KeptBytes));

    Problem Explain(Exception error)
    {
        var problem = ProblemTable.Of(error);
        if (problem.Code == "internal") _log.LogError(error, "A process failed");
        return problem;
    }

    void DropOld()
    {
        var now = _time.GetUtcNow();
        var over = _jobs.Values.Where(job => job.Status.IsOver).OrderBy(job => job.Status.Finished).ToList();
        var (count, bytes) = (_jobs.Count, _jobs.Values.Sum(job => job.MemoryBytes));
        foreach (var job in over)
        {
            if (now - job.Status.Finished <= Limits.KeptFor && count <= Limits.KeptJobs && bytes <= Limits.KeptBytes) break;
            (count, bytes) = (count - 1, bytes - job.MemoryBytes);
            Drop(job);
        }
    }

    // Their ids are remembered for as many jobs as are kept: enough to tell what is gone from what never was.
    void Drop(Job job)
    {
        if (!_jobs.Remove(job.Id)) return;
        _gone.Enqueue(job.Id);
        _goneIds.Add(job.Id);
        if (_gone.Count > Limits.KeptJobs) _goneIds.Remove(_gone.Dequeue());
    }
}
