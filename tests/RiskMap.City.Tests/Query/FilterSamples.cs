using RiskMap.City.Model;
using RiskMap.City.Query;
using RiskMap.City.Snapshot;
using RiskMap.Geo.Cql2;
using RiskMap.Geo.Crs;

namespace RiskMap.City.Tests.Query;

/// <summary>Filters in the words of a reader: text in, ids out.</summary>
static class FilterSamples
{
    public static FeatureFilter Filter(string layer, string text, CoordinateSystem? crs = null) =>
        FeatureFilter.Compile(Cql2Text.Parse(text), CityLayers.Get(layer), TestFeatures.TestPlane, crs ?? CoordinateSystem.Crs84);

    public static LayerSnapshot Layer(string name, params Feature[] features) => LayerSnapshot.Of(CityLayers.Get(name), features);

    public static long[] Ids(this LayerSnapshot layer, string text, CoordinateSystem? crs = null) => layer.Ids(Filter(layer.Schema.Name, text, crs));

    /// <summary>The ids that match, found without the index; what the index would leave out must not match.</summary>
    public static long[] Ids(this LayerSnapshot layer, FeatureFilter filter)
    {
        var ids = layer.All.Where(filter.Matches).Select(feature => feature.Id).ToArray();
        if (filter.Box is { } box) layer.In(box).Where(filter.Matches).Select(feature => feature.Id).ShouldBe(ids, "the box leaves out what matches");
        return ids;
    }

    public static Truth TruthOf(this LayerSnapshot layer, long id, string text)
    {
        var feature = layer.Find(id)!.Value;
        return Filter(layer.Schema.Name, text).Evaluate(feature.Block, feature.Row);
    }
}
