using NetTopologySuite.IO;
using RiskMap.City.Model;

namespace RiskMap.Server.Tests.Support;

/// <summary>The features of a test city, told in words of the domain.</summary>
sealed class CityDraft
{
    readonly WKTReader _wkt = new();

    public List<(LayerSchema Layer, Feature Feature)> Features { get; } = [];

    public CityDraft Enterprise(string name, double longitude, double latitude, string? grade = null, string? phone = null) =>
        Add("enterprises", name, FormattableString.Invariant($"POINT ({longitude} {latitude})"), ("grade", grade), ("phone", phone));

    /// <summary>Many enterprises on a lattice inside the town of <see cref="Town"/>.</summary>
    public CityDraft Enterprises(int count)
    {
        string?[] grades = ["red", "orange", "yellow", "blue", null];
        for (var i = 0; i < count; i++) Enterprise($"企业{i + 1}", 118.20 + (i % 50 * 0.001), 24.60 + (i / 50 * 0.001), grades[i % grades.Length], "13800000000");
        return this;
    }

    public CityDraft Town(string name = "新店镇", string code = "350213100", string wkt = "POLYGON ((118.1 24.5, 118.4 24.5, 118.4 24.8, 118.1 24.8, 118.1 24.5))") =>
        Add("districts", name, wkt, ("code", code), ("level", "town"));

    public CityDraft School(string name, double longitude, double latitude, long people) =>
        Add("places", name, FormattableString.Invariant($"POINT ({longitude} {latitude})"), ("category", "highly-sensitive"), ("capacityDay", people), ("capacityNight", 0L));

    public CityDraft Road(string name, string wkt) => Add("roads", name, wkt);

    public CityDraft Add(string layer, string name, string wkt, params (string Field, object? Value)[] values)
    {
        var schema = CityLayers.Get(layer);
        var row = new object?[schema.Fields.Length];
        row[0] = name;
        foreach (var (field, value) in values) row[schema.IndexOf(field)] = value;
        Features.Add((schema, new Feature(0, $"{layer}-{name}", _wkt.Read(wkt), [.. row])));
        return this;
    }
}
