using System.Text.Json;
using NetTopologySuite.IO;
using Npgsql;
using RiskMap.City.Model;
using RiskMap.City.Proximity;
using RiskMap.City.Snapshot;
using RiskMap.City.Tests.Proximity;
using RiskMap.City.Zoning;
using RiskMap.City.Zoning.Reverse;
using static RiskMap.City.Tests.TestFeatures;

namespace RiskMap.City.Tests.Zoning.Reverse;

/// <summary>From constraints to the answer; which constraints a use has is told elsewhere.</summary>
public sealed class ReverseSitingCoreTests
{
    static readonly RuleSource Source = new("GB 0000", "1.2", RuleSource.ToBeVerified);

    // A district of 1 km × 1 km; a school that keeps 100 m free, a shop that should keep 50 m, a zone that forbids its inside.
    static readonly CitySnapshot City = SmallCity(
        ("districts", Area("districts", 1, (0, 0, 1000, 1000), ("name", "区"), ("code", "350213"), ("level", "district"))),
        ("parks", Area("parks", 1, (0, 0, 500, 500), ("name", "园区"), ("code", "P1"))),
        ("places", At("places", 1, 505, 505, ("name", "学校"))), ("places", At("places", 2, 805, 805, ("name", "商店"))),
        ("zones", Area("zones", 1, (0, 0, 1000, 100), ("name", "禁建区"))));

    [Fact]
    public void The_areas_of_the_verdicts_sum_to_the_district()
    {
        var answer = Ask("{}");

        answer.AreaSquareMetres.ShouldBe(1_000_000, 1);
        answer.Verdicts.Sum(verdict => verdict.SquareMetres).ShouldBe(answer.AreaSquareMetres, 1e-6);
        answer.Verdicts.Select(verdict => verdict.Verdict).ShouldBe([Verdict.Prohibited, Verdict.Fail, Verdict.Conditional, Verdict.Pass]);
        answer.Verdicts[0].SquareMetres.ShouldBe(100_000, 1);
        answer.Verdicts[1].SquareMetres.ShouldBe(Math.PI * 100 * 100, 500);
        answer.FreeShare.ShouldBe(answer.FreeSquareMetres / answer.AreaSquareMetres, 1e-12);
    }

    [Fact]
    public void Hazards_tell_what_they_sterilise_in_all_and_alone()
    {
        var answer = Ask("{}", new SitingConstraint("R3", ("三", "three"), Source, Sites.Of(City, "places").Feature(0), Sites.Of(City, "places").Outline(0), 40, Verdict.Fail));

        answer.Hazards.Select(hazard => hazard.Name).ShouldBe(["禁建区", "学校", "商店"]);
        answer.Hazards[1].Rules.ShouldBe(["R1", "R3"]);
        answer.Hazards[1].SterilisedSquareMetres.ShouldBe(answer.Hazards[1].AloneSquareMetres);
        answer.Hazards[1].SterilisedSquareMetres.ShouldBe(Math.PI * 100 * 100, 500);
        answer.NumberOfHazards.ShouldBe(3);
    }

    [Fact]
    public void The_rows_of_the_raster_can_be_read_back()
    {
        var answer = Ask("""{"cellMetres":20}""");

        answer.Rows.Count.ShouldBe(answer.Bounds.Rows);
        answer.Rows.ShouldAllBe(row => row.Where((_, i) => i % 2 == 1).Sum() == answer.Bounds.Columns);
        // The zone along the south forbids, whatever else is there.
        answer.Rows[^2].Chunk(2).Where(run => run[0] >= 0).Select(run => answer.Constraints[run[0]].Name).Distinct().ShouldBe(["禁建区"]);
        var free = answer.Rows.Sum(row => row.Chunk(2).Where(run => run[0] == SitingRaster.Free).Sum(run => run[1]));
        (free * 400.0).ShouldBe(answer.FreeSquareMetres);
        Ask("""{"raster":false}""").Rows.ShouldBeEmpty();
    }

    [Fact]
    public void The_free_area_is_told_by_its_pieces_and_a_coarse_outline_that_holds_nothing_else()
    {
        var answer = Ask("{}");

        answer.NumberOfFreeAreas.ShouldBe(1);
        answer.FreeAreas.Single().SquareMetres.ShouldBe(answer.FreeSquareMetres);
        answer.FreeOutline!.IsValid.ShouldBeTrue();
        TestPlane.Project(answer.FreeOutline).Area.ShouldBeLessThanOrEqualTo(answer.FreeSquareMetres + 1);
        var (x, y) = TestPlane.Project(answer.FreeAreas[0].At[0], answer.FreeAreas[0].At[1]);
        answer.FreeOutline.EnvelopeInternal.Contains(answer.FreeAreas[0].At[0], answer.FreeAreas[0].At[1]).ShouldBeTrue($"{x} {y}");
    }

    [Fact]
    public void A_park_by_its_code_or_id_and_a_drawn_polygon_are_areas()
    {
        Ask("""{"area":"P1"}""").AreaSquareMetres.ShouldBe(250_000, 1);
        Ask("""{"area":{"layer":"parks","id":1}}""").AreaSquareMetres.ShouldBe(250_000, 1);
        var corners = new[] { (0, 0), (300, 0), (300, 300), (0, 300), (0, 0) }.Select(at => TestPlane.Unproject(620_000 + at.Item1, 2_720_000 + at.Item2))
            .Select(at => FormattableString.Invariant($"[{at.Longitude:R},{at.Latitude:R}]"));
        Ask($$$"""{"area":{"type":"Polygon","coordinates":[[{{{string.Join(',', corners)}}}]]}}""").AreaSquareMetres.ShouldBe(90_000, 300 * 20);
    }

