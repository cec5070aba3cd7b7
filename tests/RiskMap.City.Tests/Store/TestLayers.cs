using System.Collections.Immutable;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO;
using RiskMap.City.Model;
using RiskMap.City.Store;

namespace RiskMap.City.Tests.Store;

/// <summary>Layers and features for the store's tests: every field type, every geometry kind.</summary>
static class TestLayers
{
    public static readonly LayerSchema Things = new("test-things", ("事物", "Things"), ("各种类型", "Every type"), GeometryKind.Point,
    [
        new("someText", ("文本", "Text"), FieldType.Text),
        new("someInteger", ("整数", "Integer"), FieldType.Integer),
        new("someNumber", ("数", "Number"), FieldType.Number),
        new("someTruth", ("真假", "Truth"), FieldType.Boolean),
        new("someDate", ("日期", "Date"), FieldType.Date),
        new("someTime", ("时间", "Time"), FieldType.DateTime),
        new("someList", ("列表", "List"), FieldType.List),
    ]);

    public static readonly LayerSchema Lines = new("test-lines", ("线", "Lines"), ("线", "Lines"), GeometryKind.Line, []);

    /// <summary>Its fields have names that the stores' own SQL might use too.</summary>
    public static readonly LayerSchema Areas = new("test-areas", ("面", "Areas"), ("面", "Areas"), GeometryKind.Polygon,
        [.. new[] { "kind", "own", "n", "layer", "outside", "writing", "version", "changeSet", "at" }.Select(name => new Field(name, (name, name), FieldType.Text))]);

    public static readonly LayerSchema Mixed = new("test-mixed", ("混合", "Mixed"), ("混合", "Mixed"), GeometryKind.Any, []);

    public static readonly ImmutableArray<LayerSchema> All = [Things, Lines, Areas, Mixed];

    /// <summary>A feature with its name and further values by field name.</summary>
    public static Feature Of(LayerSchema layer, string key, string? wkt, params (string Field, object? Value)[] values)
    {
        var all = new object?[layer.Fields.Length];
        all[0] = "name of " + key;
        foreach (var (field, value) in values) all[layer.IndexOf(field)] = value;
        return new(0, key, wkt is null ? null : Geometry(wkt), [.. all]);
    }

    public static Feature Thing(string key, double x = 118.1, double y = 24.6, string? text = null) =>
        Of(Things, key, string.Create(System.Globalization.CultureInfo.InvariantCulture, $"POINT ({x} {y})"), ("someText", text));

    public static Geometry Geometry(string wkt) => new WKTReader().Read(wkt);

    public static IAsyncEnumerable<Feature> Stream(params IEnumerable<Feature> features) => features.ToAsyncEnumerable();

    public static readonly ChangeNote Note = new("tester", "a test");

    public static readonly CityMetadata Xiangan = new(("翔安区", "Xiang'an"), ["zh", "en"], "Asia/Shanghai", new(118.1, 24.5, 118.5, 24.8), "EPSG:4548", "PROJCS[\"x\"]");
}

/// <summary>A store as a test speaks to it.</summary>
static class StoreVerbs
{
    static CancellationToken Never => CancellationToken.None;

    public static Task<WriteOutcome> Write(this ICityStore store, Func<ICityWriter, Task> write) => store.WriteAsync(TestLayers.Note, write, Never);

    public static async Task<UpsertCounts> Upsert(this ICityStore store, LayerSchema layer, params IEnumerable<Feature> features)
    {
        UpsertCounts? counts = null;
        await store.Write(async writer => counts = await writer.UpsertAsync(layer, features.ToAsyncEnumerable(), Never));
        return counts!;
    }

    public static async Task<Feature> Insert(this ICityStore store, LayerSchema layer, Feature feature)
    {
        Feature? inserted = null;
        await store.Write(async writer => inserted = await writer.InsertAsync(layer, feature, Never));
        return inserted!;
    }

    public static Task<WriteOutcome> Update(this ICityStore store, LayerSchema layer, Feature feature, long? expected = null) =>
        store.Write(writer => writer.UpdateAsync(layer, feature, expected, Never));

    public static Task<WriteOutcome> Delete(this ICityStore store, LayerSchema layer, long id, long? expected = null) =>
        store.Write(writer => writer.DeleteAsync(layer, id, expected, Never));

    public static async Task<List<Feature>> Rows(this ICityStore store, LayerSchema layer)
    {
        await using var reading = await store.ReadAsync(Never);
        return reading.Features(layer);
    }

    public static List<Feature> Features(this ICityReading reading, LayerSchema layer)
    {
        using var rows = reading.Rows(layer);
        var wkb = new WKBReader();
        var features = new List<Feature>();
        while (rows.Read()) features.Add(rows.ToFeature(layer, wkb));
        return features;
    }

    public static async Task<long> Version(this ICityStore store) => (await store.StateAsync(Never)).Version;

    /// <summary>Everything in a city as text, so that two stores compare line by line.</summary>
    public static async Task<string> Dump(this ICityStore store, IEnumerable<LayerSchema> layers)
    {
        await using var reading = await store.ReadAsync(Never);
        var lines = new List<string> { $"version {reading.State.Version} city {reading.State.City?.Name.Zh} {reading.State.City?.PlaneCode} {reading.State.City?.Extent}" };
        foreach (var set in reading.ChangeSets())
            lines.Add($"{set.Id} {set.When:O} {set.Note} {string.Join(';', set.Counts.OrderBy(c => c.Key).Select(c => c.ToString()))} {set.CityBefore}");
        foreach (var layer in layers)
        {
            lines.AddRange(reading.Features(layer).Select(feature => layer.Name + " " + Line(feature)));
            lines.AddRange(reading.History(layer).Select(image => $"{layer.Name} {image.Kind} {image.ChangeSet} {Line(image.Feature)}"));
        }

        return string.Join('\n', lines);
    }

    public static string Line(Feature f) =>
        $"{f.Id} r{f.Revision} {f.Key} {(f.Geometry is null ? "-" : Convert.ToHexString(new WKBWriter().Write(f.Geometry)))} {string.Join('|', f.Values.Select(v => v is DateTimeOffset t ? t.ToString("O") : v is double d ? d.ToString("R") : v?.ToString()))}";
}
