using System.Text.Json;
using NetTopologySuite.Geometries;
using RiskMap.City.Model;
using RiskMap.City.Snapshot;
using RiskMap.City.Zoning;
using RiskMap.City.Zoning.Reverse;
using RiskMap.City.Zoning.Siting;
using static RiskMap.City.Tests.Zoning.Sketch;

namespace RiskMap.City.Tests.Zoning.Reverse;

/// <summary>Reverse siting of whole uses: the certificate is asked at the cells' centres, and both must say the same.</summary>
public sealed class ReverseSitingTests
{
    static readonly DateOnly Day = new(2026, 5, 3);

    [Fact]
    public void A_cell_has_the_verdict_that_a_certificate_gives_to_a_parcel_at_its_centre() => Seeded.ForEach(16, random =>
    {
        var city = Town([.. RandomCity.Features(random, 25, 30), .. Zones(random), .. Parks(random)]);
        var use = RandomCity.UseOrExplosives(random);
        var answer = Ask(city, use, cellMetres: 50);
        var (grid, planned) = (answer.Picture.Raster.Grid, new SitingCase(city, use, null, Day));
        for (var i = 0; i < 60; i++)
        {
            var (row, column) = (random.Next(grid.Rows), random.Next(grid.Columns));
            var cell = answer.Picture.Raster.Cells[(row * grid.Columns) + column];
            if (cell == SitingRaster.Outside)
                continue;
            var speck = Speck(grid.CentreX(column), grid.CentreY(row));
            answer.Picture.VerdictOf(cell).ShouldBe(planned.VerdictOn(speck), $"{use.IndustryCode}{use.PlaceKind} row {row} column {column}: {cell}; {Said(planned, speck)}");
        }
    });

    [Fact]
    public void A_school_is_kept_away_from_a_petrol_station_and_the_station_from_a_school()
    {
        var school = Ask(Town(Enterprise(1, 1000, 1000, "5265", Inventory("86290-81-5", 100))), new(null, [], PlaceKind: "school", PlaceCategory: "highly-sensitive"));
        var station = Ask(Town(Place(1, 1000, 1000, "school", "highly-sensitive")), new("5265", [new("86290-81-5", 100)]));

        school.Hazards.Single(hazard => hazard.Id == 1).Layer.ShouldBe("enterprises");
        station.Hazards.Single(hazard => hazard.Id == 1).Layer.ShouldBe("places");
        // 35 m around a point (GB 50156-2021, table 4.0.4), in cells of 10 m.
        station.Hazards.Single(hazard => hazard.Id == 1).SterilisedSquareMetres.ShouldBe(Math.PI * 35 * 35, 2 * Math.PI * 35 * 5);
        station.Constraints.ShouldContain(constraint => constraint.Source.Standard == "GB 50156-2021" && constraint.RequiredMetres == 35);
    }

    [Fact]
    public void Outside_a_chemical_park_a_chemical_plant_is_prohibited_everywhere()
    {
        var park = TestFeatures.Area("parks", 1, (500, 500, 1000, 1000), ("kind", "chemical"), ("grade", "D"));
        var answer = Ask(Town(park), new("2614", [new("67-56-1", 10)]));

        answer.Verdicts.Single(verdict => verdict.Verdict == Verdict.Prohibited).SquareMetres.ShouldBe((2000 * 2000) - (500 * 500), 2000 * 10);
        answer.Hazards[0].Layer.ShouldBeNull();
        answer.Hazards[0].Rules.ShouldNotBeEmpty();
    }

    [Fact]
    public void The_same_question_has_the_same_answer_and_more_plants_never_more_room()
    {
        var (before, after) = (Town(RandomCity.Features(new Random(3), 20, 20)), Town(RandomCity.Features(new Random(3), 20, 20).Append(Place(900, 1000, 1000, "school", "highly-sensitive"))));
        var use = new PlannedUse("5942", [new("108-88-3", 20)]);

        var answer = Ask(before, use);
        answer.Picture.Raster.Cells.ShouldBe(Ask(before, use).Picture.Raster.Cells);
        Ask(after, use).FreeSquareMetres.ShouldBeLessThanOrEqualTo(answer.FreeSquareMetres);
        answer.DataVersion.ShouldBe(before.Version.Text);
        answer.Explanation.Where(step => step.Source?.Status == RuleSource.ToBeVerified).ShouldAllBe(step => step.Text.Zh.Contains("待核实"));
    }