    [Fact]
    public void The_picture_shows_the_verdicts_between_its_corners()
    {
        var answer = Ask("{}");
        var picture = Picture.Of(answer.Picture.Png());

        (picture.Width, picture.Height).ShouldBe((answer.Bounds.Columns, answer.Bounds.Rows));
        picture.Colours.ShouldBe(4 + (answer.Picture.Raster.Cells.Contains(SitingRaster.Outside) ? 1 : 0));
        var (west, north) = TestPlane.Project(answer.Bounds.Corners[0][0], answer.Bounds.Corners[0][1]);
        west.ShouldBe(answer.Bounds.MinX, 0.02);
        north.ShouldBe(answer.Bounds.MaxY, 0.02);
    }

    [Fact]
    public void Free_cells_bear_the_verdict_of_what_holds_everywhere()
    {
        var answer = Ask("{}", Verdict.QraRequired);
        answer.FreeVerdict.ShouldBe(Verdict.QraRequired);
        answer.Verdicts.ShouldContain(verdict => verdict.Verdict == Verdict.QraRequired);
        answer.Verdicts.ShouldNotContain(verdict => verdict.Verdict == Verdict.Pass);
    }

    [Theory]
    [InlineData("""{"cellMetres":0}""", "cellMetres")]
    [InlineData("""{"cellMetres":-10}""", "cellMetres")]
    [InlineData("""{"cellMetres":5000}""", "cellMetres")]
    [InlineData("""{"area":"nowhere"}""", "area")]
    [InlineData("""{"area":{"layer":"roads","id":1}}""", "area/layer")]
    [InlineData("""{"area":{"layer":"parks","id":7}}""", "area/id")]
    [InlineData("""{"area":{"type":"Point","coordinates":[118.2,24.6]}}""", "area")]
    [InlineData("""{"area":{"type":"Polygon","coordinates":[[[10,10],[11,10],[11,11],[10,10]]]}}""", "area")]
    [InlineData("""{"limit":-1}""", "limit")]
    public void Bad_input_is_named(string question, string member) => Should.Throw<QuestionException>(() => Ask(question)).Member.ShouldBe(member);

    // Cells of 5 m against circles of 64 chords a quarter: a border of some kilometres is off by less than a metre on the whole, so 1 % is ample.
    [PostgisFact]
    public async Task What_is_sterilised_is_the_union_of_PostGIS_buffers()
    {
        await using var connection = new NpgsqlConnection(Postgis.Required);
        await connection.OpenAsync();
        await using (var create = new NpgsqlCommand("CREATE EXTENSION IF NOT EXISTS postgis", connection)) await create.ExecuteNonQueryAsync();
        Seeded.ForEach(5, random =>
        {
            var city = RandomCities.Make(random);
            var keepOuts = new[] { "enterprises", "places", "zones", "roads" }.SelectMany(layer => Enumerable.Range(0, 15).Select(_ => Sites.Of(city, layer).Outline(random.Next(20))))
                .Select((outline, i) => new KeepOut(outline, random.Between(20, 250), Verdict.Fail, i)).ToList();
            var area = new SiteOutline(city.Plane.Project(RandomCities.Star(random, 2000, 2000, 1200, 1900)));
            var raster = SitingRasteriser.Of(SitingGrid.Over(area.Box, 5), [area], keepOuts, keepOuts.Count);

            var expected = SterilisedAsync(connection, area, keepOuts).GetAwaiter().GetResult();
            ((raster.AreaCells - raster.FreeCells) * 25.0).ShouldBe(expected, expected * 0.01);
        });
    }

    static async Task<double> SterilisedAsync(NpgsqlConnection connection, SiteOutline area, IReadOnlyList<KeepOut> keepOuts)
    {
        var writer = new WKBWriter();
        await using var command = new NpgsqlCommand(
            "SELECT ST_Area(ST_Intersection(ST_GeomFromWKB(@area), (SELECT ST_Union(ST_Buffer(ST_GeomFromWKB(g), m, 'quad_segs=64')) FROM unnest(@shapes, @metres) AS t(g, m))))", connection);
        command.Parameters.AddWithValue("area", writer.Write(area.Geometry));
        command.Parameters.AddWithValue("shapes", keepOuts.Select(keepOut => writer.Write(keepOut.Outline.Geometry)).ToArray());
        command.Parameters.AddWithValue("metres", keepOuts.Select(keepOut => keepOut.RequiredMetres).ToArray());
        return (double)(await command.ExecuteScalarAsync())!;
    }

    static ReverseSitingAnswer Ask(string json, params SitingConstraint[] more) => Ask(json, Verdict.Pass, more);

    static ReverseSitingAnswer Ask(string json, Verdict free, params SitingConstraint[] more)
    {
        var question = JsonSerializer.Deserialize<ReverseSitingQuestion>(json, JsonSerializerOptions.Web)!;
        var area = SitingArea.Read(City, question.Area);
        var (places, zones) = (Sites.Of(City, "places"), Sites.Of(City, "zones"));
        SitingConstraint[] constraints =
        [
            new("R1", ("一", "one"), Source, places.Feature(0), places.Outline(0), 100, Verdict.Fail), new("R2", ("二", "two"), Source, places.Feature(1), places.Outline(1), 50, Verdict.Conditional),
            new("Z1", ("禁", "zone"), Source, zones.Feature(0), zones.Outline(0), 0, Verdict.Prohibited), .. more,
        ];
        return ReverseSitings.Of(City, question, area, ReverseSitings.GridOver(area, question.CellMetres), constraints, free, [], null, CancellationToken.None);
    }
}
