using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using RiskMap.City.Model;
using RiskMap.City.Model.Layers;
using RiskMap.City.Sources.Demo;
using RiskMap.Geo.Geometries;
using RoadLayer = RiskMap.City.Model.Layers.Roads;

namespace RiskMap.City.Tests.Sources.Demo;

public sealed class DemoCityTests
{
    [Fact]
    public void A_demo_city_is_the_same_to_the_last_byte_on_every_machine() =>
        Golden.Matches("demo/xiangan-scale-1-seed-1", Dump(DemoCity.Generate(new DemoOptions())));

    [Fact]
    public void The_same_seed_gives_the_same_city_and_another_seed_another()
    {
        var small = new DemoOptions(Scale: 0.1);
        var first = Dump(DemoCity.Generate(small));
        Dump(DemoCity.Generate(small)).ShouldBe(first);
        Dump(DemoCity.Generate(small with { Seed = 2 })).ShouldNotBe(first);
    }

    [Fact]
    public void Rows_can_be_read_twice()
    {
        var city = DemoCity.Generate(new DemoOptions(Scale: 0.1));
        foreach (var layer in city.Layers)
            layer.Rows.Zip(layer.Rows).ShouldAllBe(pair => pair.First.SameContent(pair.Second), layer.Layer.Name);
    }

    [Fact]
    public void Scale_1_has_about_3000_enterprises_and_20000_road_segments_and_every_layer_has_rows_but_that_of_orders()
    {
        foreach (var layer in CityLayers.All.Where(layer => layer != DispatchOrders.Schema))
            DemoCities.Of(layer).Count.ShouldBeGreaterThan(0, layer.Name);
        DemoCities.Of(Enterprises.Schema).Count.ShouldBe(3000);
        DemoCities.Of(ConfinedSpaces.Schema).Count.ShouldBe(333);
        DemoCities.Of(Parks.Schema).Count.ShouldBe(12);
        DemoCities.Of(Districts.Schema).Count.ShouldBe(11);
        DemoCities.Of(Depots.Schema).Count.ShouldBe(11);
        DemoCities.Of(RoadLayer.Schema).Count.ShouldBeInRange(18_000, 22_000);
    }

    [Fact]
    public void Enterprises_parks_and_roads_grow_with_the_scale_and_people_do_not()
    {
        var city = DemoCity.Generate(new DemoOptions(Scale: 5));
        Feature[] Rows(LayerSchema layer) => [.. city.Layers.Single(candidate => candidate.Layer == layer).Rows];
        Rows(Enterprises.Schema).Length.ShouldBe(3000 + (int)Math.Round(197_000 * 4 / 59.0));
        Rows(ConfinedSpaces.Schema).Length.ShouldBe(333 + (int)Math.Round(19_667 * 4 / 59.0));
        Rows(Parks.Schema).Length.ShouldBe(12 + (int)Math.Round(488 * 4 / 59.0));
        Rows(RoadLayer.Schema).Length.ShouldBeGreaterThan(DemoCities.Of(RoadLayer.Schema).Count);
        Residents(Rows(Population.Schema)).ShouldBe(Residents(DemoCities.Of(Population.Schema)));
    }

    [Fact]
    public void Residents_add_up_to_the_plan_and_nobody_is_lost_between_day_and_night()
    {
        var cells = DemoCities.Of(Population.Schema);
        Residents(cells).ShouldBe(600_000);
        cells.Sum(cell => cell.Value<double>(Population.Schema, "peopleNight")).ShouldBe(600_000);
        // Each cell rounds its people at home by day by itself.
        cells.Sum(cell => cell.Value<double>(Population.Schema, "peopleDay")).ShouldBe(600_000, cells.Count / 2.0);
    }

    [Fact]
    public void The_metadata_name_the_city_its_clock_and_its_plane()
    {
        var city = DemoCity.Generate(new DemoOptions(Scale: 0.1));
        city.Metadata.Name.Zh.ShouldBe("翔安区（演示）");
        city.Metadata.TimeZone.ShouldBe("Asia/Shanghai");
        city.Metadata.PlaneCode.ShouldBe("EPSG:4548");
        city.Metadata.PlaneWkt.ShouldNotBeNullOrEmpty();
        city.Metadata.Extent.ShouldBe(new Box(118.1, 24.48, 118.45, 24.83));
        city.Note.ShouldContain("not survey data");
    }

    [Fact]
    public void An_unknown_city_is_refused_with_the_names_of_those_available() =>
        Should.Throw<ArgumentException>(() => DemoCity.Generate(new DemoOptions("atlantis"))).Message.ShouldSatisfyAllConditions(
            message => message.ShouldContain("atlantis"), message => message.ShouldContain("xiangan"));

    [Theory]
    [InlineData("../risk-model")]
    [InlineData("")]
    public void A_name_that_is_no_plan_reads_no_other_file(string name) =>
        Should.Throw<ArgumentException>(() => DemoCity.Generate(new DemoOptions(name)));

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(1000)]
    [InlineData(double.NaN)]
    public void A_scale_out_of_bounds_is_refused(double scale) =>
        Should.Throw<ArgumentException>(() => DemoCity.Generate(new DemoOptions(Scale: scale))).Message.ShouldContain("scale");

    static double Residents(IEnumerable<Feature> cells) => cells.Sum(cell => cell.Value<double>(Population.Schema, "residents"));

    // Counts, the first rows of each layer, and a hash over all rows.
    static string Dump(DemoCity city)
    {
        var text = new StringBuilder();
        foreach (var (layer, rows) in city.Layers)
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            var first = new List<string>();
            var count = 0;
            foreach (var row in rows)
            {
                var line = Line(layer, row);
                hash.AppendData(Encoding.UTF8.GetBytes(line + "\n"));
                if (count++ < 3)
                    first.Add(line.Length <= 700 ? line : line[..700] + " ...");
            }
            text.Append(CultureInfo.InvariantCulture, $"{layer.Name} {count} sha256 {Convert.ToHexStringLower(hash.GetHashAndReset())}\n");
            first.ForEach(line => text.Append("  ").Append(line).Append('\n'));
        }
        return text.ToString();
    }

    static string Line(LayerSchema layer, Feature row)
    {
        var values = layer.Fields.Zip(row.Values).Where(pair => pair.Second is not null && pair.First.Name is not ("source" or "licence"))
            .Select(pair => $"{pair.First.Name}={Text(pair.Second!)}");
        return $"{row.Key} | {string.Join(" | ", values)} | {row.Geometry!.AsText()}";
    }

    static string Text(object value) => value switch
    {
        DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTimeOffset time => time.ToString("O", CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };
}
