namespace RiskMap.Faults;

/// <summary>Says what must hold; where it does not, the case has failed.</summary>
static class Promise
{
    public static void That(bool holds, FormattableString otherwise)
    {
        if (!holds) throw new BrokenPromiseException(FormattableString.Invariant(otherwise));
    }

    public static void Same<T>(T actual, T expected, string what)
    {
        if (!EqualityComparer<T>.Default.Equals(actual, expected)) throw new BrokenPromiseException($"{what}: expected {expected}, found {actual}");
    }

    /// <summary>Asks again and again until it holds; the patience only ends a wait that would never end.</summary>
    public static async Task BecomesTrueAsync(Func<Task<bool>> holds, TimeSpan patience, string what)
    {
        using var limit = new CancellationTokenSource(patience);
        while (!await holds())
        {
            if (limit.IsCancellationRequested) throw new BrokenPromiseException($"{what}: not within {patience.TotalSeconds:0} s");
            await Task.Delay(TimeSpan.FromMilliseconds(50));
        }
    }
}
