namespace RiskMap.City.Sources.Demo;

/// <summary>
/// SplitMix64 (Steele, Lea, Flood 2014): the same numbers for the same seed on every machine and every runtime, which
/// <see cref="Random"/> does not promise. Only exact operations are offered (no logarithms, no sines), so that coordinates agree to the last bit.
/// Mutable; not thread-safe; make one per row.
/// </summary>
struct DemoRandom
{
    const ulong Golden = 0x9E3779B97F4A7C15;
    ulong _state;

    /// <summary>A generator of its own for one row of one stream (layer or step).</summary>
    public DemoRandom(int seed, string stream, long row = 0)
    {
        var hash = 14695981039346656037UL; // FNV-1a
        foreach (var character in stream)
            hash = (hash ^ character) * 1099511628211UL;
        _state = Mix(hash + (ulong)seed * Golden) ^ Mix((ulong)row * Golden + 1);
    }

    /// <summary>The next 64 bits.</summary>
    public ulong Bits() => Mix(_state += Golden);

    /// <summary>A number from 0 up to, not including, 1.</summary>
    public double Unit() => (Bits() >> 11) * (1.0 / (1UL << 53));

    /// <summary>A number between two bounds.</summary>
    public double Between(double least, double most) => least + Unit() * (most - least);

    /// <summary>A number between two bounds, small ones far more often (a product of two even ones).</summary>
    public double Skewed(double least, double most) => least + Unit() * Unit() * (most - least);

    /// <summary>A whole number from 0 up to, not including, <paramref name="count"/>.</summary>
    public int Below(int count) => (int)Math.BigMul(Bits(), (ulong)count, out _);

    /// <summary>One of the items.</summary>
    public T OneOf<T>(IReadOnlyList<T> items) => items[Below(items.Count)];

    /// <summary>True in a share of cases.</summary>
    public bool Chance(double share) => Unit() < share;

    /// <summary>One of the keys with the weight that stands beside it.</summary>
    public string Weighted(IReadOnlyList<KeyValuePair<string, double>> weights)
    {
        double total = 0;
        foreach (var (_, weight) in weights)
            total += weight;
        var at = Unit() * total;
        foreach (var (key, weight) in weights)
        {
            if (at < weight)
                return key;
            at -= weight;
        }
        return weights[^1].Key;
    }

    static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
