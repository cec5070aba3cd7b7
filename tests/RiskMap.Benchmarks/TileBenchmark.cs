using System.Diagnostics;
using RiskMap.City.Model;
using RiskMap.City.Snapshot;
using RiskMap.City.Sources.Demo;
using RiskMap.City.Store;
using RiskMap.Geo.Mvt;
using RiskMap.Geo.Tiles;

namespace RiskMap.Benchmarks;

/// <summary>
/// Tiles of 200,000 enterprises (demo city of scale 60) on one thread, against a bare loop that writes the same features and values from arrays that hold them ready:
/// no search, no clipping, no table of values. Times are those of the processor, so that a busy machine does not matter. And the whole city in one tile of zoom 10, also
/// right after an edit.
/// </summary>
static class TileBenchmark
{
    const double Scale = 60;
    const double LeastSeconds = 0.3;

    public static Task RunAsync(BenchSettings _)
    {
        var city = CityOf("enterprises");
        foreach (var zoom in new[] { 12, 14, 16 })
        {
            var tile = Densest(city, zoom);
            var bare = BareTile.Of(MvtReader.Read(CityTiles.Encode(city, ["enterprises"], tile)).Layer("enterprises")!);
            var ours = ProcessorTime(() => CityTiles.Encode(city, ["enterprises"], tile));
            Measure.Report($"one tile of enterprises, zoom {zoom}, {bare.Count:N0} features, against a bare loop that writes them", ours, ProcessorTime(() => bare.Write()), "≥ 0.5×");
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
        Measure.Note("the whole city in one tile of zoom 10", $"{Measure.Time(ProcessorTime(() => CityTiles.Encode(city, ["enterprises"], tile)))}, {CityTiles.Encode(city, ["enterprises"], tile).Length / 1000.0:0.0} kB", "≤ 20 ms, ≤ 500 kB");
        var moved = layer.All.Take(1000).Select(feature => feature.ToFeature()).ToList();
        var edited = city.Imagine("enterprises", moved, []);
        Measure.Note("the same, first tile after 1,000 edits", Measure.Time(Once(() => CityTiles.Encode(edited, ["enterprises"], tile))), "≤ 20 ms");
    }

    static TileId Densest(CitySnapshot city, int zoom)
    {
        var (x, y) = (city.Layer("enterprises").Main.Geometry.X.ToArray(), city.Layer("enterprises").Main.Geometry.Y.ToArray());
        return x.Zip(y, (longitude, latitude) => TileId.At(longitude, latitude, zoom)).CountBy(tile => tile).MaxBy(pair => pair.Value).Key;
    }

    /// <summary>Seconds of the processor that one run takes, after runs that warm it up.</summary>
    static double ProcessorTime(Action work)
    {
        for (var run = 0; run < 60; run++) work();
        using var process = Process.GetCurrentProcess();
        var (start, runs) = (process.TotalProcessorTime, 0);
        for (; runs < 10 || (process.TotalProcessorTime - start).TotalSeconds < LeastSeconds; runs++)
        {
            work();
            process.Refresh();
        }

        return (process.TotalProcessorTime - start).TotalSeconds / runs;
    }

    static double Once(Action work)
    {
        var start = Stopwatch.GetTimestamp();
        work();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    /// <summary>A decoded tile in arrays, written again as varints.</summary>
    sealed class BareTile(ulong[] ids, int[] tagEnds, int[] tags, int[] positions, byte[][] values)
    {
        readonly byte[] _target = new byte[64 << 20];
        int _at;

        public int Count => ids.Length;

        public static BareTile Of(MvtLayer layer)
        {
            var values = layer.Values.Select((value, i) => (value, i)).ToDictionary(pair => pair.value, pair => pair.i);
            var keys = layer.Keys.Select((key, i) => (key, i)).ToDictionary(pair => pair.key, pair => pair.i, StringComparer.Ordinal);
            var tags = layer.Features.Select(feature => feature.Tags.SelectMany(tag => new[] { keys[tag.Key], values[tag.Value] }).ToArray()).ToArray();
            var ends = new List<int>();
            foreach (var list in tags) ends.Add((ends.Count == 0 ? 0 : ends[^1]) + list.Length);
            return new(
                [.. layer.Features.Select(feature => feature.Id ?? 0)], [.. ends], [.. tags.SelectMany(list => list)],
                [.. layer.Features.SelectMany(feature => new[] { feature.Paths[0].Vertices[0].X, feature.Paths[0].Vertices[0].Y })],
                [.. layer.Values.Select(value => System.Text.Encoding.UTF8.GetBytes(value.ToString()!))]);
        }

        public byte[] Write()
        {
            _at = 0;
            for (int row = 0, tag = 0; row < ids.Length; row++)
            {
                Put(0x12);
                Put(24);
                Put(0x08);
                Put(ids[row]);
                Put(0x12);
                Put((ulong)(tagEnds[row] - tag));
                for (; tag < tagEnds[row]; tag++) Put((ulong)tags[tag]);
                Put(0x18);
                Put(1);
                Put(0x22);
                Put(5);
                Put(9);
                Put(ZigZag(positions[2 * row]));
                Put(ZigZag(positions[(2 * row) + 1]));
            }

            foreach (var value in values)
            {
                Put(0x22);
                Put((ulong)value.Length + 2);
                Put(0x0A);
                Put((ulong)value.Length);
                value.CopyTo(_target, _at);
                _at += value.Length;
            }

            return _target.AsSpan(0, _at).ToArray();
        }

        void Put(ulong value)
        {
            for (; value >= 0x80; value >>= 7) _target[_at++] = (byte)(value | 0x80);
            _target[_at++] = (byte)value;
        }

        static ulong ZigZag(int value) => (uint)((value << 1) ^ (value >> 31));
    }
}
