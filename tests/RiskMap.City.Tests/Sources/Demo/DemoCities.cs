using RiskMap.City.Model;
using RiskMap.City.Sources.Demo;

namespace RiskMap.City.Tests.Sources.Demo;

/// <summary>The demo city of scale 1, made once for all tests.</summary>
static class DemoCities
{
    static readonly Lazy<IReadOnlyDictionary<string, IReadOnlyList<Feature>>> Rows = new(() =>
        DemoCity.Generate(new DemoOptions()).Layers.ToDictionary(
            layer => layer.Layer.Name, IReadOnlyList<Feature> (layer) => layer.Rows.ToList(), StringComparer.Ordinal));

    public static IReadOnlyList<Feature> Of(LayerSchema layer) => Rows.Value[layer.Name];

    public static T? Value<T>(this Feature row, LayerSchema layer, string field) => (T?)row.Get(layer, field);
}
