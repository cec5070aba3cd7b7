using System.Diagnostics;
using RiskMap.City.Model;
using RiskMap.City.Snapshot;
using RiskMap.City.Sources.Demo;
using RiskMap.City.Store;
using RiskMap.Geo.Mvt;
using RiskMap.Geo.Tiles;

namespace RiskMap.Benchmarks;

/// <summary>
/// Tiles of 200,000 enterprises (demo city of scale 60) on one thread, against a bare loop over the same points that writes the same bytes a feature without searching
/// or looking anything up; and the whole city in one tile of zoom 10, also right after an edit.
/// </summary>
static class TileBenchmark
{
    const double Scale = 60;
    const int Runs = 15;

    public static Task RunAsync(BenchSettings _)
    {
        var city = CityOf("enterprises");
        foreach (var zoom in new[] { 12, 14, 16 })
        {
            var tile = Densest(city, zoom);
            var ours = Median(() => CityTiles.Encode(city, ["enterprises"], tile));
            var features = MvtReader.Read(CityTiles.Encode(city, ["enterprises"], tile)).Layer("enterprises")!.Features;
            var bare = Median(() => BareLoop(features));
            Measure.Report($"one tile of enterprises, zoom {zoom}, {features.Count:N0} features, one thread, against a bare loop that writes them", ours, bare, "≥ 0.5×");
        }

        ReportWholeCity(city);
        return Task.CompletedTask;
    }

    static CitySnapshot CityOf(string layer)
    {
        var rows = DemoCity.Generate(new DemoOptions(Scale: Scale)).Layers.Single(made => made.Layer.Name == layer).Rows.Select((row, i) => row with { Id = i + 1 });
        return CitySnapshot.Of(new StoreState("bench", "1", 1, null), [LayerSnapshot.Of(CityLayers.Get(layer), rows)]);
    }

    static void ReportWholeCity(CitySnapshot city)
    {
        var layer = city.Layer("enterprises");
        var tile = TileId.At(layer.Extent.CentreX, layer.Extent.CentreY, 10);
        _ = layer.Main.Tiles;
        Measure.Note($"clusters of {layer.Count:N0} enterprises, made once", Measure.Time(Once(() => CityTiles.Encode(city, ["enterprises"], tile))), "–");
        Measure.Note("the whole city in one tile of zoom 10", $"{Measure.Time(Median(() => CityTiles.Encode(city, ["enterprises"], tile)))}, {CityTiles.Encode(city, ["enterprises"], tile).Length / 1000.0:0.0} kB", "≤ 20 ms, ≤ 500 kB");
        var moved = layer.All.Take(1000).Select(feature => feature.ToFeature()).ToList();
        var edited = city.Imagine("enterprises", moved, []);
        Measure.Note("the same, first tile after 1,000 edits", Measure.Time(Once(() => CityTiles.Encode(edited, ["enterprises"], tile))), "≤ 20 ms");
    }

    static TileId Densest(CitySnapshot city, int zoom)
    {
        var (x, y) = (city.Layer("enterprises").Main.Geometry.X.ToArray(), city.Layer("enterprises").Main.Geometry.Y.ToArray());
        return x.Zip(y, (longitude, latitude) => TileId.At(longitude, latitude, zoom)).CountBy(tile => tile).MaxBy(pair => pair.Value).Key;
    }

    static readonly byte[] Target = new byte[16 << 20];

    /// <summary>Id, tags and position of each point as varints into memory that is there already.</summary>
    static int BareLoop(IReadOnlyList<MvtFeature> features)
    {
        var (points, at) = (Bare.Value(features), 0);
        foreach (var point in points)
        {
            at = Put(at, 0x12);
            at = Put(at, 24);
            at = Put(at, point.Id);
            for (var tag = 0; tag < point.Tags; tag++)
            {
                at = Put(at, (ulong)tag);
                at = Put(at, point.Id % 5000);
            }

            at = Put(at, 9);
            at = Put(at, (ulong)point.X);
            at = Put(at, (ulong)point.Y);
        }

        return at;
    }

    static int Put(int at, ulong value)
    {
        for (; value >= 0x80; value >>= 7) Target[at++] = (byte)(value | 0x80);
        Target[at++] = (byte)value;
        return at;
    }

    static double Median(Action work)
    {
        work();
        return Enumerable.Range(0, Runs).Select(_ => Once(work)).Order().ElementAt(Runs / 2);
    }

    static double Once(Action work)
    {
        var start = Stopwatch.GetTimestamp();
        work();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    static class Bare
    {
        static IReadOnlyList<MvtFeature>? _of;
        static (ulong Id, int Tags, int X, int Y)[] _points = [];

        public static (ulong Id, int Tags, int X, int Y)[] Value(IReadOnlyList<MvtFeature> features)
        {
            if (!ReferenceEquals(_of, features))
                (_of, _points) = (features, [.. features.Select(feature => (feature.Id ?? 0, feature.Tags.Count, feature.Paths[0].Vertices[0].X + 64, feature.Paths[0].Vertices[0].Y + 64))]);
            return _points;
        }
    }
}
