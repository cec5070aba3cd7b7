using System.Text.Json;
using RiskMap.City.Model;
using RiskMap.City.Risk;
using static RiskMap.City.Tests.TestFeatures;

namespace RiskMap.City.Tests.Risk;

public class AreaRiskPropertyTests
{
    static readonly string[] Grades = ["blue", "yellow", "orange", "red"];

    [Fact]
    public void After_any_edits_the_answer_is_the_same_to_the_last_bit_as_from_nothing() => Seeded.ForEach(12, random =>
    {
        var city = new RandomRiskCity(random, 60);
        for (var edit = 0; edit < 12; edit++)
        {
            city.Edit();
            if (random.Next(3) == 0)
                continue;
            var anew = city.Anew();
            Json(AreaRiskAnalysis.ByDistrict(city.Current)).ShouldBe(Json(AreaRiskAnalysis.ByDistrict(anew)), $"edit {edit}");
            Json(AreaRiskAnalysis.ByPark(city.Current)).ShouldBe(Json(AreaRiskAnalysis.ByPark(anew)), $"edit {edit}");
            Json(AreaRiskAnalysis.Cells(city.Current, new(Area: 1)).Values).ShouldBe(Json(AreaRiskAnalysis.Cells(anew, new(Area: 1)).Values), $"edit {edit}");
        }
    });

    [Fact]
    public void A_what_if_is_computed_beside_the_city_and_leaves_it_alone() => Seeded.ForEach(6, random =>
    {
        var city = new RandomRiskCity(random, 60);
        var before = Json(AreaRiskAnalysis.ByDistrict(city.Current));
        var gone = random.Next(1, 61);
        var imagined = AreaRiskAnalysis.ByDistrict(city.Current.Imagine("enterprises", [], [gone]));
        var anew = SmallCity(city.Rows.Where(row => row.Layer != "enterprises" || row.Feature.Id != gone));

        imagined.Areas.Select(area => area.Risk).ShouldBe(AreaRiskAnalysis.ByDistrict(anew).Areas.Select(area => area.Risk));
        Json(AreaRiskAnalysis.ByDistrict(city.Current)).ShouldBe(before);
    });

    [Fact]
    public void A_worse_grade_never_lowers_an_index() => Seeded.ForEach(15, random =>
    {
        var rows = new RandomRiskCity(random, 40).Rows.ToList();
        var id = random.Next(1, 41);
        var plant = rows.First(row => row.Layer == "enterprises" && row.Feature.Id == id).Feature;
        var values = Grades.Select(grade => Values(With(rows, "enterprises", plant with { Values = plant.Values(CityLayers.Get("enterprises"), "grade", grade) })));
        ShouldNeverFall(values);
    });

    [Fact]
    public void More_people_never_lower_the_risk_of_a_cell() => Seeded.ForEach(15, random =>
    {
        var rows = new RandomRiskCity(random, 40).Rows.ToList();
        var (layer, field) = random.OneOf(("places", "capacityDay"), ("places", "capacityNight"), ("population", "residents"), ("population", "peopleDay"));
        var row = random.OneOf([.. rows.Where(row => row.Layer == layer)]).Feature;
        object Amount(int step) => layer == "places" ? (object)(long)(step * 150) : step * 700.0;
        ShouldNeverFall(Enumerable.Range(0, 5).Select(step => CellsOf(With(rows, layer, row with { Values = row.Values(CityLayers.Get(layer), field, Amount(step)) }))));
    });

    [Fact]
    public void A_farther_plant_never_adds_to_a_cell() => Seeded.ForEach(30, random =>
    {
        var (east, north, grade) = (random.Between(0, 1500), random.Between(0, 1500), random.OneOf(Grades));
        var (towardsX, towardsY) = (random.Between(-1, 1), random.Between(-1, 1));
        ShouldNeverRise(Enumerable.Range(0, 8).Select(step => Values([
            ("districts", Area("districts", 1, (0, 0, 2000, 2000), ("name", "镇"), ("level", "town"))),
            ("population", Area("population", 1, (700, 700, 800, 800), ("residents", 300.0))),
            ("teams", At("teams", 1, 0, 0, ("kind", "fire"))),
            ("enterprises", At("enterprises", 1, 750 + (step * 90 * towardsX), 750 + (step * 90 * towardsY), ("grade", grade))),
            ("enterprises", At("enterprises", 2, east, north, ("grade", "yellow")))])));
    });

    static List<(string, Feature)> With(List<(string Layer, Feature Feature)> rows, string layer, Feature feature) =>
        [.. rows.Where(row => row.Layer != layer || row.Feature.Id != feature.Id), (layer, feature)];

    static double[] Values(IEnumerable<(string, Feature)> rows) => [.. AreaRiskAnalysis.ByDistrict(SmallCity(rows)).Areas.Select(area => area.IndexAtLeast)];

    static double[] CellsOf(IEnumerable<(string, Feature)> rows) => [.. AreaRiskAnalysis.Cells(SmallCity(rows), new()).Values.Select(value => value ?? 0)];

    static void ShouldNeverFall(IEnumerable<double[]> steps) => ShouldRunOneWay(steps, 1);

    static void ShouldNeverRise(IEnumerable<double[]> steps) => ShouldRunOneWay(steps, -1);

    static void ShouldRunOneWay(IEnumerable<double[]> steps, int direction)
    {
        double[]? before = null;
        foreach (var step in steps)
        {
            for (var place = 0; place < step.Length && before is not null; place++)
                (direction * (step[place] - before[place])).ShouldBeGreaterThanOrEqualTo(-1e-9, $"place {place}: {before[place]} then {step[place]}");
            before = step;
        }
    }

    static string Json<T>(T answer) => JsonSerializer.Serialize(answer);
}
