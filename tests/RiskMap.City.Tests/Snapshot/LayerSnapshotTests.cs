using RiskMap.City.Model;
using RiskMap.City.Snapshot;
using RiskMap.Geo.Geometries;
using static RiskMap.City.Tests.TestFeatures;

namespace RiskMap.City.Tests.Snapshot;

public class LayerSnapshotTests
{
    static readonly LayerSchema Schema = CityLayers.Get("enterprises");

    [Fact]
    public void A_feature_reads_back_as_it_was_given()
    {
        var given = Feature("enterprises", 7, "POINT (118.25 24.62)", ("name", "翔安冷库"), ("grade", "red"), ("headcount", 120), ("score", 61.5),
            ("inventory", """[{"cas":"7664-41-7","tonnes":12}]"""));

        var read = LayerSnapshot.Of(Schema, [given]).Find(7)!.Value.ToFeature();

        read.SameContent(given).ShouldBeTrue();
        (read.Id, read.Revision).ShouldBe((7, 1));
    }

    [Fact]
    public void Every_field_type_reads_back()
    {
        var given = Feature("closures", 1, "LINESTRING (118.2 24.6, 118.3 24.6)", ("reason", "施工"),
            ("from", new DateTimeOffset(2026, 5, 3, 6, 5, 0, TimeSpan.Zero)));
        var road = Feature("roads", 2, "LINESTRING (118.2 24.6, 118.3 24.6)", ("bridge", true), ("tunnel", false), ("roadLevel", -1));
        var zone = Feature("zones", 3, "POLYGON ((118 24, 119 24, 119 25, 118 24))", ("validFrom", new DateOnly(2026, 1, 31)));

        LayerSnapshot.Of(CityLayers.Get("closures"), [given]).Find(1)!.Value.ToFeature().SameContent(given).ShouldBeTrue();
        LayerSnapshot.Of(CityLayers.Get("roads"), [road]).Find(2)!.Value.ToFeature().SameContent(road).ShouldBeTrue();
        LayerSnapshot.Of(CityLayers.Get("zones"), [zone]).Find(3)!.Value.ToFeature().SameContent(zone).ShouldBeTrue();
    }

    [Fact]
    public void An_edit_shares_the_large_block_and_leaves_the_older_snapshot_as_it_was()
    {
        var before = LayerSnapshot.Of(Schema, Plants(1, 100));

        var after = before.With([Plant(50, "renamed")], [60]);

        after.Main.ShouldBeSameAs(before.Main);
        (before.Count, after.Count).ShouldBe((100, 99));
        (before.Find(50)!.Value.Name, after.Find(50)!.Value.Name).ShouldBe(("plant 50", "renamed"));
        (before.Find(60).HasValue, after.Find(60).HasValue).ShouldBe((true, false));
    }

    [Fact]
    public void Random_edits_read_as_a_plain_dictionary_would_and_so_does_the_merged_layer()
    {
        Seeded.ForEach(30, random =>
        {
            var layer = LayerSnapshot.Of(Schema, Plants(1, 40));
            var truth = Plants(1, 40).ToDictionary(plant => plant.Id);
            for (var step = 0; step < 25; step++)
            {
                var upserts = Enumerable.Range(0, random.Next(4)).Select(_ => Plant(random.Next(1, 60), $"step {step} {random.Next()}")).DistinctBy(plant => plant.Id).ToList();
                var deletes = Enumerable.Range(0, random.Next(3)).Select(_ => (long)random.Next(1, 60)).Except(upserts.Select(plant => plant.Id)).ToList();
                layer = layer.With(upserts, deletes);
                upserts.ForEach(plant => truth[plant.Id] = plant);
                deletes.ForEach(id => truth.Remove(id));
                ShouldHold(layer, truth);
                if (step % 9 == 8)
                    layer = layer.Merged();
            }
            ShouldHold(layer.Merged(), truth);
        });
    }

    [Fact]
    public void Something_derived_is_made_once_a_layer_and_anew_after_an_edit()
    {
        var layer = LayerSnapshot.Of(Schema, Plants(1, 3));
        var made = 0;
        string Make(LayerSnapshot of) => $"{of.Count} {++made}";

        layer.Derived(Make).ShouldBe("3 1");
        layer.Derived(Make).ShouldBe("3 1");
        layer.With([], [2]).Derived(Make).ShouldBe("2 2");
    }

    [Fact]
    public void What_is_made_of_the_content_alone_outlives_a_merge_and_no_edit()
    {
        var city = SmallCity(("teams", At("teams", 1, 0, 0)), ("teams", At("teams", 2, 100, 0)));
        var (ofContent, ofRows) = (0, 0);
        string OfContent(CitySnapshot of) => of.Layer("teams").DerivedOfContent(layer => $"{layer.Count} {++ofContent}");
        string OfRows(CitySnapshot of) => of.Layer("teams").Derived(layer => $"{layer.Count} {++ofRows}");

        (OfContent(city), OfRows(city)).ShouldBe(("2 1", "2 1"));
        var merged = city.WithSame(city.Layer("teams").Merged());
        merged.Layer("teams").ShouldNotBeSameAs(city.Layer("teams"));
        (OfContent(merged), OfRows(merged)).ShouldBe(("2 1", "2 2"));
        OfContent(merged.Imagine("teams", [], [2])).ShouldBe("1 2");

        // What is asked for first after the merge serves those who still hold the old layer too.
        var edited = city.Imagine("teams", [At("teams", 3, 200, 0)], []);
        OfContent(edited.WithSame(edited.Layer("teams").Merged())).ShouldBe("3 3");
        OfContent(edited).ShouldBe("3 3");
    }

    [Fact]
    public void A_hundred_thousand_points_with_names_take_less_than_600_bytes_each()
    {
        var layer = LayerSnapshot.Of(Schema, Enumerable.Range(1, 100_000).Select(i => Plant(i, $"企业 {i}")));
        layer.Main.Index.ShouldNotBeNull();
        layer.Main.Mercator.ShouldNotBeNull();
        layer.Main.Metric(TestPlane).ShouldNotBeNull();

        (layer.MemoryBytes / layer.Count).ShouldBeLessThan(600);
    }

    static void ShouldHold(LayerSnapshot layer, Dictionary<long, Feature> truth)
    {
        layer.Count.ShouldBe(truth.Count);
        layer.All.Select(feature => (feature.Id, feature.Name)).ShouldBe(truth.Values.OrderBy(plant => plant.Id).Select(plant => (plant.Id, plant.Name)));
        var box = new Box(118.21, 24.5, 118.23, 24.7);
        layer.In(box).Select(feature => feature.Id).ShouldBe(truth.Values.Where(plant => box.Contains(plant.Geometry!.Coordinate.X, plant.Geometry.Coordinate.Y)).Select(plant => plant.Id).Order());
        layer.After(20).Take(5).Select(feature => feature.Id).ShouldBe(truth.Keys.Where(id => id > 20).Order().Take(5));
    }

    static IEnumerable<Feature> Plants(int first, int count) => Enumerable.Range(first, count).Select(id => Plant(id, $"plant {id}"));

    static Feature Plant(int id, string name) => Feature("enterprises", id, FormattableString.Invariant($"POINT ({118.2 + (id * 0.001):R} 24.6)"), ("name", name));
}
