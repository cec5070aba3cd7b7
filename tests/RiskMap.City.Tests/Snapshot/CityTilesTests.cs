using System.Text.Json;
using RiskMap.City.Model;
using RiskMap.City.Model.Layers;
using RiskMap.City.Snapshot;
using RiskMap.Geo.Mvt;
using RiskMap.Geo.Tiles;
using static RiskMap.City.Tests.TestFeatures;

namespace RiskMap.City.Tests.Snapshot;

public class CityTilesTests
{
    static readonly string[] All = [.. CityLayers.All.Select(layer => layer.Name)];

    [Fact]
    public void A_tile_holds_one_layer_a_collection_with_ids_and_tile_attributes()
    {
        var city = SmallCity(
            ("enterprises", At("enterprises", 7, 500, 500, ("name", "翔安冷库"), ("grade", "red"), ("phone", "000-0000000"))),
            ("roads", Feature("roads", 8, "LINESTRING (118.2 24.6, 118.3 24.6)", ("roadClass", "primary"), ("bridge", true))));

        var tile = MvtReader.Read(CityTiles.Encode(city, All, TileId.Create(0, 0, 0)));

        tile.Layers.Select(layer => layer.Name).ShouldBe(["enterprises", "roads"]);
        var plant = tile.Layer("enterprises")!.Features.Single();
        (plant.Id, plant["name"], plant["grade"], plant["phone"]).ShouldBe((7L, "翔安冷库", "red", null));
        tile.Layer("roads")!.Features.Single()["bridge"].ShouldBe(true);
    }

    [Fact]
    public void Only_the_layers_asked_for_are_drawn_and_an_empty_tile_is_empty()
    {
        var city = SmallCity(("enterprises", At("enterprises", 7, 500, 500)));

        CityTiles.Encode(city, ["roads"], TileId.Create(0, 0, 0)).ShouldBeEmpty();
        CityTiles.Encode(city, All, TileId.Create(10, 0, 0)).ShouldBeEmpty();
    }

    [Fact]
    public void An_edit_is_in_the_next_tile_and_the_old_row_is_not()
    {
        var layer = LayerSnapshot.Of(CityLayers.Get("enterprises"), [At("enterprises", 1, 0, 0, ("name", "before")), At("enterprises", 2, 0, 0, ("name", "gone"))]);
        var city = SmallCity().Imagine("enterprises", layer.All.Select(plant => plant.ToFeature()).ToList(), [])
            .Imagine("enterprises", [At("enterprises", 1, 0, 0, ("name", "after"))], [2]);

        var tile = MvtReader.Read(CityTiles.Encode(city, All, TileId.Create(0, 0, 0)));

        tile.Layer("enterprises")!.Features.Select(plant => plant["name"]).ShouldBe(["after"]);
        city.WhatIf.ShouldBeTrue();
    }

    [Theory]
    [InlineData(10, 1)]
    [InlineData(11, 2)]
    [InlineData(12, 2)]
    [InlineData(13, 4)]
    public void Lesser_roads_come_with_the_zoom_edited_ones_too(int zoom, int roads)
    {
        var line = "LINESTRING (118.2 24.6, 118.21 24.6)";
        var city = SmallCity(
            ("roads", Feature("roads", 1, line, ("roadClass", "trunk_link"))), ("roads", Feature("roads", 2, line, ("roadClass", "residential"))), ("roads", Feature("roads", 3, line)))
            .Imagine("roads", [Feature("roads", 4, line, ("roadClass", "tertiary"))], []);

        var tile = MvtReader.Read(CityTiles.Encode(city, ["roads"], TileId.At(118.205, 24.6, zoom)));

        tile.Layer("roads")!.Features.Count.ShouldBe(roads);
    }

    [Fact]
    public void A_tile_holds_the_roads_that_the_style_draws_from_it()
    {
        using var style = JsonDocument.Parse(File.ReadAllBytes(Repository.PathOf("styles", "riskmap.json")));
        var rule = CityLayers.Get("roads").Details!;
        foreach (var layer in style.RootElement.GetProperty("layers").EnumerateArray().Where(layer => layer.GetProperty("id").GetString() is "roads" or "roads-casing"))
        {
            // ["step", ["zoom"], first, 11, second, 13, true]
            var filter = layer.GetProperty("filter");
            var (first, second) = (Named(filter[2]), Named(filter[4]));
            foreach (var code in Roads.Classes.Codes.Select(code => code.Value).Append(""))
            {
                var drawnFrom = first.Contains(code) ? 0 : second.Contains(code) ? filter[3].GetInt32() : filter[5].GetInt32();
                rule.FromZoom(code).ShouldBe(drawnFrom, $"{layer.GetProperty("id")} {code}");
            }
        }

        static HashSet<string?> Named(JsonElement match) => [.. match[2].EnumerateArray().Select(code => code.GetString())];
    }
}
