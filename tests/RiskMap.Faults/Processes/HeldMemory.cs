using System.Globalization;

namespace RiskMap.Faults.Processes;

/// <summary>What a server holds after a full garbage collection: what grows here over the same work again and again is lost.</summary>
/// <param name="AliveMegabytes">Objects that are still needed, the answers left out that are kept within a budget of their own.</param>
/// <param name="NativeMegabytes">Resident memory that is not the managed heap's: code, SQLite, cairo, stacks.</param>
sealed record HeldMemory(double AliveMegabytes, double NativeMegabytes)
{
    const double BytesOfMegabyte = 1 << 20;

    // Seen from one measurement to the next without any loss: code that is compiled anew, pools, requests under way.
    const double SteadyMegabytes = 16;

    // The city itself grows by what is added, and its log by each edit.
    const double BytesOfRequest = 512;

    // What waits for its finalizer goes with the collection after it.
    const int Collections = 2;

    /// <summary>Collects the garbage of a server and measures what is left.</summary>
    public static async Task<HeldMemory> OfAsync(CityServer server)
    {
        for (var i = 0; i < Collections; i++) await FullCollection.OfAsync(server.ProcessId);
        var metrics = (await server.Client.GetStringAsync(new Uri("metrics", UriKind.Relative))).Split('\n');
        double Megabytes(string name) => double.Parse(metrics.First(line => line.StartsWith(name + " ", StringComparison.Ordinal))[name.Length..], CultureInfo.InvariantCulture) / BytesOfMegabyte;
        return new(Megabytes("riskmap_heap_bytes") - Megabytes("riskmap_answer_cache_bytes"), ProcessMemory.MegabytesOf(server.ProcessId) - Megabytes("riskmap_heap_committed_bytes"));
    }

    /// <summary>The median of the second half of some measurements may stand above that of the first by what measuring itself leaves open, and by a little for each request.</summary>
    /// <param name="held">Measurements, each after the same work.</param>
    /// <param name="requests">Requests before each of them.</param>
    public static void MustBeFlat(IReadOnlyList<HeldMemory> held, int requests)
    {
        var between = requests * (held.Count / 2);
        var most = SteadyMegabytes + (between * BytesOfRequest / BytesOfMegabyte);
        foreach (var (name, megabytes) in (ReadOnlySpan<(string, Func<HeldMemory, double>)>)[("what is alive", one => one.AliveMegabytes), ("unmanaged memory", one => one.NativeMegabytes)])
        {
            var (early, late) = (ProcessMemory.Median(held.Take(held.Count / 2).Select(megabytes)), ProcessMemory.Median(held.Skip(held.Count / 2).Select(megabytes)));
            Promise.That(late - early <= most, $"{name} grew from {early:0.0} MB to {late:0.0} MB over {between} requests; {most:0.0} MB more are no loss");
        }
    }

    public override string ToString() => FormattableString.Invariant($"{AliveMegabytes:0} + {NativeMegabytes:0}");
}
