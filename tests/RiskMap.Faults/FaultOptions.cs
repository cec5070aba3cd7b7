using System.Globalization;

namespace RiskMap.Faults;

/// <summary>What a run is to do: how much of it, with which seed, and which cases (none named: all).</summary>
sealed record FaultOptions(Extent Extent, int Seed, IReadOnlySet<string> Cases)
{
    public static FaultOptions Read(string[] arguments)
    {
        var (extent, seed, cases) = (Extent.Short, Random.Shared.Next(1, 1_000_000), new HashSet<string>(StringComparer.Ordinal));
        for (var i = 0; i < arguments.Length; i++)
        {
            switch (arguments[i])
            {
                case "--full": extent = Extent.Full; break;
                case "--short": extent = Extent.Short; break;
                case "--seed" when i + 1 < arguments.Length: seed = int.Parse(arguments[++i], CultureInfo.InvariantCulture); break;
                case var name when !name.StartsWith('-') && AllCases.Names.Contains(name, StringComparer.Ordinal): cases.Add(name); break;
                default: throw new FormatException($"'{arguments[i]}' is not understood; usage: tests/faults/run [--full|--short] [--seed N] [{string.Join('|', AllCases.Names)}]...");
            }
        }

        return new FaultOptions(extent, seed, cases);
    }

    public bool Wants(string name) => Cases.Count == 0 || Cases.Contains(name);
}

/// <summary>How much a run does. The full numbers are those of the promise; the short ones keep a build short.</summary>
sealed record Extent(string Name, int Kills, int MigrationKills, int Restarts, TimeSpan Outage, int Races, int ReplayedEdits, int MemoryEdits, TimeSpan TwoServers, int RandomRequests)
{
    public static readonly Extent Short = new("short", 25, 6, 4, TimeSpan.FromSeconds(20), 60, 1_500, 5_000, TimeSpan.FromSeconds(15), 5_000);

    /// <summary>14,400 edits are eight hours with one edit every two seconds.</summary>
    public static readonly Extent Full = new("full", 1_000, 40, 30, TimeSpan.FromMinutes(10), 300, 14_400, 100_000, TimeSpan.FromMinutes(1), 100_000);
}
