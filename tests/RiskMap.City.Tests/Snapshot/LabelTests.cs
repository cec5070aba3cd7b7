using RiskMap.City.Snapshot;
using RiskMap.Geo.Geometries;
using RiskMap.Geo.Mvt;
using RiskMap.Geo.Tiles;
using static RiskMap.City.Tests.TestFeatures;

namespace RiskMap.City.Tests.Snapshot;

public class LabelTests
{
    [Fact]
    public void A_polygon_has_one_label_in_all_tiles_of_a_zoom_with_its_id_and_attributes()
    {
        var city = SmallCity(("districts", Area("districts", 5, (0, 0, 20_000, 20_000), ("name", "翔安区"), ("level", "district"))));
        for (var zoom = 0; zoom <= 13; zoom++)
        {
            var label = Labels(city, zoom, "districts").ShouldHaveSingleItem($"zoom {zoom}");
            (label.Id, label.Type).ShouldBe((5UL, MvtGeometryType.Point));
            (label["name"], label["level"]).ShouldBe(("翔安区", "district"));
        }
    }

    [Fact]
    public void An_edited_polygon_takes_its_label_with_it()
    {
        var city = SmallCity(("parks", Area("parks", 1, (0, 0, 1000, 1000), ("name", "园区"))), ("parks", Area("parks", 2, (5000, 0, 6000, 1000), ("name", "港区"))))
            .Imagine("parks", [Area("parks", 1, (9000, 0, 9900, 1000), ("name", "新园区"))], [2]);
        Labels(city, 14, "parks").ShouldHaveSingleItem()["name"].ShouldBe("新园区");
    }

    [Fact]
    public void Layers_whose_features_bear_no_names_have_no_labels()
    {
        var city = SmallCity(("population", Area("population", 1, (0, 0, 1000, 1000))));
        MvtReader.Read(CityTiles.Encode(city, ["population"], TileId.At(118.2, 24.6, 11))).Layers.Select(layer => layer.Name).ShouldNotContain("population_label");
    }

    static List<MvtFeature> Labels(CitySnapshot city, int zoom, string layer) => [.. TileId.Covering(new Box(118, 24.3, 118.7, 24.9), zoom)
        .SelectMany(tile => MvtReader.Read(CityTiles.Encode(city, [layer], tile)).Layer(layer + "_label")?.Features ?? [])];
}
