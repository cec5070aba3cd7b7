using System.Collections.Immutable;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO;
using RiskMap.City.Model;
using RiskMap.City.Snapshot;
using RiskMap.City.Store;
using RiskMap.Geo.Geometries;

namespace RiskMap.City.Tests;

/// <summary>Features and cities in a few words.</summary>
static class TestFeatures
{
    static readonly WKTReader Wkt = new();

    /// <summary>A feature of a layer with some of its fields; the rest is missing.</summary>
    public static Feature Feature(string layer, long id, string? wkt, params (string Field, object? Value)[] values)
    {
        var schema = CityLayers.Get(layer);
        var row = new object?[schema.Fields.Length];
        foreach (var (field, value) in values)
            row[schema.IndexOf(field)] = value is int number ? (long)number : value;
        row[0] ??= $"{layer} {id}";
        return new Feature(id, $"{layer}-{id}", wkt is null ? null : Wkt.Read(wkt), [.. row]) { Revision = 1 };
    }

    /// <summary>A point feature <paramref name="east"/> and <paramref name="north"/> metres from the corner of the test city.</summary>
    public static Feature At(string layer, long id, double east, double north, params (string Field, object? Value)[] values)
    {
        var (longitude, latitude) = TestPlane.Unproject(Corner.East + east, Corner.North + north);
        return Feature(layer, id, FormattableString.Invariant($"POINT ({longitude:R} {latitude:R})"), values);
    }

    /// <summary>A rectangle in metres from the corner of the test city.</summary>
    public static Feature Area(string layer, long id, (double West, double South, double East, double North) box, params (string Field, object? Value)[] values)
    {
        var corners = new[] { (box.West, box.South), (box.East, box.South), (box.East, box.North), (box.West, box.North), (box.West, box.South) }
            .Select(corner => TestPlane.Unproject(Corner.East + corner.Item1, Corner.North + corner.Item2))
            .Select(corner => new Coordinate(corner.Longitude, corner.Latitude));
        return Feature(layer, id, null, values) with { Geometry = new Polygon(new LinearRing([.. corners])) };
    }

    /// <summary>A city of these features in the plane EPSG:4548.</summary>
    public static CitySnapshot SmallCity(params IEnumerable<(string Layer, Feature Feature)> features) => CitySnapshot.Of(
        new StoreState("test", "1", 1, Metadata),
        features.GroupBy(pair => pair.Layer, pair => pair.Feature).Select(layer => LayerSnapshot.Of(CityLayers.Get(layer.Key), layer)));

    public static readonly CityMetadata Metadata = new(
        ("测试城", "Test city"), ["zh", "en"], "Asia/Shanghai", new Box(118.1, 24.5, 118.5, 24.8), "EPSG:4548", Geo.Crs.MetricPlane.ForLocation(118.25, 24.62).Wkt);

    public static readonly Geo.Crs.MetricPlane TestPlane = Geo.Crs.MetricPlane.ForLocation(118.25, 24.62);

    static readonly (double East, double North) Corner = (620_000, 2_720_000);

    public static ImmutableArray<object?> Values(this Feature feature, LayerSchema schema, string field, object? value) =>
        feature.Values.SetItem(schema.IndexOf(field), value);
}
