using NetTopologySuite.IO;
using RiskMap.City.Check;
using RiskMap.City.Model;
using RiskMap.City.Model.Layers;
using RiskMap.City.Snapshot;
using RiskMap.City.Snapshot.Rules;
using static RiskMap.City.Tests.TestFeatures;

namespace RiskMap.City.Tests.Snapshot;

public class RowRulesTests
{
    [Theory]
    [InlineData("enterprises", "grade", "重大", "red")]
    [InlineData("enterprises", "grade", "crimson", "none of the codes")]
    [InlineData("enterprises", "score", 101.0, "0 to 100")]
    [InlineData("enterprises", "score", double.PositiveInfinity, "not finite")]
    [InlineData("enterprises", "headcount", -1L, "outside")]
    [InlineData("enterprises", "inventory", "{\"cas\":\"1\"}", "not a JSON array")]
    [InlineData("enterprises", "inventory", "[{\"cas\":\"7664-41-7\",", "not whole JSON")]
    [InlineData("enterprises", "inventory", "[{\"cas\":\"7664-41-7\"}]", "tonnes is missing")]
    [InlineData("enterprises", "inventory", "[{\"cas\":\"7664-41-7\",\"tonnes\":\"12\"}]", "tonnes")]
    [InlineData("enterprises", "inventory", "[1]", "objects")]
    [InlineData("enterprises", "processes", "[{}]", "texts or numbers")]
    [InlineData("enterprises", "processes", "[] []", "JSON")]
    [InlineData("enterprises", "name", "", "missing")]
    [InlineData("site-boundaries", "ofKey", "", "missing")]
    public void A_value_that_breaks_a_rule_reads_as_missing_and_is_a_fault(string layer, string field, object value, string problem)
    {
        var schema = CityLayers.Get(layer);
        var good = Good(layer);
        var snapshot = LayerSnapshot.Of(schema, [good, good with { Id = 2, Key = "bad", Values = good.Values(schema, field, value) }]);
        var fault = snapshot.Faults.ShouldHaveSingleItem();
        (fault.Id, fault.Field).ShouldBe((2L, field));
        fault.Problem.En.ShouldContain(problem);
        snapshot.Find(2)!.Value.IsNull(schema.IndexOf(field)).ShouldBeTrue();
        snapshot.Find(2)!.Value.IsEmpty.ShouldBeFalse();
        snapshot.Count.ShouldBe(2);
    }

    [Theory]
    [InlineData("enterprises", "POINT (118.2 24.6)", null)]
    [InlineData("enterprises", "POINT (500000 2700000)", "longitude")]
    [InlineData("enterprises", "LINESTRING (118 24, 119 25)", "another kind")]
    [InlineData("parks", "POLYGON ((118 24, 119 24, 119 25, 118 25, 118 24))", null)]
    [InlineData("parks", "POLYGON ((118 24, 119 25, 119 24, 118 25, 118 24))", "invalid")]
    [InlineData("parks", "POLYGON ((118 24, 118.9 24.1, 118.1 24.9, 118.2 24, 118.5 25, 118 24))", "invalid")]
    [InlineData("parks", "POLYGON ((118 24, 119 24, 118.5 24.2, 119 25, 118 25, 118 24))", null)]
    [InlineData("parks", "POLYGON ((118 24, 119 24, 119 25, 118 25, 118 24), (118.5 24.5, 120 24.5, 120 24.6, 118.5 24.6, 118.5 24.5))", "invalid")]
    [InlineData("parks", "MULTIPOLYGON (((118 24, 119 24, 119 25, 118 24)), ((118 24, 119 24, 119 25, 118 24)))", "invalid")]
    public void A_geometry_that_breaks_a_rule_is_left_out_and_the_row_stays(string layer, string wkt, string? problem)
    {
        var bad = Good(layer) with { Geometry = new WKTReader().Read(wkt) };
        var snapshot = LayerSnapshot.Of(CityLayers.Get(layer), [bad]);
        snapshot.Find(bad.Id)!.Value.IsEmpty.ShouldBe(problem is not null);
        snapshot.Find(bad.Id)!.Value.Name.ShouldBe(bad.Name);
        if (problem is null) snapshot.Faults.ShouldBeEmpty();
        else snapshot.Faults.Single().ShouldSatisfyAllConditions(fault => fault.Field.ShouldBeNull(), fault => fault.Problem.En.ShouldContain(problem));
    }

    [Fact]
    public void Convex_rings_pass_without_NTS_and_whatever_NTS_refuses_does_not_pass() => Seeded.ForEach(400, random =>
    {
        var corners = Enumerable.Range(0, random.Next(3, 7)).Select(_ => (X: random.Next(0, 5), Y: random.Next(0, 5))).ToList();
        corners.Add(corners[0]);
        var wkt = $"POLYGON (({string.Join(", ", corners.Select(corner => $"{corner.X} {corner.Y}"))}))";
        var polygon = new WKTReader { IsOldNtsCoordinateSyntaxAllowed = false }.Read(wkt);
        (GeometryRule.Problem(GeometryKind.Polygon, new WKBWriter().Write(polygon)) is null).ShouldBe(polygon.IsValid, wkt);
    });

    [Fact]
    public void Faults_come_with_edits_go_when_mended_and_survive_a_merge()
    {
        var layer = LayerSnapshot.Of(Enterprises.Schema, [Plant(1, "red"), Plant(2, "purple"), Plant(3, "pink")]);
        var edited = layer.With([Plant(2, "orange"), Plant(4, "black")], []);
        edited.Faults.Select(fault => fault.Id).ShouldBe([3, 4]);
        edited.Merged().Faults.Select(fault => fault.Id).ShouldBe([3, 4]);
        edited.With([Plant(4, "blue")], [3]).Faults.ShouldBeEmpty();
        edited.With([], [4]).Faults.Select(fault => fault.Id).ShouldBe([3]);
        edited.With([Plant(5, "red")], []).Faults.Select(fault => fault.Id).ShouldBe([3, 4]);
    }

    [Fact]
    public void What_could_not_be_read_from_the_store_is_a_fault_too()
    {
        var plant = Plant(1, "red") with { Geometry = null, Unreadable = [(null, ("坏", "broken blob")), (2, ("坏", "no text"))] };
        LayerSnapshot.Of(Enterprises.Schema, [plant]).Faults.Select(fault => (fault.Field, fault.Problem.En))
            .ShouldBe([(null, "broken blob"), ("source", "no text")]);
    }

    [Fact]
    public void Check_lists_each_row_with_field_problem_and_remedy()
    {
        var report = CityCheck.Run(SmallCity(("enterprises", Plant(1, "red")), ("enterprises", Plant(2, "purple")), ("enterprises", Plant(3, "pink"))));
        var finding = report.Findings.Single(found => found.Code == "value-faulty");
        (finding.Layer, finding.Count, finding.Severity).ShouldBe(("enterprises", 2, Severity.Error));
        finding.Examples.Select(example => (example.Id, example.Field, example.Problem!.En.Contains("codes", StringComparison.Ordinal))).ShouldBe([(2L, "grade", true), (3L, "grade", true)]);
        finding.Remedy.En.ShouldContain("grade");
    }

    static Feature Plant(long id, string grade) => At("enterprises", id, 100, 100, ("grade", grade));

    static Feature Good(string layer) => layer switch
    {
        "enterprises" => Plant(1, "red"),
        "site-boundaries" => Area(layer, 1, (0, 0, 10, 10), ("ofLayer", "enterprises"), ("ofKey", "a")),
        _ => Area(layer, 1, (0, 0, 10, 10)),
    };
}
