namespace RiskMap.Server.Commands;

/// <summary>Progress as lines on standard error, at once and in order (<see cref="Progress{T}"/> hands reports to other threads).</summary>
public sealed class LineProgress(Terminal terminal) : IProgress<string>
{
    /// <inheritdoc />
    public void Report(string value) => terminal.Error.WriteLine("  " + value);
}
