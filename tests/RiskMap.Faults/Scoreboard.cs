using System.Diagnostics;
using System.Globalization;

namespace RiskMap.Faults;

/// <summary>A case cannot be run here; the reason says why.</summary>
sealed class SkippedException(string reason) : Exception(reason);

/// <summary>What was promised did not hold.</summary>
sealed class BrokenPromiseException(string what) : Exception(what);

/// <summary>Counts what passed, failed and was skipped, and keeps the figures for the table. Thread-safe.</summary>
sealed class Scoreboard(int seed)
{
    readonly Lock _lock = new();
    readonly List<(string Case, string Figure, string Value)> _figures = [];
    int _passed;
    int _failed;
    int _skipped;

    public int Seed { get; } = seed;

    public bool AllWell => _failed == 0 && _passed > 0;

    /// <summary>Runs one case; whatever it throws is its failure and stops no other.</summary>
    public async Task RunAsync(string name, Func<Task> work)
    {
        var clock = Stopwatch.StartNew();
        Say($"{name}: begins");
        try
        {
            await work();
            Interlocked.Increment(ref _passed);
            Say(string.Create(CultureInfo.InvariantCulture, $"{name}: passed in {clock.Elapsed.TotalSeconds:0} s"));
        }
        catch (SkippedException skipped)
        {
            Interlocked.Increment(ref _skipped);
            Say($"{name}: skipped: {skipped.Message}");
        }
        catch (Exception wrong)
        {
            Interlocked.Increment(ref _failed);
            Say($"{name}: FAILED (seed {Seed}): {(wrong is BrokenPromiseException ? wrong.Message : wrong)}");
        }
    }

    public void Figure(string name, string figure, FormattableString value)
    {
        lock (_lock) _figures.Add((name, figure, value.ToString(CultureInfo.InvariantCulture)));
    }

    public void Say(string text)
    {
        lock (_lock) Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{DateTime.UtcNow:HH:mm:ss} {text}"));
    }

    /// <summary>The table for docs/reliability.md and the last line.</summary>
    public void Finish()
    {
        Console.WriteLine($"\nSeed {Seed}\n\n| Case | Figure | Value |\n|---|---|---|");
        foreach (var (name, figure, value) in _figures.OrderBy(row => row.Case, StringComparer.Ordinal)) Console.WriteLine($"| {name} | {figure} | {value} |");
        Console.WriteLine($"\n{_passed} passed, {_failed} failed, {_skipped} skipped");
    }
}
