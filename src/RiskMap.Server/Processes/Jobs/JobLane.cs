using RiskMap.Server.Http;

namespace RiskMap.Server.Processes.Jobs;

/// <summary>A line of runs of which a few go on at once. Thread-safe.</summary>
/// <param name="limits">How many.</param>
/// <param name="explain">The problem of an exception.</param>
sealed class JobLane(JobLimits limits, Func<Exception, Problem> explain)
{
    readonly Lock _lock = new();
    readonly Queue<Job> _waiting = new();
    int _running;

    /// <summary>Lets a job run when its turn comes.</summary>
    /// <exception cref="ProblemException">503: the line is full.</exception>
    internal void Enter(Job job)
    {
        lock (_lock)
        {
            if (_running >= limits.Running && Waiting() >= limits.Waiting) throw new ProblemException(ProcessProblems.Full(limits.RetryAfterSeconds));
            _waiting.Enqueue(job);
            StartNext();
        }
    }

    // Those that were dismissed in the line hold no place in it.
    int Waiting()
    {
        if (_waiting.Count < limits.Waiting) return _waiting.Count;
        for (var looks = _waiting.Count; looks > 0; looks--)
        {
            var job = _waiting.Dequeue();
            if (!job.Status.IsOver) _waiting.Enqueue(job);
        }
        return _waiting.Count;
    }

    void StartNext()
    {
        while (_running < limits.Running && _waiting.TryDequeue(out var job))
        {
            _running++;
            _ = RunAsync(job);
        }
    }

    async Task RunAsync(Job job)
    {
        await Task.Run(() => job.Run(explain));
        lock (_lock)
        {
            _running--;
            StartNext();
        }
    }
}
