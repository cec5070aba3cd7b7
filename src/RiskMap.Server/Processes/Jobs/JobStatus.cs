namespace RiskMap.Server.Processes.Jobs;

/// <summary>States of a job (18-062r2, table 9).</summary>
public enum JobState
{
    /// <summary>It waits for its turn.</summary>
    Accepted,

    /// <summary>It runs.</summary>
    Running,

    /// <summary>It has its result.</summary>
    Successful,

    /// <summary>It ended without one; the problem says why.</summary>
    Failed,

    /// <summary>Nobody wants it any more.</summary>
    Dismissed,
}

/// <summary>Where a job stands. Immutable.</summary>
/// <param name="State">State.</param>
/// <param name="Percent">How much is done, 0 to 100.</param>
/// <param name="Created">When it was asked for.</param>
/// <param name="Updated">When this was last changed.</param>
/// <param name="Started">When it began to run, or null.</param>
/// <param name="Finished">When it ended, or null.</param>
public sealed record JobStatus(JobState State, int Percent, DateTimeOffset Created, DateTimeOffset Updated, DateTimeOffset? Started = null, DateTimeOffset? Finished = null)
{
    /// <summary>True when nothing will change any more.</summary>
    public bool IsOver => Finished is not null;

    /// <summary>The state as the standard writes it.</summary>
    public string Token => NameOf(State);

    /// <summary>A state as the standard writes it.</summary>
    public static string NameOf(JobState state) => state.ToString().ToLowerInvariant();

    /// <summary>How long it ran, or has run until now; null before it began.</summary>
    public TimeSpan? DurationAt(DateTimeOffset now) => (Finished ?? now) - Started;
}
