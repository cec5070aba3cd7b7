using System.Text;
using RiskMap.City.Export;
using RiskMap.City.Model;
using RiskMap.City.Snapshot;
using RiskMap.Geo.GeoJson;
using static RiskMap.City.Tests.TestFeatures;

namespace RiskMap.City.Tests.Export;

public sealed class FeatureJsonTests
{
    static readonly LayerSchema Schema = CityLayers.Get("enterprises");

    [Fact]
    public void A_row_that_was_told_before_is_told_the_same_and_an_edit_is_told_anew()
    {
        var before = LayerSnapshot.Of(Schema, Enumerable.Range(1, 1500).Select(id => Feature("enterprises", id, "POINT (118.2 24.6)", ("headcount", id))));
        var after = before.With([Feature("enterprises", 700, "POINT (118.3 24.7)", ("name", "迁址"))], [800]);
        foreach (var layer in new[] { before, before, after, before, after })
            Text(layer, FeatureJson.Of(Schema)).ShouldBe(Text(layer, new FeatureJson(Schema)));
    }

    [Fact]
    public void A_feature_beyond_the_domain_of_a_projection_has_no_geometry_there()
    {
        var roads = LayerSnapshot.Of(CityLayers.Get("roads"), [Feature("roads", 1, "LINESTRING (1 2, 3 4)"), Feature("roads", 2, "LINESTRING (5 6, 7 8)")]);
        var beyond = roads.Main.Geometry.Transform((x, _) => x[1] = double.PositiveInfinity);
        using var json = new JsonBuffer();
        for (var row = 0; row < 2; row++) json.Geometry(beyond, row, PositionFormat.Metres);
        Encoding.UTF8.GetString(json.Written.Span).ShouldBe("""null{"type":"LineString","coordinates":[[5,6],[7,8]]}""");
    }

    static string Text(LayerSnapshot layer, FeatureJson writer)
    {
        using var json = new JsonBuffer();
        foreach (var feature in layer.All) writer.Write(json, feature);
        return Encoding.UTF8.GetString(json.Written.Span);
    }
}
