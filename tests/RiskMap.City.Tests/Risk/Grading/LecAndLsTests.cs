using RiskMap.City.Model;
using RiskMap.City.Risk.Grading;
using static RiskMap.City.Tests.TestFeatures;

namespace RiskMap.City.Tests.Risk.Grading;

public sealed class LecAndLsTests
{
    [Theory]
    [InlineData(3, 10, 15, 450, "red")]
    [InlineData(1, 10, 1, 10, "blue")]
    [InlineData(1, 6, 15, 90, "yellow")]
    [InlineData(3, 6, 15, 270, "orange")]
    [InlineData(1, 10, 7, 70, "yellow")]
    public void Golden_numbers_of_LEC(double l, double e, double c, double d, string grade)
    {
        var result = Lec.Of(l, e, c);
        (result.D, result.Grade).ShouldBe((d, grade));
    }

    [Fact]
    public void The_side_to_which_a_threshold_belongs_is_a_parameter()
    {
        // D = 10·1·7 = 70 lies on a threshold.
        var upward = Lec.Tables;
        var classic = upward with { Boundary = upward.Boundary with { BelongsToHigher = false } };
        Lec.Of(upward, 10, 1, 7).Grade.ShouldBe("yellow");
        Lec.Of(classic, 10, 1, 7).Grade.ShouldBe("blue");
        Lec.Of(classic, 10, 1, 7).Band.Zh.ShouldBe("一般危险");
        upward.Boundary.Source.Status.ShouldBe(RuleSource.ToBeVerified);
    }

    [Theory]
    [InlineData(5, 5, 25, "red")]
    [InlineData(4, 5, 20, "red")]
    [InlineData(4, 4, 16, "orange")]
    [InlineData(3, 5, 15, "orange")]
    [InlineData(3, 4, 12, "yellow")]
    [InlineData(3, 3, 9, "yellow")]
    [InlineData(2, 4, 8, "blue")]
    [InlineData(1, 1, 1, "blue")]
    public void Golden_numbers_of_LS(double l, double s, double r, string grade)
    {
        var result = Ls.Of(l, s);
        (result.R, result.Grade).ShouldBe((r, grade));
    }

    [Fact]
    public void Both_answer_as_methods_of_one_question_and_say_what_is_to_be_verified()
    {
        var lec = EnterpriseGrades.Of(SmallCity(), new("lec", Likelihood: 3, Exposure: 10, Consequence: 15));
        (lec.Method, lec.Score, lec.Grade, lec.Band!.Zh).ShouldBe(("lec", 450, "red", "极其危险"));
        lec.Items.Select(item => item.Points).ShouldBe([3, 10, 15]);
        lec.Explanation.ShouldContain(step => step.Text.Zh.Contains("待核实") && step.Text.En.Contains("to be verified"));
        lec.DataVersion.ShouldNotBeEmpty();

        var city = SmallCity(("enterprises", At("enterprises", 1, 0, 0, ("grade", "orange"))));
        var ls = EnterpriseGrades.Of(city, new("ls", EnterpriseId: 1, Likelihood: 4, Severity: 4));
        (ls.Score, ls.Grade, ls.AuthorityGrade, ls.Differs).ShouldBe((16, "orange", "orange", false));
    }
}
