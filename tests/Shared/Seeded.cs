namespace RiskMap.Testing;

/// <summary>
/// Properties over random cases that can be repeated: each case has its own seed, and a failure names it.
/// Run one case again with <c>RISKMAP_SEED=n</c>.
/// </summary>
static class Seeded
{
    /// <summary>Runs the property for the seeds first, first + 1, ...; the given generator is fresh for each.</summary>
    public static void ForEach(int cases, Action<Random> property, int first = 1)
    {
        if (Environment.GetEnvironmentVariable("RISKMAP_SEED") is { Length: > 0 } only) (first, cases) = (int.Parse(only), 1);
        for (var seed = first; seed < first + cases; seed++)
        {
            try
            {
                property(new Random(seed));
            }
            catch (Exception e)
            {
                throw new InvalidOperationException($"Failed with seed {seed} (repeat it with RISKMAP_SEED={seed}): {e.Message}", e);
            }
        }
    }

    /// <summary>A number between two bounds.</summary>
    public static double Between(this Random random, double least, double most) => least + (random.NextDouble() * (most - least));

    /// <summary>One of the items.</summary>
    public static T OneOf<T>(this Random random, params ReadOnlySpan<T> items) => items[random.Next(items.Length)];
}
