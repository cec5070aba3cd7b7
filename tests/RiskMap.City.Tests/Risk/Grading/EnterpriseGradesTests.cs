using System.Text.Json;
using RiskMap.City.Model;
using RiskMap.City.Risk.Grading;
using RiskMap.City.Snapshot;
using static RiskMap.City.Tests.TestFeatures;

namespace RiskMap.City.Tests.Risk.Grading;

/// <summary>The 100-point method of 应急〔2018〕19号.</summary>
public sealed class EnterpriseGradesTests
{
    static readonly CitySnapshot Nowhere = SmallCity();

    static readonly Dictionary<string, double> Golden = new()
    {
        ["major-hazard-level-3"] = 1,
        ["inhalation-toxic-chemicals"] = 1,
        ["other-key-chemicals"] = 3,
        ["hazardous-processes"] = 1,
        ["class-a-units"] = 2,
        ["outside-chemical-park"] = 1,
        ["uncertified-managers"] = 1,
        ["standardisation-level-3"] = 1,
    };

    [Fact]
    public void Golden_plant_scores_81_7_and_is_yellow()
    {
        var answer = EnterpriseGrades.Of(Nowhere, new(Findings: Golden, Complete: true));

        answer.Score!.Value.ShouldBe(81.7, 1e-9);
        (answer.Grade, answer.GradeAtWorst, answer.GradeAtBest).ShouldBe(("yellow", "yellow", "yellow"));
        Item(answer, "major-hazard").Points.ShouldBe(4);
        Item(answer, "substances").Points!.Value.ShouldBe(2.7, 1e-9);
        Item(answer, "performance").Points.ShouldBe(12); // the bonus lifts the item above its 10
        answer.Missing.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(90, "blue")]
    [InlineData(89.9, "yellow")]
    [InlineData(75, "yellow")]
    [InlineData(74.9, "orange")]
    [InlineData(60, "orange")]
    [InlineData(59.9, "red")]
    public void Bands_begin_at_their_score(double score, string grade) => HundredPointTables.Default.BandOf(score).Grade.ShouldBe(grade);

    [Fact]
    public void Items_sum_to_100_end_at_nothing_and_bonuses_do_not_lift_the_total_higher()
    {
        HundredPointTables.Default.Items.Sum(item => item.Most).ShouldBe(100);
        Score(("class-a-units", 40)).ShouldBe(95);
        Score(("standardisation-level-1", 1), ("five-years-without-accident", 1)).ShouldBe(100);
        Score(("outside-chemical-park", 1), ("chemistry-graduate-leaders", 9)).ShouldBe(100); // 97 + 3 leaders × 2, capped
        Score(("outside-chemical-park", 1), ("chemistry-graduate-leaders", 1)).ShouldBe(99);
    }

    [Fact]
    public void Findings_that_nobody_told_make_the_score_a_range_and_are_named()
    {
        var answer = EnterpriseGrades.Of(Nowhere, new(Findings: new Dictionary<string, double> { ["class-a-units"] = 2 }));

        (answer.Score, answer.Grade).ShouldBe((null, null));
        (answer.ScoreAtLeast, answer.ScoreAtMost).ShouldBe((0, 100));
        (answer.GradeAtWorst, answer.GradeAtBest).ShouldBe(("red", "blue"));
        answer.Missing.Select(missing => missing.Finding).ShouldContain("no-dual-power");
        answer.Missing.Select(missing => missing.Finding).ShouldNotContain("class-a-units");
        answer.Missing.ShouldContain(missing => missing.Item == "direct-red");
        Item(answer, "fire-explosion").Points.ShouldBeNull();
        Item(answer, "fire-explosion").PointsAtMost.ShouldBe(3);
    }

    [Fact]
    public void One_unknown_finding_that_counts_once_costs_its_points_at_most()
    {
        var findings = HundredPointTables.Default.Tokens.Where(token => token != "no-dual-power").ToDictionary(token => token, _ => 0.0);
        var answer = EnterpriseGrades.Of(Nowhere, new(Findings: findings));
        (answer.ScoreAtLeast, answer.ScoreAtMost, answer.Grade).ShouldBe((95, 100, "blue"));
    }

    [Fact]
    public void A_veto_is_red_whatever_the_score()
    {
        var answer = EnterpriseGrades.Of(Nowhere, new(Findings: new Dictionary<string, double> { ["plant-without-formal-design"] = 1 }, Complete: true));

        (answer.Score, answer.Grade).ShouldBe((100, "red"));
        answer.Vetoes.Single().Source.Standard.ShouldBe("应急〔2018〕19号");
    }

    [Fact]
    public void What_the_city_knows_is_taken_from_the_city()
    {
        // Chlorine 60 t, no residents: R = 24, level 3; methanol and ammonia are key-regulated; in an industrial park that is not chemical.
        var city = Plant(("inventory", """[{"cas":"7782-50-5","tonnes":60},{"cas":"67-56-1","tonnes":1},{"cas":"7664-41-7","tonnes":1}]"""), ("processes", """["氯化工艺","焊接"]"""), ("grade", "orange"), ("score", 70.0));

        var answer = EnterpriseGrades.Of(city, new(EnterpriseId: 1, Complete: true));

        Deductions(answer).ShouldBe([("major-hazard-level-3", 1), ("inhalation-toxic-chemicals", 1), ("other-key-chemicals", 2), ("hazardous-processes", 1), ("outside-chemical-park", 1)]);
        answer.Items.SelectMany(item => item.Deductions).ShouldAllBe(finding => finding.From == "city");
        answer.Score!.Value.ShouldBe(100 - 6 - 2 - 0.2 - 2 - 3, 1e-9);
        (answer.Grade, answer.AuthorityGrade, answer.AuthorityScore, answer.Differs).ShouldBe(("yellow", "orange", 70, true));
        answer.Explanation[^1].Text.Zh.ShouldContain("不一致");
    }

