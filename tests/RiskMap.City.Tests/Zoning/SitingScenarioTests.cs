using System.Text.Json;
using System.Text.Json.Serialization;
using NetTopologySuite.Geometries;
using RiskMap.City.Model;
using RiskMap.City.Risk;
using RiskMap.City.Snapshot;
using RiskMap.City.Zoning;
using static RiskMap.City.Tests.TestFeatures;

namespace RiskMap.City.Tests.Zoning;

/// <summary>The cases of data/scenarios/siting: small cities in metres, each with its working in a note, computed by hand.</summary>
public sealed class SitingScenarioTests
{
    static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web) { UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow };
    static readonly string Folder = Repository.PathOf("data", "scenarios", "siting");

    static readonly string[] Files =
        [.. Directory.EnumerateFiles(Folder, "*.json").Select(file => Path.GetFileNameWithoutExtension(file)!).Where(name => name != "base-city").Order(StringComparer.Ordinal)];

    public static TheoryData<string> Names => [.. Files];

    [Fact]
    public void There_are_at_least_twenty_cases_of_every_verdict_and_both_ways()
    {
        var all = Files.Select(Read<Scenario>).ToList();

        all.Count.ShouldBeGreaterThanOrEqualTo(20);
        all.Select(scenario => scenario.Expect.Verdict).Distinct().Count().ShouldBe(Enum.GetValues<Verdict>().Length);
        all.Count(scenario => scenario.Question.PlaceKind is not null).ShouldBeGreaterThanOrEqualTo(3);
        all.ShouldAllBe(scenario => scenario.Note.Length > 40);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_case_comes_out_as_it_was_worked_by_hand(string name)
    {
        var scenario = Read<Scenario>(name);
        var answer = SitingCertificates.Of(CityOf(scenario), QuestionOf(scenario));

        foreach (var expected in scenario.Expect.Rules ?? [])
            Check(expected, answer.Rules);
        foreach (var expected in scenario.Expect.Catalogue ?? [])
            answer.Catalogue.Single(row => row.Rule == expected.Rule && (expected.OtherId is null || row.OtherId == expected.OtherId))
                .ShouldSatisfyAllConditions(row => row.Verdict.ShouldBe(expected.Verdict), row => row.Decides.ShouldBe(expected.Decides ?? true));
        if (scenario.Expect.Method is { } method) Check(method, answer);
        if (scenario.Expect.Repair is { } repair) Check(repair, answer.Repair);
        answer.Verdict.ShouldBe(scenario.Expect.Verdict, string.Join('\n', answer.Explanation.Select(step => step.Text.En)));
        ItIsWhole(answer);
    }

    static void Check(ExpectedRow expected, IReadOnlyList<SeparationRow> rows)
    {
        var row = rows.Single(candidate => candidate.Rule == expected.Rule && (expected.OtherId is null || candidate.OtherId == expected.OtherId));
        row.Verdict.ShouldBe(expected.Verdict, expected.Rule);
        if (expected.RequiredMetres is { } required) row.RequiredMetres.ShouldBe(required, expected.Rule);
        if (expected.ActualMetres is { } actual) row.ActualMetres!.Value.ShouldBe(actual, 0.001, expected.Rule);
        if (expected.ShortfallMetres is { } shortfall) row.ShortfallMetres!.Value.ShouldBe(shortfall, 0.001, expected.Rule);
        if (expected.Role is { } role) row.Role.ShouldBe(role);
        if (expected.MeasuredFrom is { } measured) row.MeasuredFrom.ShouldBe(measured);
    }

    static void Check(ExpectedMethod expected, SitingAnswer answer)
    {
        answer.Method.Verdict.ShouldBe(expected.Verdict);
        answer.Method.Method?.Method.ShouldBe(expected.Method);
        foreach (var place in expected.Places ?? [])
        {
            var row = answer.Method.Rows.First(candidate => place.OtherId is null || candidate.OtherId == place.OtherId);
            row.Verdict.ShouldBe(place.Verdict);
            row.LimitPerYear.ShouldBe(place.LimitPerYear);
        }
    }

    static void Check(ExpectedRepair expected, SitingRepair repair)
    {
        if (expected.ShiftVerdict is { } verdict)
        {
            repair.SmallestShift.ShouldNotBeNull().Verdict.ShouldBe(verdict);
            repair.SmallestShift.Metres.ShouldBeInRange(expected.ShiftAtLeastMetres, expected.ShiftAtMostMetres);
        }
        if (expected.LargestTonnes is { } tonnes)
            repair.LargestQuantity.ShouldHaveSingleItem().ShouldSatisfyAllConditions(line => line.LargestTonnes.ShouldBe(tonnes), line => line.Verdict.ShouldBe(expected.LargestVerdict!.Value));
    }

    /// <summary>What every certificate keeps: clauses, end points that lie as far apart as they say, the most severe verdict on top.</summary>
    static void ItIsWhole(SitingAnswer answer)
    {
        answer.Rules.ShouldAllBe(row => row.Clause.Length > 2);
        answer.Catalogue.ShouldAllBe(row => row.Clause.Length > 2);
        answer.NotChecked.ShouldAllBe(row => row.Clause.Length > 2);
        answer.DataVersion.ShouldNotBeNullOrEmpty();
        answer.Explanation[0].Text.En.ShouldContain(Verdicts.Token(answer.Verdict));
        foreach (var row in answer.Rules.Where(row => row.ActualMetres is not null && row.OtherLayer is "places" or "enterprises"))
        {
            var (from, to) = (TestPlane.Project(row.From![0], row.From[1]), TestPlane.Project(row.To![0], row.To[1]));
            Math.Sqrt(Math.Pow(from.X - to.X, 2) + Math.Pow(from.Y - to.Y, 2)).ShouldBe(row.ActualMetres!.Value, 0.002, row.Rule);
        }
        SitingCertificates.ToGeoJson(answer).GetProperty("features")[0].GetProperty("properties").GetProperty("role").GetString().ShouldBe("site");
        JsonSerializer.Serialize(answer, Web).ShouldContain("\"verdict\":\"" + Verdicts.Token(answer.Verdict));
    }

    static SitingQuestion QuestionOf(Scenario scenario)
    {
        var (site, asked) = (scenario.Site, scenario.Question);
        return new(Sketch.Rectangle(site[0], site[1], site[2], site[3]), asked.IndustryCode, asked.Inventory, asked.LandUse, asked.Facilities,
            asked.PlaceCategory, asked.PlaceKind, asked.Processes, asked.ContoursOf, asked.Date);
    }

    static CitySnapshot CityOf(Scenario scenario) => SmallCity(Read<BaseCity>("base-city").Features.Concat(scenario.Features)
        .Where(feature => scenario.Without?.Contains(feature.Layer) != true).Select(feature => (feature.Layer, feature.ToFeature())));

    static T Read<T>(string name) => JsonSerializer.Deserialize<T>(File.ReadAllBytes(Path.Combine(Folder, name + ".json")), Web)!;

    sealed record BaseCity(string Note, IReadOnlyList<DrawnFeature> Features);

    sealed record Scenario(
        LocalizedText Title, string Note, IReadOnlyList<DrawnFeature> Features, IReadOnlyList<string>? Without, double[] Site, AskedUse Question, Expected Expect);

    sealed record AskedUse(
        string? IndustryCode, IReadOnlyList<InventoryLine>? Inventory, string? LandUse, IReadOnlyList<string>? Facilities, string? PlaceCategory, string? PlaceKind,
        IReadOnlyList<string>? Processes, string? ContoursOf, DateOnly? Date);

    sealed record DrawnFeature(string Layer, long Id, string Name, double[]? At, double[]? Area, double[][]? Line, IReadOnlyDictionary<string, JsonElement>? Fields)
    {
        public Feature ToFeature()
        {
            var schema = CityLayers.Get(Layer);
            (string, object?)[] values = [("name", Name), .. (Fields ?? new Dictionary<string, JsonElement>()).Select(pair => (pair.Key, Value(schema.Fields[schema.IndexOf(pair.Key)], pair.Value)))];
            return At is not null ? TestFeatures.At(Layer, Id, At[0], At[1], values)
                : Area is not null ? TestFeatures.Area(Layer, Id, (Area[0], Area[1], Area[2], Area[3]), values)
                : Feature(Layer, Id, null, values) with { Geometry = new LineString([.. Line!.Select(metres => Sketch.LonLat((metres[0], metres[1])))]) };
        }

        static object? Value(Field field, JsonElement value) => field.Type switch
        {
            FieldType.Text => value.GetString(),
            FieldType.Integer => value.GetInt64(),
            FieldType.Number => value.GetDouble(),
            FieldType.Date => DateOnly.Parse(value.GetString()!, System.Globalization.CultureInfo.InvariantCulture),
            _ => value.GetRawText(),
        };
    }

    sealed record Expected(Verdict Verdict, IReadOnlyList<ExpectedRow>? Rules, IReadOnlyList<ExpectedEntry>? Catalogue, ExpectedMethod? Method, ExpectedRepair? Repair);

    sealed record ExpectedRow(
        string Rule, Verdict Verdict, double? RequiredMetres, double? ActualMetres, long? OtherId, double? ShortfallMetres, string? Role, string? MeasuredFrom);

    sealed record ExpectedEntry(string Rule, Verdict Verdict, long? OtherId, bool? Decides);

    sealed record ExpectedMethod(string? Method, Verdict Verdict, IReadOnlyList<ExpectedPlace>? Places);

    sealed record ExpectedPlace(long? OtherId, double? LimitPerYear, Verdict Verdict);

    sealed record ExpectedRepair(double ShiftAtLeastMetres, double ShiftAtMostMetres, Verdict? ShiftVerdict, double? LargestTonnes, Verdict? LargestVerdict);
}
