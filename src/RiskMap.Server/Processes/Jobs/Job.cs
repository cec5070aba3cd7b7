using System.Text.Json.Nodes;
using RiskMap.Server.Http;

namespace RiskMap.Server.Processes.Jobs;

/// <summary>What a job ends with: the body as it goes out.</summary>
/// <param name="Body">Bytes.</param>
/// <param name="MediaType">Media type.</param>
public sealed record JobResult(byte[] Body, string MediaType);

/// <summary>
/// One run of a process: of the city as it stood when it was asked for, whatever is edited meanwhile. Thread-safe. When it is over it lets go of the city.
/// </summary>
public sealed class Job : IProgress<double>, IDisposable
{
    readonly Lock _lock = new();
    readonly CancellationTokenSource _stop;
    readonly TaskCompletionSource _over = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly TimeProvider _time;
    readonly CancellationTokenRegistration _stopped;
    Func<ProcessRun, JobResult>? _work;

    /// <summary>A job that waits for its turn.</summary>
    /// <param name="call">The question.</param>
    /// <param name="work">Answers it.</param>
    /// <param name="time">Clock.</param>
    /// <param name="wanted">Cancelled when nobody waits for it any more.</param>
    public Job(ProcessCall call, Func<ProcessRun, JobResult> work, TimeProvider time, CancellationToken wanted)
    {
        (Process, Inputs, DataVersion, WhatIf, _work, _time) = (call.Process, call.Inputs, call.City.Version.Text, call.City.WhatIf, work, time);
        InputBytes = ProcessJson.Bytes(call.Inputs).Length;
        _stop = CancellationTokenSource.CreateLinkedTokenSource(wanted);
        Status = new(JobState.Accepted, 0, time.GetUtcNow(), time.GetUtcNow());
        _stopped = _stop.Token.Register(() => End(JobState.Dismissed));
    }

    /// <summary>Its id: random, so that nobody guesses those of others.</summary>
    public string Id { get; } = Guid.NewGuid().ToString();

    /// <summary>What is run.</summary>
    public ProcessDefinition Process { get; }

    /// <summary>The inputs.</summary>
    public JsonObject Inputs { get; }

    /// <summary>Version of the city that is asked.</summary>
    public string DataVersion { get; }

    /// <summary>True when something is imagined on top of it.</summary>
    public bool WhatIf { get; }

    /// <summary>Where it stands.</summary>
    public JobStatus Status { get; private set; }

    /// <summary>Its result when it was successful.</summary>
    public JobResult? Result { get; private set; }

    /// <summary>Why it failed.</summary>
    public Problem? Problem { get; private set; }

    /// <summary>Ends when the job does, however that be.</summary>
    public Task Over => _over.Task;

    /// <summary>Memory that it holds, in bytes.</summary>
    public long MemoryBytes => InputBytes + (Result?.Body.Length ?? 0);

    int InputBytes { get; }

    /// <summary>Runs it to its end on this thread; nothing when it is dismissed already.</summary>
    /// <param name="explain">The problem of an exception.</param>
    public void Run(Func<Exception, Problem> explain)
    {
        if (!Begin(out var work)) return;
        try
        {
            var result = work(new ProcessRun(this, _stop.Token));
            End(JobState.Successful, result);
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            End(JobState.Dismissed);
        }
        catch (Exception error)
        {
            End(JobState.Failed, problem: explain(error));
        }
    }

    /// <summary>Stops it, or forgets its result. Its thread goes on until the analysis looks whether it is still wanted.</summary>
    public void Dismiss()
    {
        _stop.Cancel();
        End(JobState.Dismissed);
        lock (_lock) (Result, Status) = (null, Status with { State = JobState.Dismissed, Updated = _time.GetUtcNow() });
    }

    /// <inheritdoc />
    public void Report(double value)
    {
        var percent = double.IsNaN(value) ? 0 : (int)(100 * Math.Clamp(value, 0, 1));
        lock (_lock)
        {
            if (Status.State == JobState.Running && percent > Status.Percent) Status = Status with { Percent = percent, Updated = _time.GetUtcNow() };
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _stopped.Dispose();
        _stop.Dispose();
    }

    bool Begin(out Func<ProcessRun, JobResult> work)
    {
        lock (_lock)
        {
            work = _work!;
            if (Status.State != JobState.Accepted) return false;
            var now = _time.GetUtcNow();
            Status = Status with { State = JobState.Running, Started = now, Updated = now };
            return true;
        }
    }

    void End(JobState state, JobResult? result = null, Problem? problem = null)
    {
        lock (_lock)
        {
            if (Status.IsOver) return;
            var now = _time.GetUtcNow();
            (Result, Problem, _work) = (result, problem, null);
            Status = Status with { State = state, Finished = now, Updated = now, Percent = state == JobState.Successful ? 100 : Status.Percent };
        }
        _over.TrySetResult();
    }
}