    [Fact]
    public void What_is_given_stands_before_what_the_city_knows()
    {
        var city = Plant(("inventory", """[{"cas":"7782-50-5","tonnes":60}]"""));
        var answer = EnterpriseGrades.Of(city, new(EnterpriseId: 1, Complete: true, Findings: new Dictionary<string, double> { ["major-hazard-level-1"] = 1, ["outside-chemical-park"] = 0 }));
        Deductions(answer).ShouldBe([("major-hazard-level-1", 1), ("inhalation-toxic-chemicals", 1)]);
    }

    [Fact]
    public void What_the_city_lacks_stays_unknown_even_when_the_caller_told_all_he_had()
    {
        var answer = EnterpriseGrades.Of(Plant(("grade", "blue")), new(EnterpriseId: 1, Complete: true));

        answer.Score.ShouldBeNull();
        answer.Missing.Select(missing => missing.Item).Distinct().ShouldBe(["major-hazard", "substances", "processes"]);
        (answer.ScoreAtLeast, answer.ScoreAtMost).ShouldBe((72, 97));
        (answer.GradeAtWorst, answer.GradeAtBest, answer.Differs).ShouldBe(("orange", "blue", null));
    }

    [Fact]
    public void More_findings_never_raise_a_score()
    {
        var rules = HundredPointTables.Default.Items.SelectMany(item => item.Findings).Where(rule => rule.Group is null && rule.Points < 0).ToList();
        Seeded.ForEach(200, random =>
        {
            var findings = rules.Where(_ => random.Next(3) == 0).ToDictionary(rule => rule.Finding, _ => (double)random.Next(4));
            var more = new Dictionary<string, double>(findings);
            var token = rules[random.Next(rules.Count)].Finding;
            more[token] = more.GetValueOrDefault(token) + 1;
            EnterpriseGrades.Of(Nowhere, new(Findings: more, Complete: true)).Score!.Value.ShouldBeLessThanOrEqualTo(EnterpriseGrades.Of(Nowhere, new(Findings: findings, Complete: true)).Score!.Value);
        });
    }

    [Theory]
    [InlineData("""{"findings":{"no-such":1}}""", "findings/no-such")]
    [InlineData("""{"findings":{"class-a-units":-1}}""", "findings/class-a-units")]
    [InlineData("""{"findings":{"class-a-units":1.5}}""", "findings/class-a-units")]
    [InlineData("""{"findings":{"class-a-units":"many"}}""", "findings/class-a-units")]
    [InlineData("""{"findings":{"standardisation-level-1":true,"standardisation-level-2":true}}""", "findings/standardisation-level-2")]
    [InlineData("""{"enterpriseId":9}""", "enterpriseId")]
    [InlineData("""{"method":"fmea"}""", "method")]
    [InlineData("""{"method":"lec","likelihood":3,"exposure":10}""", "consequence")]
    [InlineData("""{"method":"lec","likelihood":4,"exposure":10,"consequence":15}""", "likelihood")]
    [InlineData("""{"method":"ls","likelihood":3,"severity":6}""", "severity")]
    [InlineData("""{"method":"ls","severity":5}""", "likelihood")]
    public void Bad_questions_are_refused_by_name(string json, string member) =>
        Should.Throw<QuestionException>(() => EnterpriseGrades.Of(Nowhere, Read(json))).Member.ShouldBe(member);

    [Fact]
    public void Findings_are_counts_or_true_on_the_wire()
    {
        var question = Read("""{"complete":true,"findings":{"class-a-units":2,"no-dual-power":true,"own-brigade":false}}""");
        question.Findings.ShouldBe(new Dictionary<string, double> { ["class-a-units"] = 2, ["no-dual-power"] = 1, ["own-brigade"] = 0 }, ignoreOrder: true);
        EnterpriseGrades.Of(Nowhere, question).Score.ShouldBe(93);
    }

    static EnterpriseGradeQuestion Read(string json) => JsonSerializer.Deserialize<EnterpriseGradeQuestion>(json, JsonSerializerOptions.Web)!;

    static CitySnapshot Plant(params (string, object?)[] values) => SmallCity(
        ("enterprises", At("enterprises", 1, 100, 100, values)),
        ("parks", Area("parks", 1, (0, 0, 200, 200), ("kind", "industrial"))),
        ("population", Area("population", 1, (-2000, -2000, -1900, -1900), ("residents", 10.0))),
        ("population", Area("population", 2, (2000, 2000, 2100, 2100), ("residents", 10.0))));

    static double Score(params (string Token, double Count)[] findings) =>
        EnterpriseGrades.Of(Nowhere, new(Findings: findings.ToDictionary(finding => finding.Token, finding => finding.Count), Complete: true)).Score!.Value;

    static IEnumerable<(string, double)> Deductions(EnterpriseGradeAnswer answer) => answer.Items.SelectMany(item => item.Deductions).Select(finding => (finding.Finding, finding.Count));

    static GradeItem Item(EnterpriseGradeAnswer answer, string item) => answer.Items.Single(row => row.Item == item);
}
