using RiskMap.City.Sources.Demo;
using RiskMap.City.Store;
using RiskMap.City.Zoning;

namespace RiskMap.Benchmarks;

/// <summary>Reverse siting of the whole district of the demo city at scale 60 in cells of 10 m, for a petrol station, an LPG plant and a school.</summary>
static class ReverseBenchmark
{
    const double Scale = 60;

    static readonly (string Name, ReverseSitingQuestion Question)[] Uses =
    [
        ("a petrol station", new(IndustryCode: "5265", Facilities: ["petrol-station-1"])),
        ("a class A workshop with 20 t of propane", new(IndustryCode: "2614", Inventory: [new("74-98-6", 20)])),
        ("a school", new(PlaceKind: "school", PlaceCategory: "highly-sensitive")),
    ];

    public static async Task RunAsync(BenchSettings settings)
    {
        await using var store = await CityStores.OpenAsync(Path.Combine(settings.Folder, "reverse.gpkg"), CancellationToken.None);
        await DemoCity.FillAsync(store, new DemoOptions("xiangan", Scale, 1), null, CancellationToken.None);
        var city = await SnapshotBenchmark.LoadAsync(store);
        foreach (var (name, question) in Uses)
        {
            ReverseSitingAnswer? answer = null;
            var first = await Measure.SecondsAsync(() => Task.Run(() => answer = ReverseSitings.Of(city, question)));
            var warm = await Measure.MedianAsync(3, () => Task.Run(() => answer = ReverseSitings.Of(city, question)));
            var work = FormattableString.Invariant($"reverse siting of {name}: {answer!.AreaSquareMetres / 1e6:0} km² at 10 m, {answer.NumberOfHazards:N0} hazards");
            Measure.Note(work, $"{Measure.Time(warm)} (first {Measure.Time(first)})", "≤ 3 s");
        }
    }
}
