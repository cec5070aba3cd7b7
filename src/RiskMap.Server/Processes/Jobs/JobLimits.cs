namespace RiskMap.Server.Processes.Jobs;

/// <summary>How much the server computes and keeps for those who ask, so that nobody fills its processors or its memory.</summary>
public sealed record JobLimits
{
    /// <summary>Runs at once, of those that somebody waits for and of jobs each: analyses keep a processor busy, so more would only be slower together.</summary>
    public int Running { get; init; } = Environment.ProcessorCount;

    /// <summary>Runs that wait for their turn; a longer line means minutes of waiting, of which it is better to hear at once.</summary>
    public int Waiting { get; init; } = 64;

    /// <summary>Seconds after which to come again when the line is full: about what a long analysis takes.</summary>
    public int RetryAfterSeconds { get; init; } = 5;

    /// <summary>Most jobs that are remembered: a list that a person can still read, and a guard against many small ones.</summary>
    public int KeptJobs { get; init; } = 1000;

    /// <summary>Most bytes of inputs and results that are kept; the oldest go first. A raster of a whole district has less than a megabyte.</summary>
    public long KeptBytes { get; init; } = 64L << 20;

    /// <summary>How long a job is kept after its end: longer than a meeting; whoever wants it later asks again, the answer is reproducible.</summary>
    public TimeSpan KeptFor { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Longest time that <c>Prefer: wait=</c> holds a request, in seconds: proxies cut connections after a minute.</summary>
    public int LongestWaitSeconds { get; init; } = 50;
}
