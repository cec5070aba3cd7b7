using RiskMap.City.Model;

namespace RiskMap.City.Tests.Model;

public class LayerSchemaTests
{
    [Fact]
    public void Looking_up_a_field_does_not_make_a_layer_another_key()
    {
        var layer = CityLayers.Get("enterprises") with { MinZoom = 3 };
        var kept = new Dictionary<LayerSchema, string> { [layer] = "kept" };
        layer.IndexOf("name");
        kept[layer].ShouldBe("kept");
    }
}
