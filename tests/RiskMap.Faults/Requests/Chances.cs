namespace RiskMap.Faults.Requests;

/// <summary>Choices by a seeded generator.</summary>
static class Chances
{
    public static T Of<T>(this Random random, params ReadOnlySpan<T> values) => values[random.Next(values.Length)];

    public static bool OneIn(this Random random, int times) => random.Next(times) == 0;

    /// <summary>Any characters, awkward ones among them.</summary>
    public static string Noise(this Random random, int longest)
    {
        const string letters = "abz019 .,;:'\"()[]{}<>=+-*/\\%&?#@!~`^|_$\t\n\r\0é风险🔥\u202e\ufeff\ud7ff";
        return string.Create(random.Next(longest + 1), random, static (span, random) =>
        {
            foreach (ref var letter in span) letter = letters[random.Next(letters.Length)];
        }).ReplaceLoneSurrogates();
    }

    /// <summary>A place in or near the city, sometimes far away.</summary>
    public static (double Longitude, double Latitude) Place(this Random random) => random.Next(8) == 0
        ? (random.NextDouble() * 360 - 180, random.NextDouble() * 180 - 90)
        : (118.1 + random.NextDouble() * 0.4, 24.5 + random.NextDouble() * 0.35);

    static string ReplaceLoneSurrogates(this string text) => string.Concat(text.EnumerateRunes().Select(rune => rune.ToString()));
}
