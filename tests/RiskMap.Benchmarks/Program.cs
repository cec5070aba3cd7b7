using RiskMap.Benchmarks;

// Each benchmark measures RiskMap and a named rival in one run and prints a table row with their ratio; run them through tests/RiskMap.Benchmarks/run.
var benchmarks = new Dictionary<string, Func<BenchSettings, Task>>(StringComparer.Ordinal)
{
    ["load"] = LoadBenchmark.RunAsync,
    ["snapshot"] = SnapshotBenchmark.RunAsync,
    ["edit"] = EditBenchmark.RunAsync,
    ["tiles"] = TileBenchmark.RunAsync,
    ["risk"] = RiskBenchmark.RunAsync,
    ["proximity"] = ProximityBenchmark.RunAsync,
    ["siting"] = SitingBenchmark.RunAsync,
    ["reverse"] = ReverseBenchmark.RunAsync,
    ["writes"] = WriteBenchmark.RunAsync,
    ["dispatch"] = _ => DispatchBenchmark.RunAsync(),
    ["filter"] = _ => FilterBenchmark.RunAsync(),
    ["routes"] = RouteBenchmark.RunAsync,
    ["valhalla"] = _ => ValhallaBenchmark.RunAsync(),
};

var chosen = args.Length == 0 ? [.. benchmarks.Keys] : args;
if (chosen.FirstOrDefault(name => !benchmarks.ContainsKey(name)) is { } unknown)
{
    Console.Error.WriteLine($"no benchmark '{unknown}'; there are {string.Join(' ', benchmarks.Keys)}");
    return 2;
}

var settings = BenchSettings.FromEnvironment();
Console.WriteLine($"{DateTime.UtcNow:yyyy-MM-dd}, {Environment.ProcessorCount} cores, {System.Runtime.InteropServices.RuntimeInformation.FrameworkDescription}");
Console.WriteLine();
Console.WriteLine("| work | RiskMap | rival | ratio | target |");
Console.WriteLine("|---|---|---|---|---|");
foreach (var name in chosen)
    await benchmarks[name](settings);
return 0;
