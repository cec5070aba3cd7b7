using System.Text.Json;
using System.Text.RegularExpressions;
using NetTopologySuite.Geometries;
using RiskMap.City.Model;
using RiskMap.City.Model.Layers;

namespace RiskMap.City.Tests.Sources.Demo;

public sealed class DemoRowsTests
{
    public static TheoryData<string> LayerNames => [.. CityLayers.All.Select(layer => layer.Name)];

    [Theory]
    [MemberData(nameof(LayerNames))]
    public void Every_row_keeps_to_its_schema(string name)
    {
        var layer = CityLayers.Get(name);
        foreach (var row in DemoCities.Of(layer))
        {
            if (layer.NameRequired)
                row.Name.ShouldNotBeNullOrEmpty(row.Key);
            for (var i = 0; i < layer.Fields.Length; i++)
                Problem(layer.Fields[i], row.Values[i]).ShouldBeNull($"{layer.Name} {row.Key} {layer.Fields[i].Name} = {row.Values[i]}");
        }
    }

    [Theory]
    [MemberData(nameof(LayerNames))]
    public void Keys_are_distinct_and_every_row_says_that_it_is_a_demo(string name)
    {
        var rows = DemoCities.Of(CityLayers.Get(name));
        rows.Select(row => row.Key).Distinct(StringComparer.Ordinal).Count().ShouldBe(rows.Count);
        rows.ShouldAllBe(row => Equals(row.Get(CityLayers.Get(name), "source"), "demo"));
        rows.ShouldAllBe(row => Equals(row.Get(CityLayers.Get(name), "licence"), "CC0-1.0 demo data"));
    }

    [Theory]
    [MemberData(nameof(LayerNames))]
    public void Every_geometry_is_valid_and_of_its_layers_kind(string name)
    {
        var layer = CityLayers.Get(name);
        foreach (var row in DemoCities.Of(layer))
        {
            row.Geometry.ShouldNotBeNull(row.Key);
            row.Geometry.IsEmpty.ShouldBeFalse(row.Key);
            row.Geometry.IsValid.ShouldBeTrue(row.Key);
            Dimension(layer.Geometry).ShouldContain(row.Geometry.Dimension, row.Key);
        }
    }

    [Fact]
    public void Personal_fields_are_missing_or_plainly_not_real()
    {
        foreach (var layer in CityLayers.All)
            foreach (var field in layer.Fields.Where(field => field.Personal))
                DemoCities.Of(layer).Select(row => row.Get(layer, field.Name)).Distinct().ShouldAllBe(value => value == null || Equals(value, "000-0000000"));
    }

    [Fact]
    public void Enterprises_are_known_by_their_credit_code_and_have_an_industry_of_the_standard()
    {
        foreach (var row in DemoCities.Of(Enterprises.Schema))
        {
            row.Key.ShouldBe(row.Value<string>(Enterprises.Schema, "creditCode"));
            row.Key.ShouldStartWith("91350213");
            row.Value<string>(Enterprises.Schema, "industryCode").ShouldNotBeNull();
        }
    }

    [SharedDataFact]
    public void Industry_codes_stand_in_the_standards_table()
    {
        var path = Requires.SharedData("reference", "gbt4754_2017_IndustryData.js");
        var standard = Regex.Matches(File.ReadAllText(path), "\"value\": \"[A-T](\\d+)\"").Select(match => match.Groups[1].Value).ToHashSet(StringComparer.Ordinal);
        standard.Count.ShouldBeGreaterThan(1000);
        DemoCities.Of(Enterprises.Schema).Select(row => row.Value<string>(Enterprises.Schema, "industryCode")!).ShouldAllBe(code => standard.Contains(code));
    }

    [Fact]
    public void Few_enterprises_are_red_most_are_yellow_or_blue_and_some_grades_are_missing()
    {
        var rows = DemoCities.Of(Enterprises.Schema);
        double Share(string? grade) => (double)rows.Count(row => row.Value<string>(Enterprises.Schema, "grade") == grade) / rows.Count;
        Share("red").ShouldBeInRange(0.002, 0.02);
        Share("orange").ShouldBeInRange(0.02, 0.12);
        Share("yellow").ShouldBeGreaterThan(0.2);
        Share("blue").ShouldBeGreaterThan(0.3);
        Share(null).ShouldBeInRange(0.03, 0.07);
    }

