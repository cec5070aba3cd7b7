using RiskMap.City.Model;
using RiskMap.City.Model.Codes;
using RiskMap.City.Snapshot;
using RiskMap.Geo.Geometries;
using RiskMap.Geo.Mvt;
using RiskMap.Geo.Tiles;
using static RiskMap.City.Tests.TestFeatures;
using CityFeature = RiskMap.City.Model.Feature;

namespace RiskMap.City.Tests.Snapshot;

public class ClusterTests
{
    const int AboveClusters = 12;

    [Fact]
    public void Points_near_each_other_are_one_point_with_their_number_and_worst_grade()
    {
        var city = SmallCity(
            ("enterprises", At("enterprises", 1, 500, 500, ("grade", "yellow"))), ("enterprises", At("enterprises", 2, 510, 500, ("grade", "orange"))),
            ("enterprises", At("enterprises", 3, 520, 500, ("grade", "orange"))), ("enterprises", At("enterprises", 4, 530, 500)));

        var cluster = FeaturesOf(city, TileId.Create(0, 0, 0)).ShouldHaveSingleItem();

        (cluster.Id, cluster["cluster"], cluster["count"], cluster["grade"], cluster["worstCount"], cluster["name"]).ShouldBe((null, true, 4UL, "orange", 2UL, null));
    }

    [Fact]
    public void A_point_that_stands_alone_stays_itself_and_so_does_each_above_the_clusters()
    {
        var city = SmallCity(("enterprises", At("enterprises", 1, 500, 500, ("name", "甲"))), ("enterprises", At("enterprises", 2, 20_500, 500, ("name", "乙"))));
        Sorted(city, 11).ShouldBe(["甲", "乙"], ignoreOrder: true);
        SmallCity(("enterprises", At("enterprises", 1, 500, 500, ("name", "甲"))), ("enterprises", At("enterprises", 2, 501, 500, ("name", "乙"))))
            .ShouldSatisfyAllConditions(near => Sorted(near, AboveClusters).ShouldBe(["甲", "乙"], ignoreOrder: true), near => Sorted(near, 11).ShouldBe([null]));

        static List<object?> Sorted(CitySnapshot city, int zoom) => [.. Tiles(city, zoom).SelectMany(features => features).Select(feature => feature["name"])];
    }

    [Fact]
    public void A_cluster_without_any_grade_has_none_and_a_layer_without_ranks_only_counts()
    {
        var city = SmallCity(
            ("enterprises", At("enterprises", 1, 500, 500)), ("enterprises", At("enterprises", 2, 500, 500)),
            ("confined-spaces", At("confined-spaces", 1, 500, 500)), ("confined-spaces", At("confined-spaces", 2, 500, 500)));
        FeaturesOf(city, TileId.Create(0, 0, 0)).Single().Tags.Select(tag => tag.Key).ShouldBe(["cluster", "count"]);
        FeaturesOf(city, TileId.Create(0, 0, 0), "confined-spaces").Single().Tags.Select(tag => tag.Key).ShouldBe(["cluster", "count"]);
    }

    [Fact]
    public void Counts_of_all_tiles_are_the_number_of_features_and_edits_leave_what_a_fresh_city_has() => Seeded.ForEach(12, random =>
    {
        var features = Enumerable.Range(1, random.Next(1, 400)).ToDictionary(id => (long)id, id => Random(random, id));
        var city = SmallCity(features.Values.Select(feature => ("enterprises", feature)));
        for (var edit = 0; edit < 4; edit++)
        {
            CheckSums(city, features.Count);
            Describe(city).ShouldBe(Describe(SmallCity(features.Values.Select(feature => ("enterprises", feature)))));
            city = Edit(random, city, features);
        }
    });

    static CitySnapshot Edit(Random random, CitySnapshot city, Dictionary<long, CityFeature> features)
    {
        var changed = Enumerable.Range(0, random.Next(1, 30)).Select(_ => random.Next(1, 500)).Distinct().Select(id => Random(random, id)).OrderBy(feature => feature.Id).ToList();
        foreach (var feature in changed) features[feature.Id] = feature;
        var gone = features.Keys.Except(changed.Select(feature => feature.Id)).Where(_ => random.Next(10) == 0).ToList();
        foreach (var id in gone) features.Remove(id);
        return city.Imagine("enterprises", changed, gone);
    }

    static void CheckSums(CitySnapshot city, int expected)
    {
        for (var zoom = 0; zoom <= 13; zoom++)
            Tiles(city, zoom).Sum(features => features.Sum(feature => feature["count"] is ulong count ? (long)count : 1)).ShouldBe(expected, $"zoom {zoom}");
    }

    // Order within a tile may differ: an edited row stands in another block.
    static string Describe(CitySnapshot city) => string.Join('\n', Enumerable.Range(0, 12).SelectMany(zoom => Tiles(city, zoom).Select(features =>
        string.Join('\n', MvtText.Describe(new MvtTile([new("enterprises", 2, 4096, [], [], [.. features])])).Split('\n').Order(StringComparer.Ordinal)))));

    static CityFeature Random(Random random, int id) => At(
        "enterprises", id, random.Between(0, random.OneOf(100.0, 3_000, 30_000)), random.Between(0, 20_000), ("grade", random.OneOf<string?>(null, "red", "orange", "yellow", "blue")));

    /// <summary>What stands in each tile of a zoom, without what is drawn in its buffer only.</summary>
    static IEnumerable<List<MvtFeature>> Tiles(CitySnapshot city, int zoom) => TileId.Covering(new Box(117.5, 24, 119.5, 25.5), zoom)
        .Select(tile => FeaturesOf(city, tile).Where(feature => IsInside(feature.Paths[0].Vertices[0])).ToList());

    static bool IsInside((int X, int Y) point) => point.X is >= 0 and < 4096 && point.Y is >= 0 and < 4096;

    static IReadOnlyList<MvtFeature> FeaturesOf(CitySnapshot city, TileId tile, string layer = "enterprises") =>
        MvtReader.Read(CityTiles.Encode(city, [layer], tile)).Layer(layer)?.Features ?? [];

    [Fact]
    public void The_worst_is_the_first_of_a_closed_list_that_travels_in_tiles()
    {
        foreach (var layer in CityLayers.All.Where(layer => layer.Clusters?.WorstOf is not null))
        {
            var field = layer.Fields[layer.IndexOf(layer.Clusters!.WorstOf!)];
            (field.InTiles, field.Codes is not null, layer.Geometry).ShouldBe((true, true, GeometryKind.Point), layer.Name);
        }

        Grades.FourColour.Codes[0].Value.ShouldBe("red");
    }
}
