using System.Globalization;
using NetTopologySuite.Geometries;
using RiskMap.City.Model;
using RiskMap.City.Query;
using RiskMap.City.Snapshot;
using RiskMap.Geo.Cql2;
using RiskMap.Geo.Crs;

namespace RiskMap.Benchmarks;

/// <summary>CQL2 filters over the enterprises of a city: parsed, compiled and asked of every row that the index brings, on one thread.</summary>
static class FilterBenchmark
{
    const int Rows = 200_000;

    static readonly string[] Filters =
    [
        "grade = 'red'",
        "grade = 'red' AND S_INTERSECTS(geom, BBOX(118.2, 24.6, 118.3, 24.7))",
        "grade = 'red' AND S_INTERSECTS(geom, POLYGON((118.2 24.6, 118.3 24.61, 118.28 24.7, 118.22 24.69, 118.2 24.6)))",
        "dwithin(geom, POINT(118.25 24.65), 500)",
        "name LIKE '%化工%'",
        "CASEI(name) LIKE CASEI('%化工%')",
        "headcount > 100 OR score / 2 < 10",
    ];

    public static async Task RunAsync()
    {
        var (layer, plane) = (LayerSnapshot.Of(CityLayers.Get("enterprises"), Enumerable.Range(1, Rows).Select(Enterprise)), MetricPlane.ForLocation(118.25, 24.65));
        _ = (layer.Main.Index, layer.Main.Metric(plane));
        foreach (var text in Filters)
        {
            var found = 0;
            var seconds = await Measure.MedianAsync(7, () =>
            {
                found = Count(layer, FeatureFilter.Compile(Cql2Text.Parse(text), layer.Schema, plane, CoordinateSystem.Crs84));
                return Task.CompletedTask;
            });
            Measure.Note($"count over {Rows.ToString("N0", CultureInfo.InvariantCulture)} enterprises: `{text}` ({found} match)", Measure.Time(seconds), "–");
        }
    }

    static int Count(LayerSnapshot layer, FeatureFilter filter)
    {
        var count = 0;
        if (filter.Box is { } box)
        {
            foreach (var feature in layer.In(box))
                if (filter.Matches(feature)) count++;
            return count;
        }

        for (var row = 0; row < layer.Main.Count; row++)
            if (filter.Matches(layer.Main, row)) count++;
        return count;
    }

    static Feature Enterprise(int i)
    {
        var schema = CityLayers.Get("enterprises");
        var (random, row) = (new Random(i), new object?[schema.Fields.Length]);
        row[schema.IndexOf("name")] = $"厦门市{(i % 40 == 0 ? "翔安化工" : "同安食品")}有限公司 {i}";
        row[schema.IndexOf("grade")] = (i % 4) switch { 0 => "red", 1 => "orange", 2 => "yellow", _ => "blue" };
        row[schema.IndexOf("headcount")] = (long)random.Next(300);
        row[schema.IndexOf("score")] = random.NextDouble() * 100;
        return new Feature(i, $"k{i}", new Point(118.1 + (random.NextDouble() * 0.4), 24.5 + (random.NextDouble() * 0.3)), [.. row]);
    }
}