    [Fact]
    public void Progress_goes_up_to_the_whole()
    {
        var told = new List<double>();
        ReverseSitings.Of(Town(), new(PlaceKind: "school", Area: Square, Date: Day), new Told(told));
        told.Order().Last().ShouldBe(1);
    }

    [Theory]
    [InlineData("""{}""", "industryCode")]
    [InlineData("""{"industryCode":"9999"}""", "industryCode")]
    [InlineData("""{"industryCode":"2614","inventory":[{"cas":"67-56-2","tonnes":10}]}""", "inventory/0/cas")]
    [InlineData("""{"industryCode":"2614","inventory":[{"cas":"67-56-1","tonnes":-10}]}""", "inventory/0/tonnes")]
    [InlineData("""{"facilities":["petrol"]}""", "facilities")]
    [InlineData("""{"placeKind":"school"}""", "area")]
    public void Bad_input_is_named(string question, string member) => Should.Throw<QuestionException>(() =>
        ReverseSitings.Of(Town(), JsonSerializer.Deserialize<ReverseSitingQuestion>(question, JsonSerializerOptions.Web)!)).Member.ShouldStartWith(member);

    static readonly JsonElement Square = JsonSerializer.SerializeToElement(new
    {
        type = "Polygon",
        coordinates = new[] { Rectangle(0, 0, 2000, 2000).Coordinates.Select(corner => new[] { corner.X, corner.Y }) },
    });

    static ReverseSitingAnswer Ask(CitySnapshot city, PlannedUse use, double cellMetres = 10) => ReverseSitings.Of(city, new(
        use.IndustryCode, use.Inventory, use.Facilities, use.PlaceCategory, use.PlaceKind, use.LandUse, use.Processes, Square, cellMetres, Date: Day));

    // What the parts of a certificate say, for the message.
    static string Said(SitingCase planned, Polygon site) => string.Join("; ", SeparationRows.Of(planned.On(site)).Where(row => row.Verdict != Verdict.Pass).Select(row => $"{row.Rule} {row.Verdict} {row.OtherId} {row.ActualMetres}"))
        + " | " + string.Join("; ", RiskMap.City.Zoning.Catalogue.Catalogues.Of(planned.City, planned.Use, new(site), Day).Where(row => row.Verdict != Verdict.Pass).Select(row => $"{row.Rule} {row.Verdict} {row.OtherId}"))
        + " | " + string.Join("; ", RiskMap.City.Zoning.External.ExternalSafety.Of(planned.On(site), planned.Use, null, Day).Rows.Where(row => row.Verdict != Verdict.Pass).Select(row => $"{row.Rule} {row.Verdict} {row.OtherId} {row.Reason}"));

    // A parcel of four millimetres: what is said of it is said of its middle.
    static Polygon Speck(double x, double y)
    {
        const double half = 0.002;
        return new(new LinearRing([new(x - half, y - half), new(x + half, y - half), new(x + half, y + half), new(x - half, y + half), new(x - half, y - half)]));
    }

    static IEnumerable<Feature> Zones(Random random) => Enumerable.Range(1, 8).Select(id => TestFeatures.Area("zones", id, Box(random),
        ("restriction", random.OneOf("prohibited", "restricted", "controlled")), ("industryPrefixes", random.OneOf<string?>("""["26"]""", """["2614"]""", """["52","5942"]""", null)),
        ("chemicals", random.OneOf<string?>("""["67-56-1"]""", null, null)), ("validTo", random.Next(4) == 0 ? Day.AddDays(-1) : null)));

    static IEnumerable<Feature> Parks(Random random) => Enumerable.Range(1, 4).Select(id => TestFeatures.Area("parks", id, Box(random),
        ("kind", random.OneOf<string?>("chemical", "industrial", null)), ("grade", random.OneOf<string?>("A", "D", null))));

    static (double, double, double, double) Box(Random random)
    {
        var (west, south) = (random.Between(0, 1500), random.Between(0, 1500));
        return (west, south, west + random.Between(100, 800), south + random.Between(100, 800));
    }

    sealed class Told(List<double> told) : IProgress<double>
    {
        public void Report(double value)
        {
            lock (told) told.Add(value);
        }
    }
}