    [Fact]
    public void Scores_lie_in_the_band_of_their_grade()
    {
        var scored = DemoCities.Of(Enterprises.Schema).Where(row => row.Get(Enterprises.Schema, "score") is not null).ToList();
        scored.Count.ShouldBeGreaterThan(50);
        foreach (var row in scored)
        {
            // 应急〔2018〕19号: 90 and above blue, 75 yellow, 60 orange, below red.
            var expected = row.Value<double>(Enterprises.Schema, "score") switch { >= 90 => "blue", >= 75 => "yellow", >= 60 => "orange", _ => "red" };
            row.Value<string>(Enterprises.Schema, "grade").ShouldBe(expected, row.Key);
        }
    }

    [Theory]
    [InlineData("7664-41-7", 1, 60, 20)]
    [InlineData("86290-81-5", 30, 75, 25)]
    [InlineData("68476-85-7", 0.05, 150, 50)]
    [InlineData("8008-20-6", 12000, 18000, 1)]
    public void Chemicals_of_the_district_are_held_in_plausible_amounts(string cas, double least, double most, int leastHolders)
    {
        var tonnes = DemoCities.Of(Enterprises.Schema).Select(row => row.Value<string>(Enterprises.Schema, "inventory")).OfType<string>()
            .SelectMany(text => JsonDocument.Parse(text).RootElement.EnumerateArray())
            .Where(line => line.GetProperty("cas").GetString() == cas).Select(line => line.GetProperty("tonnes").GetDouble()).ToList();
        tonnes.Count.ShouldBeGreaterThanOrEqualTo(leastHolders);
        tonnes.ShouldAllBe(value => value >= least && value <= most);
    }

    [Fact]
    public void Confined_spaces_stand_by_their_owners_and_some_entries_are_stale_or_missing()
    {
        var enterprises = DemoCities.Of(Enterprises.Schema).ToDictionary(row => row.Key, StringComparer.Ordinal);
        var spaces = DemoCities.Of(ConfinedSpaces.Schema);
        foreach (var space in spaces.Where(space => space.Get(ConfinedSpaces.Schema, "enterpriseKey") is not null))
        {
            var owner = enterprises[space.Value<string>(ConfinedSpaces.Schema, "enterpriseKey")!];
            space.Value<string>(ConfinedSpaces.Schema, "owner").ShouldBe(owner.Name);
            space.Geometry!.Distance(owner.Geometry).ShouldBeLessThan(0.001, space.Key);
        }
        var updates = spaces.Select(space => space.Value<DateOnly?>(ConfinedSpaces.Schema, "updatedOn")).ToList();
        updates.Count(update => update is null).ShouldBeInRange(5, 50);
        updates.Count(update => update < new DateOnly(2026, 1, 1)).ShouldBeInRange(10, 90);
    }

    [Fact]
    public void Depots_hold_some_stock_that_is_expired_or_below_its_minimum()
    {
        var lines = DemoCities.Of(Depots.Schema).SelectMany(row => JsonDocument.Parse(row.Value<string>(Depots.Schema, "stock")!).RootElement.EnumerateArray()).ToList();
        lines.Count(line => line.GetProperty("quantity").GetDouble() < line.GetProperty("minimum").GetDouble()).ShouldBeGreaterThan(5);
        lines.Count(line => line.TryGetProperty("expiry", out var expiry) && string.CompareOrdinal(expiry.GetString(), "2026-06-30") < 0).ShouldBeGreaterThan(2);
        lines.Count(line => line.TryGetProperty("reserved", out _)).ShouldBeGreaterThan(5);
    }

    [Fact]
    public void Six_fire_stations_turn_out_within_a_minute()
    {
        var stations = DemoCities.Of(Teams.Schema).Where(row => row.Value<string>(Teams.Schema, "kind") == "fire").ToList();
        stations.Count.ShouldBe(6);
        stations.ShouldAllBe(row => row.Value<long>(Teams.Schema, "turnoutSeconds") == 60);
    }

    [Fact]
    public void Boundaries_belong_to_a_feature_and_hold_its_point()
    {
        var owners = new[] { Enterprises.Schema, Places.Schema }.ToDictionary(
            layer => layer.Name, layer => DemoCities.Of(layer).ToDictionary(row => row.Key, StringComparer.Ordinal), StringComparer.Ordinal);
        foreach (var row in DemoCities.Of(SiteBoundaries.Schema))
        {
            var owner = owners[row.Value<string>(SiteBoundaries.Schema, "ofLayer")!][row.Value<string>(SiteBoundaries.Schema, "ofKey")!];
            row.Geometry!.Contains(owner.Geometry).ShouldBeTrue(row.Key);
        }
    }

    [Fact]
    public void No_park_is_a_chemical_park() =>
        DemoCities.Of(Parks.Schema).ShouldAllBe(row => row.Value<string>(Parks.Schema, "kind") != "chemical");

    static Dimension[] Dimension(GeometryKind kind) => kind switch
    {
        GeometryKind.Point => [NetTopologySuite.Geometries.Dimension.Point],
        GeometryKind.Line => [NetTopologySuite.Geometries.Dimension.Curve],
        GeometryKind.Polygon => [NetTopologySuite.Geometries.Dimension.Surface],
        _ => [NetTopologySuite.Geometries.Dimension.Point, NetTopologySuite.Geometries.Dimension.Curve, NetTopologySuite.Geometries.Dimension.Surface],
    };

    static string? Problem(Field field, object? value) => value switch
    {
        null => field.Required ? "missing" : null,
        string text when field.Type == FieldType.List => ListProblem(field, text),
        string text when field.Type == FieldType.Text => TextProblem(field, text),
        long whole when field.Type == FieldType.Integer => NumberProblem(field, whole),
        double number when field.Type == FieldType.Number => NumberProblem(field, number),
        bool when field.Type == FieldType.Boolean => null,
        DateOnly when field.Type == FieldType.Date => null,
        DateTimeOffset time when field.Type == FieldType.DateTime => time.Offset == TimeSpan.Zero ? null : "not UTC",
        _ => $"a {value.GetType().Name} in a {field.Type} field",
    };

    static string? TextProblem(Field field, string text)
    {
        if (text.Length == 0)
            return "empty";
        if (field.Codes is { } codes && codes.Find(text)?.Value != text)
            return $"not one of {codes.Tokens}";
        return field.Rule is { } rule && rule.Normalize(text) is var (canonical, problem) && canonical != text ? problem?.En ?? "not canonical" : null;
    }

    static string? NumberProblem(Field field, double value) =>
        double.IsFinite(value) && value >= (field.Minimum ?? double.MinValue) && value <= (field.Maximum ?? double.MaxValue) ? null : "out of bounds";

    static string? ListProblem(Field field, string text)
    {
        var list = JsonDocument.Parse(text).RootElement;
        if (list.ValueKind != JsonValueKind.Array || list.GetArrayLength() == 0)
            return "not a list with members";
        foreach (var member in list.EnumerateArray())
        {
            var problem = field.Items.IsEmpty ? ScalarProblem(field, member) : ObjectProblem(field, member);
            if (problem is not null)
                return problem;
        }
        return null;
    }

    static string? ScalarProblem(Field field, JsonElement scalar) =>
        field.Codes is { } codes && codes.Find(scalar.GetString()!)?.Value != scalar.GetString() ? $"not one of {codes.Tokens}" : null;

    static string? ObjectProblem(Field field, JsonElement member)
    {
        foreach (var property in member.EnumerateObject())
        {
            var item = field.Items.FirstOrDefault(item => item.Name == property.Name);
            if (item is null)
                return $"no member {property.Name}";
            object? value = item.Type switch
            {
                FieldType.Number => property.Value.GetDouble(),
                FieldType.Integer => property.Value.GetInt64(),
                FieldType.Date => DateOnly.ParseExact(property.Value.GetString()!, "yyyy-MM-dd"),
                _ => property.Value.GetString(),
            };
            if (Problem(item, value) is { } problem)
                return $"{property.Name}: {problem}";
        }
        return field.Items.Where(item => item.Required).FirstOrDefault(item => !member.TryGetProperty(item.Name, out _))?.Name;
    }
}
